#include "base/limits.h"
#include "base/mem.h"
#include "git/tree_delta.h"
#include "source/history_paths.h"
#include "source/history_state.h"

#include <stdlib.h>
#include <string.h>

SL_VEC(edge_vec, uint32_t);

enum { MODE_TYPE = 0170000, MODE_TREE = 0040000 };

/* In edges, a wanted blob is its item with this bit, a subtree its number. */
#define WANTED 0x80000000u

/* The forest of all trees, reduced to what matters here: each tree's subtrees
 * and wanted blobs, four bytes an edge. */
typedef struct forest {
    sl_history *history;
    sl_oidmap wanted;     /* blob -> item */
    edge_vec *edges;      /* one list per worker */
    sl_tree_items *items; /* of the tree at hand, by worker */
    uint32_t *first;      /* by tree: where its edges begin, in its worker's list */
    uint32_t *len;
    uint8_t *worker;
} forest;

/* The edge, or SL_OIDMAP_NONE. */
static uint32_t edge_of(void *ctx, const sl_tree_entry *entry)
{
    const forest *f = ctx;
    bool tree = (entry->mode & MODE_TYPE) == MODE_TREE;
    uint32_t edge = sl_oidmap_get(tree ? &f->history->trees : &f->wanted, &entry->oid);

    return tree || edge == SL_OIDMAP_NONE ? edge : edge | WANTED;
}

static void read_tree(void *ctx, unsigned worker, const sl_object *object)
{
    forest *f = ctx;
    uint32_t number = sl_oidmap_get(&f->history->trees, &object->oid);
    edge_vec *edges = &f->edges[worker];
    sl_tree_items *items = &f->items[worker];

    sl_tree_read(object, edge_of, f, items);
    if (number == SL_OIDMAP_NONE)
        return; /* written since the first pass */
    f->first[number] = (uint32_t)edges->len;
    f->worker[number] = (uint8_t)worker;
    for (size_t i = 0; i < items->len; i++)
        if (items->at[i].value != SL_OIDMAP_NONE)
            *sl_vec_push(edges) = items->at[i].value;
    f->len[number] = (uint32_t)edges->len - f->first[number];
}

static void lost_tree(void *ctx, unsigned worker, const sl_oid *oid, const sl_err *err)
{
    (void)ctx, (void)worker, (void)oid, (void)err; /* the first pass told of it */
}

/* One step of the way from a commit's tree to the place being looked at. */
typedef struct step {
    uint32_t tree;
    uint32_t next; /* edge to follow next */
} step;

SL_VEC(step_vec, step);

typedef struct search {
    const forest *forest;
    sl_attribution *items;
    size_t missing; /* items not placed yet */
    bool last;      /* the newest commits are looked for, from the newest on */
    uint32_t rank;  /* of the commit at hand */
    uint8_t *visited;
    step_vec way;
    sl_paths paths;
} search;

static bool placed(const sl_attribution *item)
{
    return item->commit.len > 0 || !item->unreachable;
}

/* The names on the way are found out for all items at once, behind the search. */
static void note_way(search *s, const sl_attribution *item, sl_str *path)
{
    const sl_history *h = s->forest->history;

    sl_paths_begin(&s->paths, path);
    for (size_t i = 0; i + 1 < s->way.len; i++) {
        sl_oid child = sl_oidmap_id(&h->trees, s->way.at[i + 1].tree);

        sl_paths_add(&s->paths, s->way.at[i].tree, &child);
    }
    sl_paths_add(&s->paths, sl_vec_last(&s->way)->tree, &item->blob);
}

static void place_first(search *s, sl_attribution *item, const sl_commit_record *commit)
{
    note_way(s, item, &item->path);
    item->commit = commit->oid;
    item->time = commit->author_time;
    item->unreachable = !commit->reachable;
    if (commit->oid.len > 0)
        item->author = s->forest->history->commits.authors.at[commit->author];
    s->missing--;
}

static void place_last(search *s, sl_attribution *item, const sl_commit_record *commit)
{
    note_way(s, item, &item->last_path);
    item->last = commit->oid;
    item->last_time = commit->author_time;
    item->last_rank = s->rank;
    s->missing--;
}

static void meet(search *s, sl_attribution *item, const sl_commit_record *commit)
{
    if (!s->last && !placed(item))
        place_first(s, item, commit);
    else if (s->last && item->commit.len > 0 && item->last.len == 0)
        place_last(s, item, commit);
}

static void enter(search *s, uint32_t tree)
{
    if (s->visited[tree] || s->way.len >= SL_MAX_PATH)
        return;
    s->visited[tree] = 1;
    *sl_vec_push(&s->way) = (step){tree, 0};
}

/* Visits the trees that no commit before had. */
static void visit_commit(search *s, const sl_commit_record *commit)
{
    const forest *f = s->forest;
    uint32_t root = sl_oidmap_get(&f->history->trees, &commit->tree);

    if (root != SL_OIDMAP_NONE)
        enter(s, root);
    while (s->way.len > 0) {
        step *at = sl_vec_last(&s->way);
        uint32_t edge;

        if (at->next == f->len[at->tree]) {
            s->way.len--;
            continue;
        }
        edge = f->edges[f->worker[at->tree]].at[f->first[at->tree] + at->next++];
        if (edge & WANTED)
            meet(s, &s->items[edge & ~WANTED], commit);
        else
            enter(s, edge);
    }
}

/* What no commit has a ref may lead to. */
static void search_tips(search *s, const sl_oid_vec *tips)
{
    const sl_oidmap *wanted = &s->forest->wanted;

    for (size_t i = 0; i < tips->len; i++) {
        uint32_t number = sl_oidmap_get(wanted, &tips->at[i]);
        sl_commit_record tagged = {.tree = tips->at[i], .reachable = true};

        visit_commit(s, &tagged);
        if (number != SL_OIDMAP_NONE && s->items[number].commit.len == 0)
            s->items[number].unreachable = false;
    }
}

void sl_history_attribute_index(sl_repo *repo, sl_attribution *items, size_t len,
                                sl_arena *arena)
{
    const sl_index *index = sl_repo_index(repo, NULL);
    sl_oidmap wanted = {.oid_len = sl_repo_oid_len(repo)};

    for (size_t i = 0; i < len; i++)
        if (!placed(&items[i]))
            sl_oidmap_put(&wanted, &items[i].blob, (uint32_t)i);
    for (size_t i = 0; wanted.len > 0 && index && i < index->len; i++) {
        const sl_index_entry *entry = &index->entries[i];
        uint32_t number = sl_oidmap_get(&wanted, &entry->oid);

        if (number == SL_OIDMAP_NONE || placed(&items[number]))
            continue;
        items[number].path = sl_arena_str(arena, entry->path);
        items[number].unreachable = false;
    }
    sl_oidmap_free(&wanted);
}

static void visit_ranks(search *s, const uint32_t *order, size_t from, size_t to)
{
    const sl_history *h = s->forest->history;

    for (size_t i = to; i > from && s->missing > 0; i--) {
        s->rank = (uint32_t)i;
        visit_commit(s, &h->commits.records.at[order[i - 1]]);
    }
}

/* Once more from the other end: first of what refs lead to, then of the rest. */
static void search_last(search *s, const uint32_t *order, size_t len)
{
    const sl_history *h = s->forest->history;
    size_t reachable = 0;

    while (reachable < h->commits.records.len &&
           h->commits.records.at[order[reachable]].reachable)
        reachable++;
    s->last = true;
    s->missing = 0;
    for (size_t i = 0; i < len; i++)
        s->missing += s->items[i].commit.len > 0;
    memset(s->visited, 0, h->trees.len);
    visit_ranks(s, order, 0, reachable);
    visit_ranks(s, order, reachable, h->commits.records.len);
}

static void search_all(search *s, size_t len, sl_arena *arena)
{
    sl_history *h = s->forest->history;
    uint32_t *order = sl_calloc(h->commits.records.len, sizeof *order);
    sl_oid_vec tips = {0};

    sl_repo_tips(h->repo, &tips, NULL); /* without refs all counts as unreachable, */
    for (size_t i = 0; sl_repo_reftable(h->repo) && i < h->commits.records.len; i++)
        *sl_vec_push(&tips) = h->commits.records.at[i].oid; /* but not of these */
    sl_commits_order(&h->commits, tips.at, tips.len, order);
    for (size_t i = 0; i < h->commits.records.len && s->missing > 0; i++)
        visit_commit(s, &h->commits.records.at[order[i]]);
    if (s->missing > 0)
        search_tips(s, &tips);
    search_last(s, order, len);
    sl_paths_resolve(&s->paths, h, arena);
    sl_history_branches(h, order, s->items, len, arena);
    for (size_t i = 0; i < len; i++) /* of the history's, which goes away */
        s->items[i].author = sl_arena_str(arena, s->items[i].author);
    sl_vec_free(&tips);
    free(order);
}

void sl_history_attribute(sl_history *h, sl_attribution *items, size_t len,
                          sl_arena *arena)
{
    unsigned threads = h->feed->threads;
    size_t trees = h->trees.len;
    forest f = {.history = h, .wanted = {.oid_len = h->trees.oid_len}};
    sl_odb_visitor visitor = {
        .ctx = &f, .object = read_tree, .discard = sl_tree_discard, .lost = lost_tree};
    search s = {.forest = &f, .items = items, .missing = len};

    if (len == 0)
        return;
    for (size_t i = 0; i < len; i++) {
        sl_oidmap_put(&f.wanted, &items[i].blob, (uint32_t)i);
        items[i].unreachable = true;
    }
    f.edges = sl_calloc(threads, sizeof *f.edges);
    f.items = sl_calloc(threads, sizeof *f.items);
    f.first = sl_calloc(trees, sizeof *f.first);
    f.len = sl_calloc(trees, sizeof *f.len);
    f.worker = sl_calloc(trees, 1);
    s.visited = sl_calloc(trees, 1);
    h->feed->phase(h->feed->ctx, "attribution", SL_FEED_OBJECTS, 0);
    sl_odb_walk(h->odb, 1u << SL_OBJ_TREE, threads, SL_MAX_FILE_SIZE, &visitor);
    search_all(&s, len, arena);
    for (unsigned w = 0; w < threads; w++) {
        sl_vec_free(&f.edges[w]);
        sl_vec_free(&f.items[w]);
    }
    sl_vec_free(&s.way);
    sl_paths_free(&s.paths);
    sl_oidmap_free(&f.wanted);
    free(f.edges);
    free(f.items);
    free(f.first);
    free(f.len);
    free(f.worker);
    free(s.visited);
}
