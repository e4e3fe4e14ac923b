/* mend_attributes.h - the part of mend.h that edits .gitattributes. */
#ifndef SECLINT_FIX_MEND_ATTRIBUTES_H
#define SECLINT_FIX_MEND_ATTRIBUTES_H

#include "fix/plan.h"

typedef void sl_mender(sl_plan *plan, const sl_finding *finding);

sl_mender sl_mend_discarded; /* a line that git throws away */
sl_mender sl_mend_uncovered; /* a secret class without the git-crypt filter */
sl_mender sl_mend_examples;  /* examples with it */
sl_mender sl_mend_self;      /* git's own files with it */
sl_mender sl_mend_diff;      /* the filter without the diff driver */
sl_mender sl_mend_eol;       /* line ends of ciphertext converted */

#endif
