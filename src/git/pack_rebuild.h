/* pack_rebuild.h - the bytes of an object in the forest that were given up. */
#ifndef SECLINT_GIT_PACK_REBUILD_H
#define SECLINT_GIT_PACK_REBUILD_H

#include "git/pack_forest.h"
#include "git/stock.h"

/* Makes the bytes of a node once more, from its root on, with two objects and a delta of
 * the stock at a time. SL_PACK_BUDGET if the stock has not so much. */
sl_pack_fault sl_pack_rebuild(const sl_pack_forest *forest, uint32_t node,
                              sl_inflate *inflate, sl_stock *stock, sl_block *out);

#endif
