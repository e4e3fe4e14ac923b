#include "git/tree_delta.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* What a well-formed tree leaves. */
typedef struct legacy {
    size_t size; /* of the tree */
    size_t len;
    sl_tree_item items[];
} legacy;

typedef struct reading {
    sl_str bytes;
    const sl_copies *copies;
    const legacy *base;
    size_t copy; /* the first one that ends behind at */
    size_t at;   /* where the next entry begins */
    sl_tree_items *items;
} reading;

/* The number of the base's item that begins at that offset, or base->len. */
static size_t item_at(const legacy *base, size_t at)
{
    size_t low = 0;
    size_t high = base->len;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (base->items[middle].at < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low < base->len && base->items[low].at == at ? low : base->len;
}

/* Where the base's item ends. */
static size_t end_of(const legacy *base, size_t item)
{
    return item + 1 < base->len ? base->items[item + 1].at : base->size;
}

/* Takes over the entries from r->at on that stand in one copy as a whole. */
static void take_over(reading *r)
{
    const sl_copy *copy;
    size_t item, end;

    while (r->copy < r->copies->len &&
           r->copies->at[r->copy].at + r->copies->at[r->copy].len <= r->at)
        r->copy++;
    if (r->copy == r->copies->len || r->copies->at[r->copy].at > r->at)
        return;
    copy = &r->copies->at[r->copy];
    end = copy->from + copy->len;
    if (end > r->base->size)
        return;
    item = item_at(r->base, r->at - copy->at + copy->from);
    sl_vec_reserve(r->items, r->base->len - item);
    for (; item < r->base->len && end_of(r->base, item) <= end; item++) {
        r->items->at[r->items->len++] =
            (sl_tree_item){(uint32_t)r->at, r->base->items[item].value};
        r->at = end_of(r->base, item) - copy->from + copy->at;
    }
}

static void leave(const sl_object *object, const sl_tree_items *items)
{
    size_t bytes = items->len * sizeof *items->at;
    legacy *left = sl_malloc(sizeof *left + bytes);

    left->size = object->bytes.len;
    left->len = items->len;
    if (bytes > 0)
        memcpy(left->items, items->at, bytes);
    *object->legacy = left;
}

bool sl_tree_read(const sl_object *object, sl_tree_visit *visit, void *ctx,
                  sl_tree_items *items)
{
    reading r = {.bytes = object->bytes,
                 .copies = object->copies,
                 .base = object->base_legacy,
                 .items = items};
    sl_tree_entry entry;

    items->len = 0;
    while (r.at < r.bytes.len) {
        sl_str rest;

        if (r.base)
            take_over(&r);
        rest = sl_str_skip(r.bytes, r.at);
        if (rest.len == 0)
            break;
        if (!sl_tree_next(&rest, object->oid.len, &entry))
            return false;
        *sl_vec_push(items) = (sl_tree_item){(uint32_t)r.at, visit(ctx, &entry)};
        r.at = r.bytes.len - rest.len;
    }
    if (object->legacy)
        leave(object, items);
    return true;
}

void sl_tree_discard(void *ctx, unsigned worker, void *left)
{
    (void)ctx;
    (void)worker;
    free(left);
}
