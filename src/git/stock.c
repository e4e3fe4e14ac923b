#include "git/stock.h"

#include "base/mem.h"
#include "git/inflate.h"

#include <stdlib.h>

/* A spare must fit, but a small object must not hold a huge one. */
static bool fits(const sl_block *spare, size_t size)
{
    return spare->cap >= size + SL_INFLATE_ROOM && spare->cap / 8 <= size + 4096;
}

static bool take_spare(sl_stock *stock, size_t size, sl_block *out)
{
    for (unsigned i = stock->spares_len; i-- > 0;) {
        if (!fits(&stock->spares[i], size) ||
            stock->spares[i].cap > stock->budget - stock->live)
            continue;
        *out = stock->spares[i];
        stock->spares[i] = stock->spares[--stock->spares_len];
        return true;
    }
    return false;
}

bool sl_stock_take(sl_stock *stock, uint64_t size, sl_block *out)
{
    size_t room = stock->budget - stock->live;

    if (size > room)
        return false;
    if (!take_spare(stock, size, out)) {
        /* Versions of a file grow slowly: the next one shall fit as well. */
        size_t cap = size + size / 4 + SL_INFLATE_ROOM;

        *out = (sl_block){.cap = cap < room ? cap : room};
        out->ptr = sl_malloc(out->cap);
    }
    out->len = size;
    stock->live += out->cap;
    return true;
}

void sl_stock_give(sl_stock *stock, sl_block *block)
{
    sl_block *place = &stock->spares[0];

    stock->live -= block->cap;
    if (stock->spares_len < SL_STOCK_SPARES) {
        place = &stock->spares[stock->spares_len];
        *place = (sl_block){0};
    }
    for (unsigned i = 1; i < SL_STOCK_SPARES && i < stock->spares_len; i++)
        if (stock->spares_len == SL_STOCK_SPARES && stock->spares[i].cap < place->cap)
            place = &stock->spares[i];
    if (block->cap > place->cap && block->cap <= SL_STOCK_SPARE_SIZE) {
        stock->spares_len += !place->ptr;
        free(place->ptr);
        *place = *block;
    } else {
        free(block->ptr);
    }
    *block = (sl_block){0};
}

void sl_stock_free(sl_stock *stock)
{
    for (unsigned i = 0; i < stock->spares_len; i++)
        free(stock->spares[i].ptr);
    stock->spares_len = 0;
}
