/* wrap.h - words in lines of limited width. */
#ifndef SECLINT_CLI_WRAP_H
#define SECLINT_CLI_WRAP_H

#include "base/buf.h"

/* Appends ASCII text, broken at blanks, and a line feed. The first line goes on at
 * column; the others are indented by indent. No line is longer than width unless a
 * single word is. */
void sl_wrap(sl_str text, size_t column, size_t indent, size_t width, sl_buf *out);

#endif
