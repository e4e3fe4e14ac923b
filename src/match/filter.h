/* filter.h - the positions of a text where one of many four-byte windows may stand.
 *
 * A window is four bytes as a little-endian number with bit 5 of each byte set, so
 * that letters lose their case. The first three bytes choose a byte of a table of
 * 32 KiB, the lowest three bits of the fourth a bit in it: many windows know nothing
 * of their fourth byte, and such a one sets eight bits of the 262144, not more. A
 * position is passed on if its bit is set. Too much may be passed on, never too
 * little.
 *
 * The table is not asked with a branch: on source text, where one position in ten
 * passes, mispredicted branches would cost more than all the rest. Positions are
 * appended always and counted only if they passed. */
#ifndef SECLINT_MATCH_FILTER_H
#define SECLINT_MATCH_FILTER_H

#include "base/str.h"

enum {
    SL_WINDOW = 4,
    SL_FILTER_STRIDE = 2,   /* every second position is asked for */
    SL_FILTER_STEP = 32,    /* bytes, of which a run takes whole ones */
    SL_FILTER_BATCH = 4096, /* bytes, at most, of one run */
    SL_FILTER_LIST =
        SL_FILTER_BATCH / SL_FILTER_STRIDE + 8, /* 8: written, not counted */
    SL_FILTER_BITS = 15,
    SL_FILTER_BYTES = (1 << SL_FILTER_BITS) + 3 /* four are read at once */
};

/* A window to look for. */
typedef struct sl_window {
    uint32_t bytes;
    bool open; /* the fourth byte may be any */
} sl_window;

/* Lists the even positions below count whose window may be one of those looked for,
 * ascending but for neighbours SL_FILTER_STEP bytes apart. count is a multiple of
 * SL_FILTER_STEP and at most SL_FILTER_BATCH, list has room for SL_FILTER_LIST; text is
 * read up to text[count + 2]. Returns the length of the list. */
typedef size_t sl_filter_run(const uint8_t *table, uint32_t factor, const char *text,
                             size_t count, uint16_t *list);

/* Four bytes as a little-endian number. */
static inline uint32_t sl_four_at(const char *text)
{
    const uint8_t *b = (const uint8_t *)text;

    return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

static inline uint32_t sl_window_of(uint32_t four)
{
    return four | 0x20202020u;
}

/* Which byte of the table a window chooses, by its first three bytes, */
static inline uint32_t sl_filter_place(uint32_t factor, uint32_t window)
{
    return window * factor >> (32 - SL_FILTER_BITS);
}

/* and which bit of it, by its fourth: the number of a bit in the table. */
static inline uint32_t sl_filter_bit(uint32_t factor, uint32_t window)
{
    return sl_filter_place(factor, window) << 3 | (window >> 24 & 7);
}

/* The factor of a hash, the best of so many, under which blanks, line ends and frequent
 * words share the fewest bits of the table with these windows. table is scratch. */
uint32_t sl_filter_factor(uint8_t *table, const sl_window *windows, size_t len,
                          unsigned tries);
/* Fills the table, of SL_FILTER_BYTES. */
void sl_filter_fill(uint8_t *table, uint32_t factor, const sl_window *windows,
                    size_t len);

/* The fastest run that this processor has; portable: the one that all have. They list
 * the same. */
sl_filter_run *sl_filter_choose(bool portable);

#endif
