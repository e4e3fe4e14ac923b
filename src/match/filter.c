#include "match/filter.h"

#include "base/cpu.h"
#include "match/rarity.h"

#include <string.h>

#if SL_WITH_AVX2
#    include <immintrin.h>
#endif

enum { MOST_COMMON = 2048 /* frequent fours that are looked at for each factor */ };

/* A factor times 256 gives products that do not depend on the fourth byte. */
#define FIRST_FACTOR (0x9e3779b1u << 8)
#define NEXT_FACTOR  0x85ebca6bu

/* The fourth byte's bit is counted from the top: a shift to the left brings it to the
 * sign, where AVX2 collects it. */
static uint32_t passes(const uint8_t *table, uint32_t factor, uint32_t window)
{
    return (uint32_t)table[sl_filter_place(factor, window)] << (window >> 24 & 7) >> 7 &
           1;
}

static size_t run_portable(const uint8_t *table, uint32_t factor, const char *text,
                           size_t count, uint16_t *list)
{
    size_t len = 0;

    for (size_t i = 0; i < count; i += SL_FILTER_STRIDE) {
        list[len] = (uint16_t)i;
        len += passes(table, factor, sl_window_of(sl_four_at(text + i)));
    }
    return len;
}

#if SL_WITH_AVX2
/* By mask of eight windows: the offsets of those set, of four bytes each, a byte for
 * each. */
#    define COUNT2(m) (((m)&1) + ((m) >> 1 & 1))
#    define COUNT8(m) \
        (COUNT2(m) + COUNT2((m) >> 2) + COUNT2((m) >> 4) + COUNT2((m) >> 6))
#    define LANE(m, i) \
        ((uint64_t)(((m) >> (i)&1) * 4 * (i)) << 8 * COUNT8((m) & ((1u << (i)) - 1)))
#    define LANES(m)                                                                   \
        (LANE(m, 1) | LANE(m, 2) | LANE(m, 3) | LANE(m, 4) | LANE(m, 5) | LANE(m, 6) | \
         LANE(m, 7))
#    define LANES4(m)  LANES(m), LANES((m) + 1), LANES((m) + 2), LANES((m) + 3)
#    define LANES16(m) LANES4(m), LANES4((m) + 4), LANES4((m) + 8), LANES4((m) + 12)
#    define LANES64(m) \
        LANES16(m), LANES16((m) + 16), LANES16((m) + 32), LANES16((m) + 48)

static const uint64_t lanes_of[256] = {LANES64(0u), LANES64(64u), LANES64(128u),
                                       LANES64(192u)};

/* Eight windows, four bytes apart: a mask of those whose bit is set. */
__attribute__((target("avx2"))) static inline unsigned
pass8(const uint8_t *table, uint32_t factor, const char *text)
{
    __m256i w = _mm256_or_si256(_mm256_loadu_si256((const __m256i *)(const void *)text),
                                _mm256_set1_epi8(0x20));
    __m256i hash = _mm256_mullo_epi32(w, _mm256_set1_epi32((int)factor));
    __m256i at = _mm256_srli_epi32(hash, 32 - SL_FILTER_BITS);
    __m256i bytes = _mm256_i32gather_epi32((const int *)(const void *)table, at, 1);
    __m256i bit = _mm256_or_si256(
        _mm256_and_si256(_mm256_srli_epi32(w, 24), _mm256_set1_epi32(7)),
        _mm256_set1_epi32(24));

    return (unsigned)_mm256_movemask_ps(
        _mm256_castsi256_ps(_mm256_sllv_epi32(bytes, bit)));
}

/* Writes eight positions, of which the mask makes the first few count. */
__attribute__((target("avx2,popcnt"))) static inline size_t
append8(unsigned mask, size_t from, uint16_t *list)
{
    __m128i lanes = _mm_cvtsi64_si128((long long)lanes_of[mask]);
    __m128i positions =
        _mm_add_epi16(_mm_cvtepu8_epi16(lanes), _mm_set1_epi16((short)from));

    _mm_storeu_si128((__m128i *)(void *)list, positions);
    return (size_t)__builtin_popcount(mask);
}

__attribute__((target("avx2,popcnt"))) static size_t
run_avx2(const uint8_t *table, uint32_t factor, const char *text, size_t count,
         uint16_t *list)
{
    size_t len = 0;

    for (size_t i = 0; i < count; i += SL_FILTER_STEP) {
        unsigned whole = pass8(table, factor, text + i);
        unsigned half = pass8(table, factor, text + i + 2);

        len += append8(whole, i, list + len);
        len += append8(half, i + 2, list + len);
    }
    return len;
}
#endif

static uint8_t bits_of(const sl_window *window)
{
    return (uint8_t)(window->open ? UINT8_MAX : 0x80 >> (window->bytes >> 24 & 7));
}

void sl_filter_fill(uint8_t *table, uint32_t factor, const sl_window *windows,
                    size_t len)
{
    memset(table, 0, SL_FILTER_BYTES);
    for (size_t i = 0; i < len; i++)
        table[sl_filter_place(factor, windows[i].bytes)] |= bits_of(&windows[i]);
}

/* How much of common text the table lets through, in a million bytes. */
static unsigned count_common(const uint8_t *table, uint32_t factor,
                             const sl_frequent *common, size_t len)
{
    unsigned count = 0;

    for (size_t i = 0; i < len; i++)
        count += passes(table, factor, common[i].bytes) << common[i].power;
    return count;
}

uint32_t sl_filter_factor(uint8_t *table, const sl_window *windows, size_t len,
                          unsigned tries)
{
    sl_frequent common[MOST_COMMON];
    size_t common_len = sl_frequent_fours(common, MOST_COMMON);
    uint32_t factor = FIRST_FACTOR, best = factor;
    unsigned least = ~0u;

    for (unsigned i = 0; i < tries && least > 0; i++, factor *= NEXT_FACTOR) {
        unsigned count;

        sl_filter_fill(table, factor, windows, len);
        count = count_common(table, factor, common, common_len);
        if (count < least) {
            least = count;
            best = factor;
        }
    }
    return best;
}

sl_filter_run *sl_filter_choose(bool portable)
{
#if SL_WITH_AVX2
    if (!portable && sl_cpu_avx2() && sl_cpu_bits())
        return run_avx2;
#else
    (void)portable;
#endif
    return run_portable;
}
