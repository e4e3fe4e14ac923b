/* heap.h - numbers of which the first in some order is at hand: a binary heap. */
#ifndef SECLINT_BASE_HEAP_H
#define SECLINT_BASE_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Does a come before b? Never both ways round; the same each time while both are held. */
typedef bool sl_heap_before(const void *ctx, uint32_t a, uint32_t b);

/* Empty with at, len and cap zero. */
typedef struct sl_heap {
    uint32_t *at;
    size_t len;
    size_t cap;
    sl_heap_before *before;
    const void *ctx;
} sl_heap;

void sl_heap_put(sl_heap *heap, uint32_t number);
/* Takes out the first of the numbers; there must be one (len). Of those that come before
 * neither, any. */
uint32_t sl_heap_take(sl_heap *heap);
void sl_heap_free(sl_heap *heap);

#endif
