/* annotations.h - a report as lines in the log of a CI server: commands for the findings,
 * gravest first, and below them for people what the text report says. */
#ifndef SECLINT_REPORT_ANNOTATIONS_H
#define SECLINT_REPORT_ANNOTATIONS_H

#include "report/ranking.h"

typedef struct sl_annotator {
    /* What stands before the findings; not called by --quiet. */
    void (*head)(const sl_results *results, const sl_ranking *ranking, sl_buf *out);
    /* Appends one finding with its line end. */
    void (*one)(const sl_finding *finding, sl_buf *out);
} sl_annotator;

void sl_annotations_write(const sl_annotator *annotator, const sl_results *results,
                          const sl_report_style *style, sl_buf *out);

#endif
