/* cquote.h - names quoted as in C, the way git prints paths.
 *
 * Source: core.quotePath of git-config(1). git/unquote.h reads what this writes. */
#ifndef SECLINT_TEXT_CQUOTE_H
#define SECLINT_TEXT_CQUOTE_H

#include "base/buf.h"

/* Appends name as it is, or between quotes with escapes if it holds a control
 * character, a quote or a backslash; if high is set, also for bytes from 0x80 on. */
void sl_cquote(sl_str name, bool high, sl_buf *out);

#endif
