/* filter.h - the positions of a text where one of many four-byte windows may stand.
 *
 * A window is four bytes as a little-endian number with bit 5 of each byte set, so
 * that letters lose their case. Two tables of 32 KiB: the first three bytes choose a
 * word, the fourth a bit in it, by another hash in each table. A position is passed on
 * if both bits are set. Too much may be passed on, never too little.
 *
 * Neither table is asked with a branch: on source text, where one position in
 * fifty passes the first table, mispredicted branches would cost more than all the
 * rest. Positions are appended always and counted only if they passed. */
#ifndef SECLINT_MATCH_FILTER_H
#define SECLINT_MATCH_FILTER_H

#include "base/str.h"

enum {
    SL_WINDOW = 4,
    SL_FILTER_STRIDE = 2,   /* every second position is asked for */
    SL_FILTER_BATCH = 2048, /* bytes, at most, of one run */
    SL_FILTER_LIST =
        SL_FILTER_BATCH / SL_FILTER_STRIDE + 8, /* 8: written, not counted */
    SL_FILTER_FIRST_BITS = 13,
    SL_FILTER_SECOND_BITS = 13
};

/* A window to look for. */
typedef struct sl_window {
    uint32_t bytes;
    bool open; /* the fourth byte may be any */
} sl_window;

typedef struct sl_filter sl_filter;

/* Immutable once built, shared by all threads. */
struct sl_filter {
    size_t (*run)(const sl_filter *filter, const char *text, size_t count,
                  uint16_t *list);
    uint32_t factor; /* of the hash that chooses a word of first */
    uint32_t first[1 << SL_FILTER_FIRST_BITS];
    uint32_t second[1 << SL_FILTER_SECOND_BITS];
    uint64_t lanes[256]; /* by mask of eight windows: the offsets of those set */
};

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

/* A hash of a window's first three bytes, to be used from the top. */
static inline uint32_t sl_window_hash(uint32_t window)
{
    return window * (0x85ebca77u << 8);
}

/* portable: without what this processor has to offer; for tests. */
void sl_filter_build(sl_filter *filter, const sl_window *windows, size_t len,
                     bool portable);

/* Lists the even positions below count whose window may be one of those looked
 * for, ascending but for neighbours 32 bytes apart. count is at most
 * SL_FILTER_BATCH, list has room for SL_FILTER_LIST; text is read up to
 * text[count + 2]. Returns the length of the list. */
size_t sl_filter_run(const sl_filter *filter, const char *text, size_t count,
                     uint16_t *list);

#endif
