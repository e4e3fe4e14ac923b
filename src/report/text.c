#include "report/formats.h"

#include "report/diagnostic.h"
#include "report/paint.h"
#include "report/prose.h"
#include "report/summary.h"
#include "report/tally.h"

enum { NOTICES_SHOWN = 20 };

/* The remedy stands once where findings of one rule follow each other in a file. */
static bool repeats(const sl_finding *last, const sl_finding *f)
{
    return last && last->rule == f->rule && sl_str_eq(last->place.path, f->place.path);
}

static void write_findings(const sl_results *results, const sl_report_style *style,
                           sl_buf *out)
{
    const sl_finding *last = NULL;

    for (size_t i = 0; i < results->findings_len; i++) {
        const sl_finding *f = &results->findings[i];

        if (!sl_tally_shows(f, style))
            continue;
        sl_diagnostic_write(f, style, !repeats(last, f), out);
        sl_buf_char(out, '\n');
        last = f;
    }
}

static void write_notice(const sl_notice *notice, const sl_report_style *style,
                         sl_buf *out)
{
    if (notice->incomplete)
        sl_paint_add(style, SL_PAINT_WARNING, sl_lit("warning"), out);
    else
        sl_paint_add(style, SL_PAINT_NOTE, sl_lit("note"), out);
    sl_buf_add(out, sl_lit(": "));
    sl_prose_about(notice->subject, notice->text, out);
    sl_buf_char(out, '\n');
}

/* What keeps the scan from being whole always; the rest, and a long list to its
 * end, when verbose. */
static void write_notices(const sl_results *results, const sl_report_style *style,
                          sl_buf *out)
{
    size_t shown = 0, more = 0;

    for (size_t i = 0; i < results->notices_len; i++) {
        const sl_notice *notice = &results->notices[i];

        if (!style->verbose && !notice->incomplete)
            continue;
        if (!style->verbose && shown == NOTICES_SHOWN) {
            more++;
            continue;
        }
        write_notice(notice, style, out);
        shown++;
    }
    if (more > 0) {
        sl_paint_add(style, SL_PAINT_WARNING, sl_lit("warning"), out);
        sl_buf_add(out, sl_lit(": "));
        sl_tally_count(more, "more notice", out);
        sl_buf_add(out, sl_lit(" (-v shows them)\n"));
    }
}

/* Where a log is read by Azure Pipelines or GitHub Actions, "##vso[...]" and
 * "##[...]" are commands anywhere on a line. */
static void add_disarmed(sl_str text, sl_buf *out)
{
    const sl_str commands[] = {sl_lit("##["), sl_lit("##vso[")};

    for (size_t at = 0; at < text.len; at++) {
        sl_str rest = sl_str_skip(text, at);

        sl_buf_char(out, text.ptr[at]);
        for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
            if (!sl_str_starts_nocase(rest, commands[i]))
                continue;
            sl_buf_add(out, sl_lit("\\x23"));
            at++;
        }
    }
}

void sl_text_write(const sl_results *results, const sl_report_style *style, sl_buf *out)
{
    sl_buf text = {0};

    write_findings(results, style, &text);
    if (!style->quiet) {
        write_notices(results, style, &text);
        sl_summary_write(results, style, &text);
    }
    if (sl_str_has(sl_buf_str(&text), sl_lit("##")))
        add_disarmed(sl_buf_str(&text), out);
    else
        sl_buf_add(out, sl_buf_str(&text));
    sl_buf_free(&text);
}
