/* prose.h - the paragraphs of a rule, as one line or wrapped. */
#ifndef SECLINT_REPORT_PROSE_H
#define SECLINT_REPORT_PROSE_H

#include "base/buf.h"

/* Up to and with the first full stop (or ! or ?) that ends a sentence; the whole
 * text, trimmed, if none does. */
sl_str sl_prose_sentence(sl_str text);
/* Appends the text on one line, every run of white space one blank, escaped. */
void sl_prose_flow(sl_str text, sl_buf *out);
/* Appends "subject: text", as sl_prose_flow does; the text alone if there is no subject
 * or the text is "not scanned: subject, ...". */
void sl_prose_about(sl_str subject, sl_str text, sl_buf *out);
/* Appends the text, escaped, in lines of at most width columns (longer words stay
 * whole), each behind indent blanks; empty lines keep paragraphs apart. */
void sl_prose_wrap(sl_str text, size_t indent, size_t width, sl_buf *out);
/* The longest start of at most max bytes that does not cut a UTF-8 sequence. */
sl_str sl_prose_cut(sl_str text, size_t max);

#endif
