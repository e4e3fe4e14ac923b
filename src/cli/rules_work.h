/* rules_work.h - what `seclint rules` can do with rules of the user. */
#ifndef SECLINT_CLI_RULES_WORK_H
#define SECLINT_CLI_RULES_WORK_H

#include "cli/options.h"

/* `rules test DIR...`: the exit status, 1 if an example fails. */
int sl_rules_test_command(const sl_options *options);
/* `rules import FILE`: the exit status. */
int sl_rules_import_command(const sl_options *options);

#endif
