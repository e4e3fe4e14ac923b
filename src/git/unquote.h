/* unquote.h - names quoted as in C, as git writes and reads them.
 *
 * Source: the behaviour of git's core.quotePath and gitattributes(5). */
#ifndef SECLINT_GIT_UNQUOTE_H
#define SECLINT_GIT_UNQUOTE_H

#include "base/arena.h"

/* Takes a quoted string off the front of *rest. Escapes: \a \b \f \n \r \t \v \\
 * \" and three octal digits up to \377. Returns false, with *rest untouched, if
 * there is none or it is malformed; *out then holds nothing of use. */
bool sl_unquote_c(sl_arena *arena, sl_str *rest, sl_str *out);

#endif
