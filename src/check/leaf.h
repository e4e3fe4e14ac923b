/* leaf.h - is this value of this key a secret in plain text? */
#ifndef SECLINT_CHECK_LEAF_H
#define SECLINT_CHECK_LEAF_H

#include "doc/doc.h"

/* What a value is worth under its name. */
typedef enum sl_worth {
    SL_WORTH_NONE,
    SL_WORTH_WEAK,   /* what everybody tries first: password123 */
    SL_WORTH_CHOSEN, /* what people choose who are asked for a password: bluehouse7 */
    SL_WORTH_STRONG, /* and what they choose who mean it: Blue7!house */
    SL_WORTH_RANDOM  /* drawn by a machine */
} sl_worth;

/* Judges by the name's kind (text/name.h), the vocabulary of placeholders and
 * references (text/value.h), the value's form (text/shape.h) and its randomness
 * (text/randomness.h). *why, unless NULL, is set to a phrase without anything of the
 * value: "reads like text", "a placeholder", "random base62 of 40 characters". */
sl_worth sl_pair_worth(sl_str name, sl_str value, const char **why);

/* strict: the file is configuration of any kind, where a key named "password"
 * often holds a label or a type; otherwise a .env file, whose values are meant
 * to be real. Only scalars can be secrets; placeholders, references and
 * encrypted values are none. What is commented out is judged strictly. */
bool sl_leaf_is_secret(const sl_node *leaf, bool strict);
/* The same for a name and a value that no tree holds. */
bool sl_pair_is_secret(sl_str name, sl_str value, bool strict);
/* False: under no name is value a secret by the strict standard. Costs one pass. */
bool sl_value_may_convince(sl_str value);

#endif
