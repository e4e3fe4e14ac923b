/* words.h - the command line cut into options and operands, not yet judged. */
#ifndef SECLINT_CLI_WORDS_H
#define SECLINT_CLI_WORDS_H

#include "base/err.h"
#include "base/vec.h"
#include "cli/option.h"

/* An option as it was written. */
typedef struct sl_word {
    const sl_option *option; /* a row of this name, of whatever command */
    const char *value;       /* NULL for flags; points into argv */
} sl_word;
SL_VEC(sl_word_vec, sl_word);
SL_VEC(sl_operand_vec, const char *);

typedef struct sl_words {
    sl_word_vec options;
    sl_operand_vec operands;
    sl_command_id command; /* SL_COMMAND_SCAN if none is named */
    size_t dashes; /* so many operands before "--"; SIZE_MAX if it is not there */
    bool named;    /* the command stood there; it is no operand then */
} sl_words;

/* The command is the first operand, if it names one and stands before "--". Fails
 * with SL_EUSAGE on unknown options, and on values that are missing or too many. */
bool sl_words_cut(int argc, char **argv, sl_words *out, sl_err *err);
void sl_words_free(sl_words *words);

#endif
