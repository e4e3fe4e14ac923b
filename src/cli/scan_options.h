/* scan_options.h - what the command line asks of a scan; for the commands that scan. */
#ifndef SECLINT_CLI_SCAN_OPTIONS_H
#define SECLINT_CLI_SCAN_OPTIONS_H

#include "cli/options.h"
#include "cli/progress.h"
#include "scan/run.h"

/* progress is told of the run, and may be NULL. The result points into options. */
sl_run_options sl_scan_options(const sl_options *options, sl_progress *progress);

/* Scans and reports as the options say, and returns the exit status. after, if it is not
 * NULL, is shown the results of a scan that took place. */
typedef void sl_scan_after(void *ctx, const sl_results *results);
int sl_scan(const sl_options *options, sl_scan_after *after, void *ctx);

#endif
