#include "git/tree_delta.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* What a well-formed tree leaves. */
typedef struct legacy {
    size_t size; /* of the tree */
    size_t len;
    uint32_t tag;
    sl_tree_item items[];
} legacy;

typedef struct reading {
    sl_str bytes;
    const sl_copies *copies;
    const legacy *base;
    size_t copy; /* the first one that ends behind at */
    size_t at;   /* where the next entry begins */
    bool similar;
    sl_tree_list *list;
} reading;

/* The number of the base's first item that begins at that offset or behind. */
static size_t item_from(const legacy *base, size_t at)
{
    const sl_tree_item *from = base->items;
    size_t left = base->len;

    while (left > 1) { /* no branch: it could not be foreseen */
        size_t half = left / 2;

        from += half * (from[half - 1].at < at);
        left -= half;
    }
    return (size_t)(from - base->items) + (left > 0 && from->at < at);
}

/* Where the base's item begins; of the one behind the last, where the base ends. */
static size_t begin_of(const legacy *base, size_t item)
{
    return item < base->len ? base->items[item].at : base->size;
}

static void add_run(sl_tree_list *list, uint32_t from, size_t len)
{
    sl_tree_run *last = list->runs.len > 0 ? sl_vec_last(&list->runs) : NULL;

    if (last && from == SL_TREE_NEW && last->from == SL_TREE_NEW)
        last->len += (uint32_t)len;
    else
        *sl_vec_push(&list->runs) = (sl_tree_run){from, (uint32_t)len};
}

/* The base's items [from, to), which begin at r->at. Where an entry only names another
 * object, those behind it stay where they are. */
static void take_items(reading *r, size_t from, size_t to)
{
    sl_tree_items *items = &r->list->items;
    size_t len = to - from;
    const sl_tree_item *taken = &r->base->items[from];
    uint32_t shift = (uint32_t)r->at - taken->at;
    sl_tree_item *out;

    sl_vec_reserve(items, len);
    out = items->at + items->len;
    memcpy(out, taken, len * sizeof *out);
    for (size_t i = 0; shift != 0 && i < len; i++)
        out[i].at += shift;
    items->len += len;
    add_run(r->list, r->similar ? SL_TREE_NEW : (uint32_t)from, len);
    r->at += begin_of(r->base, to) - taken->at;
}

/* Takes over the entries from r->at on that stand in one copy as a whole. */
static void take_over(reading *r)
{
    const sl_copy *copy;
    size_t from, to, at, end;

    while (r->copy < r->copies->len &&
           r->copies->at[r->copy].at + r->copies->at[r->copy].len <= r->at)
        r->copy++;
    if (r->copy == r->copies->len || r->copies->at[r->copy].at > r->at)
        return;
    copy = &r->copies->at[r->copy];
    at = r->at - copy->at + copy->from;
    end = copy->from + copy->len;
    if (end > r->base->size)
        return;
    from = item_from(r->base, at);
    to = end == r->base->size ? r->base->len : item_from(r->base, end + 1) - 1;
    if (begin_of(r->base, from) == at && from < to)
        take_items(r, from, to);
}

static void leave(const sl_object *object, const sl_tree_list *list)
{
    size_t bytes = list->items.len * sizeof *list->items.at;
    legacy *left = sl_malloc(sizeof *left + bytes);

    left->size = object->bytes.len;
    left->len = list->items.len;
    left->tag = list->tag;
    if (bytes > 0)
        memcpy(left->items, list->items.at, bytes);
    *object->legacy = left;
}

bool sl_tree_read(const sl_object *object, sl_tree_visit *visit, void *ctx,
                  sl_tree_list *list)
{
    reading r = {.bytes = object->bytes,
                 .copies = object->copies,
                 .base = object->base_legacy,
                 .similar = object->similar,
                 .list = list};
    sl_tree_entry entry;

    list->items.len = list->runs.len = 0;
    list->base = r.base && !r.similar ? r.base->tag : SL_TREE_NEW;
    while (r.at < r.bytes.len) {
        sl_str rest;

        if (r.base)
            take_over(&r);
        rest = sl_str_skip(r.bytes, r.at);
        if (rest.len == 0)
            break;
        if (!sl_tree_next(&rest, object->oid.len, &entry))
            return false;
        *sl_vec_push(&list->items) = (sl_tree_item){(uint32_t)r.at, visit(ctx, &entry)};
        add_run(list, SL_TREE_NEW, 1);
        r.at = r.bytes.len - rest.len;
    }
    if (object->legacy)
        leave(object, list);
    return true;
}

void sl_tree_list_free(sl_tree_list *list)
{
    sl_vec_free(&list->items);
    sl_vec_free(&list->runs);
}

void sl_tree_discard(void *ctx, unsigned worker, void *left)
{
    (void)ctx;
    (void)worker;
    free(left);
}
