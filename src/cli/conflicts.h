/* conflicts.h - options and operands that do not go together. */
#ifndef SECLINT_CLI_CONFLICTS_H
#define SECLINT_CLI_CONFLICTS_H

#include "cli/options.h"
#include "cli/words.h"

/* Looks at the words as they were written and at the options that came of them.
 * Fails with SL_EUSAGE. */
bool sl_conflicts_check(const sl_words *words, const sl_options *options, sl_err *err);

#endif
