/* escape.h - text from strangers, made safe for a terminal or a log line. */
#ifndef SECLINT_TEXT_ESCAPE_H
#define SECLINT_TEXT_ESCAPE_H

#include "base/buf.h"

/* Appends text with C0 and C1 controls, DEL, bidirectional overrides, line and
 * paragraph separators and invalid UTF-8 bytes written as \xNN or \u{NNNN}.
 * Tabs become one blank. */
void sl_escape(sl_str text, sl_buf *out);
/* Does the code point steer what stands around it (controls, bidirectional
 * overrides, separators, tags) in place of showing something? */
bool sl_steers(uint32_t code_point);
/* As a relative URI reference (RFC 3986): every byte but unreserved ones and '/'
 * percent-encoded; a first segment with ':' gets "./" in front. */
void sl_escape_uri(sl_str path, sl_buf *out);
/* Columns a terminal needs for the escaped text (wide and combining characters
 * counted as terminals do, approximately). */
size_t sl_display_width(sl_str text);

#endif
