/* summary.h - what a run found and looked at, in one line. */
#ifndef SECLINT_REPORT_SUMMARY_H
#define SECLINT_REPORT_SUMMARY_H

#include "report/report.h"

/* "3 errors, 1 warning in 2 files; scanned 1,234 files, 40,000 objects (1.2 GB) in
 * 2.1 s; 5 protected, 2 allowed: 1 inline, 1 config (-v shows them)"; if the scan is
 * incomplete a
 * second line says so. */
void sl_summary_write(const sl_results *results, const sl_report_style *style,
                      sl_buf *out);

#endif
