#include "report/formats.h"

#include "report/diagnostic.h"
#include "report/logline.h"
#include "report/notices.h"
#include "report/statistics.h"
#include "report/summary.h"
#include "report/tally.h"

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

void sl_text_write(const sl_results *results, const sl_report_style *style, sl_buf *out)
{
    sl_buf text = {0};

    if (style->statistics)
        sl_statistics_write(results, style, &text);
    else
        write_findings(results, style, &text);
    if (!style->quiet) {
        sl_notices_write(results, style, &text);
        sl_summary_write(results, style, &text);
    }
    sl_logline_disarm(sl_buf_str(&text), out);
    sl_buf_free(&text);
}
