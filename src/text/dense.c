#include "text/dense.h"

#include "base/cpu.h"

#if SL_WITH_AVX2
#    include <immintrin.h>
#endif

static bool is_dense(char c)
{
    return (c >= '/' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static bool block_at(const char *p)
{
    for (size_t i = SL_DENSE_BLOCK; i-- > 0;) /* words end where blocks do, too */
        if (!is_dense(p[i]))
            return false;
    return true;
}

static size_t round_up(size_t at)
{
    return (at + SL_DENSE_STEP - 1) / SL_DENSE_STEP * SL_DENSE_STEP;
}

sl_span sl_dense_around(sl_str text, size_t at)
{
    sl_span run = {at, at};

    while (run.start > 0 && is_dense(text.ptr[run.start - 1]))
        run.start--;
    while (run.end < text.len && is_dense(text.ptr[run.end]))
        run.end++;
    return run;
}

size_t sl_dense_next_portable(sl_str text, size_t at)
{
    for (at = round_up(at); at < text.len && text.len - at >= SL_DENSE_BLOCK;
         at += SL_DENSE_STEP)
        if (block_at(text.ptr + at))
            return at;
    return SIZE_MAX;
}

#if SL_WITH_AVX2
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

/* Three blocks are asked for at once, of which the last one's last byte is beyond the
 * mask. */
__attribute__((target("avx2"))) static size_t next_avx2(sl_str text, size_t at)
{
    enum { READ = 2 * SL_DENSE_STEP + SL_DENSE_BLOCK, ASKED = 3 * SL_DENSE_STEP };

    for (; at < text.len && text.len - at >= READ; at += ASKED) {
        uint32_t mask = dense32(text.ptr + at);

        if ((mask & 0x1ffff) == 0x1ffff)
            return at;
        if ((mask >> 8 & 0x1ffff) == 0x1ffff)
            return at + SL_DENSE_STEP;
        if (mask >> 16 == 0xffff && is_dense(text.ptr[at + READ - 1]))
            return at + 2 * SL_DENSE_STEP;
    }
    return sl_dense_next_portable(text, at);
}
#endif

size_t sl_dense_next(sl_str text, size_t at)
{
#if SL_WITH_AVX2
    if (sl_cpu_avx2())
        return next_avx2(text, round_up(at));
#endif
    return sl_dense_next_portable(text, at);
}
