#include "report/annotations.h"

#include "report/logline.h"
#include "report/notices.h"
#include "report/summary.h"

void sl_annotations_write(const sl_annotator *annotator, const sl_results *results,
                          const sl_report_style *style, sl_buf *out)
{
    const sl_report_style plain = {.quiet = style->quiet, .verbose = style->verbose};
    sl_ranking ranking = {0};
    sl_buf tail = {0};

    sl_ranking_make(results, style, &ranking);
    if (!style->quiet)
        annotator->head(results, &ranking, out);
    for (size_t i = 0; i < ranking.len; i++)
        annotator->one(ranking.at[i], out);
    if (!style->quiet) {
        sl_notices_write(results, &plain, &tail);
        sl_summary_write(results, &plain, &tail);
        sl_logline_disarm(sl_buf_str(&tail), out);
    }
    sl_buf_free(&tail);
    sl_vec_free(&ranking);
}
