/* report_probe.c - prints made-up results in one format, and the line hashes of a
 * file, for tests/sarif_test.py.
 *
 *     report_probe CASE FORMAT [verbose] [quiet] [color] [unicode] [narrow]
 *     report_probe linehash FILE
 */
#include "base/file.h"
#include "base/limits.h"
#include "report/report.h"
#include "text/linehash.h"

#include "../unit/report/sample.h"

#include <stdio.h>

static int hashes(const char *path)
{
    sl_arena arena = {0};
    sl_buf text = {0};
    sl_err err = {0};
    size_t len;
    const sl_line_hash *all;

    if (!sl_file_read(path, SL_MAX_FILE_SIZE, &text, &err)) {
        fprintf(stderr, "report_probe: %s\n", err.text);
        return 2;
    }
    all = sl_line_hashes(&arena, sl_buf_str(&text), &len);
    for (size_t i = 0; i < len; i++)
        printf("%s\n", sl_line_hash_text(&arena, all[i]).ptr);
    sl_arena_free(&arena);
    sl_buf_free(&text);
    return 0;
}

static sl_report_style style_of(int argc, char **argv)
{
    sl_report_style style = {0};

    for (int i = 3; i < argc; i++) {
        style.verbose |= strcmp(argv[i], "verbose") == 0;
        style.quiet |= strcmp(argv[i], "quiet") == 0;
        style.color |= strcmp(argv[i], "color") == 0;
        style.hyperlinks |= strcmp(argv[i], "color") == 0;
        style.unicode |= strcmp(argv[i], "unicode") == 0;
        if (strcmp(argv[i], "narrow") == 0)
            style.width = 40;
    }
    return style;
}

int main(int argc, char **argv)
{
    const sl_report_format *format =
        argc > 2 ? sl_report_format_find(sl_str_of(argv[2])) : NULL;
    sl_sample sample;
    sl_report_style style;
    sl_buf out = {0};
    bool ok;

    if (argc == 3 && strcmp(argv[1], "linehash") == 0)
        return hashes(argv[2]);
    if (!format || !sample_make(&sample, argv[1])) {
        fprintf(stderr, "usage: report_probe CASE FORMAT [STYLE...]\n");
        return 2;
    }
    style = style_of(argc, argv);
    format->write(&sample.results, &style, &out);
    ok = sl_report_save("-", sl_buf_str(&out), NULL);
    sl_buf_free(&out);
    sample_free(&sample);
    return ok ? 0 : 2;
}
