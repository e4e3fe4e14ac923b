/* history_commits.c - all commits in one list; are the trees and parents that they name
 * there? */
#include "base/mem.h"
#include "base/pool.h"
#include "source/history_state.h"

#include <stdlib.h>

enum { CHUNK = 512 };

static uint32_t packed(size_t number)
{
    return number < SL_COMMIT_UNPACKED ? (uint32_t)number : SL_COMMIT_UNPACKED;
}

static size_t chunk_end(size_t from, size_t len)
{
    return len - from < CHUNK ? len : from + CHUNK;
}

static void find_trees(void *ctx, unsigned worker, size_t item)
{
    sl_history *h = ctx;
    sl_commit_records *records = &h->commits.records;
    size_t from = item * CHUNK, end = chunk_end(from, records->len);
    size_t numbers[CHUNK];

    (void)worker;
    sl_odb_numbers(h->odb, &records->at[from].tree, sizeof *records->at, end - from,
                   numbers);
    for (size_t i = from; i < end; i++)
        records->at[i].tree_number = packed(numbers[i - from]);
}

/* A commit that was read is there. */
static void check_parents(const sl_history *h)
{
    const sl_commits *commits = &h->commits;

    for (size_t i = 0; i < commits->parents.len; i++)
        if (commits->parent_numbers[i] == SL_OIDMAP_NONE &&
            !sl_odb_has(h->odb, &commits->parents.at[i]))
            sl_history_tell(h, 0, &commits->parents.at[i],
                            "missing object, the parent of a commit", true);
}

/* Numbers are found for all on several threads; what no pack has, one by one. */
static void check_trees(sl_history *h)
{
    const sl_commit_records *records = &h->commits.records;

    sl_pool_run(h->feed->threads, (records->len + CHUNK - 1) / CHUNK, find_trees, h);
    for (size_t i = 0; i < records->len; i++)
        if (records->at[i].tree_number == SL_COMMIT_UNPACKED &&
            !sl_odb_has(h->odb, &records->at[i].tree))
            sl_history_tell(h, 0, &records->at[i].tree,
                            "missing object, the tree of a commit", true);
}

typedef struct gathering {
    sl_history *history;
    sl_commits *parts; /* one per worker */
    bool shallow;
} gathering;

/* Refs are read beside. */
static void gather(void *ctx, unsigned worker, size_t item)
{
    const gathering *g = ctx;
    sl_history *h = g->history;

    if (item > 0) {
        sl_history_read_refs(h, worker, g->shallow);
        return;
    }
    h->commits = g->parts[0];
    for (unsigned w = 1; w < h->feed->threads; w++) {
        sl_commits_merge(&h->commits, &g->parts[w]);
        sl_commits_free(&g->parts[w]);
    }
    sl_commits_sort(&h->commits);
}

void sl_history_gather(sl_history *h, sl_commits *parts)
{
    gathering g = {h, parts, sl_repo_shallow(h->repo)};

    if (g.shallow)
        sl_history_tell(h, 0, NULL,
                        "shallow clone: older commits are not here; fetch them with: "
                        "git fetch --unshallow",
                        true);
    sl_pool_run(h->feed->threads, 2, gather, &g);
    check_trees(h);
    if (!g.shallow)
        check_parents(h);
}
