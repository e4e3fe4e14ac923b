/* complete.h - what the completions of the three shells have in common. */
#ifndef SECLINT_CLI_COMPLETE_H
#define SECLINT_CLI_COMPLETE_H

#include "base/buf.h"
#include "cli/option.h"

/* Behind the name of the program: a pipe that prints the ids of the rules. */
#define SL_COMPLETE_IDS                     \
    " rules --format jsonl 2>/dev/null |\n" \
    "        sed -n 's/^{\"id\":\"\\([^\"]*\\)\".*/\\1/p'"

/* Appends "--range|--config|-j" (with sep for "|"): every option that takes a value,
 * of any command. */
void sl_complete_valued(const char *sep, sl_buf *out);
/* Appends the names of all commands. */
void sl_complete_commands(const char *sep, sl_buf *out);

#endif
