#include "match/rarity.h"

#include <string.h>

enum {
    SELDOM = 2,      /* the weight of a byte that is not listed */
    ANY_BYTE = 1000, /* of a byte that a window leaves open */
    COMMON = 16,     /* the factor for common threes */
    BLANKS = 8,      /* of the common ones begin the list: blanks, rules, line ends */
    FARTHEST = 24    /* offset at most: hits are found near their first byte */
};

/* How often a byte stands in a thousand bytes of source text, folded like windows:
 * '*' is also LF, 0x7f also '_'. */
static const struct {
    char byte;
    uint8_t weight;
} frequent[] = {
    {' ', 199}, {'e', 77}, {'t', 55}, {'r', 46}, {'i', 44},  {'s', 43}, {'n', 41},
    {'*', 39},  {'o', 38}, {'a', 38}, {'l', 32}, {'d', 29},  {'c', 28}, {'u', 19},
    {')', 19},  {'m', 18}, {'f', 17}, {'p', 16}, {0x7f, 16}, {'h', 14}, {'g', 14},
    {'-', 12},  {'(', 11}, {',', 11}, {'b', 9},  {';', 9},   {'y', 8},  {'v', 8},
    {'=', 7},   {'.', 7},  {'"', 6},  {'k', 6},  {'w', 6},   {'/', 6},  {'{', 5},
    {'}', 5},   {'x', 4},  {'>', 4},  {'0', 3},  {'1', 3},
};

/* Three bytes in a row, folded, that are far more frequent than their bytes say. */
static const char common[] = "   *   * ----* * =  th re/* ; ** if in co toingentand"
                             "theiontertionamintcontrecomdatfunarrverredserdisatekey"
                             "istestessardortectbletabablendassapirenlogghtoutivehtt";

size_t sl_common_windows(void)
{
    return (sizeof common - 1) / 3;
}

uint32_t sl_common_window(size_t i, bool *blanks)
{
    char bytes[SL_WINDOW] = {common[3 * i], common[3 * i + 1], common[3 * i + 2]};

    *blanks = i < BLANKS;
    return sl_window_of(sl_four_at(bytes));
}

static uint32_t place_of(uint32_t window)
{
    return sl_window_hash(window) >> (32 - SL_RARITY_BITS);
}

void sl_rarity_init(sl_rarity *rarity)
{
    bool blanks;

    memset(rarity, 0, sizeof *rarity);
    for (size_t i = 0; i < 256; i++)
        rarity->weights[i] = SELDOM;
    for (size_t i = 0; i < sizeof frequent / sizeof *frequent; i++)
        rarity->weights[(uint8_t)frequent[i].byte] = frequent[i].weight;
    for (size_t i = 0; i < sl_common_windows(); i++)
        rarity->common[place_of(sl_common_window(i, &blanks))] = true;
}

static uint64_t weigh(const sl_rarity *rarity, sl_str literal, int32_t offset)
{
    char bytes[SL_WINDOW] = {0};
    uint64_t product = 1;
    uint32_t window;

    for (int32_t i = 0; i < SL_WINDOW; i++) {
        int64_t at = (int64_t)offset + i;
        bool known = at >= 0 && at < (int64_t)literal.len;

        bytes[i] = known ? literal.ptr[at] : 0;
        product *= known ? rarity->weights[(uint8_t)bytes[i] | 0x20] : ANY_BYTE;
    }
    window = sl_window_of(sl_four_at(bytes));
    if (rarity->common[place_of(window)] || rarity->common[place_of(window >> 8)])
        product *= COMMON;
    return product;
}

int32_t sl_rarest_pair(const sl_rarity *rarity, sl_str literal)
{
    int32_t best = -1;
    uint64_t next = weigh(rarity, literal, 0);
    uint64_t least = weigh(rarity, literal, -1) + next;

    for (int32_t at = 0; at < FARTHEST && (size_t)at + SL_WINDOW <= literal.len; at++) {
        uint64_t here = next;

        next = weigh(rarity, literal, at + 1);
        if (here + next < least) {
            least = here + next;
            best = at;
        }
    }
    return best;
}
