#include "source/commits.h"

#include "base/mem.h"
#include "git/tree.h"

#include <stdlib.h>

static uint32_t author_number(sl_commits *commits, sl_str author)
{
    uintptr_t held = (uintptr_t)sl_map_get(&commits->author_numbers, author);
    sl_str kept;

    if (held)
        return (uint32_t)held - 1;
    kept = sl_arena_str(&commits->arena, author);
    *sl_vec_push(&commits->authors) = kept;
    *sl_map_put(&commits->author_numbers, kept) = (void *)commits->authors.len;
    return (uint32_t)commits->authors.len - 1;
}

bool sl_commits_add(sl_commits *commits, const sl_oid *oid, sl_str bytes)
{
    sl_commit commit;
    sl_commit_record *record;

    if (!sl_commit_parse(bytes, &commit))
        return false;
    record = sl_vec_push(&commits->records);
    *record = (sl_commit_record){
        .oid = *oid,
        .tree = commit.tree,
        .commit_time = commit.commit_time,
        .author_time = commit.author_time,
        .author = author_number(commits, commit.author),
        .first_parent = (uint32_t)commits->parents.len,
    };
    for (size_t i = 0; i < commit.parents_len; i++) {
        sl_oid parent;

        if (!sl_commit_parent(&commit, i, &parent))
            break;
        *sl_vec_push(&commits->parents) = parent;
        record->parents_len++;
    }
    return true;
}

void sl_commits_merge(sl_commits *commits, const sl_commits *other)
{
    uint32_t shift = (uint32_t)commits->parents.len;

    for (size_t i = 0; i < other->records.len; i++) {
        sl_commit_record *record = sl_vec_push(&commits->records);

        *record = other->records.at[i];
        record->first_parent += shift;
        record->author = author_number(commits, other->authors.at[record->author]);
    }
    for (size_t i = 0; i < other->parents.len; i++)
        *sl_vec_push(&commits->parents) = other->parents.at[i];
}

static int by_oid(const void *a, const void *b)
{
    return sl_oid_cmp(&((const sl_commit_record *)a)->oid,
                      &((const sl_commit_record *)b)->oid);
}

static uint32_t parent_of(const sl_commits *commits, const sl_commit_record *record,
                          uint32_t i)
{
    return sl_oidmap_get(&commits->numbers,
                         &commits->parents.at[record->first_parent + i]);
}

SL_VEC(number_vec, uint32_t);

static void reach(sl_commits *commits, const sl_oid *tips, size_t tips_len)
{
    number_vec pending = {0};

    for (size_t i = 0; i < tips_len; i++)
        *sl_vec_push(&pending) = sl_oidmap_get(&commits->numbers, &tips[i]);
    while (pending.len > 0) {
        uint32_t number = pending.at[--pending.len];
        sl_commit_record *record;

        if (number == SL_OIDMAP_NONE || commits->records.at[number].reachable)
            continue;
        record = &commits->records.at[number];
        record->reachable = true;
        for (uint32_t i = 0; i < record->parents_len; i++)
            *sl_vec_push(&pending) = parent_of(commits, record, i);
    }
    sl_vec_free(&pending);
}

/* Reachable first, then by time; record numbers are in order of ids. */
static bool before(const sl_commits *commits, uint32_t a, uint32_t b)
{
    const sl_commit_record *x = &commits->records.at[a];
    const sl_commit_record *y = &commits->records.at[b];

    if (x->reachable != y->reachable)
        return x->reachable;
    if (x->commit_time != y->commit_time)
        return x->commit_time < y->commit_time;
    return a < b;
}

/* A binary heap of commits whose parents have all been put in order. */
static void heap_push(const sl_commits *commits, number_vec *heap, uint32_t number)
{
    size_t i = heap->len;

    *sl_vec_push(heap) = number;
    while (i > 0 && before(commits, number, heap->at[(i - 1) / 2])) {
        heap->at[i] = heap->at[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    heap->at[i] = number;
}

static uint32_t heap_pop(const sl_commits *commits, number_vec *heap)
{
    uint32_t top = heap->at[0];
    uint32_t last = heap->at[--heap->len];
    size_t i = 0;

    for (size_t child = 1; child < heap->len; child = 2 * i + 1) {
        if (child + 1 < heap->len &&
            before(commits, heap->at[child + 1], heap->at[child]))
            child++;
        if (!before(commits, heap->at[child], last))
            break;
        heap->at[i] = heap->at[child];
        i = child;
    }
    heap->at[i] = last;
    return top;
}

/* Children of each commit as one array, and how many parents are still to come. */
typedef struct graph {
    uint32_t *first; /* of a commit's children; one more than records */
    uint32_t *children;
    uint32_t *waiting;
} graph;

/* Counts one commit's parents (place false), or enters it among their children. */
static void graph_enter(const sl_commits *commits, graph *g, size_t number, bool place)
{
    const sl_commit_record *record = &commits->records.at[number];

    for (uint32_t i = 0; i < record->parents_len; i++) {
        uint32_t parent = parent_of(commits, record, i);

        if (parent == SL_OIDMAP_NONE)
            continue;
        if (place) {
            g->children[g->first[parent + 1]++] = (uint32_t)number;
        } else {
            g->first[parent + 2]++;
            g->waiting[number]++;
        }
    }
}

static graph graph_make(const sl_commits *commits)
{
    size_t len = commits->records.len;
    graph g = {sl_calloc(len + 2, sizeof *g.first),
               sl_calloc(commits->parents.len, sizeof *g.children),
               sl_calloc(len, sizeof *g.waiting)};

    for (size_t n = 0; n < len; n++)
        graph_enter(commits, &g, n, false);
    for (size_t n = 0; n < len; n++)
        g.first[n + 2] += g.first[n + 1];
    for (size_t n = 0; n < len; n++)
        graph_enter(commits, &g, n, true);
    return g;
}

void sl_commits_order(sl_commits *commits, const sl_oid *tips, size_t tips_len,
                      uint32_t *order)
{
    size_t len = commits->records.len;
    size_t done = 0;
    number_vec heap = {0};
    graph g;

    if (len > 0) /* ids are the order that no thread count changes */
        qsort(commits->records.at, len, sizeof *commits->records.at, by_oid);
    commits->numbers.oid_len = len > 0 ? commits->records.at[0].oid.len : SL_OID_SHA1;
    for (size_t n = 0; n < len; n++)
        sl_oidmap_put(&commits->numbers, &commits->records.at[n].oid, (uint32_t)n);
    reach(commits, tips, tips_len);
    g = graph_make(commits);
    for (size_t n = 0; n < len; n++)
        if (g.waiting[n] == 0)
            heap_push(commits, &heap, (uint32_t)n);
    while (heap.len > 0) {
        uint32_t number = heap_pop(commits, &heap);

        order[done++] = number;
        for (uint32_t i = g.first[number]; i < g.first[number + 1]; i++)
            if (--g.waiting[g.children[i]] == 0)
                heap_push(commits, &heap, g.children[i]);
    }
    sl_vec_free(&heap);
    free(g.first);
    free(g.children);
    free(g.waiting);
}

void sl_commits_free(sl_commits *commits)
{
    sl_vec_free(&commits->records);
    sl_vec_free(&commits->parents);
    sl_vec_free(&commits->authors);
    sl_map_free(&commits->author_numbers);
    sl_arena_free(&commits->arena);
    sl_oidmap_free(&commits->numbers);
}
