/* history_commits.c - are the trees and parents that commits name there? */
#include "base/mem.h"
#include "base/pool.h"
#include "source/history_state.h"

#include <stdlib.h>

enum { CHUNK = 512 };

/* Numbers are found for all on several threads; what no pack has, one by one. */
typedef struct finding {
    sl_history *history;
    uint32_t *parents; /* by place: the number, or SL_COMMIT_UNPACKED */
} finding;

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
    const finding *f = ctx;
    sl_commit_records *records = &f->history->commits.records;
    size_t from = item * CHUNK, end = chunk_end(from, records->len);
    size_t numbers[CHUNK];

    (void)worker;
    sl_odb_numbers(f->history->odb, &records->at[from].tree, sizeof *records->at,
                   end - from, numbers);
    for (size_t i = from; i < end; i++)
        records->at[i].tree_number = packed(numbers[i - from]);
}

static void find_parents(void *ctx, unsigned worker, size_t item)
{
    const finding *f = ctx;
    const sl_parent_vec *parents = &f->history->commits.parents;
    size_t from = item * CHUNK, end = chunk_end(from, parents->len);
    size_t numbers[CHUNK];

    (void)worker;
    sl_odb_numbers(f->history->odb, &parents->at[from], sizeof *parents->at, end - from,
                   numbers);
    for (size_t i = from; i < end; i++)
        f->parents[i] = packed(numbers[i - from]);
}

static void check(const sl_history *h, uint32_t number, const sl_oid *oid,
                  const char *missing)
{
    if (number == SL_COMMIT_UNPACKED && !sl_odb_has(h->odb, oid))
        sl_history_tell(h, 0, oid, missing, true);
}

static void check_parents(finding *f)
{
    const sl_history *h = f->history;
    const sl_parent_vec *parents = &h->commits.parents;

    f->parents = sl_calloc(parents->len, sizeof *f->parents);
    sl_pool_run(h->feed->threads, (parents->len + CHUNK - 1) / CHUNK, find_parents, f);
    for (size_t i = 0; i < parents->len; i++)
        check(h, f->parents[i], &parents->at[i],
              "missing object, the parent of a commit");
    free(f->parents);
}

void sl_history_check_commits(sl_history *h, bool shallow)
{
    const sl_commit_records *records = &h->commits.records;
    finding f = {.history = h};

    sl_pool_run(h->feed->threads, (records->len + CHUNK - 1) / CHUNK, find_trees, &f);
    for (size_t i = 0; i < records->len; i++)
        check(h, records->at[i].tree_number, &records->at[i].tree,
              "missing object, the tree of a commit");
    if (!shallow)
        check_parents(&f);
}
