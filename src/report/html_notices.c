#include "report/html_page.h"

#include "report/html_text.h"

static size_t count(const sl_results *results, bool incomplete)
{
    size_t found = 0;

    for (size_t i = 0; i < results->notices_len; i++)
        found += results->notices[i].incomplete == incomplete;
    return found;
}

static void write_list(const sl_html_page *page, bool incomplete)
{
    SL_HTML(page, "<ul>\n");
    for (size_t i = 0; i < page->results->notices_len; i++) {
        const sl_notice *notice = &page->results->notices[i];

        if (notice->incomplete != incomplete)
            continue;
        SL_HTML(page, "<li>");
        if (notice->subject.len > 0) {
            SL_HTML(page, "<code>");
            sl_html_text(notice->subject, page->out);
            SL_HTML(page, "</code> ");
        }
        sl_html_text(notice->text, page->out);
        SL_HTML(page, "</li>\n");
    }
    SL_HTML(page, "</ul>\n");
}

void sl_html_notices(const sl_html_page *page)
{
    if (page->results->notices_len == 0)
        return;
    SL_HTML(page, "<section id=\"notices\" aria-labelledby=\"notices-title\">\n"
                  "<h2 id=\"notices-title\">Not looked at</h2>\n");
    if (count(page->results, true) > 0) {
        SL_HTML(page, "<p>Because of these the scan is not whole:</p>\n");
        write_list(page, true);
    }
    if (count(page->results, false) > 0) {
        SL_HTML(page, "<details><summary>Left out by design, or only worth knowing "
                      "<span class=\"n\">");
        sl_tally_number(count(page->results, false), page->out);
        SL_HTML(page, "</span></summary>\n");
        write_list(page, false);
        SL_HTML(page, "</details>\n");
    }
    SL_HTML(page, "</section>\n");
}
