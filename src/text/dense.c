#include "text/dense.h"

#include "base/cpu.h"

#if SL_WITH_AVX2
#    include <immintrin.h>
#endif

static bool is_dense(char c)
{
    return (c >= '/' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static size_t end_of(sl_str text, size_t at)
{
    while (at < text.len && is_dense(text.ptr[at]))
        at++;
    return at;
}

/* From the far end of where a run could lie backwards: most bytes are never looked at. */
bool sl_dense_next_portable(sl_str text, size_t at, sl_span *run)
{
    while (at < text.len && text.len - at >= SL_DENSE_RUN) {
        size_t from = at + SL_DENSE_RUN;

        while (from > at && is_dense(text.ptr[from - 1]))
            from--;
        if (from == at) {
            *run = (sl_span){at, end_of(text, at + SL_DENSE_RUN)};
            return true;
        }
        at = from;
    }
    return false;
}

#if SL_WITH_AVX2
enum { LANES = 32, BLOCK = 2 * LANES };

/* A mask of the bytes that are dense. */
__attribute__((target("avx2"))) static inline uint32_t dense32(const char *p)
{
    __m256i c = _mm256_loadu_si256((const __m256i *)(const void *)p);
    __m256i letter = _mm256_sub_epi8(_mm256_or_si256(c, _mm256_set1_epi8(0x20)),
                                     _mm256_set1_epi8('a'));
    __m256i digit = _mm256_sub_epi8(c, _mm256_set1_epi8('/'));
    __m256i is_letter =
        _mm256_cmpeq_epi8(_mm256_min_epu8(letter, _mm256_set1_epi8('z' - 'a')), letter);
    __m256i is_digit =
        _mm256_cmpeq_epi8(_mm256_min_epu8(digit, _mm256_set1_epi8('9' - '/')), digit);

    return (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(is_letter, is_digit));
}

/* Of the bytes from at on, zeros behind the end; the text has LANES bytes at least. What
 * is missing at its end is read from there backwards. */
__attribute__((target("avx2"))) static inline uint64_t dense64(sl_str text, size_t at)
{
    size_t first = text.len - at >= BLOCK ? at
                   : text.len < BLOCK     ? 0
                                          : text.len - BLOCK;
    size_t second = text.len - first >= BLOCK ? LANES : text.len - LANES;
    const char *p = text.ptr + first;

    return (dense32(p) | (uint64_t)dense32(p + second) << second) >> (at - first);
}

/* Where so many bits stand in a row, a bit for the first of them. */
static inline uint64_t rows_of_run(uint64_t mask)
{
    mask &= mask >> 1;
    mask &= mask >> 2;
    mask &= mask >> 4;
    mask &= mask >> 8;
    return mask & mask >> (SL_DENSE_RUN - 16);
}

__attribute__((target("avx2"))) static bool next_avx2(sl_str text, size_t at,
                                                      sl_span *run)
{
    size_t open = at; /* where the run began that reaches up to at */

    for (; at < text.len; at += BLOCK) {
        uint64_t mask = dense64(text, at);
        size_t lead = ~mask ? (size_t)__builtin_ctzll(~mask) : BLOCK;
        uint64_t rows = rows_of_run(mask);
        size_t start = open;

        if (at + lead - open < SL_DENSE_RUN)
            start = rows ? at + (size_t)__builtin_ctzll(rows) : SIZE_MAX;
        if (start != SIZE_MAX) {
            *run = (sl_span){start, end_of(text, start + SL_DENSE_RUN)};
            return true;
        }
        if (lead < BLOCK)
            open = at + BLOCK - (size_t)__builtin_clzll(~mask);
    }
    return false;
}
#endif

bool sl_dense_next(sl_str text, size_t at, sl_span *run)
{
#if SL_WITH_AVX2
    if (text.len >= LANES && sl_cpu_avx2())
        return next_avx2(text, at, run);
#endif
    return sl_dense_next_portable(text, at, run);
}
