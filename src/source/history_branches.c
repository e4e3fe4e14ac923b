/* history_branches.c - which branches contain the commit that brought a blob. */
#include "base/mem.h"
#include "source/history_state.h"

#include <stdlib.h>

enum { AT_ONCE = 64 };

typedef struct containing {
    const sl_history *history;
    const uint32_t *order;
    uint64_t *masks; /* by record: which of the branches at hand contain it */
} containing;

/* Hands the marks of the tips on to all that they lead to: children come before their
 * parents in the order read backwards. */
static void spread(const containing *c, const sl_ref *branches, size_t len)
{
    const sl_commits *commits = &c->history->commits;

    for (size_t i = 0; i < commits->records.len; i++)
        c->masks[i] = 0;
    for (size_t i = 0; i < len; i++) {
        uint32_t tip = sl_commits_number(commits, &branches[i].oid);

        if (tip != SL_OIDMAP_NONE)
            c->masks[tip] |= (uint64_t)1 << i;
    }
    for (size_t i = commits->records.len; i > 0; i--) {
        uint32_t number = c->order[i - 1];
        const sl_commit_record *record = &commits->records.at[number];

        for (uint32_t k = 0; c->masks[number] && k < record->parents_len; k++) {
            uint32_t parent = commits->parent_numbers[record->first_parent + k];

            if (parent != SL_OIDMAP_NONE)
                c->masks[parent] |= c->masks[number];
        }
    }
}

static void name_branches(const containing *c, const sl_ref *branches, size_t len,
                          sl_attribution *item, sl_arena *arena)
{
    uint32_t number = sl_commits_number(&c->history->commits, &item->commit);
    uint64_t mask = number == SL_OIDMAP_NONE ? 0 : c->masks[number];
    sl_str *named = (sl_str *)(uintptr_t)item->branches;

    for (size_t i = 0; i < len && mask >> i; i++) {
        if (!(mask >> i & 1))
            continue;
        if (!named)
            item->branches = named =
                sl_arena_calloc(arena, SL_BRANCHES_NAMED, sizeof *named);
        if (item->branches_len < SL_BRANCHES_NAMED)
            named[item->branches_len++] = branches[i].name;
        item->branches_total++;
    }
}

void sl_history_branches(const sl_history *history, const uint32_t *order,
                         sl_attribution *items, size_t len, sl_arena *arena)
{
    containing c = {.history = history, .order = order};
    sl_ref_vec branches = {0};

    sl_repo_branches(history->repo, arena, &branches);
    c.masks = sl_calloc(history->commits.records.len, sizeof *c.masks);
    for (size_t from = 0; from < branches.len; from += AT_ONCE) {
        size_t count = branches.len - from < AT_ONCE ? branches.len - from : AT_ONCE;

        spread(&c, branches.at + from, count);
        for (size_t i = 0; i < len; i++)
            if (items[i].commit.len > 0)
                name_branches(&c, branches.at + from, count, &items[i], arena);
    }
    free(c.masks);
    sl_vec_free(&branches);
}
