#include "base/limits.h"
#include "base/mem.h"
#include "base/pool.h"
#include "source/history_forest.h"
#include "source/history_paths.h"
#include "source/history_places.h"

#include <stdlib.h>
#include <string.h>

/* One step of the way from a commit's tree to the place being looked at. */
typedef struct step {
    uint32_t tree;
    uint32_t next; /* edge to follow next */
} step;

SL_VEC(step_vec, step);

typedef struct search {
    sl_history *history;
    sl_forest *forest;
    uint32_t *roots; /* by commit record: the edge that leads to its tree */
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
    const sl_history *h = s->history;

    sl_paths_begin(&s->paths, path);
    for (size_t i = 0; i + 1 < s->way.len; i++) {
        sl_oid child = sl_history_tree_id(h, s->way.at[i + 1].tree);

        sl_paths_add(&s->paths, s->way.at[i].tree, &child, 0);
    }
    sl_paths_add(&s->paths, sl_vec_last(&s->way)->tree, &item->blob, 0);
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

enum {
    CHUNK = 1024, /* commits whose trees are looked up at once */
    AHEAD = 16    /* commits whose trees are on their way from memory */
};

static void find_roots(void *ctx, unsigned worker, size_t item)
{
    const search *s = ctx;
    const sl_commit_records *records = &s->history->commits.records;

    (void)worker;
    for (size_t i = item * CHUNK; i < (item + 1) * CHUNK && i < records->len; i++) {
        const sl_commit_record *commit = &records->at[i];

        s->roots[i] =
            commit->tree_number == SL_COMMIT_UNPACKED
                ? sl_forest_edge(s->forest, &commit->tree)
                : sl_forest_edge_at(s->forest, commit->tree_number, &commit->tree);
    }
}

/* Visits the trees that no commit before had. */
static void visit_tree(search *s, uint32_t root, const sl_commit_record *commit)
{
    const sl_forest *f = s->forest;

    if (root < f->trees)
        enter(s, root);
    while (s->way.len > 0) {
        step *at = sl_vec_last(&s->way);
        uint32_t edge;

        if (at->next == f->len[at->tree]) {
            s->way.len--;
            continue;
        }
        edge = sl_forest_at(f, f->worker[at->tree], f->first[at->tree] + at->next++);
        if (edge & SL_EDGE_WANTED)
            meet(s, &s->items[edge & ~SL_EDGE_WANTED], commit);
        else
            enter(s, edge);
    }
}

/* What no commit has a ref may lead to. */
static void search_tips(search *s, const sl_oid_vec *tips)
{
    for (size_t i = 0; i < tips->len; i++) {
        uint32_t edge = sl_forest_edge(s->forest, &tips->at[i]);
        sl_commit_record tagged = {
            .tree = tips->at[i], .tree_number = SL_COMMIT_UNPACKED, .reachable = true};
        sl_attribution *item =
            edge & SL_EDGE_WANTED ? &s->items[edge & ~SL_EDGE_WANTED] : NULL;

        visit_tree(s, edge, &tagged);
        if (item && item->commit.len == 0)
            item->unreachable = false;
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

static void visit_commit(search *s, uint32_t number)
{
    visit_tree(s, s->roots[number], &s->history->commits.records.at[number]);
}

static void expect_commit(const search *s, uint32_t number)
{
    uint32_t root = s->roots[number];

    if (root >= s->forest->trees)
        return;
    __builtin_prefetch(&s->visited[root]);
    __builtin_prefetch(&s->forest->len[root]);
    __builtin_prefetch(&s->forest->first[root]);
}

static void visit_ranks(search *s, const uint32_t *order, size_t from, size_t to)
{
    for (size_t i = to; i > from && s->missing > 0; i--) {
        if (i - from > AHEAD)
            expect_commit(s, order[i - 1 - AHEAD]);
        s->rank = (uint32_t)i;
        visit_commit(s, order[i - 1]);
    }
}

/* From the oldest on. */
static void search_first(search *s, const uint32_t *order)
{
    size_t len = s->history->commits.records.len;

    for (size_t i = 0; i < len && s->missing > 0; i++) {
        if (len - i > AHEAD)
            expect_commit(s, order[i + AHEAD]);
        visit_commit(s, order[i]);
    }
}

/* Once more from the other end: first of what refs lead to, then of the rest. */
static void search_last(search *s, const uint32_t *order, size_t len)
{
    const sl_history *h = s->history;
    size_t reachable = 0;

    while (reachable < h->commits.records.len &&
           h->commits.records.at[order[reachable]].reachable)
        reachable++;
    s->last = true;
    s->missing = 0;
    for (size_t i = 0; i < len; i++)
        s->missing += s->items[i].commit.len > 0;
    memset(s->visited, 0, s->forest->trees);
    visit_ranks(s, order, 0, reachable);
    visit_ranks(s, order, reachable, h->commits.records.len);
}

/* Commits in the order in which they came, and what they are counted from. */
typedef struct ordering {
    sl_history *history;
    sl_oid_vec tips;
    uint32_t *order;
} ordering;

static void put_in_order(void *ctx)
{
    ordering *o = ctx;
    sl_commits *commits = &o->history->commits;

    o->order = sl_calloc(commits->records.len, sizeof *o->order);
    if (!sl_history_tips(o->history, &o->tips))
        for (size_t i = 0; i < commits->records.len; i++) /* all count as reachable */
            *sl_vec_push(&o->tips) = commits->records.at[i].oid;
    sl_commits_order(commits, o->tips.at, o->tips.len, o->order);
}

static void search_all(search *s, const ordering *o, size_t len,
                       const sl_history_asker *asker, sl_arena *arena)
{
    sl_history *h = s->history;

    s->roots = sl_calloc(h->commits.records.len, sizeof *s->roots);
    sl_pool_run(h->feed->threads, (h->commits.records.len + CHUNK - 1) / CHUNK,
                find_roots, s);
    search_first(s, o->order);
    if (s->missing > 0)
        search_tips(s, &o->tips);
    search_last(s, o->order, len);
    sl_paths_resolve(&s->paths, h, arena);
    if (asker->ask(asker->ctx, s->items, len))
        sl_history_places(&(sl_places_search){h, s->forest, s->roots, o->order},
                          s->items, len, arena);
    sl_history_branches(h, o->order, s->items, len, arena);
    for (size_t i = 0; i < len; i++) /* of the history's, which goes away */
        s->items[i].author = sl_arena_str(arena, s->items[i].author);
    free(s->roots);
}

void sl_history_attribute(sl_history *h, sl_attribution *items, size_t len,
                          const sl_history_asker *asker, sl_arena *arena)
{
    sl_forest f;
    search s = {.history = h, .forest = &f, .items = items, .missing = len};
    ordering o = {.history = h};

    if (len == 0)
        return;
    for (size_t i = 0; i < len; i++)
        items[i].unreachable = true;
    h->feed->phase(h->feed->ctx, "attribution", SL_FEED_OBJECTS, 0);
    sl_forest_make(&f, h, items, len, put_in_order, &o);
    s.visited = sl_calloc(f.trees, 1);
    search_all(&s, &o, len, asker, arena);
    sl_vec_free(&s.way);
    sl_paths_free(&s.paths);
    sl_forest_free(&f);
    free(s.visited);
    sl_vec_free(&o.tips);
    free(o.order);
}
