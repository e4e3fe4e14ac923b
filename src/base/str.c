#include "base/str.h"

#include <string.h>
#ifdef __SSE2__
#    include <emmintrin.h>
#endif

/* Not strncasecmp: it stops at a NUL and knows the locale. */
bool sl_str_same_nocase(const char *a, const char *b, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (sl_char_lower(a[i]) != sl_char_lower(b[i]))
            return false;
    return true;
}

int sl_str_cmp(sl_str a, sl_str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;

    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

sl_str sl_str_drop(sl_str s, sl_str prefix)
{
    return sl_str_starts(s, prefix) ? sl_str_skip(s, prefix.len) : s;
}

sl_str sl_str_drop_end(sl_str s, sl_str suffix)
{
    return sl_str_ends(s, suffix) ? sl_str_sub(s, 0, s.len - suffix.len) : s;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

sl_str sl_str_trim(sl_str s)
{
    while (s.len > 0 && is_space(s.ptr[0]))
        s = sl_str_skip(s, 1);
    while (s.len > 0 && is_space(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

/* The high bit of the lowest byte that is c; those above it may be wrong. */
static uint64_t bytes_that_are(uint64_t bytes, char c)
{
    static const uint64_t ones = 0x0101010101010101;

    bytes ^= ones * (uint8_t)c;
    return (bytes - ones) & ~bytes & ones * 0x80;
}

#ifdef __SSE2__
/* A bit for each of 16 bytes that is one of the three. */
static unsigned bits_that_are(const char *at, char a, char b, char c)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i two = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(a)),
                               _mm_cmpeq_epi8(bytes, _mm_set1_epi8(b)));

    return (unsigned)_mm_movemask_epi8(
        _mm_or_si128(two, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c))));
}
#endif

size_t sl_str_chr3(sl_str s, char a, char b, char c)
{
    size_t at = 0;
    uint64_t bytes, hit;

#ifdef __SSE2__
    for (; s.len - at >= 16; at += 16) {
        unsigned bits = bits_that_are(s.ptr + at, a, b, c);

        if (bits != 0)
            return at + (size_t)__builtin_ctz(bits);
    }
#endif
    for (; s.len - at >= sizeof bytes; at += sizeof bytes) {
        memcpy(&bytes, s.ptr + at, sizeof bytes);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        bytes = __builtin_bswap64(bytes);
#endif
        hit = bytes_that_are(bytes, a) | bytes_that_are(bytes, b) |
              bytes_that_are(bytes, c);
        if (hit != 0)
            return at + (size_t)__builtin_ctzll(hit) / 8;
    }
    for (; at < s.len; at++)
        if (s.ptr[at] == a || s.ptr[at] == b || s.ptr[at] == c)
            return at;
    return SIZE_MAX;
}

size_t sl_str_find(sl_str s, sl_str needle)
{
    const char *hit;

    if (needle.len == 0)
        return 0;
    if (s.len < needle.len)
        return SIZE_MAX;
    hit = memmem(s.ptr, s.len, needle.ptr, needle.len);
    return hit ? (size_t)(hit - s.ptr) : SIZE_MAX;
}

size_t sl_str_find_nocase(sl_str s, sl_str needle)
{
    char first = needle.len > 0 ? sl_char_lower(needle.ptr[0]) : 0;
    char other = (char)(first >= 'a' && first <= 'z' ? first - 32 : first);
    size_t next;

    if (needle.len == 0)
        return 0;
    for (size_t i = 0; i + needle.len <= s.len; i += next + 1) {
        next =
            sl_str_chr3(sl_str_sub(s, i, s.len - needle.len + 1), first, other, first);
        if (next == SIZE_MAX)
            break;
        if (sl_str_same_nocase(s.ptr + i + next, needle.ptr, needle.len))
            return i + next;
    }
    return SIZE_MAX;
}

size_t sl_str_rchr(sl_str s, char c)
{
    const char *hit = s.len ? memrchr(s.ptr, c, s.len) : NULL;

    return hit ? (size_t)(hit - s.ptr) : SIZE_MAX;
}

bool sl_str_has(sl_str s, sl_str needle)
{
    return sl_str_find(s, needle) != SIZE_MAX;
}

bool sl_str_split(sl_str s, char sep, sl_str *before, sl_str *after)
{
    size_t at = sl_str_chr(s, sep);

    if (at == SIZE_MAX)
        return false;
    *before = sl_str_sub(s, 0, at);
    *after = sl_str_skip(s, at + 1);
    return true;
}

sl_str sl_str_line(sl_str *rest)
{
    size_t at = sl_str_chr(*rest, '\n');
    sl_str line = sl_str_sub(*rest, 0, at);

    *rest = sl_str_skip(*rest, at == SIZE_MAX ? rest->len : at + 1);
    return at == SIZE_MAX ? line : sl_str_drop_end(line, sl_lit("\r"));
}

uint64_t sl_path_end(sl_str path)
{
    uint64_t end = 0;

    if (path.len < sizeof end) {
        for (size_t i = 0; i < path.len; i++)
            end = end >> 8 | (uint64_t)(unsigned char)path.ptr[i] << 56;
        return end;
    }
    memcpy(&end, path.ptr + path.len - sizeof end, sizeof end);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    end = __builtin_bswap64(end);
#endif
    return end;
}

sl_str sl_path_base(sl_str path)
{
    size_t slash = sl_str_rchr(path, '/');

    return slash == SIZE_MAX ? path : sl_str_skip(path, slash + 1);
}

sl_str sl_path_dir(sl_str path)
{
    size_t slash = sl_str_rchr(path, '/');

    return slash == SIZE_MAX ? sl_str_sub(path, 0, 0) : sl_str_sub(path, 0, slash);
}

sl_span sl_span_in(sl_str outer, sl_str inner)
{
    size_t start = (size_t)(inner.ptr - outer.ptr);

    return (sl_span){start, start + inner.len};
}

/* The first byte decides nearly always, and spares the length of the row. */
bool sl_str_in_rows(const char *rows, size_t width, size_t len, sl_str word)
{
    for (size_t i = 0; i < len && word.len > 0; i++, rows += width)
        if ((rows[0] | 0x20) == (word.ptr[0] | 0x20) &&
            sl_str_eq_nocase((sl_str){rows, strnlen(rows, width)}, word))
            return true;
    return false;
}

bool sl_str_among(const char *const *table, size_t len, sl_str word)
{
    for (size_t i = 0; i < len && word.len > 0; i++)
        if ((table[i][0] | 0x20) == (word.ptr[0] | 0x20) &&
            sl_str_eq_nocase(sl_str_of(table[i]), word))
            return true;
    return false;
}
