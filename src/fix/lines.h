/* lines.h - editing a text by lines and leaving every other byte as it is. */
#ifndef SECLINT_FIX_LINES_H
#define SECLINT_FIX_LINES_H

#include "base/buf.h"

/* "\r\n" if most line ends of text are, else "\n". */
sl_str sl_lines_end(sl_str text);

/* Appends line behind the last one of text, which is completed first if its end
 * is missing. Nothing is added if text has the line already. Returns whether it
 * was added. */
bool sl_lines_append(sl_buf *text, sl_str line);

#endif
