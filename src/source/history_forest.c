#include "source/history_forest.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/pool.h"

#include <stdlib.h>
#include <string.h>

enum { MODE_TYPE = 0170000, MODE_TREE = 0040000 };

enum { AHEAD = 16 /* edges that are on their way from memory */ };

uint32_t sl_forest_edge_at(const sl_forest *f, size_t packed, const sl_oid *oid)
{
    uint32_t edge = packed < f->packed_len ? f->packed[packed] : SL_OIDMAP_NONE;

    /* What gc has packed meanwhile stands in the logs as it was. */
    return edge == SL_OIDMAP_NONE && oid ? sl_oidmap_get(&f->loose, oid) : edge;
}

uint32_t sl_forest_edge(const sl_forest *f, const sl_oid *oid)
{
    return sl_forest_edge_at(f, sl_odb_number(f->history->odb, oid), oid);
}

static void put(sl_forest *f, size_t packed, const sl_oid *oid, uint32_t edge)
{
    if (packed < f->packed_len)
        f->packed[packed] = edge;
    else
        sl_oidmap_put(&f->loose, oid, edge);
}

/* The numbers of all objects of a log are those of trees. */
static void put_log(sl_forest *f, const sl_tree_log *log, uint32_t tree)
{
    for (size_t i = 0; i < log->objects.len; i++) {
        size_t coming = log->objects.at[log->objects.len - i > AHEAD ? i + AHEAD : i];
        sl_oid loose;
        size_t packed = sl_tree_log_object(log, log->objects.at[i], &loose);

        if (coming < f->packed_len)
            __builtin_prefetch(&f->packed[coming], 1);
        put(f, packed, &loose, tree + (uint32_t)i);
    }
}

static void put_trees(sl_forest *f)
{
    const sl_history *h = f->history;

    for (unsigned w = 0; w < h->feed->threads; w++)
        put_log(f, &h->trees[w], (uint32_t)sl_history_first_tree(h, w));
}

/* How the logs call a blob depends on when it was packed. */
static void put_wanted(sl_forest *f, const sl_attribution *items, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        size_t packed = sl_odb_number(f->history->odb, &items[i].blob);
        uint32_t edge = (uint32_t)i | SL_EDGE_WANTED;

        if (packed < f->packed_len)
            f->packed[packed] = edge;
        sl_oidmap_put(&f->loose, &items[i].blob, edge);
    }
}

/* Which edges are to be named, if any. */
typedef struct naming {
    sl_forest *forest;
    const bool *trees;
    const bool *items;
} naming;

static bool wanted(const naming *n, uint32_t edge)
{
    if (edge == SL_OIDMAP_NONE)
        return false;
    return edge & SL_EDGE_WANTED ? n->items[edge & ~SL_EDGE_WANTED] : n->trees[edge];
}

typedef struct walking {
    sl_forest *forest;
    sl_tree_list *lists; /* by worker: the tree at hand */
    const naming *naming;
} walking;

/* One worker's. */
typedef struct entries {
    const walking *walk;
    unsigned worker;
} entries;

static uint32_t link_to(const entries *e, uint32_t edge, sl_str name)
{
    const sl_forest *f = e->walk->forest;

    *sl_vec_push(&f->targets[e->worker]) = edge;
    *sl_vec_push(&f->tags[e->worker]) = sl_history_tag(f->history, name);
    return (uint32_t)f->targets[e->worker].len - 1;
}

static uint32_t read_entry(void *ctx, const sl_tree_entry *entry)
{
    const entries *e = ctx;
    uint32_t edge = sl_forest_edge(e->walk->forest, &entry->oid);
    bool tree = (entry->mode & MODE_TYPE) == MODE_TREE;

    if (edge == SL_OIDMAP_NONE || tree == !!(edge & SL_EDGE_WANTED))
        return SL_OIDMAP_NONE;
    if (!e->walk->naming)
        return edge;
    return wanted(e->walk->naming, edge) ? link_to(e, edge, entry->name)
                                         : SL_OIDMAP_NONE;
}

static void read_tree(void *ctx, unsigned worker, const sl_object *object)
{
    const walking *walk = ctx;
    entries e = {walk, worker};
    sl_forest *f = walk->forest;
    sl_word_vec *edges = &f->edges[worker];
    sl_tree_list *list = &walk->lists[worker];
    uint32_t tree = sl_forest_edge(f, &object->oid);

    sl_tree_read(object, read_entry, &e, list);
    if (tree >= f->trees)
        return; /* written since the first pass */
    f->first[tree] = (uint32_t)edges->len;
    f->worker[tree] = (uint8_t)worker;
    for (size_t i = 0; i < list->items.len; i++)
        if (list->items.at[i].value != SL_OIDMAP_NONE)
            *sl_vec_push(edges) = list->items.at[i].value;
    f->len[tree] = (uint32_t)edges->len - f->first[tree];
}

static void lost_tree(void *ctx, unsigned worker, const sl_oid *oid, const sl_err *err)
{
    (void)ctx, (void)worker, (void)oid, (void)err; /* the first pass told of it */
}

static void walk_all(sl_forest *f, const naming *named)
{
    const sl_history *h = f->history;
    unsigned threads = h->feed->threads;
    walking walk = {f, sl_calloc(threads, sizeof *walk.lists), named};
    sl_odb_visitor visitor = {.ctx = &walk,
                              .object = read_tree,
                              .discard = sl_tree_discard,
                              .lost = lost_tree};

    for (unsigned w = 0; w < threads; w++)
        f->edges[w].len = 0;
    if (f->trees > 0)
        memset(f->len, 0, f->trees * sizeof *f->len);
    sl_odb_walk(h->odb, 1u << SL_OBJ_TREE, threads, SL_MAX_FILE_SIZE, &visitor);
    for (unsigned w = 0; w < threads; w++)
        sl_tree_list_free(&walk.lists[w]);
    free(walk.lists);
}

void sl_forest_make(sl_forest *f, sl_history *history, const sl_attribution *items,
                    size_t len, void (*beside)(void *ctx), void *ctx)
{
    *f = (sl_forest){.history = history,
                     .packed_len = sl_odb_packed(history->odb),
                     .loose.oid_len = history->named.oid_len,
                     .trees = sl_history_trees(history)};
    f->packed = sl_calloc(f->packed_len, sizeof *f->packed);
    for (size_t i = 0; i < f->packed_len; i++)
        f->packed[i] = SL_OIDMAP_NONE;
    f->edges = sl_calloc(history->feed->threads, sizeof *f->edges);
    f->first = sl_calloc(f->trees, sizeof *f->first);
    f->len = sl_calloc(f->trees, sizeof *f->len);
    f->worker = sl_calloc(f->trees, sizeof *f->worker);
    put_trees(f);
    put_wanted(f, items, len);
    f->logged = sl_forest_replay(f, beside, ctx);
    if (!f->logged)
        walk_all(f, NULL);
}

static void name_logged(void *ctx, unsigned worker, size_t item)
{
    const naming *n = ctx;
    sl_forest *f = n->forest;
    size_t tree = sl_history_first_tree(f->history, item);
    size_t end = tree + f->history->trees[item].objects.len;

    (void)worker;
    for (; tree < end; tree++) {
        uint32_t *links = f->edges[item].at + f->first[tree];
        uint32_t kept = 0;

        for (uint32_t k = 0; k < f->len[tree]; k++)
            if (wanted(n, f->targets[item].at[links[k]]))
                links[kept++] = links[k];
        f->len[tree] = kept;
    }
}

void sl_forest_name(sl_forest *f, const bool *trees, const bool *items)
{
    unsigned threads = f->history->feed->threads;
    naming n = {f, trees, items};

    if (f->logged) {
        sl_pool_run(threads, threads, name_logged, &n);
        return;
    }
    f->targets = sl_calloc(threads, sizeof *f->targets);
    f->tags = sl_calloc(threads, sizeof *f->tags);
    walk_all(f, &n);
}

void sl_forest_free(sl_forest *f)
{
    for (unsigned w = 0; w < f->history->feed->threads; w++) {
        sl_vec_free(&f->edges[w]);
        if (f->targets && !f->logged) {
            sl_vec_free(&f->targets[w]);
            sl_vec_free(&f->tags[w]);
        }
        sl_tree_log_drop(&f->history->trees[w]);
    }
    free(f->targets);
    free(f->tags);
    sl_oidmap_free(&f->loose);
    free(f->packed);
    free(f->edges);
    free(f->first);
    free(f->len);
    free(f->worker);
}
