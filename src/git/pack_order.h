/* pack_order.h - the objects of a pack by offset.
 *
 * They are dealt out to equal stretches of the pack, and each stretch is sorted on its own:
 * threads share the work, and what is sorted fits into the cache. */
#ifndef SECLINT_GIT_PACK_ORDER_H
#define SECLINT_GIT_PACK_ORDER_H

#include "git/pack_index.h"

typedef struct sl_pack_order {
    uint64_t *places;   /* count of the index, by offset, equal offsets by position */
    uint32_t *starts;   /* by stretch: its first place; one more ends the last */
    uint32_t stretches; /* at least 1 */
    unsigned shift;     /* a stretch has 1 << shift bytes of the pack; at most 32 */
} sl_pack_order;

/* Sorts all places of the index. end: of the pack; what lies there or behind is put at
 * it. Free with sl_pack_order_free. */
void sl_pack_order_make(const sl_pack_index *index, uint64_t end, unsigned threads,
                        sl_pack_order *out);
void sl_pack_order_free(sl_pack_order *order);

/* What is at a place of that stretch: where it starts in the pack, and its position in
 * the index. */
static inline uint64_t sl_pack_order_offset(const sl_pack_order *order,
                                            uint32_t stretch, uint32_t place)
{
    return ((uint64_t)stretch << order->shift) + (order->places[place] >> 32);
}

static inline uint32_t sl_pack_order_position(const sl_pack_order *order,
                                              uint32_t place)
{
    return (uint32_t)order->places[place];
}

#endif
