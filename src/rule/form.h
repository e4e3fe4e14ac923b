/* form.h - which fields a rule has, for those who write rules as numbers and read them
 * back.
 *
 * Built-in rules as initialised structures would be some 55,000 pointers, which the
 * dynamic linker sets one by one before every run. So they are kept as 32-bit words and
 * one text without pointers: tools/rule_words.c writes them, rule/builtin.c reads them.
 *
 * A structure is a mask of two words, a bit for each field of its form that is not
 * empty, and those fields: a string as its place in the text and its length; a list as
 * its length and its strings; a number as a word; a real as its bits, low word first;
 * items as their number, the words that follow for them, and the items. */
#ifndef SECLINT_RULE_FORM_H
#define SECLINT_RULE_FORM_H

#include "rule/rule.h"

typedef enum sl_form_kind {
    SL_FORM_STR,
    SL_FORM_LIST,
    SL_FORM_BOOL,
    SL_FORM_NUMBER, /* uint32_t or an enum */
    SL_FORM_SIZE,
    SL_FORM_REAL,
    SL_FORM_SCHEME, /* as the string that names it */
    SL_FORM_ITEMS,
    SL_FORM_EXAMPLES /* items that most readers leave out */
} sl_form_kind;

typedef struct sl_form_field {
    sl_form_kind kind;
    size_t offset;
    size_t count; /* of items: the offset of their number */
    const struct sl_form *items;
} sl_form_field;

typedef struct sl_form {
    size_t size; /* of the structure */
    size_t len;
    sl_form_field fields[40];
} sl_form;

extern const sl_form sl_rule_form;

#endif
