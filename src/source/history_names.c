#include "base/limits.h"
#include "base/mem.h"
#include "git/tree_delta.h"
#include "source/history_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEEN_BITS = 16, MODE_TYPE = 0170000, MODE_TREE = 0040000, MODE_LINK = 0160000 };

typedef struct found {
    sl_oid oid;
    sl_str name;
} found;

SL_VEC(found_vec, found);

/* One worker's share of the pass. */
typedef struct reader {
    const sl_history *history;
    sl_tree_items items; /* of the tree at hand */
    sl_arena arena;
    sl_buf trees; /* their ids, side by side */
    found_vec named;
    found_vec missing;
    /* Neighbouring versions of a tree share nearly all entries: what was looked
     * at lately is not looked at again. Keyed by id and name together. */
    uint64_t seen[1 << SEEN_BITS];
} reader;

typedef struct pass {
    sl_history *history;
    reader *readers;
} pass;

static bool seen_before(reader *r, const sl_tree_entry *entry)
{
    uint64_t id, name = 0;
    size_t tail = entry->name.len < sizeof name ? entry->name.len : sizeof name;
    uint64_t *slot;

    memcpy(&id, entry->oid.raw, sizeof id);
    memcpy(&name, entry->name.ptr + entry->name.len - tail, tail);
    id ^= (name + entry->name.len) * 0x9e3779b97f4a7c15;
    slot = &r->seen[id >> (64 - SEEN_BITS)];
    if (*slot == id)
        return true;
    *slot = id;
    return false;
}

static uint32_t read_entry(void *ctx, const sl_tree_entry *entry)
{
    reader *r = ctx;
    const sl_history *h = r->history;
    bool tree = (entry->mode & MODE_TYPE) == MODE_TREE;

    if ((entry->mode & MODE_TYPE) == MODE_LINK || seen_before(r, entry))
        return 0;
    if (!sl_odb_has(h->odb, &entry->oid))
        *sl_vec_push(&r->missing) =
            (found){entry->oid, sl_arena_str(&r->arena, entry->name)};
    else if (!tree && h->feed->named(h->feed->ctx, entry->name))
        *sl_vec_push(&r->named) =
            (found){entry->oid, sl_arena_str(&r->arena, entry->name)};
    return 0;
}

static void read_tree(void *ctx, unsigned worker, const sl_object *object)
{
    pass *p = ctx;
    reader *r = &p->readers[worker];

    sl_buf_add(&r->trees, sl_oid_str(&object->oid));
    if (!sl_tree_read(object, read_entry, r, &r->items))
        sl_history_tell(p->history, worker, &object->oid, "malformed tree object",
                        true);
}

/* Blobs are told of again by the pass that reads them; trees only here. */
static void lost_tree(void *ctx, unsigned worker, const sl_oid *oid, const sl_err *err)
{
    sl_history_lost(((const pass *)ctx)->history, worker, oid, err);
}

/* The name that counts is the smallest: the same for every thread count. */
static void merge_name(sl_history *h, const found *f)
{
    void **number = sl_map_put(&h->name_numbers, f->name);
    uint32_t index, held;

    if (!*number) {
        sl_str name = sl_arena_str(&h->arena, f->name);

        *sl_vec_push(&h->names) = name;
        *number = (void *)(uintptr_t)h->names.len;
    }
    index = (uint32_t)(uintptr_t)*number - 1;
    held = sl_oidmap_put(&h->named, &f->oid, index);
    if (held != index && sl_str_cmp(h->names.at[index], h->names.at[held]) < 0)
        sl_oidmap_set(&h->named, &f->oid, index);
}

/* Here, too, the smallest name counts. all: of each object one. */
static void merge_missing(sl_history *h, const found_vec *missing, sl_oidmap *numbers,
                          found_vec *all)
{
    for (size_t i = 0; i < missing->len; i++) {
        const found *f = &missing->at[i];
        uint32_t number = sl_oidmap_put(numbers, &f->oid, (uint32_t)all->len);
        found *kept;

        if (number == all->len)
            *sl_vec_push(all) = *f;
        kept = &all->at[number];
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): it has been pushed */
        if (sl_str_cmp(f->name, kept->name) <= 0)
            kept->name = sl_arena_str(&h->arena, f->name);
    }
}

static void report_missing(const sl_history *h, const found_vec *all)
{
    char text[SL_MAX_PATH];

    for (size_t i = 0; i < all->len; i++) {
        snprintf(text, sizeof text, "missing object, named %.*s%s",
                 sl_fmt(all->at[i].name),
                 sl_repo_partial(h->repo) ? " (partial clone)" : "");
        sl_history_tell(h, 0, &all->at[i].oid, text, true);
    }
}

/* Frees the ids. */
static void number_trees(sl_history *h, sl_buf *ids)
{
    size_t len = h->trees.oid_len;

    for (size_t i = 0; i + len <= ids->len; i += len) {
        sl_oid oid = sl_oid_make((const uint8_t *)ids->ptr + i, len);

        sl_oidmap_put(&h->trees, &oid, (uint32_t)h->trees.len);
    }
    sl_buf_free(ids);
}

void sl_history_read_names(sl_history *h)
{
    reader *readers = sl_calloc(h->feed->threads, sizeof *readers);
    pass p = {h, readers};
    sl_odb_visitor visitor = {
        .ctx = &p, .object = read_tree, .discard = sl_tree_discard, .lost = lost_tree};
    sl_oidmap numbers = {.oid_len = h->trees.oid_len};
    found_vec missing = {0};

    for (unsigned w = 0; w < h->feed->threads; w++)
        readers[w].history = h;
    sl_odb_walk(h->odb, 1u << SL_OBJ_TREE, h->feed->threads, SL_MAX_FILE_SIZE,
                &visitor);
    sl_history_settle(h, 1u << SL_OBJ_TREE, &visitor);
    for (unsigned w = 0; w < h->feed->threads; w++) {
        number_trees(h, &readers[w].trees);
        for (size_t i = 0; i < readers[w].named.len; i++)
            merge_name(h, &readers[w].named.at[i]);
        merge_missing(h, &readers[w].missing, &numbers, &missing);
    }
    report_missing(h, &missing);
    for (unsigned w = 0; w < h->feed->threads; w++) {
        sl_vec_free(&readers[w].items);
        sl_vec_free(&readers[w].named);
        sl_vec_free(&readers[w].missing);
        sl_arena_free(&readers[w].arena);
    }
    sl_map_free(&h->name_numbers); /* its keys die with the readers' arenas */
    sl_oidmap_free(&numbers);
    sl_vec_free(&missing);
    free(readers);
}
