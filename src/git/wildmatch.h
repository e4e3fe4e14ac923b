/* wildmatch.h - the glob language of ignore and attribute files.
 *
 * Source: gitignore(5), and the behaviour of git's wildmatch in WM_PATHNAME
 * mode, compared with `git check-ignore` in the tests. */
#ifndef SECLINT_GIT_WILDMATCH_H
#define SECLINT_GIT_WILDMATCH_H

#include "base/str.h"

enum {
    SL_WM_PATHNAME = 1, /* '*', '?' and brackets do not match '/'; double star does */
    SL_WM_CASEFOLD = 2  /* as git: brackets and escaped letters match lower case only */
};

/* Does text match pattern? Never slower than the product of the two lengths, and
 * linear for usual patterns; no recursion. A malformed pattern (unclosed bracket,
 * unknown class) matches nothing. */
bool sl_wildmatch(sl_str pattern, sl_str text, unsigned flags);

#endif
