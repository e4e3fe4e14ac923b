#include "source/merge_base.h"

#include "source/frontier.h"

enum {
    ONE = 1,   /* the one leads to it */
    OTHER = 2, /* so does the other */
    STALE = 4, /* and so does a common ancestor */
    FOUND = 8,
    QUEUED = 16
};

SL_VEC(number_vec, uint32_t);
SL_VEC(flag_vec, uint8_t);

typedef struct walk {
    sl_frontier front;
    flag_vec flags; /* by number */
    number_vec found;
    size_t open; /* queued and not stale */
} walk;

/* The number of a commit, read if it was not met before; false if it is not there. */
static bool number_of(walk *w, const sl_oid *oid, uint32_t *number)
{
    *number = sl_frontier_number(&w->front, oid);
    if (*number != SL_OIDMAP_NONE)
        return true;
    *number = sl_frontier_meet(&w->front, oid);
    if (*number == SL_OIDMAP_NONE)
        return false;
    *sl_vec_push(&w->flags) = 0;
    return true;
}

/* Each commit is queued anew when something more is known of it: three times at most. */
static void paint(walk *w, const sl_oid *oid, uint8_t color)
{
    uint32_t number;
    uint8_t before;

    if (!number_of(w, oid, &number))
        return;
    before = w->flags.at[number];
    if ((before & color) == color)
        return;
    w->flags.at[number] |= color;
    if (before & QUEUED) {
        w->open -= !(before & STALE) && (color & STALE);
        return;
    }
    w->flags.at[number] |= QUEUED;
    w->open += !(w->flags.at[number] & STALE);
    sl_heap_put(&w->front.queue, number);
}

static void step(walk *w)
{
    uint32_t number = sl_heap_take(&w->front.queue);
    uint8_t color = w->flags.at[number] & (ONE | OTHER | STALE);
    sl_commit_record record = w->front.commits.records.at[number];

    w->flags.at[number] &= (uint8_t)~QUEUED;
    w->open -= !(color & STALE);
    if (color == (ONE | OTHER)) {
        if (!(w->flags.at[number] & FOUND))
            *sl_vec_push(&w->found) = number;
        w->flags.at[number] |= FOUND;
        color |= STALE;
    }
    for (uint32_t i = 0; i < record.parents_len; i++) {
        sl_oid parent = w->front.commits.parents.at[record.first_parent + i];

        paint(w, &parent, color);
    }
}

void sl_merge_bases(sl_odb *odb, const sl_oid *one, const sl_oid *other,
                    sl_oid_vec *out)
{
    walk w = {0};

    sl_frontier_open(&w.front, odb, one->len);
    paint(&w, one, ONE);
    paint(&w, other, OTHER);
    while (w.open > 0 && w.front.queue.len > 0)
        step(&w);
    for (size_t i = 0; i < w.found.len; i++)
        if (!(w.flags.at[w.found.at[i]] & STALE))
            *sl_vec_push(out) = w.front.commits.records.at[w.found.at[i]].oid;
    sl_frontier_close(&w.front);
    sl_vec_free(&w.flags);
    sl_vec_free(&w.found);
}

bool sl_merge_leads_to(sl_odb *odb, const sl_oid *commit, const sl_oid *ancestor)
{
    sl_oid_vec found = {0};
    bool leads = false;

    sl_merge_bases(odb, commit, ancestor, &found);
    for (size_t i = 0; i < found.len; i++)
        leads |= sl_oid_eq(&found.at[i], ancestor);
    sl_vec_free(&found);
    return leads;
}

bool sl_merge_base_missing(const sl_repo *repo, sl_str one, sl_str other, sl_err *err)
{
    return sl_fail(err, SL_EUSAGE, "%.*s and %.*s have no ancestor in common%s",
                   sl_fmt(sl_str_sub(one, 0, 100)), sl_fmt(sl_str_sub(other, 0, 100)),
                   sl_repo_shallow(repo)
                       ? " in this shallow clone: fetch the rest with git fetch "
                         "--unshallow, in a pipeline with depth 0"
                       : "");
}

static void fail_parted(const sl_repo *repo, const sl_range_ends *ends, sl_err *err)
{
    char one[SL_OID_HEX_MAX + 1], other[SL_OID_HEX_MAX + 1];

    sl_oid_hex(&ends->hidden.at[0], one);
    sl_oid_hex(&ends->wanted.at[0], other);
    sl_merge_base_missing(repo, sl_str_make(one, 12), sl_str_make(other, 12), err);
}

bool sl_range_ends_part(sl_repo *repo, sl_range_ends *ends, sl_err *err)
{
    sl_odb *odb = sl_repo_odb(repo, err);
    sl_oid_vec found = {0};

    for (size_t w = 0; odb && w < ends->wanted.len; w++)
        for (size_t h = 0; h < ends->hidden.len; h++)
            sl_merge_bases(odb, &ends->wanted.at[w], &ends->hidden.at[h], &found);
    if (odb && found.len == 0 && ends->wanted.len > 0) {
        fail_parted(repo, ends, err);
        odb = NULL;
    }
    sl_vec_free(&ends->hidden);
    ends->hidden = found;
    return odb != NULL;
}
