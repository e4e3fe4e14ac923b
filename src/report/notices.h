/* notices.h - what was not looked at, as people read it. */
#ifndef SECLINT_REPORT_NOTICES_H
#define SECLINT_REPORT_NOTICES_H

#include "report/report.h"

/* Appends a line for each notice of what keeps the scan from being whole; the rest, and
 * a long list to its end, when verbose. */
void sl_notices_write(const sl_results *results, const sl_report_style *style,
                      sl_buf *out);

#endif
