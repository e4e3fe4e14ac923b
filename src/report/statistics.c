#include "report/statistics.h"

#include "report/paint.h"
#include "report/prose.h"
#include "report/tally.h"
#include "text/escape.h"

#include <stdlib.h>

enum { LEVEL_WIDTH = sizeof "warning" - 1 };

typedef struct count {
    const sl_rule *rule;
    sl_level level;
    size_t len;
} count;

SL_VEC(count_vec, count);

static int by_rule(const void *a, const void *b)
{
    const count *x = a, *y = b;
    int order = (int)y->level - (int)x->level;

    return order ? order : sl_str_cmp(x->rule->id, y->rule->id);
}

static int by_len(const void *a, const void *b)
{
    const count *x = a, *y = b;

    if (x->level == y->level && x->len != y->len)
        return x->len < y->len ? 1 : -1;
    return by_rule(a, b);
}

static void collect(const sl_results *results, const sl_report_style *style,
                    count_vec *out)
{
    size_t kept = 0;

    for (size_t i = 0; i < results->findings_len; i++) {
        const sl_finding *f = &results->findings[i];

        if (sl_tally_shows(f, style))
            *sl_vec_push(out) = (count){f->rule, f->level, 1};
    }
    if (out->len == 0)
        return;
    qsort(out->at, out->len, sizeof *out->at, by_rule);
    for (size_t i = 1; i < out->len; i++) {
        if (by_rule(&out->at[kept], &out->at[i]) == 0)
            out->at[kept].len++;
        else
            out->at[++kept] = out->at[i];
    }
    out->len = kept + 1;
    qsort(out->at, out->len, sizeof *out->at, by_len);
}

static void write_count(const count *c, const sl_report_style *style, size_t digits,
                        size_t wide, sl_buf *out)
{
    sl_str level = sl_str_of(sl_level_name(c->level));
    sl_buf text = {0};

    sl_tally_number(c->len, &text);
    sl_buf_printf(out, "%*s  ", (int)digits, text.ptr);
    sl_paint_add(style, sl_paint_of(c->level), level, out);
    sl_buf_printf(out, "%*s", (int)(LEVEL_WIDTH - level.len + 2), "");
    sl_buf_clear(&text);
    sl_escape(c->rule->id, &text);
    sl_buf_add(out, sl_buf_str(&text));
    sl_buf_printf(out, "%*s", (int)(wide - text.len + 2), "");
    sl_prose_flow(c->rule->title, out);
    sl_buf_char(out, '\n');
    sl_buf_free(&text);
}

void sl_statistics_write(const sl_results *results, const sl_report_style *style,
                         sl_buf *out)
{
    count_vec counts = {0};
    size_t digits = 1, wide = 0;
    sl_buf text = {0};

    collect(results, style, &counts);
    for (size_t i = 0; i < counts.len; i++) {
        sl_buf_clear(&text);
        sl_tally_number(counts.at[i].len, &text);
        digits = text.len > digits ? text.len : digits;
        sl_buf_clear(&text);
        sl_escape(counts.at[i].rule->id, &text);
        wide = text.len > wide ? text.len : wide;
    }
    for (size_t i = 0; i < counts.len; i++)
        write_count(&counts.at[i], style, digits, wide, out);
    if (counts.len > 0)
        sl_buf_char(out, '\n');
    sl_vec_free(&counts);
    sl_buf_free(&text);
}
