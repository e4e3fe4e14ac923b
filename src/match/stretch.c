#include "match/stretch.h"

#ifdef __SSE2__
#    include <emmintrin.h>
#endif

enum {
    A = SL_STRETCH_ALNUM | SL_STRETCH_BASE64 | SL_STRETCH_WORD | SL_STRETCH_VALUE,
    H = SL_STRETCH_HEX | A,
    D = SL_STRETCH_HEX | SL_STRETCH_WORD | SL_STRETCH_VALUE,
    W = SL_STRETCH_WORD | SL_STRETCH_VALUE,
    B = SL_STRETCH_BASE64 | SL_STRETCH_VALUE,
    V = SL_STRETCH_VALUE
};

/* The kinds that a byte is of. All are closed under case. */
static const uint8_t kinds[256] = {
    ['0'] = H, ['1'] = H, ['2'] = H, ['3'] = H, ['4'] = H, ['5'] = H, ['6'] = H,
    ['7'] = H, ['8'] = H, ['9'] = H, ['a'] = H, ['b'] = H, ['c'] = H, ['d'] = H,
    ['e'] = H, ['f'] = H, ['A'] = H, ['B'] = H, ['C'] = H, ['D'] = H, ['E'] = H,
    ['F'] = H, ['-'] = D, ['g'] = A, ['h'] = A, ['i'] = A, ['j'] = A, ['k'] = A,
    ['l'] = A, ['m'] = A, ['n'] = A, ['o'] = A, ['p'] = A, ['q'] = A, ['r'] = A,
    ['s'] = A, ['t'] = A, ['u'] = A, ['v'] = A, ['w'] = A, ['x'] = A, ['y'] = A,
    ['z'] = A, ['G'] = A, ['H'] = A, ['I'] = A, ['J'] = A, ['K'] = A, ['L'] = A,
    ['M'] = A, ['N'] = A, ['O'] = A, ['P'] = A, ['Q'] = A, ['R'] = A, ['S'] = A,
    ['T'] = A, ['U'] = A, ['V'] = A, ['W'] = A, ['X'] = A, ['Y'] = A, ['Z'] = A,
    ['_'] = W, ['+'] = B, ['/'] = B, ['='] = V, ['.'] = V, ['~'] = V,
};

bool sl_stretch_byte(sl_stretch_kind kind, char c)
{
    return (kinds[(unsigned char)c] & kind) != 0;
}

#ifdef __SSE2__
enum { LANES = 16 };

/* A kind once more, for comparisons of many bytes: letters to the last one, bytes from
 * low to "9", and others, of which the last fills up. */
typedef struct shape {
    char last;
    char low;
    char others[4];
} shape;

static const shape *shape_of(uint32_t kind)
{
    static const shape hex = {'f', '0', "----"};
    static const shape word = {'z', '0', "_---"};
    static const shape value = {'z', '-', "+_=~"};
    static const shape alnum = {'z', '0', "0000"};
    static const shape base64 = {'z', '/', "++++"};

    switch (kind) {
    case SL_STRETCH_HEX: return &hex;
    case SL_STRETCH_WORD: return &word;
    case SL_STRETCH_ALNUM: return &alnum;
    case SL_STRETCH_BASE64: return &base64;
    default: return &value;
    }
}

/* Bytes from low to high. */
static inline __m128i in_range(__m128i bytes, char low, char high)
{
    __m128i above = _mm_sub_epi8(bytes, _mm_set1_epi8(low));

    return _mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8((char)(high - low))),
                          above);
}

/* A bit for each of the bytes that are of another kind: no branch, as nobody can guess
 * where words end. */
static inline unsigned strangers(const shape *of, const char *at)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i lower = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
    __m128i inside =
        _mm_or_si128(in_range(lower, 'a', of->last), in_range(bytes, of->low, '9'));

    for (size_t i = 0; i < sizeof of->others; i++)
        inside =
            _mm_or_si128(inside, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(of->others[i])));
    return ~(unsigned)_mm_movemask_epi8(inside) & 0xffff;
}

/* Moves *end back over bytes of the kind, to start at most. */
static inline void skip_back(const shape *of, sl_str text, size_t start, size_t *end)
{
    while (*end >= LANES && *end > start) {
        unsigned others = strangers(of, text.ptr + *end - LANES);
        /* behind the last of them */
        size_t at = *end - (others ? (size_t)__builtin_clz(others) - LANES : LANES);

        *end = at > start ? at : start;
        if (others)
            return;
    }
}
#endif

/* From its far end backwards: where a byte of another kind stands, no stretch begins
 * before it that would reach behind it. So most bytes are never looked at. */
bool sl_stretch_in(sl_stretch stretch, sl_str text)
{
    size_t start = 0;
#ifdef __SSE2__
    const shape of = *shape_of(stretch.kind);
#endif

    while (stretch.len <= text.len - start) {
        size_t at = start + stretch.len;

#ifdef __SSE2__
        skip_back(&of, text, start, &at);
#endif
        while (at > start && (kinds[(unsigned char)text.ptr[at - 1]] & stretch.kind))
            at--;
        if (at == start)
            return true;
        start = at;
    }
    return false;
}
