/* commands.h - the commands of the program: their table, and what runs them. */
#ifndef SECLINT_CLI_COMMANDS_H
#define SECLINT_CLI_COMMANDS_H

#include "base/str.h"

typedef enum sl_command_id {
    SL_COMMAND_SCAN, /* also when no command is named */
    SL_COMMAND_RULES,
    SL_COMMAND_EXPLAIN,
    SL_COMMAND_CONFIG,
    SL_COMMAND_BASELINE,
    SL_COMMAND_MERGE,
    SL_COMMAND_DIFF,
    SL_COMMAND_CHECK_IGNORE,
    SL_COMMAND_CHECK_ATTR,
    SL_COMMAND_HOOK,
    SL_COMMAND_LSP,
    SL_COMMAND_COMPLETIONS,
    SL_COMMAND_MAN,
    SL_COMMAND_HELP,
    SL_COMMAND_COUNT
} sl_command_id;

typedef enum sl_arity {
    SL_ARITY_NONE,
    SL_ARITY_OPTIONAL,
    SL_ARITY_ONE,
    SL_ARITY_ANY
} sl_arity;

/* One command. The texts hold no quotes, brackets, colons, backslashes or
 * dollars: they are pasted into the completions of three shells. */
typedef struct sl_command {
    const char *name;
    const char *operand; /* "ID"; with SL_ARITY_ANY as usage lines show it; or NULL */
    sl_arity arity;
    const char *choices; /* what the operand may be, as in choices.h, or NULL */
    const char *summary; /* one line */
    const char *detail;  /* a paragraph; may hold any character */
} sl_command;

const sl_command *sl_command_at(sl_command_id id);
/* SL_COMMAND_COUNT if there is none of this name. */
sl_command_id sl_command_find(sl_str name);
/* Does it answer, complain and exit as the git command of its name? */
bool sl_command_follows_git(sl_command_id id);
/* The operand as usage lines show it, "[PATH...]"; empty if there is none. */
const char *sl_command_operand(const sl_command *command);

struct sl_options;

/* Each runs one command and returns the exit status; errors are already told. */
int sl_command_scan(const struct sl_options *options);
int sl_command_rules(const struct sl_options *options);
int sl_command_explain(const struct sl_options *options);
int sl_command_config(const struct sl_options *options);
int sl_command_baseline(const struct sl_options *options);
int sl_command_merge(const struct sl_options *options);
int sl_command_diff(const struct sl_options *options);
int sl_command_check_ignore(const struct sl_options *options);
int sl_command_check_attr(const struct sl_options *options);
int sl_command_lsp(const struct sl_options *options);
int sl_command_hook(const struct sl_options *options);

#endif
