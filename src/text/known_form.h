/* known_form.h - values of one fixed form, known by it whatever their name: ids, addresses,
 * versions, public keys. What only looks like something is text/shape.h's. */
#ifndef SECLINT_TEXT_KNOWN_FORM_H
#define SECLINT_TEXT_KNOWN_FORM_H

#include "base/str.h"

/* What value is by its form, "a mail address", "a public key" ..., a constant for
 * messages; NULL if it has none of the forms that are no secret. value is not empty. */
const char *sl_known_form(sl_str value);

/* The fingerprint or id of an OpenPGP key, by which others find it: GPG_KEY=<40 hex>,
 * but not GPG_PASSPHRASE. */
bool sl_known_form_key_id(sl_str name, sl_str value);

/* 32 hexadecimal digits in lower case: a key of Algolia, whose search keys are public. */
bool sl_known_form_search_key(sl_str value);

/* 8-4-4-4-12 hexadecimal digits */
bool sl_known_form_uuid(sl_str value);

#endif
