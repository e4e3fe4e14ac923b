/* form.h - which fields a rule or a layout has, for those who write them as numbers and
 * read them back.
 *
 * Built-in rules as initialised structures would be some 55,000 pointers, which the
 * dynamic linker sets one by one before every run; each page of such pointers costs two
 * microseconds, whoever needs it or not. So they are kept as 32-bit words and
 * one text without pointers: tools/rule_words.c writes them, rule/builtin.c reads them.
 *
 * A structure is a mask of two words, a bit for each field of its form that is not
 * empty, and those fields: a string as its place in the text and its length; a list as
 * its length and its strings; a number as a word; a real as its bits, low word first;
 * items as their number, the words that follow for them, and the items. */
#ifndef SECLINT_RULE_FORM_H
#define SECLINT_RULE_FORM_H

#include "rule/layout.h"
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

typedef enum sl_form_of {
    SL_FORM_OF_RULE,
    SL_FORM_OF_PART,
    SL_FORM_OF_EXAMPLE,
    SL_FORM_OF_LAYOUT,
    SL_FORM_OF_CLASS,
    SL_FORM_OF_FILE,
    SL_FORM_OF_LINE,
    SL_FORMS
} sl_form_of;

typedef struct sl_form_field {
    uint8_t kind;    /* sl_form_kind */
    uint8_t items;   /* of items: sl_form_of */
    uint16_t offset; /* in the structure */
    uint16_t count;  /* of items: the offset of their number */
} sl_form_field;

typedef struct sl_form {
    uint16_t size; /* of the structure */
    uint16_t len;
    sl_form_field fields[40];
} sl_form;

extern const sl_form sl_forms[SL_FORMS];

/* Are the field's values structures of a form? */
static inline bool sl_form_nests(const sl_form_field *field)
{
    return field->kind >= SL_FORM_ITEMS;
}

#endif
