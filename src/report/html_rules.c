#include "report/html_page.h"

#include "report/html_text.h"
#include "report/rulebook.h"

static void write_facts(const sl_html_page *page, const sl_html_rule *row)
{
    const sl_rule *rule = row->rule;

    sl_buf_printf(page->out,
                  "<p class=\"meta\"><span class=\"level %s\">%s</span> confidence %s",
                  sl_level_name(row->worst), sl_level_name(row->worst),
                  sl_confidence_name(rule->confidence));
    if (rule->cwe > 0)
        sl_buf_printf(page->out, ", CWE-%u", rule->cwe);
    if (rule->severity.len > 0) {
        SL_HTML(page, ", severity ");
        sl_html_text(rule->severity, page->out);
    }
    sl_buf_printf(page->out,
                  ". <a class=\"only\" href=\"#findings\" data-rule=\"%zu\">",
                  row->number);
    sl_tally_count(row->count, "finding", page->out);
    SL_HTML(page, "</a>");
    if (rule->builtin > 0) { /* only those have a page */
        sl_buf uri = {0};

        sl_rulebook_uri(rule, &uri);
        SL_HTML(page, ", <a rel=\"noreferrer\" href=\"");
        sl_html_text(sl_buf_str(&uri), page->out);
        SL_HTML(page, "\">rule page</a>");
        sl_buf_free(&uri);
    }
    SL_HTML(page, "</p>\n");
}

static void write_command(const sl_html_page *page, sl_str command)
{
    SL_HTML(page, "<li><code data-copy>");
    sl_html_text(command, page->out);
    SL_HTML(page, "</code></li>\n");
}

/* What the remedy says to run, each once, and where to read it again. */
static void write_commands(const sl_html_page *page, const sl_rule *rule)
{
    sl_str rest = rule->fix, command, earlier;
    sl_buf explain = {0};

    SL_HTML(page, "<ul class=\"commands\" aria-label=\"Commands\">\n");
    while (sl_html_next_command(&rest, &command)) {
        sl_str before = sl_str_sub(rule->fix, 0, (size_t)(command.ptr - rule->fix.ptr));
        bool told = false;

        while (!told && sl_html_next_command(&before, &earlier))
            told = sl_str_eq(earlier, command);
        if (!told)
            write_command(page, command);
    }
    sl_buf_add(&explain, sl_lit("seclint explain "));
    sl_buf_add(&explain, rule->id);
    write_command(page, sl_buf_str(&explain));
    SL_HTML(page, "</ul>\n");
    sl_buf_free(&explain);
}

/* A rule of the user may name any address: it is shown, and leads nowhere. */
static void write_references(const sl_html_page *page, const sl_rule *rule)
{
    if (rule->references.len == 0)
        return;
    SL_HTML(page, "<h4>References</h4>\n<ul class=\"refs\">\n");
    for (size_t i = 0; i < rule->references.len; i++) {
        sl_str reference = sl_str_trim(rule->references.at[i]);
        bool link = rule->builtin > 0 && sl_str_starts(reference, sl_lit("https://"));

        SL_HTML(page, "<li>");
        if (link) {
            SL_HTML(page, "<a rel=\"noreferrer\" href=\"");
            sl_html_text(reference, page->out);
            SL_HTML(page, "\">");
        }
        sl_html_text(reference, page->out);
        sl_buf_add(page->out, link ? sl_lit("</a></li>\n") : sl_lit("</li>\n"));
    }
    SL_HTML(page, "</ul>\n");
}

static void write_rule(const sl_html_page *page, const sl_html_rule *row)
{
    const sl_rule *rule = row->rule;

    sl_buf_printf(page->out, "<article id=\"r%zu\" class=\"rule\">\n<h3><code>",
                  row->number);
    sl_html_text(rule->id, page->out);
    SL_HTML(page, "</code> ");
    sl_html_flow(rule->title, page->out);
    SL_HTML(page, "</h3>\n");
    write_facts(page, row);
    if (sl_str_trim(rule->why).len > 0) {
        SL_HTML(page, "<h4>Why</h4>\n");
        sl_html_prose(rule->why, page->out);
    }
    if (sl_str_trim(rule->fix).len > 0) {
        SL_HTML(page, "<h4>Fix</h4>\n");
        sl_html_prose(rule->fix, page->out);
    }
    write_commands(page, rule);
    write_references(page, rule);
    SL_HTML(page, "</article>\n");
}

/* The worst first. */
void sl_html_rules(const sl_html_page *page)
{
    if (page->rules.len == 0)
        return;
    SL_HTML(page, "<section id=\"rules\" aria-labelledby=\"rules-title\">\n"
                  "<h2 id=\"rules-title\">What to do</h2>\n<div class=\"rules\">\n");
    for (int level = SL_LEVEL_ERROR; level >= SL_LEVEL_NOTE; level--)
        for (size_t i = 0; i < page->rules.len; i++)
            if (page->rules.at[i].worst == (sl_level)level)
                write_rule(page, &page->rules.at[i]);
    SL_HTML(page, "</div>\n</section>\n");
}
