/* baseline_print.c - writes what baseline_file.c reads. */
#include "base/hash.h"
#include "scan/baseline.h"
#include "text/escape.h"

#include <stdlib.h>

void sl_baseline_entry_print(const sl_baseline_entry *entry, sl_buf *out)
{
    sl_buf_printf(out, "%.*s %0*x ", sl_fmt(entry->rule), SL_BASELINE_BITS / 4,
                  entry->hash);
    if (entry->path.len > 0)
        sl_escape_uri(entry->path, out);
    else
        sl_buf_char(out, '.');
    if (entry->history)
        sl_buf_add(out, sl_lit(" history"));
    if (entry->until.len > 0)
        sl_buf_printf(out, " until=%.*s", sl_fmt(entry->until));
    if (entry->owner.len > 0)
        sl_buf_printf(out, " owner=%.*s", sl_fmt(entry->owner));
    if (entry->reason.len == 0)
        return;
    sl_buf_add(out, sl_lit(" reason=\""));
    for (size_t i = 0; i < entry->reason.len; i++) {
        if (entry->reason.ptr[i] == '"' || entry->reason.ptr[i] == '\\')
            sl_buf_char(out, '\\');
        sl_buf_char(out, entry->reason.ptr[i]);
    }
    sl_buf_char(out, '"');
}

static int as_lines(const void *a, const void *b)
{
    return sl_str_cmp(*(const sl_str *)a, *(const sl_str *)b);
}

void sl_baseline_print(sl_baseline *baseline, sl_buf *out)
{
    char salt[2 * SL_BASELINE_SALT + 1];
    size_t len = baseline->entries.len;
    sl_str *lines = sl_arena_calloc(&baseline->arena, len, sizeof *lines);

    for (size_t i = 0; i < len; i++) {
        sl_buf line = {0};

        sl_baseline_entry_print(&baseline->entries.at[i], &line);
        lines[i] = sl_arena_str(&baseline->arena, sl_buf_str(&line));
        sl_buf_free(&line);
    }
    if (len > 0)
        qsort(lines, len, sizeof *lines, as_lines);
    sl_hex(baseline->salt, sizeof baseline->salt, salt);
    sl_buf_printf(
        out,
        "# Findings of seclint that are accepted until somebody settles them, one a "
        "line.\n"
        "# Written by `seclint baseline update`; history, until=, owner= and reason= "
        "may be\n"
        "# edited. There is no secret in here, and none can be read out of it.\n"
        "version %d\nsalt %s\n",
        SL_BASELINE_VERSION, salt);
    for (size_t i = 0; i < len; i++)
        sl_buf_printf(out, "%.*s\n", sl_fmt(lines[i]));
}
