/* shape.h - values that are something else than a secret by their form. */
#ifndef SECLINT_TEXT_SHAPE_H
#define SECLINT_TEXT_SHAPE_H

#include "base/str.h"

/* What value is, whatever its name: "a URL", "a digest", "a public key", "a path" ...;
 * NULL if it may be a secret. Forms that random text takes now and then (a path, a
 * file name, an identifier) are named only if random is false; that is what
 * text/randomness.h says of the value. The answer is a constant, for messages. */
const char *sl_shape_other(sl_str value, bool random);

#endif
