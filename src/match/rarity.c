#include "match/rarity.h"

#include <string.h>

enum {
    SELDOM = 8, /* in a million, of three bytes that are not listed */
    COMMON =
        10,  /* 2^10 in a million and up: what a filter must not share a word with */
    ANY = 4, /* how much worse it is to know nothing of a fourth byte */
    FARTHEST = 24, /* offset at most: hits are found near their first byte */
    TOLD_APART = 7 /* bytes for which the gate knows both windows and two bytes more */
};

/* Three bytes in a row, folded like windows, and the power of two of their number in
 * a million bytes of source text. */
static const struct {
    uint8_t power;
    const char *bytes;
} frequent[] = {
#define FREQUENT(power, bytes) {power, bytes},
#include "match/trigrams.def"
#undef FREQUENT
};

static uint32_t place_of(uint32_t window)
{
    return sl_window_hash(window) >> (32 - SL_RARITY_BITS);
}

static uint32_t three_at(const char *bytes)
{
    char four[SL_WINDOW] = {bytes[0], bytes[1], bytes[2]};

    return sl_window_of(sl_four_at(four));
}

void sl_rarity_init(sl_rarity *rarity)
{
    memset(rarity, 0, sizeof *rarity);
    for (size_t i = 0; i < sizeof frequent / sizeof *frequent; i++)
        for (const char *p = frequent[i].bytes; *p; p += 3) {
            uint8_t *power = &rarity->powers[place_of(three_at(p))];

            if (frequent[i].power > *power)
                *power = frequent[i].power;
        }
}

size_t sl_common_windows(uint32_t *out, size_t most)
{
    size_t len = 0;

    for (size_t i = 0; i < sizeof frequent / sizeof *frequent; i++) {
        if (frequent[i].power < COMMON)
            break;
        for (const char *p = frequent[i].bytes; *p && len < most; p += 3)
            out[len++] = three_at(p);
    }
    return len;
}

/* How often the three bytes at the offset stand in a million bytes. */
static uint64_t rate(const sl_rarity *rarity, sl_str literal, int64_t offset)
{
    uint8_t power;

    if (offset < 0 || offset + 3 > (int64_t)literal.len)
        return UINT64_MAX;
    power = rarity->powers[place_of(three_at(literal.ptr + offset))];
    return power ? (uint64_t)1 << power : SELDOM;
}

static uint64_t less(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* Comparisons for each time it stands there: one more than others have. */
static uint64_t load(const sl_rarity *rarity, sl_str literal, int64_t offset)
{
    return offset < 0 || offset + 3 > (int64_t)literal.len
               ? 1
               : 2 + rarity->loads[place_of(three_at(literal.ptr + offset))];
}

static void count(sl_rarity *rarity, sl_str literal, int64_t offset)
{
    uint8_t *place;

    if (offset < 0 || offset + 3 > (int64_t)literal.len)
        return;
    place = &rarity->loads[place_of(three_at(literal.ptr + offset))];
    if (*place < UINT8_MAX)
        ++*place;
}

/* What a window at the offset costs: how often the tables pass it on, and what is
 * compared then. The bytes behind the window are asked for before. */
static uint64_t weigh(const sl_rarity *rarity, sl_str literal, int64_t offset)
{
    uint64_t first = rate(rarity, literal, offset);
    uint64_t next = rate(rarity, literal, offset + 1);

    if (next == UINT64_MAX)
        return ANY * first * load(rarity, literal, offset);
    next = less(first, next);
    return next + less(next, rate(rarity, literal, offset + 2)) *
                      load(rarity, literal, offset);
}

int32_t sl_rarest_pair(sl_rarity *rarity, sl_str literal)
{
    size_t room = literal.len >= TOLD_APART ? TOLD_APART : SL_WINDOW;
    int32_t best = -1; /* of three bytes there is no choice */
    uint64_t next = weigh(rarity, literal, 0);
    uint64_t least = UINT64_MAX;

    for (int32_t at = 0; at < FARTHEST && (size_t)at + room <= literal.len; at++) {
        uint64_t here = next;

        next = weigh(rarity, literal, at + 1);
        if (here + next < least) {
            least = here + next;
            best = at;
        }
    }
    count(rarity, literal, best);
    count(rarity, literal, best + 1);
    return best;
}
