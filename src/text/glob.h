/* glob.h - path globs of rules and configuration.
 *
 * '*' and '?' do not cross '/', a double star does, {a,b} are alternatives, [a-z] a
 * class. A glob without '/' is matched against the last component, one with '/'
 * against the whole path; a leading "/" only anchors. */
#ifndef SECLINT_TEXT_GLOB_H
#define SECLINT_TEXT_GLOB_H

#include "base/str.h"

bool sl_glob_match(sl_str glob, sl_str path);
/* The bytes behind the last special one and the last '/': what every path that fits
 * ends with. */
sl_str sl_glob_end(sl_str glob);
/* False, with *why set, for an unclosed class or brace. */
bool sl_glob_valid(sl_str glob, const char **why);

#endif
