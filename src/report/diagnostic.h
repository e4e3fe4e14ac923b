/* diagnostic.h - one finding as people read it. */
#ifndef SECLINT_REPORT_DIAGNOSTIC_H
#define SECLINT_REPORT_DIAGNOSTIC_H

#include "report/report.h"

/* Appends "path:line:col: level[rule]: message", the quoted line with carets, the
 * first sentence of the remedy if with_fix, and what else is known as notes. The
 * column counts code points. */
void sl_diagnostic_write(const sl_finding *finding, const sl_report_style *style,
                         bool with_fix, sl_buf *out);

#endif
