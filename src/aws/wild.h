/* wild.h - patterns of '*' (any many bytes) and '?' (any one), as IAM has them in actions.
 *
 * No other byte means anything but itself; ASCII case is ignored. */
#ifndef SECLINT_AWS_WILD_H
#define SECLINT_AWS_WILD_H

#include "base/str.h"

/* Time is bounded by the product of the lengths, and in practice by their sum. */
bool sl_wild_match(sl_str pattern, sl_str text);
/* The bytes before the first '*' or '?'. */
sl_str sl_wild_literal(sl_str pattern);
/* The same for a template whose holes, ${NAME}, stand for any bytes but none. */
bool sl_template_match(sl_str template_, sl_str text);

#endif
