/* veil.h - a diff as it may be shown: ignore files hold secrets, too. */
#ifndef SECLINT_FIX_VEIL_H
#define SECLINT_FIX_VEIL_H

#include "fix/draft.h"
#include "scan/results.h"

/* Appends the unified diff of the draft with every line that a finding of the results
 * masks shown as the finding quotes it, and the rest escaped for a terminal. */
void sl_veil_diff(sl_str diff, const sl_draft *draft, const sl_results *results,
                  sl_buf *out);

#endif
