#include "match/filter.h"

#include "match/rarity.h"

#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#    define WITH_AVX2 1
#    include <immintrin.h>
#else
#    define WITH_AVX2 0
#endif

enum {
    TRIES = 8,         /* factors that are tried for the first table */
    MOST_COMMON = 256, /* frequent threes that are looked at for each */
    BLANKS = 16        /* the first so many are blanks and line ends, so much worse */
};

/* A factor times 256 gives products that do not depend on the fourth byte. */
#define FIRST_FACTOR (0x9e3779b1u << 8)
#define NEXT_FACTOR  0x85ebca6bu

static uint32_t word_of(uint32_t factor, uint32_t window)
{
    return window * factor >> (32 - SL_FILTER_FIRST_BITS);
}

/* The bit of the fourth byte, counted from the top: a shift to the left brings it
 * to the sign, where AVX2 collects it. */
static uint32_t in_first(const sl_filter *filter, uint32_t window)
{
    return filter->first[word_of(filter->factor, window)] << (window >> 24 & 31) >> 31;
}

static uint32_t in_second(const sl_filter *filter, uint32_t window)
{
    uint32_t word =
        filter->second[sl_window_hash(window) >> (32 - SL_FILTER_SECOND_BITS)];

    return word << (window >> 24 & 31) >> 31;
}

/* Appends to the list, from position i. */
static size_t run_from(const sl_filter *filter, const char *text, size_t i,
                       size_t count, uint16_t *list, size_t len)
{
    for (; i < count; i += SL_FILTER_STRIDE) {
        list[len] = (uint16_t)i;
        len += in_first(filter, sl_window_of(sl_four_at(text + i)));
    }
    return len;
}

static size_t run_portable(const sl_filter *filter, const char *text, size_t count,
                           uint16_t *list)
{
    return run_from(filter, text, 0, count, list, 0);
}

#if WITH_AVX2
/* Eight windows, four bytes apart: a mask of those whose bit is set. */
__attribute__((target("avx2"))) static inline unsigned
in_first8(const sl_filter *filter, const char *text)
{
    __m256i w = _mm256_or_si256(_mm256_loadu_si256((const __m256i *)(const void *)text),
                                _mm256_set1_epi8(0x20));
    __m256i hash = _mm256_mullo_epi32(w, _mm256_set1_epi32((int)filter->factor));
    __m256i at = _mm256_srli_epi32(hash, 32 - SL_FILTER_FIRST_BITS);
    __m256i words =
        _mm256_i32gather_epi32((const int *)(const void *)filter->first, at, 4);
    __m256i bit = _mm256_and_si256(_mm256_srli_epi32(w, 24), _mm256_set1_epi32(31));

    return (unsigned)_mm256_movemask_ps(
        _mm256_castsi256_ps(_mm256_sllv_epi32(words, bit)));
}

/* Writes eight positions, of which the mask makes the first few count. */
__attribute__((target("avx2,popcnt"))) static inline size_t
append8(const sl_filter *filter, unsigned mask, size_t from, uint16_t *list)
{
    __m128i lanes = _mm_cvtsi64_si128((long long)filter->lanes[mask]);
    __m128i positions =
        _mm_add_epi16(_mm_cvtepu8_epi16(lanes), _mm_set1_epi16((short)from));

    _mm_storeu_si128((__m128i *)(void *)list, positions);
    return (size_t)__builtin_popcount(mask);
}

__attribute__((target("avx2,popcnt"))) static size_t
run_avx2(const sl_filter *filter, const char *text, size_t count, uint16_t *list)
{
    size_t len = 0, i = 0;

    for (; i + 32 <= count; i += 32) {
        unsigned whole = in_first8(filter, text + i);
        unsigned half = in_first8(filter, text + i + 2);

        len += append8(filter, whole, i, list + len);
        len += append8(filter, half, i + 2, list + len);
    }
    return run_from(filter, text, i, count, list, len);
}
#endif

/* Thins the list in place by the second table. */
static size_t thin(const sl_filter *filter, const char *text, uint16_t *list,
                   size_t len)
{
    size_t kept = 0;

    for (size_t i = 0; i < len; i++) {
        uint16_t at = list[i];

        list[kept] = at;
        kept += in_second(filter, sl_window_of(sl_four_at(text + at)));
    }
    return kept;
}

size_t sl_filter_run(const sl_filter *filter, const char *text, size_t count,
                     uint16_t *list)
{
    return thin(filter, text, list, filter->run(filter, text, count, list));
}

static uint32_t bits_of(const sl_window *window)
{
    return window->open ? ~0u : 0x80000000u >> (window->bytes >> 24 & 31);
}

static void fill_first(sl_filter *filter, const sl_window *windows, size_t len)
{
    memset(filter->first, 0, sizeof filter->first);
    for (size_t i = 0; i < len; i++)
        filter->first[word_of(filter->factor, windows[i].bytes)] |=
            bits_of(&windows[i]);
}

/* How much of common text the first table lets through, roughly. The list begins with
 * the most frequent. */
static unsigned count_common(const sl_filter *filter)
{
    uint32_t common[MOST_COMMON];
    size_t len = sl_common_windows(common, MOST_COMMON);
    unsigned count = 0;

    for (size_t i = 0; i < len; i++) {
        uint32_t word = filter->first[word_of(filter->factor, common[i])];

        for (; word != 0; word &= word - 1)
            count += i < BLANKS ? BLANKS : 1;
    }
    return count;
}

/* Takes the factor under which blanks, line ends and frequent words share the
 * fewest words of the table with what is looked for. */
static void choose_first(sl_filter *filter, const sl_window *windows, size_t len)
{
    uint32_t factor = FIRST_FACTOR, best = factor;
    unsigned least = ~0u;

    for (int i = 0; i < TRIES && least > 0; i++, factor *= NEXT_FACTOR) {
        unsigned count;

        filter->factor = factor;
        fill_first(filter, windows, len);
        count = count_common(filter);
        if (count < least) {
            least = count;
            best = factor;
        }
    }
    filter->factor = best;
    fill_first(filter, windows, len);
}

static void choose_run(sl_filter *filter, bool portable)
{
    filter->run = run_portable;
#if WITH_AVX2
    if (portable || !__builtin_cpu_supports("avx2") ||
        !__builtin_cpu_supports("popcnt"))
        return;
    filter->run = run_avx2;
    for (unsigned mask = 0; mask < 256; mask++)
        for (unsigned lane = 0, n = 0; lane < 8; lane++)
            if (mask >> lane & 1)
                filter->lanes[mask] |= (uint64_t)(4 * lane) << 8 * n++;
#else
    (void)portable;
#endif
}

void sl_filter_build(sl_filter *filter, const sl_window *windows, size_t len,
                     bool portable)
{
    memset(filter, 0, sizeof *filter);
    choose_run(filter, portable);
    choose_first(filter, windows, len);
    for (size_t i = 0; i < len; i++)
        filter->second[sl_window_hash(windows[i].bytes) >>
                       (32 - SL_FILTER_SECOND_BITS)] |= bits_of(&windows[i]);
}
