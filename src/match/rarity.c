#include "match/rarity.h"

#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

enum {
    SELDOM = 8,    /* in a million, of bytes that are not listed */
    OPEN = 8,      /* what an open window makes the filter pass on beside */
    LISTED = 8,    /* what it costs that a position is listed, */
    COMPARED = 3,  /* is compared with what literals have in common, */
    FOUND = 2,     /* and is one where a literal may well stand */
    SHARED = 32,   /* literals of one window that make it cost twice as much */
    FARTHEST = 14, /* offset at most: hits are found near their first byte */
    TAIL = 15      /* bytes from there on, if it can be */
};

/* Three or four bytes in a row, folded like windows, and the power of two of their number
 * in a million bytes of source text. In place: thousands of pointers would be set before
 * every run. */
typedef struct row {
    uint8_t power;
    char bytes[79];
} row;

#define FREQUENT(power, bytes) {power, bytes},
static const row threes[] = {
#include "match/trigrams.def"
};
static const row fours[] = {
#include "match/fours.def"
};
#undef FREQUENT

/* By the first three bytes of a window. */
static uint32_t place_of(uint32_t window)
{
    return window * (0x85ebca77u << 8) >> (32 - SL_RARITY_BITS);
}

static uint32_t place_of_four(uint32_t window)
{
    return window * 0x85ebca77u >> (32 - SL_RARITY_FOUR_BITS);
}

static uint32_t three_at(const char *bytes)
{
    char four[SL_WINDOW] = {bytes[0], bytes[1], bytes[2]};

    return sl_window_of(sl_four_at(four));
}

static uint32_t four_at(const char *bytes)
{
    return sl_window_of(sl_four_at(bytes));
}

static void raise(uint8_t *power, uint8_t to)
{
    if (to > *power)
        *power = to;
}

void sl_rarity_init(sl_rarity *rarity)
{
    memset(rarity, 0, sizeof *rarity);
    for (size_t i = 0; i < COUNT(threes); i++)
        for (const char *p = threes[i].bytes; *p; p += 3)
            raise(&rarity->powers[place_of(three_at(p))], threes[i].power);
    for (size_t i = 0; i < COUNT(fours); i++)
        for (const char *p = fours[i].bytes; *p; p += 4)
            raise(&rarity->fours[place_of_four(four_at(p))], fours[i].power);
}

size_t sl_frequent_threes(sl_frequent *out, size_t most)
{
    size_t len = 0;

    for (size_t i = 0; i < COUNT(threes); i++)
        for (const char *p = threes[i].bytes; *p && len < most; p += 3)
            out[len++] = (sl_frequent){three_at(p) & 0xffffff, threes[i].power};
    return len;
}

size_t sl_frequent_fours(sl_frequent *out, size_t most)
{
    size_t len = 0;

    for (size_t i = 0; i < COUNT(fours); i++)
        for (const char *p = fours[i].bytes; *p && len < most; p += 4)
            out[len++] = (sl_frequent){four_at(p), fours[i].power};
    return len;
}

/* How often the three bytes at the offset stand in a million bytes. */
static uint64_t rate(const sl_rarity *rarity, sl_str literal, size_t offset)
{
    uint8_t power = rarity->powers[place_of(three_at(literal.ptr + offset))];

    return power ? (uint64_t)1 << power : SELDOM;
}

static uint64_t less(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* How often the four bytes at the offset stand there, at most; of those that end a
 * byte behind the literal three are known. */
static uint64_t rate_of_four(const sl_rarity *rarity, sl_str literal, size_t offset)
{
    uint64_t first = rate(rarity, literal, offset);
    uint8_t power;

    if (offset + SL_WINDOW > literal.len)
        return first + OPEN;
    power = rarity->fours[place_of_four(four_at(literal.ptr + offset))];
    return power ? (uint64_t)1 << power : less(first, SELDOM);
}

void sl_rarity_hash(sl_rarity *rarity, uint32_t factor, uint32_t core_factor)
{
    rarity->factor = factor;
    rarity->core_factor = core_factor;
    memset(rarity->listed, 0, sizeof rarity->listed);
    memset(rarity->cores, 0, sizeof rarity->cores);
    for (size_t i = 0; i < COUNT(fours); i++)
        for (const char *p = fours[i].bytes; *p; p += 4) {
            uint32_t four = four_at(p);

            raise(&rarity->listed[sl_filter_bit(factor, four)], fours[i].power);
            raise(&rarity->cores[sl_core_hash(core_factor, four)], fours[i].power);
        }
}

void sl_rarity_take_window(sl_rarity *rarity, const sl_window *window)
{
    uint32_t bit = sl_filter_bit(rarity->factor, window->bytes);

    if (window->open)
        memset(&rarity->listed[bit & ~7u], 0, 8);
    else
        rarity->listed[bit] = 0;
}

void sl_rarity_take_core(sl_rarity *rarity, uint32_t core)
{
    rarity->cores[sl_core_hash(rarity->core_factor, core)] = 0;
}

static uint64_t number_of(uint8_t power)
{
    return power ? (uint64_t)1 << power : 0;
}

/* What the window there adds to what the filter lists. */
static uint64_t added(const sl_rarity *rarity, sl_str literal, size_t offset)
{
    bool open = offset + SL_WINDOW > literal.len;
    uint32_t window =
        open ? three_at(literal.ptr + offset) : four_at(literal.ptr + offset);
    uint32_t bit = sl_filter_bit(rarity->factor, window);
    uint64_t sum = 0;

    if (!open)
        return number_of(rarity->listed[bit]);
    for (uint32_t i = bit & ~7u; i <= (bit | 7u); i++)
        sum += number_of(rarity->listed[i]);
    return sum;
}

/* And the core, to what is compared. */
static uint64_t added_cores(const sl_rarity *rarity, sl_str literal, size_t offset)
{
    uint32_t core = four_at(literal.ptr + offset);

    return number_of(rarity->cores[sl_core_hash(rarity->core_factor, core)]);
}

static uint32_t load_place(sl_str literal, size_t offset)
{
    return four_at(literal.ptr + offset) * 0x9e3779b1u >> (32 - SL_RARITY_BITS);
}

uint32_t sl_rarest_pair(sl_rarity *rarity, sl_str literal)
{
    uint64_t least = UINT64_MAX;
    size_t tail = literal.len > TAIL ? literal.len - TAIL : 0;
    uint32_t best = (uint32_t)less(tail, FARTHEST - 1);
    uint64_t next = rate_of_four(rarity, literal, best);
    uint8_t *load;

    for (uint32_t at = best; at < FARTHEST && at + SL_WINDOW <= literal.len; at++) {
        uint64_t here = next;
        uint64_t cost;

        next = rate_of_four(rarity, literal, at + 1);
        cost = LISTED * (added(rarity, literal, at) + added(rarity, literal, at + 1)) +
               COMPARED * added_cores(rarity, literal, at) + FOUND * here + next +
               here * rarity->loads[load_place(literal, at)] / SHARED;
        if (cost < least) {
            least = cost;
            best = at;
        }
    }
    load = &rarity->loads[load_place(literal, best)];
    if (*load < UINT8_MAX)
        ++*load;
    return best;
}
