#include "source/between.h"

#include "base/limits.h"
#include "base/mem.h"
#include "source/commits.h"

#include <stdlib.h>

enum {
    HIDDEN = 1, /* the other end leads to it */
    DONE = 2,   /* its parents were entered */
    SLOP = 64 /* hidden commits looked at behind the last wanted one, for bad clocks */
};

SL_VEC(number_vec, uint32_t);
SL_VEC(flag_vec, uint8_t);

typedef struct walk {
    sl_odb *odb;
    sl_commits commits;
    sl_oidmap numbers; /* commit -> index in records */
    flag_vec flags;    /* by number */
    number_vec pending;
    size_t open; /* pending and not hidden */
    sl_oid_vec *missing;
} walk;

static bool read_commit(walk *w, const sl_oid *oid)
{
    sl_buf bytes = {0};
    sl_object_type type;
    bool ok = sl_odb_read(w->odb, oid, SL_MAX_FILE_SIZE, &type, &bytes, NULL) &&
              type == SL_OBJ_COMMIT &&
              sl_commits_add(&w->commits, oid, sl_buf_str(&bytes));

    sl_buf_free(&bytes);
    return ok;
}

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
        record = &w->commits.records.at[number];
        for (uint32_t i = 0; i < record->parents_len; i++)
            *sl_vec_push(&behind) = sl_oidmap_get(
                &w->numbers, &w->commits.parents.at[record->first_parent + i]);
    }
    sl_vec_free(&behind);
}

static void enter(walk *w, sl_oid oid, bool hidden)
{
    uint32_t number = sl_oidmap_get(&w->numbers, &oid);

    if (number != SL_OIDMAP_NONE) {
        if (hidden)
            hide(w, number);
        return;
    }
    if (!read_commit(w, &oid)) {
        if (!hidden)
            *sl_vec_push(w->missing) = oid;
        return;
    }
    number = (uint32_t)w->flags.len;
    sl_oidmap_put(&w->numbers, &oid, number);
    *sl_vec_push(&w->flags) = hidden ? HIDDEN : 0;
    *sl_vec_push(&w->pending) = number;
    w->open += !hidden;
}

static uint32_t take_newest(walk *w)
{
    const sl_commit_record *records = w->commits.records.at;
    size_t newest = 0;
    uint32_t number;

    for (size_t i = 1; i < w->pending.len; i++)
        if (records[w->pending.at[i]].commit_time >
            records[w->pending.at[newest]].commit_time)
            newest = i;
    number = w->pending.at[newest];
    w->pending.at[newest] = w->pending.at[--w->pending.len];
    return number;
}

static void run(walk *w)
{
    for (size_t rest = SLOP; w->pending.len > 0 && rest > 0; rest -= w->open == 0) {
        uint32_t number = take_newest(w);
        sl_commit_record record = w->commits.records.at[number];
        bool hidden = w->flags.at[number] & HIDDEN;

        w->flags.at[number] |= DONE;
        w->open -= !hidden;
        for (uint32_t i = 0; i < record.parents_len; i++)
            enter(w, w->commits.parents.at[record.first_parent + i], hidden);
    }
}

void sl_between(sl_odb *odb, const sl_range_ends *ends, sl_oid_vec *commits,
                sl_oid_vec *missing)
{
    size_t oid_len = ends->wanted.len > 0 ? ends->wanted.at[0].len : SL_OID_SHA1;
    walk w = {.odb = odb, .numbers = {.oid_len = oid_len}, .missing = missing};
    sl_commit_records *records = &w.commits.records;
    size_t kept = 0;
    uint32_t *order;

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
    sl_commits_order(&w.commits, ends->wanted.at, ends->wanted.len, order);
    for (size_t i = 0; i < kept; i++)
        *sl_vec_push(commits) = records->at[order[i]].oid;
    free(order);
    sl_commits_free(&w.commits);
    sl_oidmap_free(&w.numbers);
    sl_vec_free(&w.flags);
    sl_vec_free(&w.pending);
}
