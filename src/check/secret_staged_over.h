/* secret_staged_over.h - an encrypted file that the next commit makes readable. */
#ifndef SECLINT_CHECK_SECRET_STAGED_OVER_H
#define SECLINT_CHECK_SECRET_STAGED_OVER_H

#include "rule/fact.h"

/* The version in the index, if it is readable text with values, no filter would have
 * encrypted it, and HEAD has the path encrypted; else NULL. What this is not NULL for
 * is reported by secret-staged-over-encrypted alone. */
const sl_fact *sl_facts_staged_over(sl_facts of_path);

#endif
