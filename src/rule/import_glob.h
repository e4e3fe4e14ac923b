/* import_glob.h - a regex on paths as a glob of ours, where that can be said. */
#ifndef SECLINT_RULE_IMPORT_GLOB_H
#define SECLINT_RULE_IMPORT_GLOB_H

#include "base/arena.h"

/* False if it cannot be said. What is between "^" and "$" may be text, classes, ".",
 * ".*", "[^/]*", alternatives and parts with "?". */
bool sl_glob_from_regex(sl_str regex, sl_arena *arena, sl_str *out);

#endif
