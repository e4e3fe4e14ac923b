/* plaintext_path.h - the keys that lead to a value, as far as they may be shown. */
#ifndef SECLINT_CHECK_PLAINTEXT_PATH_H
#define SECLINT_CHECK_PLAINTEXT_PATH_H

#include "base/buf.h"
#include "doc/nested.h"
#include "rule/snippet.h"

/* Writes the keys on the way to leaf (of a document in around, or of a file) to *out;
 * "a value" if one of them may hold a secret of its own (an address with a password), or
 * is too long to be read. secrets: what is known to be one, in the file. */
void sl_plaintext_path(const sl_node *leaf, const sl_nested *around, sl_secrets secrets,
                       sl_buf *out);

/* Appends " (name)" if the name is not the last of those keys, and is made of letters, as
 * names are and secrets are not. */
void sl_plaintext_named(const sl_node *leaf, sl_str name, sl_buf *out);

#endif
