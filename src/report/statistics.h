/* statistics.h - how often each rule spoke, in place of what it said. */
#ifndef SECLINT_REPORT_STATISTICS_H
#define SECLINT_REPORT_STATISTICS_H

#include "report/report.h"

/* Appends one line for each rule and level that the report shows (sl_tally_shows):
 * count, level, rule id and title; the worst level first, then by count. */
void sl_statistics_write(const sl_results *results, const sl_report_style *style,
                         sl_buf *out);

#endif
