/* content_probe.c - prints what seclint takes the bytes of each named file for:
 * class, fault, span of the fault, reason; one line for a file. */
#include "base/file.h"
#include "base/limits.h"
#include "doc/content.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    static const char *const faults[] = {
        [SL_VAULT_OK] = "ok", [SL_VAULT_HEADER] = "header", [SL_VAULT_BODY] = "body"};
    sl_buf bytes = {0};
    sl_err err = {0};

    for (int i = 1; i < argc; i++) {
        sl_content content;

        if (!sl_file_read(argv[i], SL_MAX_FILE_SIZE, &bytes, &err)) {
            fprintf(stderr, "%s\n", err.text);
            return 2;
        }
        content = sl_content_of(sl_buf_str(&bytes));
        printf("%s %s %zu %zu %s\n", sl_content_name(content.class_),
               faults[content.fault], content.where.start, content.where.end,
               content.why);
    }
    sl_buf_free(&bytes);
    return 0;
}
