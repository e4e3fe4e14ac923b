#include "source/between.h"

#include "base/mem.h"
#include "source/frontier.h"

#include <stdlib.h>

enum {
    HIDDEN = 1, /* the other end leads to it */
    DONE = 2,   /* its parents were entered */
    SLOP = 64 /* hidden commits looked at behind the last wanted one, for bad clocks */
};

SL_VEC(number_vec, uint32_t);
SL_VEC(flag_vec, uint8_t);

typedef struct walk {
    sl_frontier front; /* its queue: entered, and the parents not yet */
    flag_vec flags;    /* by number */
    size_t open;       /* in the queue and not hidden */
    sl_oid_vec *missing;
} walk;

/* Hides a commit and all that was already entered behind it. */
static void hide(walk *w, uint32_t number)
{
    number_vec behind = {0};

    *sl_vec_push(&behind) = number;
    while (behind.len > 0) {
        const sl_commit_record *record;

        number = behind.at[--behind.len];
        if (number >= w->flags.len || w->flags.at[number] & HIDDEN)
            continue;
        w->flags.at[number] |= HIDDEN;
        if (!(w->flags.at[number] & DONE)) {
            w->open--;
            continue;
        }
        record = &w->front.commits.records.at[number];
        for (uint32_t i = 0; i < record->parents_len; i++)
            *sl_vec_push(&behind) = sl_frontier_number(
                &w->front, &w->front.commits.parents.at[record->first_parent + i]);
    }
    sl_vec_free(&behind);
}

static void enter(walk *w, sl_oid oid, bool hidden)
{
    uint32_t number = sl_frontier_number(&w->front, &oid);

    if (number != SL_OIDMAP_NONE) {
        if (hidden)
            hide(w, number);
        return;
    }
    number = sl_frontier_meet(&w->front, &oid);
    if (number == SL_OIDMAP_NONE) {
        if (!hidden)
            *sl_vec_push(w->missing) = oid;
        return;
    }
    *sl_vec_push(&w->flags) = hidden ? HIDDEN : 0;
    sl_heap_put(&w->front.queue, number);
    w->open += !hidden;
}

static void run(walk *w)
{
    for (size_t rest = SLOP; w->front.queue.len > 0 && rest > 0; rest -= w->open == 0) {
        uint32_t number = sl_heap_take(&w->front.queue);
        sl_commit_record record = w->front.commits.records.at[number];
        bool hidden = w->flags.at[number] & HIDDEN;

        w->flags.at[number] |= DONE;
        w->open -= !hidden;
        for (uint32_t i = 0; i < record.parents_len; i++)
            enter(w, w->front.commits.parents.at[record.first_parent + i], hidden);
    }
}

void sl_between(sl_odb *odb, const sl_range_ends *ends, sl_oid_vec *commits,
                sl_oid_vec *missing)
{
    size_t oid_len = ends->wanted.len > 0 ? ends->wanted.at[0].len : SL_OID_SHA1;
    walk w = {.missing = missing};
    sl_commit_records *records = &w.front.commits.records;
    size_t kept = 0;
    uint32_t *order;

    sl_frontier_open(&w.front, odb, oid_len);
    for (size_t i = 0; i < ends->wanted.len; i++)
        enter(&w, ends->wanted.at[i], false);
    for (size_t i = 0; i < ends->hidden.len; i++)
        enter(&w, ends->hidden.at[i], true);
    run(&w);
    for (size_t i = 0; i < records->len; i++)
        if (!(w.flags.at[i] & HIDDEN))
            records->at[kept++] = records->at[i];
    records->len = kept;
    order = sl_calloc(kept + 1, sizeof *order);
    sl_commits_order(&w.front.commits, ends->wanted.at, ends->wanted.len, order);
    for (size_t i = 0; i < kept; i++)
        *sl_vec_push(commits) = records->at[order[i]].oid;
    free(order);
    sl_frontier_close(&w.front);
    sl_vec_free(&w.flags);
}
