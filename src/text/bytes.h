/* bytes.h - bytes that a program spells out one by one: 0x1f, 0x8b, 8; -12, 31;
 * (byte)0x1f, 31u8; and in a literal, \x1f\x8b. */
#ifndef SECLINT_TEXT_BYTES_H
#define SECLINT_TEXT_BYTES_H

#include "base/str.h"

enum { SL_LEAST_BYTES = 16 /* of a key */ };

/* Where the list begins that stands behind what opens it at text[at]: {0x1f, ... and
 * [31, ..., []byte{, new byte[] {, Uint8Array.from([, byteArrayOf(. SIZE_MAX if none does. */
size_t sl_bytes_open(sl_str text, size_t at);

/* The end of the list of numbers that begins at text[at], commas and line ends between
 * them, up to SL_MAX_ASSIGNED bytes; at itself if fewer than SL_LEAST_BYTES stand there. */
size_t sl_bytes_end(sl_str text, size_t at);

/* Is the text of a literal such bytes: at least SL_LEAST_BYTES, most of them \x1f? */
bool sl_bytes_escaped(sl_str literal);

/* Do the bytes of such a list or literal look drawn at random? Tables count, repeat and
 * stay small; what is all printable is a text. Looks at the first 256 of them. */
bool sl_bytes_drawn(sl_str list);

#endif
