#include "git/pack_order.h"

#include "base/mem.h"

#include <stdlib.h>

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

/* One pass of a radix sort that keeps the order of equal digits. */
static void sort_digit(const sl_pack_place *from, sl_pack_place *to, size_t count,
                       unsigned shift)
{
    size_t start[DIGITS + 1] = {0};

    for (size_t i = 0; i < count; i++)
        start[(from[i].offset >> shift & (DIGITS - 1)) + 1]++;
    for (size_t i = 0; i < DIGITS; i++)
        start[i + 1] += start[i];
    for (size_t i = 0; i < count; i++)
        to[start[from[i].offset >> shift & (DIGITS - 1)]++] = from[i];
}

sl_pack_place *sl_pack_order(const sl_pack_index *index)
{
    sl_pack_place *places = sl_calloc(index->count, sizeof *places);
    sl_pack_place *spare = sl_calloc(index->count, sizeof *spare);
    uint64_t all = 0;

    for (uint32_t i = 0; i < index->count; i++) {
        places[i] = (sl_pack_place){sl_pack_index_offset(index, i), i};
        all |= places[i].offset;
    }
    for (unsigned shift = 0; shift < 64 && all >> shift != 0; shift += DIGIT_BITS) {
        sl_pack_place *sorted = spare;

        sort_digit(places, spare, index->count, shift);
        spare = places;
        places = sorted;
    }
    free(spare);
    return places;
}
