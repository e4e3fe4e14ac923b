/* junit.c - JUnit XML, which nearly every CI server shows as test results.
 *
 * Source: the schema of the Jenkins xUnit plugin and what its readers take. XML 1.0
 * (section 2.2) has no place for most control characters, not even as references:
 * they are escaped as for a terminal, and what is left of them becomes U+FFFD. */
#include "report/formats.h"

#include "report/account.h"
#include "report/prose.h"
#include "report/ranking.h"
#include "report/rulebook.h"
#include "report/tally.h"
#include "text/escape.h"
#include "text/lines.h"

/* Text that went through sl_escape holds valid UTF-8 without controls. */
static void add_xml(sl_str text, sl_buf *out)
{
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        uint32_t c = sl_utf8_next(text, &at);

        if (c == '&')
            sl_buf_add(out, sl_lit("&amp;"));
        else if (c == '<')
            sl_buf_add(out, sl_lit("&lt;"));
        else if (c == '>')
            sl_buf_add(out, sl_lit("&gt;"));
        else if (c == '"')
            sl_buf_add(out, sl_lit("&quot;"));
        else if (c == 0xfffe || c == 0xffff || c == UINT32_MAX ||
                 (c < 0x20 && c != '\n'))
            sl_buf_add(out, sl_lit("\xef\xbf\xbd"));
        else
            sl_buf_add(out, sl_str_sub(text, start, at));
    }
}

/* name="text" */
static void add_attribute(const char *name, sl_str text, sl_buf *out)
{
    sl_buf safe = {0};

    sl_escape(text, &safe);
    sl_buf_printf(out, " %s=\"", name);
    add_xml(sl_buf_str(&safe), out);
    sl_buf_char(out, '"');
    sl_buf_free(&safe);
}

static bool fails(const sl_finding *f)
{
    return sl_tally_counts(f) && f->level >= SL_LEVEL_WARNING;
}

static void add_body(const sl_finding *f, sl_buf *out)
{
    sl_buf text = {0};

    sl_account_where(&f->place, &text);
    sl_buf_add(&text, sl_lit(": "));
    sl_account_write(f, &text);
    if (f->place.start.line > 0 && f->place.snippet.len > 0) {
        sl_buf_add(&text, sl_lit("\n\n    "));
        sl_escape(f->place.snippet, &text);
    }
    if (f->rule->builtin > 0) {
        sl_buf_add(&text, sl_lit("\n\n"));
        sl_rulebook_uri(f->rule, &text);
    }
    sl_buf_char(&text, '\n');
    add_xml(sl_buf_str(&text), out);
    sl_buf_free(&text);
}

static void write_outcome(const sl_finding *f, sl_buf *out)
{
    sl_buf what = {0};

    sl_account_what(f, &what);
    if (fails(f)) {
        sl_buf_add(out, sl_lit("      <failure"));
        add_attribute("type", sl_str_of(sl_level_name(f->level)), out);
        add_attribute("message", sl_buf_str(&what), out);
        sl_buf_char(out, '>');
        add_body(f, out);
        sl_buf_add(out, sl_lit("</failure>\n"));
    } else if (!sl_tally_counts(f)) {
        sl_buf_add(out, sl_lit("      <skipped"));
        add_attribute("message", sl_buf_str(&what), out);
        sl_buf_add(out, sl_lit("/>\n"));
    } else {
        sl_buf_add(out, sl_lit("      <system-out>"));
        add_body(f, out);
        sl_buf_add(out, sl_lit("</system-out>\n"));
    }
    sl_buf_free(&what);
}

static void write_finding(const sl_finding *f, sl_buf *out)
{
    sl_str file = sl_account_file(&f->place);
    sl_buf text = {0};

    sl_buf_add(out, sl_lit("    <testcase classname=\"seclint"));
    sl_buf_char(out, '.');
    sl_escape(f->rule->id, &text);
    add_xml(sl_buf_str(&text), out);
    sl_buf_char(out, '"');
    sl_buf_clear(&text);
    sl_account_where(&f->place, &text);
    add_attribute("name", sl_buf_str(&text), out);
    if (file.len > 0)
        add_attribute("file", file, out);
    if (sl_account_is_here(&f->place))
        sl_buf_printf(out, " line=\"%zu\"", f->place.start.line);
    sl_buf_add(out, sl_lit(">\n"));
    write_outcome(f, out);
    sl_buf_add(out, sl_lit("    </testcase>\n"));
    sl_buf_free(&text);
}

static void write_notice(const sl_notice *notice, sl_buf *out)
{
    sl_buf text = {0};

    sl_prose_about(notice->subject, notice->text, &text);
    sl_buf_add(out, sl_lit("    <testcase classname=\"seclint.incomplete\""));
    add_attribute("name", notice->subject.len > 0 ? notice->subject : sl_lit("scan"),
                  out);
    sl_buf_add(out, sl_lit(">\n      <error type=\"incomplete\""));
    add_attribute("message", sl_buf_str(&text), out);
    sl_buf_add(out, sl_lit("/>\n    </testcase>\n"));
    sl_buf_free(&text);
}

typedef struct counts {
    size_t tests, failures, errors, skipped;
} counts;

static counts count(const sl_results *results, const sl_ranking *ranking)
{
    counts c = {.errors = sl_tally_of(results).incomplete};

    for (size_t i = 0; i < ranking->len; i++) {
        c.failures += fails(ranking->at[i]);
        c.skipped += !sl_tally_counts(ranking->at[i]);
    }
    c.tests = ranking->len + c.errors;
    /* A file without a test is an error to some servers. */
    c.tests += c.tests == 0;
    return c;
}

void sl_junit_write(const sl_results *results, const sl_report_style *style,
                    sl_buf *out)
{
    sl_ranking ranking = {0};
    counts c;

    sl_ranking_make(results, style, &ranking);
    c = count(results, &ranking);
    sl_buf_printf(out,
                  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<testsuites name=\"seclint\" tests=\"%zu\" failures=\"%zu\" "
                  "errors=\"%zu\">\n"
                  "  <testsuite name=\"seclint\" tests=\"%zu\" failures=\"%zu\" "
                  "errors=\"%zu\" skipped=\"%zu\">\n",
                  c.tests, c.failures, c.errors, c.tests, c.failures, c.errors,
                  c.skipped);
    for (size_t i = 0; i < ranking.len; i++)
        write_finding(ranking.at[i], out);
    for (size_t i = 0; i < results->notices_len; i++)
        if (results->notices[i].incomplete)
            write_notice(&results->notices[i], out);
    if (ranking.len + c.errors == 0)
        sl_buf_add(out, sl_lit("    <testcase classname=\"seclint\" "
                               "name=\"no findings\"/>\n"));
    sl_buf_add(out, sl_lit("  </testsuite>\n</testsuites>\n"));
    sl_vec_free(&ranking);
}
