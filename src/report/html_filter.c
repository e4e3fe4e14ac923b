#include "report/html_page.h"

#include "report/html_text.h"

/* The form is hidden until the script, without which it does nothing, shows it. */

static void write_box(const sl_html_page *page, const char *group, const char *value,
                      size_t count, bool checked)
{
    if (count == 0)
        return;
    sl_buf_printf(page->out,
                  "<label class=\"%s\"><input type=\"checkbox\" name=\"%s\" "
                  "value=\"%s\"%s><span>%s <span class=\"n\">",
                  value, group, value, checked ? " checked" : "", value);
    sl_tally_number(count, page->out);
    SL_HTML(page, "</span></span></label>\n");
}

static void write_levels(const sl_html_page *page)
{
    SL_HTML(page, "<fieldset><legend>Severity</legend>\n");
    for (int level = SL_LEVEL_ERROR; level >= SL_LEVEL_NOTE; level--)
        write_box(page, "level", sl_level_name((sl_level)level), page->levels[level],
                  true);
    SL_HTML(page, "</fieldset>\n");
}

/* What needs nobody is out of sight at first, unless there is nothing else. */
static void write_standings(const sl_html_page *page)
{
    bool quiet =
        page->standings[SL_HTML_OPEN] == 0 && page->standings[SL_HTML_NEW] == 0;

    SL_HTML(page, "<fieldset><legend>State</legend>\n");
    for (sl_html_standing s = SL_HTML_OPEN; s < SL_HTML_STANDINGS; s++)
        write_box(page, "state", sl_html_standing_name(s), page->standings[s],
                  quiet || s == SL_HTML_OPEN || s == SL_HTML_NEW);
    SL_HTML(page, "</fieldset>\n");
}

static void write_rules(const sl_html_page *page)
{
    SL_HTML(page, "<p><label for=\"rule\">Rule</label><select id=\"rule\">"
                  "<option value=\"\">all rules</option>\n");
    for (size_t i = 0; i < page->rules.len; i++) {
        const sl_html_rule *row = &page->rules.at[i];

        sl_buf_printf(page->out, "<option value=\"%zu\">", row->number);
        sl_html_text(row->rule->id, page->out);
        SL_HTML(page, " (");
        sl_tally_number(row->count, page->out);
        SL_HTML(page, ")</option>\n");
    }
    SL_HTML(page, "</select></p>\n");
}

static void write_ages(const sl_html_page *page)
{
    if (!page->times)
        return;
    SL_HTML(page, "<p><label for=\"age\">First committed</label><select id=\"age\">"
                  "<option value=\"\">at any time, or never</option>\n"
                  "<option value=\"0 7\">in the last 7 days</option>\n"
                  "<option value=\"0 30\">in the last 30 days</option>\n"
                  "<option value=\"0 365\">in the last year</option>\n"
                  "<option value=\"365\">more than a year ago</option>\n"
                  "<option value=\"1095\">more than 3 years ago</option>\n"
                  "<option value=\"never\">never, as far as known</option>\n"
                  "</select></p>\n");
}

void sl_html_filter(const sl_html_page *page)
{
    SL_HTML(page, "<form id=\"filter\" hidden aria-label=\"Filter the findings\">\n"
                  "<p><label for=\"text\">Path or text</label><input id=\"text\" "
                  "type=\"search\" autocomplete=\"off\" spellcheck=\"false\"></p>\n");
    write_levels(page);
    write_standings(page);
    write_rules(page);
    write_ages(page);
    SL_HTML(page, "<p class=\"buttons\"><button type=\"reset\">Reset</button> "
                  "<button type=\"button\" id=\"all\">Show all</button></p>\n"
                  "</form>\n");
}
