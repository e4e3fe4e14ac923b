/* leaf.h - is this value of this key a secret in plain text? */
#ifndef SECLINT_CHECK_LEAF_H
#define SECLINT_CHECK_LEAF_H

#include "doc/doc.h"

/* strict: the file is configuration of any kind, where a key named "password"
 * often holds a label or a type; otherwise a .env file, whose values are meant
 * to be real. Only scalars can be secrets; placeholders, references and
 * encrypted values are none. */
bool sl_leaf_is_secret(const sl_node *leaf, bool strict);
/* The same for a name and a value that no tree holds. */
bool sl_pair_is_secret(sl_str name, sl_str value, bool strict);

#endif
