#include "sets.h"

#include <stdlib.h>

static int ascending(const void *a, const void *b)
{
    uint16_t x = *(const uint16_t *)a, y = *(const uint16_t *)b;

    return x < y ? -1 : x > y;
}

static void tidy(iam_numbers *list)
{
    size_t kept = 0;

    if (list->len > 0)
        qsort(list->at, list->len, sizeof *list->at, ascending);
    for (size_t i = 0; i < list->len; i++)
        if (kept == 0 || list->at[i] != list->at[kept - 1])
            list->at[kept++] = list->at[i];
    list->len = kept;
}

size_t sets_add(iam_sets *sets, iam_numbers *list)
{
    size_t start = sets->all.len, size;
    uint16_t *copy;
    void **place;

    tidy(list);
    size = (list->len + 1) * sizeof *copy;
    copy = sl_arena_alloc(&sets->arena, size);
    copy[0] = (uint16_t)list->len;
    for (size_t i = 0; i < list->len; i++)
        copy[i + 1] = list->at[i];
    place = sl_map_put(&sets->places, sl_str_make((const char *)copy, size));
    if (*place)
        return (size_t)((uintptr_t)*place - 1);
    *place = (void *)(uintptr_t)(start + 1);
    for (size_t i = 0; i <= list->len; i++)
        *sl_vec_push(&sets->all) = copy[i];
    return start;
}

void sets_free(iam_sets *sets)
{
    sl_vec_free(&sets->all);
    sl_map_free(&sets->places);
    sl_arena_free(&sets->arena);
}
