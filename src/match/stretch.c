#include "match/stretch.h"

#ifdef __SSE2__
#    include <emmintrin.h>
#endif

enum {
    H = SL_STRETCH_HEX | SL_STRETCH_WORD | SL_STRETCH_VALUE,
    W = SL_STRETCH_WORD | SL_STRETCH_VALUE,
    V = SL_STRETCH_VALUE
};

/* The kinds that a byte is of. All are closed under case. */
static const uint8_t kinds[256] = {
    ['0'] = H, ['1'] = H, ['2'] = H, ['3'] = H, ['4'] = H, ['5'] = H, ['6'] = H,
    ['7'] = H, ['8'] = H, ['9'] = H, ['a'] = H, ['b'] = H, ['c'] = H, ['d'] = H,
    ['e'] = H, ['f'] = H, ['A'] = H, ['B'] = H, ['C'] = H, ['D'] = H, ['E'] = H,
    ['F'] = H, ['-'] = H, ['g'] = W, ['h'] = W, ['i'] = W, ['j'] = W, ['k'] = W,
    ['l'] = W, ['m'] = W, ['n'] = W, ['o'] = W, ['p'] = W, ['q'] = W, ['r'] = W,
    ['s'] = W, ['t'] = W, ['u'] = W, ['v'] = W, ['w'] = W, ['x'] = W, ['y'] = W,
    ['z'] = W, ['G'] = W, ['H'] = W, ['I'] = W, ['J'] = W, ['K'] = W, ['L'] = W,
    ['M'] = W, ['N'] = W, ['O'] = W, ['P'] = W, ['Q'] = W, ['R'] = W, ['S'] = W,
    ['T'] = W, ['U'] = W, ['V'] = W, ['W'] = W, ['X'] = W, ['Y'] = W, ['Z'] = W,
    ['_'] = W, ['+'] = V, ['/'] = V, ['='] = V, ['.'] = V, ['~'] = V,
};

bool sl_stretch_byte(sl_stretch_kind kind, char c)
{
    return (kinds[(unsigned char)c] & kind) != 0;
}

#ifdef __SSE2__
enum { LANES = 16 };

/* Bytes from low on, so many more. */
static __m128i in_range(__m128i bytes, char low, char more)
{
    __m128i above = _mm_sub_epi8(bytes, _mm_set1_epi8(low));

    return _mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8(more)), above);
}

/* A bit for each of the bytes that are none of a word: no branch, as nobody can guess
 * where words end. */
static unsigned strangers(const char *at)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i lower = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
    __m128i inside = _mm_or_si128(in_range(lower, 'a', 25), in_range(bytes, '0', 9));

    inside = _mm_or_si128(inside, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('_')));
    inside = _mm_or_si128(inside, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('-')));
    return ~(unsigned)_mm_movemask_epi8(inside) & 0xffff;
}

/* Moves *end back over bytes of words, while there are enough before it. */
static void skip_words(sl_str text, size_t start, size_t *end)
{
    while (*end - start >= LANES) {
        unsigned others = strangers(text.ptr + *end - LANES);

        if (others) { /* behind the last of them */
            *end += LANES - (size_t)__builtin_clz(others);
            return;
        }
        *end -= LANES;
    }
}
#endif

/* From its far end backwards: where a byte of another kind stands, no stretch begins
 * before it that would reach behind it. So most bytes are never looked at. */
bool sl_stretch_in(sl_stretch stretch, sl_str text)
{
    size_t start = 0;

    while (stretch.len <= text.len - start) {
        size_t at = start + stretch.len;

#ifdef __SSE2__
        if (stretch.kind == SL_STRETCH_WORD)
            skip_words(text, start, &at);
#endif
        while (at > start && (kinds[(unsigned char)text.ptr[at - 1]] & stretch.kind))
            at--;
        if (at == start)
            return true;
        start = at;
    }
    return false;
}
