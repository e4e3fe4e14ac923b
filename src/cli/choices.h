/* choices.h - the values that a word may take, written "text|sarif|jsonl". */
#ifndef SECLINT_CLI_CHOICES_H
#define SECLINT_CLI_CHOICES_H

#include "base/buf.h"

/* The place of word in the list, or SIZE_MAX. */
size_t sl_choices_index(const char *choices, sl_str word);
/* Appends them all with sep between them. */
void sl_choices_join(const char *choices, const char *sep, sl_buf *out);
/* The choice that word may have meant, or the empty slice. */
sl_str sl_choices_near(const char *choices, sl_str word);

#endif
