/* escaped.h - stretches of a text in which characters are written by number: %41 of
 * URLs, \u0041 and \x41 of programs, &#65; of HTML; or as literals that are joined. */
#ifndef SECLINT_TEXT_ESCAPED_H
#define SECLINT_TEXT_ESCAPED_H

#include "base/str.h"

typedef enum sl_escape_kind {
    SL_ESCAPE_PERCENT,   /* RFC 3986 2.1 */
    SL_ESCAPE_BACKSLASH, /* \uXXXX, \u{X}, \xXX, and \n, \t, \" and the like */
    SL_ESCAPE_ENTITY,    /* &#N; &#xN; and the five names of XML */
    SL_ESCAPE_JOINT,     /* "ab" + "cd" (text/joint.h) */
    SL_ESCAPE_KINDS
} sl_escape_kind;

enum { SL_ESCAPED_MIN = 3 }; /* escapes that make a stretch worth decoding */

/* The next stretch without blanks (of backslashes and entities: without line ends) and
 * quotes that holds SL_ESCAPED_MIN escapes of printable ASCII (of joints: one of them),
 * at or behind *at, which moves behind it. False at the end of the text. */
bool sl_escaped_next(sl_str text, sl_escape_kind kind, size_t *at, sl_span *out);

/* Reads the character at the start of text, written as an escape or as itself: its
 * number, and in *len the bytes that it takes there. text is not empty. */
uint32_t sl_escaped_read(sl_str text, sl_escape_kind kind, size_t *len);

#endif
