/* rarity.h - by which four bytes of a literal to look for it: the rarest in text.
 *
 * How often windows (filter.h) stand in source text, estimated from the bytes and
 * from a short list of common threes, both measured over the histories of redis
 * and git. Only speed depends on it. */
#ifndef SECLINT_MATCH_RARITY_H
#define SECLINT_MATCH_RARITY_H

#include "match/filter.h"

enum { SL_RARITY_BITS = 12 };

/* For one build; some kilobytes. */
typedef struct sl_rarity {
    uint16_t weights[256];
    bool common[1 << SL_RARITY_BITS]; /* by hash of the first three bytes */
} sl_rarity;

void sl_rarity_init(sl_rarity *rarity);

/* The offset in the literal, of at least three bytes, at which the window and the
 * one that begins a byte later are rarest together. The first may begin a byte
 * before the literal (-1), the second may end a byte behind it. */
int32_t sl_rarest_pair(const sl_rarity *rarity, sl_str literal);

/* The common threes, as windows whose fourth byte means nothing. */
size_t sl_common_windows(void);
uint32_t sl_common_window(size_t i, bool *blanks);

#endif
