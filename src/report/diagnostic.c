#include "report/diagnostic.h"

#include "report/account.h"
#include "report/origin.h"
#include "report/paint.h"
#include "report/prose.h"
#include "report/rulebook.h"
#include "report/quote.h"
#include "text/escape.h"

#include <stdio.h>

enum { ROOM_UNKNOWN = 120 };

typedef struct page {
    const sl_report_style *style;
    size_t gutter; /* digits of the line number */
    sl_buf *out;
    sl_buf *line; /* scratch */
} page;

/* Begins a link to the file, where there is one now. */
static bool link_file(const sl_place *place, page *p)
{
    sl_str file = sl_account_file(place);
    sl_buf path = {0};

    if (!p->style->hyperlinks || file.len == 0 || p->style->root.len == 0 ||
        place->origin == SL_ORIGIN_HISTORY)
        return false;
    if (file.ptr[0] != '/')
        sl_buf_printf(&path, "%.*s/", sl_fmt(p->style->root));
    sl_buf_add(&path, file);
    sl_buf_clear(p->line);
    sl_buf_add(p->line, sl_lit("file://"));
    sl_escape_uri(sl_buf_str(&path), p->line);
    sl_paint_link(p->style, sl_buf_str(p->line), p->out);
    sl_buf_free(&path);
    return true;
}

static void headline(const sl_finding *f, page *p)
{
    const sl_report_style *style = p->style;
    sl_paint paint = sl_paint_of(f->level);

    bool linked = link_file(&f->place, p);

    sl_buf_clear(p->line);
    sl_account_where(&f->place, p->line);
    sl_paint_add(style, SL_PAINT_BOLD, sl_buf_str(p->line), p->out);
    if (linked)
        sl_paint_link(style, sl_lit(""), p->out);
    sl_buf_add(p->out, sl_lit(": "));
    if (style->hyperlinks) {
        sl_buf_clear(p->line);
        sl_rulebook_uri(f->rule, p->line);
        sl_paint_link(style, sl_buf_str(p->line), p->out);
    }
    sl_buf_clear(p->line);
    sl_buf_printf(p->line, "%s[", sl_level_name(f->level));
    sl_escape(f->rule->id, p->line);
    sl_buf_char(p->line, ']');
    sl_paint_add(style, paint, sl_buf_str(p->line), p->out);
    if (style->hyperlinks)
        sl_paint_link(style, sl_lit(""), p->out);
    sl_buf_add(p->out, sl_lit(": "));
    sl_prose_flow(f->message, p->out);
    sl_buf_char(p->out, '\n');
}

/* "12 | " or, without a number, "   | " */
static void gutter(page *p, size_t number)
{
    sl_buf_clear(p->line);
    if (number > 0)
        sl_buf_printf(p->line, "%*zu", (int)p->gutter, number);
    else
        sl_buf_printf(p->line, "%*s", (int)p->gutter, "");
    sl_buf_add(p->line, p->style->unicode ? sl_lit(" │") : sl_lit(" |"));
    sl_paint_add(p->style, SL_PAINT_GUTTER, sl_buf_str(p->line), p->out);
}

static void quote(const sl_finding *f, page *p)
{
    const sl_place *place = &f->place;
    size_t width = p->style->width ? p->style->width : ROOM_UNKNOWN;
    size_t margin = p->gutter + 3;
    sl_buf text = {0};
    sl_quote drawn = sl_quote_draw(
        place->snippet, (sl_span){place->mark_start, place->mark_end},
        width > margin ? width - margin : 0, p->style->unicode ? "…" : "...", &text);

    gutter(p, 0);
    sl_buf_char(p->out, '\n');
    gutter(p, place->start.line);
    sl_buf_char(p->out, ' ');
    sl_buf_add(p->out, sl_buf_str(&text));
    sl_buf_char(p->out, '\n');
    gutter(p, 0);
    sl_buf_printf(p->out, " %*s", (int)drawn.caret_at, "");
    sl_buf_clear(&text);
    for (size_t i = 0; i < drawn.caret_len; i++)
        sl_buf_char(&text, '^');
    sl_paint_add(p->style, sl_paint_of(f->level), sl_buf_str(&text), p->out);
    sl_buf_char(p->out, '\n');
    sl_buf_free(&text);
}

/* "  = note: text"; text is safe for a terminal already. */
static void remark(page *p, const char *kind, sl_str text)
{
    if (text.len == 0)
        return;
    sl_buf_printf(p->out, "%*s ", (int)p->gutter, "");
    sl_paint_add(p->style, SL_PAINT_GUTTER, sl_lit("="), p->out);
    sl_buf_char(p->out, ' ');
    sl_paint_add(p->style, SL_PAINT_BOLD, sl_str_of(kind), p->out);
    sl_buf_add(p->out, sl_lit(": "));
    sl_buf_add(p->out, text);
    sl_buf_char(p->out, '\n');
}

static void notes(const sl_finding *f, page *p)
{
    void (*const writers[])(const sl_finding *, sl_buf *) = {
        sl_origin_since,     sl_origin_until,      sl_origin_unreachable,
        sl_origin_elsewhere, sl_origin_protection, sl_origin_allowance};

    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
        sl_buf_clear(p->line);
        writers[i](f, p->line);
        remark(p, "note", sl_buf_str(p->line));
    }
    for (size_t i = 0; i < f->related_len; i++) {
        sl_buf_clear(p->line);
        sl_account_where(&f->related[i].place, p->line);
        sl_buf_add(p->line, sl_lit(": "));
        sl_prose_flow(f->related[i].message, p->line);
        remark(p, "note", sl_buf_str(p->line));
    }
}

void sl_diagnostic_write(const sl_finding *finding, const sl_report_style *style,
                         bool with_fix, sl_buf *out)
{
    sl_buf line = {0};
    page p = {style, 1, out, &line};
    bool quoted = finding->place.start.line > 0 && finding->place.snippet.len > 0;

    for (size_t n = finding->place.start.line; quoted && n > 9; n /= 10)
        p.gutter++;
    headline(finding, &p);
    if (quoted)
        quote(finding, &p);
    if (with_fix) {
        sl_buf_clear(&line);
        sl_prose_flow(sl_prose_sentence(finding->rule->fix), &line);
        remark(&p, "fix", sl_buf_str(&line));
    }
    notes(finding, &p);
    sl_buf_free(&line);
}
