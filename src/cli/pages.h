/* pages.h - the texts that are made from the tables of commands and options. */
#ifndef SECLINT_CLI_PAGES_H
#define SECLINT_CLI_PAGES_H

#include "base/buf.h"
#include "cli/commands.h"

/* Each appends to *out and cannot fail. */

/* Plain text for a terminal of 80 columns. Of one command, or the overview of all
 * with the options of scan if command is SL_COMMAND_COUNT. */
void sl_help_write(sl_command_id command, sl_buf *out);

/* seclint(1) as troff with the macros of man(7). No date: the page is the same
 * whenever it is made. */
void sl_man_write(const char *version, sl_buf *out);

/* docs/cli.md. */
void sl_clidoc_write(sl_buf *out);

/* Completion scripts. They ask the seclint that is being completed for the ids of
 * its rules: every line of `rules --format jsonl` begins with {"id":"...". */
void sl_complete_bash_write(sl_buf *out);
void sl_complete_zsh_write(sl_buf *out);
void sl_complete_fish_write(sl_buf *out);
/* The one for shell ("bash", "zsh" or "fish"); false for others. */
bool sl_completions_write(sl_str shell, sl_buf *out);

#endif
