/* end_filter.h - which ends of paths are worth a look, decided by two or three loads.
 *
 * Marks for the last 8, 4, 2 or 1 bytes of each tail of a glob, the most that it has.
 * Those of eight have another for the last four, since no more stand beside a path; and
 * there is a bit for the last two bytes of each path that may fit. Three of four paths of
 * a program end as no glob does. */
#ifndef SECLINT_RULE_END_FILTER_H
#define SECLINT_RULE_END_FILTER_H

#include "text/glob.h"

enum {
    SL_END_MARKS = 1u << 13,
    SL_END_PAIRS = 1u << 16,
    SL_END_BYTES = 8, /* of sl_path_end */
    SL_END_NAME = 1,  /* some tail is a whole name, */
    SL_END_TAIL = 2,  /* or the end of one, */
    SL_END_LONG = 4   /* or has eight bytes: ask sl_end_filter_long too */
};

/* Zeroed: no end is worth a look. */
typedef struct sl_end_filter {
    uint64_t pairs[SL_END_PAIRS / 64];
    uint8_t marks[SL_END_MARKS];
} sl_end_filter;

/* Adds a tail, which may be empty: then nothing is added. */
void sl_end_filter_add(sl_end_filter *filter, sl_str tail, bool whole);

/* The place of the mark for the last size bytes of an end. */
static inline uint32_t sl_end_mark(uint64_t end, unsigned size)
{
    return (uint32_t)(((end >> 8 * (SL_END_BYTES - size)) + size) *
                          UINT64_C(0x9e3779b97f4a7c15) >>
                      51);
}

/* SL_END_..., some of them or 0: which globs may fit a path with that sl_path_tail. */
static inline uint8_t sl_end_filter_tail(const sl_end_filter *filter, uint32_t tail)
{
    uint64_t end = (uint64_t)tail << 32;

    if (!(filter->pairs[(tail >> 16) / 64] >> (tail >> 16) % 64 & 1))
        return 0;
    return filter->marks[sl_end_mark(end, 4)] | filter->marks[sl_end_mark(end, 2)] |
           filter->marks[sl_end_mark(end, 1)];
}

/* The same of tails of eight bytes and more, for a path with that sl_path_end. */
static inline uint8_t sl_end_filter_long(const sl_end_filter *filter, uint64_t end)
{
    return filter->marks[sl_end_mark(end, SL_END_BYTES)];
}

#endif
