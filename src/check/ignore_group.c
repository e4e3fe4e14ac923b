#include "check/ignore_group.h"

#include <stdlib.h>

static int by_line(const void *a, const void *b)
{
    const sl_decided *x = a;
    const sl_decided *y = b;
    int order = sl_str_cmp(x->match->file, y->match->file);

    if (order == 0)
        order = (x->match->line > y->match->line) - (x->match->line < y->match->line);
    return order ? order : sl_str_cmp(x->path, y->path);
}

void sl_decided_sort(sl_decided_vec *decided)
{
    size_t kept = 0;

    if (decided->len > 0)
        qsort(decided->at, decided->len, sizeof *decided->at, by_line);
    for (size_t i = 0; i < decided->len; i++)
        if (kept == 0 || by_line(&decided->at[kept - 1], &decided->at[i]) != 0)
            decided->at[kept++] = decided->at[i];
    decided->len = kept;
}

size_t sl_decided_end(const sl_decided_vec *decided, size_t start)
{
    const sl_ignore_match *first = decided->at[start].match;
    size_t end = start + 1;

    while (end < decided->len && decided->at[end].match->line == first->line &&
           sl_str_eq(decided->at[end].match->file, first->file))
        end++;
    return end;
}

sl_str sl_decided_others(sl_sink *sink, size_t len)
{
    if (len < 2)
        return sl_lit("");
    return sl_arena_printf(&sink->arena, " and %zu other file%s", len - 1,
                           len == 2 ? "" : "s");
}
