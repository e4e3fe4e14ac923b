/* rule_words.h - rules and layouts as words and a text, in the form of src/rule/form.h. */
#ifndef SECLINT_TOOLS_RULE_WORDS_H
#define SECLINT_TOOLS_RULE_WORDS_H

#include "rule/load.h"

#include <stdio.h>

/* Writes the definitions of what src/rule/builtin.h declares, but for the globs. */
void rule_words_write(FILE *out, const sl_rules *book);

#endif
