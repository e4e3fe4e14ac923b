#include "report/html_page.h"

#include "report/html_text.h"
#include "report/origin.h"

#include <inttypes.h>

enum { SHORT_ID = 12 };

/* There may be twenty thousand of them: no element without need. */
static void write_summary(const sl_html_page *page, const sl_finding *f)
{
    sl_html_standing standing = sl_html_standing_of(f);
    const char *level = sl_level_name(sl_html_level_of(f));

    sl_buf_printf(page->out, "<summary><span class=\"level %s\">%s</span> ", level,
                  level);
    if (f->place.start.line > 0)
        sl_buf_printf(page->out, "<span class=\"at\">%zu:%zu</span> ",
                      f->place.start.line, f->place.start.code_point);
    sl_html_text(f->message, page->out);
    SL_HTML(page, " ");
    if (standing != SL_HTML_OPEN)
        sl_buf_printf(page->out, "<span class=\"badge %s\">%s</span> ",
                      sl_html_standing_name(standing), sl_html_standing_name(standing));
    SL_HTML(page, "<code>");
    sl_html_text(f->rule->id, page->out);
    SL_HTML(page, "</code></summary>\n");
}

static void write_quote(const sl_html_page *page, const sl_place *place)
{
    sl_str text = place->snippet;

    if (place->start.line == 0 || text.len == 0)
        return;
    sl_buf_printf(page->out, "<pre><span class=\"line\">%zu</span> ",
                  place->start.line);
    sl_html_text(sl_str_sub(text, 0, place->mark_start), page->out);
    SL_HTML(page, "<mark>");
    sl_html_text(sl_str_sub(text, place->mark_start, place->mark_end), page->out);
    SL_HTML(page, "</mark>");
    sl_html_text(sl_str_skip(text, place->mark_end), page->out);
    SL_HTML(page, "</pre>\n");
}

/* The commit that brought it, where the clause of report/origin.h names none. */
static void write_commit(const sl_html_page *page, const sl_finding *f)
{
    const sl_place *place = &f->place;
    char hex[SL_OID_HEX_MAX + 1];

    if (place->commit.len == 0)
        return;
    sl_buf_printf(page->out, "<li>first committed in %.*s, ", SHORT_ID,
                  sl_oid_hex(&place->commit, hex));
    sl_html_day(place->commit_time, page->out);
    if (place->first && place->first->author.len > 0) {
        SL_HTML(page, ", by ");
        sl_html_text(place->first->author, page->out);
    }
    SL_HTML(page, "</li>\n");
}

static void write_clauses(const sl_html_page *page, const sl_finding *f)
{
    void (*const writers[])(const sl_finding *, sl_buf *) = {
        sl_origin_since,     sl_origin_until,      sl_origin_unreachable,
        sl_origin_elsewhere, sl_origin_protection, sl_origin_allowance};
    sl_buf clause = {0};

    write_commit(page, f);
    /* The first says no more than that, if there is a commit. */
    for (size_t i = f->place.commit.len > 0; i < sizeof writers / sizeof *writers;
         i++) {
        sl_buf_clear(&clause);
        writers[i](f, &clause);
        if (clause.len == 0)
            continue;
        SL_HTML(page, "<li>");
        sl_html_text(sl_buf_str(&clause), page->out);
        SL_HTML(page, "</li>\n");
    }
    sl_buf_free(&clause);
}

/* Leads to the findings of the path, or to its row of the map. */
static void write_related(const sl_html_page *page, const sl_related *related)
{
    const sl_place *place = &related->place;
    size_t group = sl_html_number(&page->groups, place->path);
    size_t row = sl_html_row(page, place->path);

    SL_HTML(page, "<li>");
    if (group > 0)
        sl_buf_printf(page->out, "<a href=\"#p%zu\">", group);
    else if (row > 0)
        sl_buf_printf(page->out, "<a href=\"#s%zu\">", row);
    sl_html_text(place->path, page->out);
    if (place->start.line > 0)
        sl_buf_printf(page->out, ":%zu", place->start.line);
    if (group > 0 || row > 0)
        SL_HTML(page, "</a>");
    SL_HTML(page, ": ");
    sl_html_text(related->message, page->out);
    SL_HTML(page, "</li>\n");
}

static void write_finding(const sl_html_page *page, size_t i)
{
    const sl_finding *f = &page->results->findings[i];
    size_t rule = sl_html_rule_of(page, f->rule)->number;

    sl_buf_printf(
        page->out,
        "<details id=\"f%zu\" class=\"%s\" data-rule=\"%zu\" data-state=\"%s\"", i + 1,
        sl_level_name(sl_html_level_of(f)), rule,
        sl_html_standing_name(sl_html_standing_of(f)));
    if (sl_html_committed(f))
        sl_buf_printf(page->out, " data-time=\"%" PRId64 "\"", f->place.commit_time);
    SL_HTML(page, ">");
    write_summary(page, f);
    write_quote(page, &f->place);
    SL_HTML(page, "<ul>\n");
    write_clauses(page, f);
    for (size_t k = 0; k < f->related_len; k++)
        write_related(page, &f->related[k]);
    sl_buf_printf(page->out, "<li><a href=\"#r%zu\">Why, and what to do</a>", rule);
    if (f->fingerprint[0])
        sl_buf_printf(page->out, " <span class=\"dim\">fingerprint %s</span>",
                      f->fingerprint);
    SL_HTML(page, "</li>\n</ul>\n</details>\n");
}

static void write_heading(const sl_html_page *page, sl_str path, size_t count)
{
    size_t row = sl_html_row(page, path);

    sl_buf_printf(page->out, "<section class=\"file\" id=\"p%zu\"><h3>",
                  sl_html_number(&page->groups, path));
    sl_html_text(path, page->out);
    SL_HTML(page, "</h3>");
    SL_HTML(page, "<p class=\"meta\"><span class=\"n\">");
    sl_tally_count(count, "finding", page->out);
    SL_HTML(page, "</span>");
    if (row > 0)
        sl_buf_printf(page->out, " <a href=\"#s%zu\">state: %s</a>", row,
                      sl_html_guard_name(page->states.at[row - 1].guard));
    SL_HTML(page, "</p>\n");
}

void sl_html_findings(const sl_html_page *page)
{
    const sl_results *r = page->results;

    SL_HTML(page, "<div class=\"list\">\n<p class=\"tools\"><output id=\"count\" "
                  "aria-live=\"polite\">");
    sl_tally_count(r->findings_len, "finding", page->out);
    SL_HTML(page, "</output> <button type=\"button\" id=\"open\" hidden>Open all"
                  "</button></p>\n");
    if (r->findings_len == 0)
        SL_HTML(page, "<p>There is nothing to show.</p>\n");
    for (size_t start = 0, end; start < r->findings_len; start = end) {
        sl_str path = r->findings[start].place.path;

        for (end = start; end < r->findings_len; end++)
            if (!sl_str_eq(r->findings[end].place.path, path))
                break;
        write_heading(page, path, end - start);
        for (size_t i = start; i < end; i++)
            write_finding(page, i);
        SL_HTML(page, "</section>\n");
    }
    SL_HTML(page, "</div>\n");
}
