/* stock.h - the buffers of one worker: reused, and bounded together. */
#ifndef SECLINT_GIT_STOCK_H
#define SECLINT_GIT_STOCK_H

#include "base/str.h"

enum { SL_STOCK_SPARES = 8, SL_STOCK_SPARE_SIZE = 32 << 20 };

/* A buffer that somebody took; ptr is NULL for none. */
typedef struct sl_block {
    uint8_t *ptr;
    size_t len;
    size_t cap;
} sl_block;

/* {.budget = n} is ready for use. live counts what is taken and not yet given
 * back, never more than budget. */
typedef struct sl_stock {
    sl_block spares[SL_STOCK_SPARES];
    unsigned spares_len;
    size_t live;
    size_t budget;
} sl_stock;

/* A block with len size (contents undefined). False, and nothing is allocated,
 * if that would exceed the budget. */
bool sl_stock_take(sl_stock *stock, uint64_t size, sl_block *out);
/* Takes the block back and empties *block; an empty one is no error. */
void sl_stock_give(sl_stock *stock, sl_block *block);
/* Frees the spares. What is taken stays with its owner. */
void sl_stock_free(sl_stock *stock);

#endif
