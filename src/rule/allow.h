/* allow.h - "seclint:allow ID -- reason" on the line that is reported. */
#ifndef SECLINT_RULE_ALLOW_H
#define SECLINT_RULE_ALLOW_H

#include "base/str.h"

/* Does the line allow the rule? "seclint:allow" alone allows every rule; a list
 * of ids is separated by commas. *reason is what follows "--", without the end of
 * the comment, trimmed, or empty; it points into line. */
bool sl_allow_inline(sl_str line, sl_str rule_id, sl_str *reason);

#endif
