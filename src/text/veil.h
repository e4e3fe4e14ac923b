/* veil.h - text of others in a message: what looks like a token is not repeated.
 *
 * A net behind the masking of rule/sink.h, for what no rule looked at: the words of a
 * configuration that cannot be read, a line of an ignore file, the name in an error. */
#ifndef SECLINT_TEXT_VEIL_H
#define SECLINT_TEXT_VEIL_H

#include "base/buf.h"

/* Appends text with stars for every run of at least 20 letters and digits that changes
 * between upper case, lower case and digits at every third place or more often, as
 * random text does (at six of ten in base62) and names in CamelCase do not, or that is
 * random by its letters (text/randomness.h): one token in some thousands changes less.
 * The id of an object or a pack behind a word that says so is left as it is. */
void sl_veil(sl_str text, sl_buf *out);

#endif
