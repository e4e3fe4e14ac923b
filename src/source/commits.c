#include "source/commits.h"

#include "base/heap.h"
#include "base/mem.h"

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

void sl_commits_put(sl_commits *commits, const sl_oid *oid, const sl_commit *commit)
{
    sl_commit_record *record = sl_vec_push(&commits->records);

    *record = (sl_commit_record){
        .oid = *oid,
        .tree = commit->tree,
        .commit_time = commit->commit_time,
        .author_time = commit->author_time,
        .author = author_number(commits, commit->author),
        .first_parent = (uint32_t)commits->parents.len,
        .tree_number = SL_COMMIT_UNPACKED,
    };
    for (size_t i = 0; i < commit->parents_len; i++) {
        sl_oid parent;

        if (!sl_commit_parent(commit, i, &parent))
            break;
        *sl_vec_push(&commits->parents) = parent;
        record->parents_len++;
    }
}

bool sl_commits_add(sl_commits *commits, const sl_oid *oid, sl_str bytes)
{
    sl_commit commit;

    if (!sl_commit_parse(bytes, &commit))
        return false;
    sl_commits_put(commits, oid, &commit);
    return true;
}

void sl_commits_merge(sl_commits *commits, const sl_commits *other)
{
    uint32_t shift = (uint32_t)commits->parents.len;
    uint32_t *authors = sl_calloc(other->authors.len, sizeof *authors);

    for (size_t i = 0; i < other->authors.len; i++)
        authors[i] = author_number(commits, other->authors.at[i]);
    sl_vec_reserve(&commits->records, other->records.len);
    for (size_t i = 0; i < other->records.len; i++) {
        sl_commit_record *record = &commits->records.at[commits->records.len++];

        *record = other->records.at[i];
        record->first_parent += shift;
        record->author = authors[record->author];
    }
    sl_vec_reserve(&commits->parents, other->parents.len);
    for (size_t i = 0; i < other->parents.len; i++)
        commits->parents.at[commits->parents.len++] = other->parents.at[i];
    free(authors);
}

static int by_oid(const void *a, const void *b)
{
    return sl_oid_cmp(&((const sl_commit_record *)a)->oid,
                      &((const sl_commit_record *)b)->oid);
}

/* By the first two bytes of an id, which hashes spread evenly; for many commits. */
enum { BUCKETS = 1 << 16, BUCKETS_FROM = 1 << 12 };

static size_t bucket_of(const sl_oid *oid)
{
    return (size_t)oid->raw[0] << 8 | oid->raw[1];
}

/* In place: each record that is out of its
 * bucket goes to the next free place of the right one, and what was there is next. */
static void sort_many(sl_commit_record *records, size_t len, uint32_t *first)
{
    uint32_t *next = sl_calloc(BUCKETS, sizeof *next);

    for (size_t n = 0; n < len; n++)
        first[bucket_of(&records[n].oid) + 1]++;
    for (size_t b = 0; b < BUCKETS; b++) {
        next[b] = first[b];
        first[b + 1] += first[b];
    }
    for (size_t b = 0; b < BUCKETS; b++) {
        while (next[b] < first[b + 1]) {
            sl_commit_record record = records[next[b]];

            for (size_t home; (home = bucket_of(&record.oid)) != b;) {
                sl_commit_record moved = records[next[home]];

                records[next[home]++] = record;
                record = moved;
            }
            records[next[b]++] = record;
        }
        if (first[b + 1] - first[b] > 1)
            qsort(records + first[b], first[b + 1] - first[b], sizeof *records, by_oid);
    }
    free(next);
}

static void sort_by_oid(sl_commits *commits)
{
    sl_commit_records *records = &commits->records;

    if (records->len >= BUCKETS_FROM) {
        commits->buckets = sl_calloc(BUCKETS + 1, sizeof *commits->buckets);
        sort_many(records->at, records->len, commits->buckets);
    } else if (records->len > 0) {
        qsort(records->at, records->len, sizeof *records->at, by_oid);
    }
}

uint32_t sl_commits_number(const sl_commits *commits, const sl_oid *oid)
{
    const sl_commit_record *records = commits->records.at;
    size_t low = 0, high = commits->records.len, end;

    if (commits->buckets) {
        low = commits->buckets[bucket_of(oid)];
        high = commits->buckets[bucket_of(oid) + 1];
    }
    end = high;
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (sl_oid_cmp(&records[middle].oid, oid) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < end && sl_oid_eq(&records[low].oid, oid) ? (uint32_t)low
                                                          : SL_OIDMAP_NONE;
}

static void number_parents(sl_commits *commits)
{
    size_t len = commits->parents.len;

    commits->parent_numbers = sl_calloc(len, sizeof *commits->parent_numbers);
    for (size_t i = 0; i < len; i++)
        commits->parent_numbers[i] =
            sl_commits_number(commits, &commits->parents.at[i]);
}

void sl_commits_sort(sl_commits *commits)
{
    sort_by_oid(commits); /* the order that no thread count changes */
    number_parents(commits);
}

static uint32_t parent_of(const sl_commits *commits, const sl_commit_record *record,
                          uint32_t i)
{
    return commits->parent_numbers[record->first_parent + i];
}

SL_VEC(number_vec, uint32_t);

static void reach(sl_commits *commits, const sl_oid *tips, size_t tips_len)
{
    number_vec pending = {0};

    for (size_t i = 0; i < tips_len; i++)
        *sl_vec_push(&pending) = sl_commits_number(commits, &tips[i]);
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

/* By record: its time, and all that is not reachable behind the rest. */
static uint64_t *make_keys(const sl_commits *commits)
{
    const sl_commit_records *records = &commits->records;
    uint64_t *keys = sl_calloc(records->len, sizeof *keys);

    for (size_t n = 0; n < records->len; n++)
        keys[n] = ((uint64_t)records->at[n].commit_time & INT64_MAX) |
                  (uint64_t)!records->at[n].reachable << 63;
    return keys;
}

/* Record numbers are in order of ids. */
static bool before(const void *ctx, uint32_t a, uint32_t b)
{
    const uint64_t *keys = ctx;

    return keys[a] != keys[b] ? keys[a] < keys[b] : a < b;
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
    graph g = {.first = sl_calloc(len + 2, sizeof *g.first),
               .waiting = sl_calloc(len, sizeof *g.waiting)};

    for (size_t n = 0; n < len; n++)
        graph_enter(commits, &g, n, false);
    for (size_t n = 0; n < len; n++)
        g.first[n + 2] += g.first[n + 1];
    g.children = sl_calloc(g.first[len + 1], sizeof *g.children);
    for (size_t n = 0; n < len; n++)
        graph_enter(commits, &g, n, true);
    return g;
}

void sl_commits_order(sl_commits *commits, const sl_oid *tips, size_t tips_len,
                      uint32_t *order)
{
    size_t len = commits->records.len;
    size_t done = 0;
    sl_heap ready = {.before = before}; /* no parent is still to come */
    uint64_t *keys;
    graph g;

    if (!commits->parent_numbers)
        sl_commits_sort(commits);
    sl_vec_free(&commits->parents); /* they have served, and are a third of it all */
    reach(commits, tips, tips_len);
    ready.ctx = keys = make_keys(commits);
    g = graph_make(commits);
    for (size_t n = 0; n < len; n++)
        if (g.waiting[n] == 0)
            sl_heap_put(&ready, (uint32_t)n);
    while (ready.len > 0) {
        uint32_t number = sl_heap_take(&ready);

        order[done++] = number;
        for (uint32_t i = g.first[number]; i < g.first[number + 1]; i++)
            if (--g.waiting[g.children[i]] == 0)
                sl_heap_put(&ready, g.children[i]);
    }
    sl_heap_free(&ready);
    free(keys);
    free(g.first);
    free(g.children);
    free(g.waiting);
}

void sl_commits_free(sl_commits *commits)
{
    sl_vec_free(&commits->records);
    sl_vec_free(&commits->parents);
    free(commits->parent_numbers);
    sl_vec_free(&commits->authors);
    sl_map_free(&commits->author_numbers);
    sl_arena_free(&commits->arena);
    free(commits->buckets);
}
