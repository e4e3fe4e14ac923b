/* mend.h - the smallest line that settles what the layouts' own lines left over. */
#ifndef SECLINT_FIX_MEND_H
#define SECLINT_FIX_MEND_H

#include "fix/plan.h"

/* One round: every finding that the checks would still make with the edits so far. If
 * something is edited there may be more to settle. */
void sl_mend(sl_plan *plan);

/* Re-includes path, if it is ignored, in the file whose line excludes it. */
void sl_mend_re_include(sl_plan *plan, sl_str path, const char *why);

#endif
