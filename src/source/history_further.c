#include "source/history_further.h"

#include "base/limits.h"
#include "base/mem.h"

#include <stdlib.h>

/* What the blob at hand is read in already. */
typedef struct ways {
    uint64_t at[SL_MAX_READINGS];
    size_t len;
} ways;

/* Names that matter first, in the order of their bytes: the first of a blob is the one
 * under which it is read. */
typedef struct sortable {
    sl_further pair;
    sl_str name;
} sortable;

static int by_blob(const void *a, const void *b)
{
    const sortable *x = a, *y = b;
    bool x_none = x->pair.name == SL_OIDMAP_NONE,
         y_none = y->pair.name == SL_OIDMAP_NONE;
    int order = sl_oid_cmp(&x->pair.oid, &y->pair.oid);

    if (order == 0)
        order = x_none - y_none;
    return order ? order : sl_str_cmp(x->name, y->name);
}

static bool is_new(ways *w, uint64_t way)
{
    for (size_t i = 0; i < w->len; i++)
        if (w->at[i] == way)
            return false;
    if (w->len < SL_MAX_READINGS)
        w->at[w->len++] = way;
    return true;
}

static uint64_t way_of(const sl_history *h, const sortable *item)
{
    return item->pair.name == SL_OIDMAP_NONE ? 0
                                             : h->feed->way(h->feed->ctx, item->name);
}

/* items: all of one blob. */
static void choose(sl_history *h, const sortable *items, size_t len)
{
    const sl_oid *oid = &items->pair.oid;
    ways w = {.at = {way_of(h, items)}, .len = 1};
    bool full = false;

    for (size_t i = 1; i < len; i++) {
        size_t before = w.len;

        if (items[i].pair.name == items[i - 1].pair.name ||
            !is_new(&w, way_of(h, &items[i])))
            continue;
        full |= w.len == before;
        if (w.len > before)
            *sl_vec_push(&h->further) = items[i].pair;
    }
    if (w.len > 1)
        sl_oidmap_set(&h->named, oid, items->pair.name | SL_NAME_FURTHER);
    if (full)
        sl_vec_last(&h->further)->last = true;
}

void sl_history_further(sl_history *h, sl_further_vec *pairs)
{
    sortable *items;
    size_t end;

    if (pairs->len == 0 || !h->feed->way)
        return;
    items = sl_calloc(pairs->len, sizeof *items);
    for (size_t i = 0; i < pairs->len; i++) {
        items[i].pair = pairs->at[i];
        if (pairs->at[i].name != SL_OIDMAP_NONE)
            items[i].name = h->names.at[pairs->at[i].name];
    }
    qsort(items, pairs->len, sizeof *items, by_blob);
    for (size_t start = 0; start < pairs->len; start = end) {
        end = start + 1;
        while (end < pairs->len &&
               sl_oid_eq(&items[start].pair.oid, &items[end].pair.oid))
            end++;
        choose(h, items + start, end - start);
    }
    free(items);
}
