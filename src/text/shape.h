/* shape.h - values that are something else than a secret by their form. */
#ifndef SECLINT_TEXT_SHAPE_H
#define SECLINT_TEXT_SHAPE_H

#include "base/str.h"

/* What value is, whatever its name: "a URL", "a digest", "a public key", "a path" ...;
 * NULL if it may be a secret. Forms that random text takes now and then (a path, a
 * file name, an identifier) are named only if random is false; that is what
 * text/randomness.h says of the value. The answer is a constant, for messages. */
const char *sl_shape_other(sl_str value, bool random);

/* The fingerprint or id of an OpenPGP key, by which others find it: GPG_KEY=<40 hex>,
 * but not GPG_PASSPHRASE. */
bool sl_shape_key_id(sl_str name, sl_str value);

/* 32 hexadecimal digits in lower case: a key of Algolia, whose search keys are public. */
bool sl_shape_search_key(sl_str value);

/* 8-4-4-4-12 hexadecimal digits */
bool sl_shape_uuid(sl_str value);

#endif
