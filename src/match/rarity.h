/* rarity.h - by which four bytes of a literal to look for it: the rarest in text.
 *
 * How often windows (filter.h) stand in source text, from the frequencies of four bytes
 * in a row and, of what is not among those, of three (fours.def and trigrams.def,
 * counted by tools/rarity/count.py). Rare bytes may share a bit of the gate's tables with
 * frequent ones, which then are listed for nothing: so it is told by what hashes the
 * tables go, and which of their bits are set. Only speed depends on all this.
 */
#ifndef SECLINT_MATCH_RARITY_H
#define SECLINT_MATCH_RARITY_H

#include "match/gate_tables.h"

enum { SL_RARITY_BITS = 15, SL_RARITY_FOUR_BITS = 17 };

/* For one build; 0.7 MiB. Numbers are powers of two, in a million bytes of text. */
typedef struct sl_rarity {
    uint8_t powers[1 << SL_RARITY_BITS];     /* by hash of three bytes; 0: not listed */
    uint8_t fours[1 << SL_RARITY_FOUR_BITS]; /* the same of four */
    uint8_t loads[1 << SL_RARITY_BITS]; /* how many literals were given them already */
    uint32_t factor, core_factor;       /* of the filter, of the bitmap of cores */
    /* By bit of the one and of the other, the most frequent four that it stands for;
     * 0: there is none, or the bit is set, and costs no more. */
    uint8_t listed[SL_FILTER_BYTES * 8];
    uint8_t cores[1 << SL_CORE_BITS];
} sl_rarity;

void sl_rarity_init(sl_rarity *rarity);
/* From now on these are the factors, and no bit is set. */
void sl_rarity_hash(sl_rarity *rarity, uint32_t factor, uint32_t core_factor);
/* A bit is set for that window, or that core. */
void sl_rarity_take_window(sl_rarity *rarity, const sl_window *window);
void sl_rarity_take_core(sl_rarity *rarity, uint32_t core);

/* The offset in the literal, of at least SL_WINDOW bytes, at which the window and the
 * one that begins a byte later cost least: are rare, and share their bits with what is
 * rare, or with what is looked for already. The second may end a byte behind
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
