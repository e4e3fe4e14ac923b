#include "report/formats.h"

#include "report/html_assets.h"
#include "report/html_page.h"
#include "report/html_text.h"

/* Nothing is fetched, sent or run but the one style sheet and the one script, which the
 * hashes name (CSP 3, section 6.1). */
static void write_head(const sl_html_page *page)
{
    SL_HTML(page, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
                  "<meta charset=\"utf-8\">\n"
                  "<meta http-equiv=\"Content-Security-Policy\" content=\""
                  "default-src 'none'; style-src '");
    sl_buf_add(page->out, sl_html_style.hash);
    SL_HTML(page, "'; script-src '");
    sl_buf_add(page->out, sl_html_script.hash);
    SL_HTML(page, "'; base-uri 'none'; form-action 'none'\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width\">\n"
                  "<meta name=\"color-scheme\" content=\"light dark\">\n"
                  "<meta name=\"referrer\" content=\"no-referrer\">\n"
                  "<meta name=\"robots\" content=\"noindex\">\n"
                  "<meta name=\"generator\" content=\"seclint ");
    sl_html_text(sl_str_of(sl_version()), page->out);
    SL_HTML(page, "\">\n<title>");
    if (page->tally.total == 0)
        SL_HTML(page, "No findings");
    else
        sl_tally_count(page->tally.total, "finding", page->out);
    SL_HTML(page, " - seclint</title>\n<style>");
    sl_buf_add(page->out, sl_html_style.text);
    SL_HTML(page, "</style>\n</head>\n");
}

static void write_link(const sl_html_page *page, const char *id, const char *name,
                       size_t count)
{
    sl_buf_printf(page->out, "<li><a href=\"#%s\">%s", id, name);
    if (count > 0) {
        SL_HTML(page, " <span class=\"n\">");
        sl_tally_number(count, page->out);
        SL_HTML(page, "</span>");
    }
    SL_HTML(page, "</a></li>\n");
}

static void write_nav(const sl_html_page *page)
{
    SL_HTML(page, "<nav aria-label=\"Sections\"><ul>\n");
    write_link(page, "summary", "Summary", 0);
    if (page->states.len > 0)
        write_link(page, "map", "Secret files", page->states.len);
    if (page->lives)
        write_link(page, "timeline", "Time line", 0);
    write_link(page, "findings", "Findings", page->results->findings_len);
    if (page->rules.len > 0)
        write_link(page, "rules", "What to do", page->rules.len);
    if (page->results->notices_len > 0)
        write_link(page, "notices", "Not looked at", page->tally.incomplete);
    SL_HTML(page, "</ul></nav>\n");
}

void sl_html_write(const sl_results *results, const sl_report_style *style, sl_buf *out)
{
    sl_html_page page;

    (void)style; /* the reader filters: nothing is left out */
    sl_html_page_open(&page, results, out);
    write_head(&page);
    SL_HTML(&page,
            "<body>\n<a class=\"skip\" href=\"#findings\">To the findings</a>\n");
    sl_html_summary(&page);
    write_nav(&page);
    SL_HTML(&page, "<main>\n");
    sl_html_map(&page);
    sl_html_timeline(&page);
    SL_HTML(&page, "<section id=\"findings\" aria-labelledby=\"findings-title\">\n"
                   "<h2 id=\"findings-title\">Findings</h2>\n<div class=\"split\">\n");
    sl_html_filter(&page);
    sl_html_findings(&page);
    SL_HTML(&page, "</div>\n</section>\n");
    sl_html_rules(&page);
    sl_html_notices(&page);
    SL_HTML(&page, "</main>\n<footer><p>Written by seclint ");
    sl_html_text(sl_str_of(sl_version()), out);
    SL_HTML(&page, ". Secrets are masked: at most a public prefix of one stands here. "
                   "The page fetches nothing.</p></footer>\n"
                   "<div id=\"say\" class=\"vh\" role=\"status\"></div>\n<script>");
    sl_buf_add(out, sl_html_script.text);
    SL_HTML(&page, "</script>\n</body>\n</html>\n");
    sl_html_page_close(&page);
}
