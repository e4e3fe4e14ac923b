#include "base/vec.h"

#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>

void sl_vec_grow(void **at, size_t len, size_t *cap, size_t size)
{
    if (*cap > SIZE_MAX / 4 / size)
        sl_out_of_memory();
    *cap = len ? len * 2 : 8;
    *at = sl_realloc(*at, *cap * size);
}

void sl_vec_room(void **at, size_t len, size_t *cap, size_t size, size_t more)
{
    if (more <= *cap - len)
        return;
    if (more > SIZE_MAX / 4 / size - len)
        sl_out_of_memory();
    *cap = len + more > 2 * *cap ? len + more : 2 * *cap;
    *at = sl_realloc(*at, *cap * size);
}

void sl_vec_release(void **at, size_t *len, size_t *cap)
{
    free(*at);
    *at = NULL;
    *len = *cap = 0;
}
