/* rarity.h - by which four bytes of a literal to look for it: the rarest in text.
 *
 * How often windows (filter.h) stand in source text, from the frequencies of four bytes
 * in a row and, of what is not among those, of three (fours.def and trigrams.def,
 * counted by tools/rarity/count.py). Only speed depends on it. */
#ifndef SECLINT_MATCH_RARITY_H
#define SECLINT_MATCH_RARITY_H

#include "match/filter.h"

enum { SL_RARITY_BITS = 15, SL_RARITY_FOUR_BITS = 17 };

/* For one build; 192 KiB. */
typedef struct sl_rarity {
    uint8_t powers[1 << SL_RARITY_BITS];     /* by hash of three bytes; 0: not listed */
    uint8_t fours[1 << SL_RARITY_FOUR_BITS]; /* the same of four */
    uint8_t loads[1 << SL_RARITY_BITS]; /* how many literals were given them already */
} sl_rarity;

void sl_rarity_init(sl_rarity *rarity);

/* The offset in the literal, of at least SL_WINDOW bytes, at which the window and the
 * one that begins a byte later are rarest together. The second may end a byte behind
 * the literal. A window that many literals have costs more, so these are counted; and of
 * a long literal it is none of the first, as who looks for what touches a place looks no
 * farther than from one end of a literal to this. */
uint32_t sl_rarest_pair(sl_rarity *rarity, sl_str literal);

/* Bytes in a row, as a window; of three, the fourth byte is missing. */
typedef struct sl_frequent {
    uint32_t bytes;
    uint8_t power; /* they stand about 2^power times in a million bytes of text */
} sl_frequent;

/* All threes or fours that are known to be frequent, the most frequent first: at most so
 * many, into out. Returns how many. */
size_t sl_frequent_threes(sl_frequent *out, size_t most);
size_t sl_frequent_fours(sl_frequent *out, size_t most);

#endif
