/* scan.h - sl_str_chr3 without a call, for loops over every line of a text: of bytes that
 * are constants most of its work is done by the compiler. */
#ifndef SECLINT_BASE_SCAN_H
#define SECLINT_BASE_SCAN_H

#include "base/str.h"

#ifdef __SSE2__
#    include <emmintrin.h>
#endif

/* The high bit of the lowest byte that is c; those above it may be wrong. */
static inline uint64_t sl_scan_bytes(uint64_t bytes, char c)
{
    const uint64_t ones = 0x0101010101010101;

    bytes ^= ones * (uint8_t)c;
    return (bytes - ones) & ~bytes & ones * 0x80;
}

#ifdef __SSE2__
/* A bit for each of 16 bytes that is one of the three. */
static inline unsigned sl_scan_bits(const char *at, char a, char b, char c)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i two = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(a)),
                               _mm_cmpeq_epi8(bytes, _mm_set1_epi8(b)));

    return (unsigned)_mm_movemask_epi8(
        _mm_or_si128(two, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c))));
}
#endif

static inline size_t sl_scan_chr3(sl_str s, char a, char b, char c)
{
    size_t at = 0;
    uint64_t bytes, hit;

#ifdef __SSE2__
    for (; s.len - at >= 16; at += 16) {
        unsigned bits = sl_scan_bits(s.ptr + at, a, b, c);

        if (bits != 0)
            return at + (size_t)__builtin_ctz(bits);
    }
#endif
    for (; s.len - at >= sizeof bytes; at += sizeof bytes) {
        memcpy(&bytes, s.ptr + at, sizeof bytes);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        bytes = __builtin_bswap64(bytes);
#endif
        hit =
            sl_scan_bytes(bytes, a) | sl_scan_bytes(bytes, b) | sl_scan_bytes(bytes, c);
        if (hit != 0)
            return at + (size_t)__builtin_ctzll(hit) / 8;
    }
    for (; at < s.len; at++)
        if (s.ptr[at] == a || s.ptr[at] == b || s.ptr[at] == c)
            return at;
    return SIZE_MAX;
}

#endif
