/* mend_attributes.h - the part of mend.h that edits .gitattributes. */
#ifndef SECLINT_FIX_MEND_ATTRIBUTES_H
#define SECLINT_FIX_MEND_ATTRIBUTES_H

#include "fix/plan.h"

/* A line that git throws away. */
void sl_mend_discarded(sl_plan *plan, const sl_finding *finding);
/* A secret class without the git-crypt filter. */
void sl_mend_uncovered(sl_plan *plan, const sl_finding *finding);
/* Examples with it. */
void sl_mend_examples(sl_plan *plan, const sl_finding *finding);
/* A line for either that fits nothing. */
void sl_mend_dead(sl_plan *plan, const sl_finding *finding);
/* Git's own files with the filter. */
void sl_mend_self(sl_plan *plan, const sl_finding *finding);
/* The filter without the diff driver. */
void sl_mend_diff(sl_plan *plan, const sl_finding *finding);
/* Line ends of ciphertext converted. */
void sl_mend_eol(sl_plan *plan, const sl_finding *finding);

#endif
