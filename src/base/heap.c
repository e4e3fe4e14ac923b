#include "base/heap.h"

#include "base/vec.h"

void sl_heap_put(sl_heap *heap, uint32_t number)
{
    size_t i = heap->len;

    *sl_vec_push(heap) = number;
    while (i > 0 && heap->before(heap->ctx, number, heap->at[(i - 1) / 2])) {
        heap->at[i] = heap->at[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    heap->at[i] = number;
}

uint32_t sl_heap_take(sl_heap *heap)
{
    uint32_t *at = heap->at;
    uint32_t top = at[0];
    uint32_t last = at[--heap->len];
    size_t i = 0;

    for (size_t child = 1; child < heap->len; child = 2 * i + 1) {
        if (child + 1 < heap->len && heap->before(heap->ctx, at[child + 1], at[child]))
            child++;
        if (!heap->before(heap->ctx, at[child], last))
            break;
        at[i] = at[child];
        i = child;
    }
    at[i] = last;
    return top;
}

void sl_heap_free(sl_heap *heap)
{
    sl_vec_free(heap);
}
