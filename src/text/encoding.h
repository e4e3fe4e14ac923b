/* encoding.h - base64, hex, percent, UTF-16: decoding what hides text. */
#ifndef SECLINT_TEXT_ENCODING_H
#define SECLINT_TEXT_ENCODING_H

#include "base/buf.h"

/* By byte: the value of a digit of either base64 alphabet (RFC 4648), or -1. */
extern const int8_t sl_base64_values[256];

static inline int sl_base64_digit(char c)
{
    return sl_base64_values[(uint8_t)c];
}

/* Each appends the decoded bytes to *out and returns false, with *out as it
 * was, if the input is not wholly of that form. White space inside base64 is
 * skipped; padding is optional; standard and URL-safe alphabets are accepted. */
bool sl_base64_decode(sl_str text, sl_buf *out);
bool sl_hex_decode(sl_str text, sl_buf *out);
bool sl_percent_decode(sl_str text, sl_buf *out);
/* Appends the character as UTF-8. */
void sl_utf8_add(uint32_t character, sl_buf *out);
void sl_base64_encode(sl_str bytes, bool url, sl_buf *out); /* url: no padding */

typedef enum sl_utf16 { SL_UTF16_NONE, SL_UTF16_LE, SL_UTF16_BE } sl_utf16;
/* By byte order mark, or by the pattern of NUL bytes in the first kilobyte. */
sl_utf16 sl_utf16_detect(sl_str bytes);
/* Appends UTF-8; unpaired surrogates become U+FFFD. A byte order mark and an odd
 * last byte are dropped. */
void sl_utf16_decode(sl_str bytes, sl_utf16 order, sl_buf *out);

#endif
