/* keyvalue.h - "key: value", "key = value" and "key=value" lines of text whose
 * format is unknown or unreadable (templates, broken YAML), as a fallback. */
#ifndef SECLINT_TEXT_KEYVALUE_H
#define SECLINT_TEXT_KEYVALUE_H

#include "base/str.h"

/* Slices point into the text. */
typedef struct sl_keyvalue {
    sl_str key;   /* without quotes, a leading "- " or "export " */
    sl_str value; /* without quotes, a trailing comma or " # note" */
    bool comment; /* the line is commented out with '#' or double slash */
    size_t line;
} sl_keyvalue;

typedef struct sl_keyvalue_reader {
    sl_str rest;
    size_t line;
} sl_keyvalue_reader;

sl_keyvalue_reader sl_keyvalue_open(sl_str text);
bool sl_keyvalue_next(sl_keyvalue_reader *reader, sl_keyvalue *out);

#endif
