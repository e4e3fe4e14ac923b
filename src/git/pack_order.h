/* pack_order.h - the objects of a pack by offset. */
#ifndef SECLINT_GIT_PACK_ORDER_H
#define SECLINT_GIT_PACK_ORDER_H

#include "git/pack_index.h"

typedef struct sl_pack_place {
    uint64_t offset;
    uint32_t position; /* in the index */
} sl_pack_place;

/* All count places, by offset, equal offsets by position. Free with free(). */
sl_pack_place *sl_pack_order(const sl_pack_index *index);

#endif
