/* option.h - the table of options: parser, help, man page, completions and
 * docs/cli.md all come from it. */
#ifndef SECLINT_CLI_OPTION_H
#define SECLINT_CLI_OPTION_H

#include "cli/commands.h"

/* What follows the option, and what the field at offset is. */
typedef enum sl_option_kind {
    SL_OPTION_ON,     /* nothing; bool, becomes true */
    SL_OPTION_OFF,    /* nothing; bool, true until then */
    SL_OPTION_NUMBER, /* unsigned, 1 to SL_MAX_THREADS */
    SL_OPTION_TEXT,   /* const char * */
    SL_OPTION_FILE,   /* const char * */
    SL_OPTION_DIRS,   /* sl_arg_vec; may be repeated */
    SL_OPTION_WORD,   /* const char *, one of choices */
    SL_OPTION_CHOICE, /* unsigned, the place in choices */
    SL_OPTION_OUTPUT  /* sl_output_vec, FORMAT=FILE; may be repeated */
} sl_option_kind;

/* One option of some commands. Two rows may share a name if they share no command
 * and both take a value or both do not; if they share the field, they agree in kind. summary obeys the rule of sl_command. */
typedef struct sl_option {
    const char *name; /* without the dashes */
    char letter;      /* or 0 */
    sl_option_kind kind;
    unsigned commands;   /* 1u << SL_COMMAND_... */
    const char *arg;     /* name of the argument, "FILE"; NULL for flags */
    const char *choices; /* as in choices.h, or NULL */
    const char *initial; /* the default, as one would write it, or NULL */
    const char *group;   /* heading in help; rows of a group stand together */
    const char *summary;
    const char *detail; /* more sentences for the manual, or NULL */
    size_t offset;      /* in sl_options */
} sl_option;

/* NULL past the last. */
const sl_option *sl_option_at(size_t i);
/* By name or letter; of any command if command is SL_COMMAND_COUNT. NULL if none. */
const sl_option *sl_option_find(sl_str name, sl_command_id command);
const sl_option *sl_option_letter(char letter, sl_command_id command);

bool sl_option_takes_value(const sl_option *option);
bool sl_option_repeats(const sl_option *option);
bool sl_option_belongs(const sl_option *option, sl_command_id command);

#endif
