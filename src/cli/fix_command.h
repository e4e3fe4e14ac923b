/* fix_command.h - `seclint --fix-gitignore`: repair what is safe to repair. */
#ifndef SECLINT_CLI_FIX_COMMAND_H
#define SECLINT_CLI_FIX_COMMAND_H

#include "cli/options.h"
#include "scan/run.h"

/* Scans the repository that scan names (a working tree), plans the repair, writes it or
 * prints it as a diff with --diff, and says what a person still has to do. Returns the
 * exit status: 0 nothing left to do, 1 findings stay (or --diff would change
 * something), 2 refused or failed. */
int sl_fix_gitignore(const sl_options *options, const sl_run_options *scan);

#endif
