/* manual.h - what help, man page and docs/cli.md say beside the tables of commands
 * and options, and the phrases they make of them. */
#ifndef SECLINT_CLI_MANUAL_H
#define SECLINT_CLI_MANUAL_H

#include "base/buf.h"
#include "cli/option.h"

/* A term and what it means. */
typedef struct sl_entry {
    const char *term;
    const char *text;
} sl_entry;

typedef struct sl_entries {
    const sl_entry *at;
    size_t len;
} sl_entries;

const char *sl_manual_title(void);    /* "a linter for ..." */
const char *sl_manual_intro(void);    /* a paragraph */
sl_entries sl_manual_examples(void);  /* command line and purpose */
sl_entries sl_manual_statuses(void);  /* exit statuses */
sl_entries sl_manual_variables(void); /* of the environment */
sl_entries sl_manual_files(void);

/* Appends "scan [OPTION...] [PATH...]"; with brackets around the command if it may
 * be left out. */
void sl_manual_usage(const sl_command *command, sl_buf *out);
/* Appends what an option accepts, " (text, sarif, jsonl; default text)", or nothing. */
void sl_manual_values(const sl_option *option, sl_buf *out);
/* The next row after *i (SIZE_MAX before the first) that belongs to command. */
const sl_option *sl_manual_next(size_t *i, sl_command_id command);

#endif
