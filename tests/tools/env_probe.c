/* env_probe.c - prints the items of the .env file on standard input, each as
 * "kind line quote exported hex(name) hex(value)", for dotenv_differential_test.py. */
#include "base/file.h"
#include "base/limits.h"
#include "text/env.h"

#include <stdio.h>
#include <unistd.h>

static void print_hex(sl_str s)
{
    putchar('.'); /* so that an empty field is a field */
    for (size_t i = 0; i < s.len; i++)
        printf("%02x", (unsigned)(unsigned char)s.ptr[i]);
}

int main(void)
{
    sl_buf text = {0};
    sl_err err = {0};
    sl_env_reader reader;
    sl_env_item item;

    if (!sl_file_drain(STDIN_FILENO, "standard input", SL_MIB, &text, &err)) {
        fprintf(stderr, "env_probe: %s\n", err.text);
        return 2;
    }
    reader = sl_env_open(sl_buf_str(&text));
    while (sl_env_next(&reader, &item)) {
        printf("%d %zu %d %d ", (int)item.kind, item.line, item.quote, item.exported);
        print_hex(item.name);
        putchar(' ');
        print_hex(item.value);
        putchar('\n');
    }
    sl_buf_free(&text);
    return 0;
}
