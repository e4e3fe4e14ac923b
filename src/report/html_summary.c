#include "report/html_page.h"

#include "report/html_text.h"
#include "report/remote.h"

#include <stdlib.h>

/* Marks by shape, so that nobody has to tell them by colour. */
static void write_mark(const sl_html_page *page, const char *name, const char *path)
{
    sl_buf_printf(page->out,
                  "<svg class=\"mark %s\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">"
                  "<path d=\"%s\"/></svg>",
                  name, path);
}

static void write_verdict(const sl_html_page *page)
{
    static const char *const nouns[] = {"finding", "note", "warning", "error"};
    const sl_tally *tally = &page->tally;
    const char *between = "";

    if (tally->by_level[SL_LEVEL_ERROR] > 0)
        write_mark(page, "error", "M8 2h8l6 6v8l-6 6H8l-6-6V8zM7 7l10 10M17 7L7 17");
    else if (tally->total > 0 || !page->results->complete)
        write_mark(page, "warning", "M12 3L2 21h20zM12 9v6M12 17v2");
    else
        write_mark(page, "good", "M12 2a10 10 0 1 0 .1 0zM7 12l4 4 6-8");
    SL_HTML(page, "<div><h1>");
    if (tally->total == 0)
        SL_HTML(page, "No findings");
    for (int level = SL_LEVEL_ERROR; level >= SL_LEVEL_OFF; level--) {
        if (tally->by_level[level] == 0)
            continue;
        sl_buf_add(page->out, sl_str_of(between));
        sl_tally_count(tally->by_level[level], nouns[level], page->out);
        between = ", ";
    }
    if (tally->total > 0) {
        SL_HTML(page, " in ");
        sl_tally_count(tally->files, "file", page->out);
    }
    SL_HTML(page, "</h1>\n");
}

/* "The scan is incomplete", and what the exit status says. */
static void write_meaning(const sl_html_page *page)
{
    const sl_results *r = page->results;

    SL_HTML(page, "<p>");
    if (!r->complete) {
        SL_HTML(page, "<strong>The scan is incomplete: <a href=\"#notices\">");
        sl_tally_unread(&page->tally, page->out);
        SL_HTML(page, "</a>.</strong> ");
    }
    switch (r->exit_status) {
    case SL_EXIT_FINDINGS:
        SL_HTML(page, "The run failed: there are findings at or above its threshold.");
        break;
    case SL_EXIT_INCOMPLETE:
        SL_HTML(page, "The run counts as failed, because not all was looked at.");
        break;
    default: SL_HTML(page, "The run passed."); break;
    }
    sl_buf_printf(page->out, " Exit status %d.</p></div>\n", r->exit_status);
}

static void write_tile(const sl_html_page *page, const char *kind, const char *name,
                       size_t count)
{
    sl_buf_printf(page->out, "<div class=\"%s%s\"><dt>%s</dt><dd>", kind,
                  count == 0 ? " none" : "", name);
    sl_tally_number(count, page->out);
    SL_HTML(page, "</dd></div>\n");
}

static void write_tiles(const sl_html_page *page)
{
    const sl_tally *tally = &page->tally;

    SL_HTML(page, "<dl class=\"tiles\">\n");
    write_tile(page, "error", "Errors", tally->by_level[SL_LEVEL_ERROR]);
    write_tile(page, "warning", "Warnings", tally->by_level[SL_LEVEL_WARNING]);
    write_tile(page, "note", "Notes",
               tally->by_level[SL_LEVEL_NOTE] + tally->by_level[SL_LEVEL_OFF]);
    if (page->standings[SL_HTML_NEW] > 0 || page->standings[SL_HTML_UNCHANGED] > 0)
        write_tile(page, "new", "New", page->standings[SL_HTML_NEW]);
    write_tile(page, "good", "Protected", page->standings[SL_HTML_PROTECTED]);
    write_tile(page, "allowed", "Allowed",
               page->standings[SL_HTML_SUPPRESSED] +
                   page->standings[SL_HTML_UNCHANGED]);
    write_tile(page, "warning", "Not looked at", tally->incomplete);
    SL_HTML(page, "</dl>\n");
}

static void write_fact(const sl_html_page *page, const char *name, sl_str value)
{
    if (value.len == 0)
        return;
    sl_buf_printf(page->out, "<div><dt>%s</dt><dd>", name);
    sl_html_text(value, page->out);
    SL_HTML(page, "</dd></div>\n");
}

static void add_scanned(const sl_stats *stats, sl_buf *out)
{
    if (sl_tally_scanned(stats, out))
        sl_buf_add(out, sl_lit(", "));
    sl_tally_bytes(stats->bytes, out);
    if (stats->binaries > 0) {
        sl_buf_add(out, sl_lit("; "));
        sl_tally_count(stats->binaries, "binary file", out);
        sl_buf_add(out, sl_lit(" by class only"));
    }
}

static sl_str words_of_mode(sl_str mode)
{
    static const char *const rows[][2] = {
        {"tree", "working tree and index"},
        {"history", "working tree, index and history"},
        {"staged", "what is staged for the next commit"},
        {"range", "a range of commits"},
        {"files", "the files that were named"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (sl_str_eq(mode, sl_str_of(rows[i][0])))
            return sl_str_of(rows[i][1]);
    return mode;
}

/* Only of a build that says what time it is: the same input gives the same bytes. */
static void add_epoch(sl_buf *out)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end;
    long long seconds;

    if (!epoch || !*epoch)
        return;
    seconds = strtoll(epoch, &end, 10);
    if (!*end)
        sl_html_day(seconds, out);
}

static void write_facts(const sl_html_page *page)
{
    const sl_results *r = page->results;
    sl_buf text = {0};

    SL_HTML(page, "<dl class=\"facts\">\n");
    write_fact(page, "Looked at", words_of_mode(r->mode));
    add_scanned(&r->stats, &text);
    write_fact(page, "Read", sl_buf_str(&text));
    sl_buf_clear(&text);
    if (sl_remote_uri(r->remote_url, &text))
        write_fact(page, "Repository", sl_buf_str(&text));
    write_fact(page, "Branch", r->branch);
    write_fact(page, "Revision", r->revision);
    sl_buf_clear(&text);
    sl_buf_printf(&text, "seclint %s, ", sl_version());
    sl_tally_count(r->rules_len, "rule", &text);
    write_fact(page, "Program", sl_buf_str(&text));
    sl_buf_clear(&text);
    add_epoch(&text);
    write_fact(page, "Date", sl_buf_str(&text));
    SL_HTML(page, "</dl>\n");
    sl_buf_free(&text);
}

void sl_html_summary(const sl_html_page *page)
{
    SL_HTML(page, "<header id=\"summary\">\n<p class=\"brand\">seclint "
                  "<span>secret hygiene report</span></p>\n"
                  "<div class=\"verdict\">");
    write_verdict(page);
    write_meaning(page);
    SL_HTML(page, "</div>\n");
    write_tiles(page);
    write_facts(page);
    SL_HTML(page, "</header>\n");
}
