/* object.h - one member of a JSON object, found without building a tree. */
#ifndef SECLINT_TOKEN_OBJECT_H
#define SECLINT_TOKEN_OBJECT_H

#include "base/str.h"

/* Is text one JSON object, as far as brackets, strings and separators tell? */
bool sl_object_is(sl_str text);

/* The raw text of a top-level member: a string with its quotes, escapes as written.
 * Returns false if text is no object or has no such member. */
bool sl_object_get(sl_str text, sl_str name, sl_str *value);

/* The content of a string member without escapes; false for anything else. */
bool sl_object_string(sl_str text, sl_str name, sl_str *value);

#endif
