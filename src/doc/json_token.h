/* json_token.h - where the parts of JSON, and of what people write in its place, end. */
#ifndef SECLINT_DOC_JSON_TOKEN_H
#define SECLINT_DOC_JSON_TOKEN_H

#include "base/str.h"

/* Index of the quote that closes the string which begins at text[at], with that quote;
 * of the line's end, or text.len, if it is not closed. */
size_t sl_json_string_end(sl_str text, size_t at);
/* Index of the first backslash of inside that begins no escape of RFC 8259, or
 * SIZE_MAX. */
size_t sl_json_bad_escape(sl_str inside);
/* Index behind the blanks and comments (of C) at text[at]; *unclosed: the last comment
 * lacks its end. */
size_t sl_json_blank_end(sl_str text, size_t at, bool *unclosed);
/* A number, true, false or null, as RFC 8259 has them. */
bool sl_json_literal(sl_str word);
bool sl_json_leading_zero(sl_str word);

/* Index behind the placeholder of some template or shell that begins at text[at]:
 * ${x}, $(x), $X, <x>, %s, %(x)s, %{ x }; 0 if none does. At most a few hundred bytes
 * are looked at. */
size_t sl_placeholder_end(sl_str text, size_t at);
/* Index behind "..." or its one character at text[at], or 0. */
size_t sl_ellipsis_end(sl_str text, size_t at);

#endif
