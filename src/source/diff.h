/* diff.h - the difference of two texts, as git prints it. */
#ifndef SECLINT_SOURCE_DIFF_H
#define SECLINT_SOURCE_DIFF_H

#include "base/buf.h"
#include "base/err.h"

/* Appends a unified diff with git's headers for path; existed: there was a file
 * before. Equal texts append nothing. */
bool sl_diff_unified(sl_str path, bool existed, sl_str before, sl_str after,
                     sl_buf *out, sl_err *err);

#endif
