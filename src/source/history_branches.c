/* history_branches.c - which branches contain the commit that brought a blob. */
#include "base/mem.h"
#include "base/pool.h"
#include "source/history_state.h"

#include <stdlib.h>

enum {
    AT_ONCE = 64,
    AHEAD = 16 /* commits that are on their way from memory */
};

typedef struct containing {
    const sl_history *history;
    const uint32_t *order;
    sl_ref_vec branches;
    size_t from;      /* the first of the branches at hand */
    uint64_t **masks; /* of so many at once, by record: which of them contain it */
    sl_arena *arena;
} containing;

static void add_branch(containing *c, sl_str name, const sl_oid *tip)
{
    *sl_vec_push(&c->branches) = (sl_ref){sl_arena_str(c->arena, name), *tip};
}

/* Local branches and those of remotes. */
static void find_branches(containing *c)
{
    const sl_ref_vec *refs = &c->history->refs;

    for (size_t i = 0; i < refs->len; i++) {
        sl_str name = refs->at[i].name;
        sl_str local = sl_str_drop(name, sl_lit("refs/heads/"));
        sl_str remote = sl_str_drop(name, sl_lit("refs/remotes/"));

        if (local.len < name.len)
            add_branch(c, local, &refs->at[i].oid);
        else if (remote.len < name.len && !sl_str_ends(remote, sl_lit("/HEAD")))
            add_branch(c, remote, &refs->at[i].oid);
    }
}

static void expect_commit(const sl_commits *commits, const uint64_t *masks,
                          uint32_t number)
{
    __builtin_prefetch(&commits->records.at[number].first_parent);
    __builtin_prefetch(&masks[number]);
}

/* Hands the marks of the tips on to all that they lead to: children come before their
 * parents in the order read backwards. */
static void spread(void *ctx, unsigned worker, size_t item)
{
    const containing *c = ctx;
    const sl_commits *commits = &c->history->commits;
    uint64_t *masks = c->masks[item];
    size_t from = c->from + item * AT_ONCE;

    (void)worker;
    for (size_t i = 0; i < commits->records.len; i++)
        masks[i] = 0;
    for (size_t i = from; i < c->branches.len && i - from < AT_ONCE; i++) {
        uint32_t tip = sl_commits_number(commits, &c->branches.at[i].oid);

        if (tip != SL_OIDMAP_NONE)
            masks[tip] |= (uint64_t)1 << (i - from);
    }
    for (size_t i = commits->records.len; i > 0; i--) {
        uint32_t number = c->order[i - 1];
        const sl_commit_record *record = &commits->records.at[number];

        if (i > AHEAD)
            expect_commit(commits, masks, c->order[i - 1 - AHEAD]);
        for (uint32_t k = 0; masks[number] && k < record->parents_len; k++) {
            uint32_t parent = commits->parent_numbers[record->first_parent + k];

            if (parent != SL_OIDMAP_NONE)
                masks[parent] |= masks[number];
        }
    }
}

static void name_branches(const containing *c, const uint64_t *masks, size_t from,
                          sl_attribution *item)
{
    uint32_t number = item->commit.len == 0
                          ? SL_OIDMAP_NONE
                          : sl_commits_number(&c->history->commits, &item->commit);
    uint64_t mask = number == SL_OIDMAP_NONE ? 0 : masks[number];
    sl_str *named = (sl_str *)(uintptr_t)item->branches;

    for (size_t i = 0; i < AT_ONCE && mask >> i; i++) {
        if (!(mask >> i & 1))
            continue;
        if (!named)
            item->branches = named =
                sl_arena_calloc(c->arena, SL_BRANCHES_NAMED, sizeof *named);
        if (item->branches_len < SL_BRANCHES_NAMED)
            named[item->branches_len++] = c->branches.at[from + i].name;
        item->branches_total++;
    }
}

static void name_all(const containing *c, const uint64_t *masks, size_t from,
                     sl_attribution *items, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        sl_attribution *others = (sl_attribution *)(uintptr_t)items[i].others;

        name_branches(c, masks, from, &items[i]);
        for (size_t k = 0; k < items[i].others_len; k++)
            name_branches(c, masks, from, &others[k]);
    }
}

void sl_history_branches(const sl_history *h, const uint32_t *order,
                         sl_attribution *items, size_t len, sl_arena *arena)
{
    containing c = {.history = h, .order = order, .arena = arena};
    size_t parts, together;

    find_branches(&c);
    parts = (c.branches.len + AT_ONCE - 1) / AT_ONCE;
    together = parts < h->feed->threads ? parts : h->feed->threads;
    c.masks = sl_calloc(together, sizeof *c.masks);
    for (size_t i = 0; i < together; i++)
        c.masks[i] = sl_calloc(h->commits.records.len, sizeof *c.masks[i]);
    for (; c.from < c.branches.len; c.from += together * AT_ONCE) {
        size_t left = (c.branches.len - c.from + AT_ONCE - 1) / AT_ONCE;

        sl_pool_run(h->feed->threads, left < together ? left : together, spread, &c);
        for (size_t i = 0; i < together && i < left; i++)
            name_all(&c, c.masks[i], c.from + i * AT_ONCE, items, len);
    }
    for (size_t i = 0; i < together; i++)
        free(c.masks[i]);
    free(c.masks);
    sl_vec_free(&c.branches);
}
