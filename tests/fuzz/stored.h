/* stored.h - a zlib stream that a fuzzer can see through: one stored block. */
#ifndef SECLINT_TESTS_FUZZ_STORED_H
#define SECLINT_TESTS_FUZZ_STORED_H

#include "base/buf.h"

enum { STORED_MOST = 0xffff, STORED_ADLER = 65521 };

/* The 16 bits of value, most significant byte first. */
static inline void stored_number(sl_buf *out, unsigned value)
{
    sl_buf_char(out, (char)(value >> 8 & 0xff));
    sl_buf_char(out, (char)(value & 0xff));
}

/* Appends the stream that holds text, as far as one block can. */
static inline void stored_stream(sl_buf *out, sl_str text)
{
    unsigned low = 1, high = 0, length;

    text = sl_str_sub(text, 0, text.len < STORED_MOST ? text.len : STORED_MOST);
    length = (unsigned)text.len;
    for (size_t i = 0; i < text.len; i++) {
        low = (low + (uint8_t)text.ptr[i]) % STORED_ADLER;
        high = (high + low) % STORED_ADLER;
    }
    sl_buf_add(out, sl_lit("\x78\x01\x01"));
    stored_number(out, (length & 0xff) << 8 | length >> 8);
    length ^= STORED_MOST;
    stored_number(out, (length & 0xff) << 8 | length >> 8);
    sl_buf_add(out, text);
    stored_number(out, high);
    stored_number(out, low);
}

#endif
