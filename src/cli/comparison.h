/* comparison.h - what --range auto and --new-since compare with, found out and told. */
#ifndef SECLINT_CLI_COMPARISON_H
#define SECLINT_CLI_COMPARISON_H

#include "cli/options.h"
#include "scan/run.h"
#include "source/repo.h"

typedef struct sl_comparison {
    sl_arena arena;
    sl_oid_vec since;
    sl_buf words; /* one line for people; empty: neither option was given */
} sl_comparison;

/* Sets range, since and history of *scan, which points into *out from now on: free that
 * with sl_comparison_free, in any case, when the scan is over. env: "NAME=value" each,
 * NULL at the end. */
bool sl_comparison_make(const sl_options *options, const char *const *env,
                        sl_run_options *scan, sl_comparison *out, sl_err *err);
void sl_comparison_free(sl_comparison *comparison);

#endif
