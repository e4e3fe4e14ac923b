/* quote.h - a quoted line, cut to a window around its mark, and the carets that
 * stand below it. */
#ifndef SECLINT_REPORT_QUOTE_H
#define SECLINT_REPORT_QUOTE_H

#include "base/buf.h"

/* Columns are those of a terminal. */
typedef struct sl_quote {
    size_t caret_at;  /* blanks before the first caret */
    size_t caret_len; /* at least 1 */
} sl_quote;

/* Appends text, escaped, to *out. What needs more than room columns (at least 20)
 * is cut on one side or on both, with ellipsis in place of what is gone, so that
 * the start of mark (bytes of text) stays in sight. */
sl_quote sl_quote_draw(sl_str text, sl_span mark, size_t room, const char *ellipsis,
                       sl_buf *out);

#endif
