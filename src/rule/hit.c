#include "rule/hit.h"

#include <stdlib.h>

bool sl_hit_is_secret(const sl_hit *hit)
{
    return hit->secret.end > hit->secret.start;
}

sl_secrets sl_hits_secrets(const sl_hit_vec *hits, sl_arena *arena)
{
    sl_secret_span *at;
    size_t len = hits->len;

    for (size_t i = 0; i < hits->len; i++)
        len += hits->at[i].parts_len + 1; /* the veil */
    at = sl_arena_calloc(arena, len, sizeof *at);
    len = 0;
    for (size_t i = 0; i < hits->len; i++) {
        const sl_hit *hit = &hits->at[i];

        if (sl_hit_is_secret(hit))
            at[len++] = (sl_secret_span){hit->secret, hit->keep};
        if (hit->veil.end > hit->veil.start)
            at[len++] = (sl_secret_span){hit->veil, 0};
        for (size_t k = 0; k < hit->parts_len; k++)
            if (hit->parts[k].secret)
                at[len++] = (sl_secret_span){hit->parts[k].span, hit->parts[k].keep};
    }
    return sl_secrets_merge(at, len);
}

/* By the secret where there is one: then only neighbours can overlap. */
static size_t start_of(const sl_hit *hit)
{
    return sl_hit_is_secret(hit) ? hit->secret.start : hit->span.start;
}

static int compare(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int by_place(const void *a, const void *b)
{
    const sl_hit *x = a;
    const sl_hit *y = b;
    int order = compare(start_of(x), start_of(y));

    if (order == 0)
        order = compare(x->span.start, y->span.start);
    if (order == 0)
        order = compare(x->span.end, y->span.end);
    return order ? order : sl_str_cmp(x->rule->id, y->rule->id);
}

static bool better(const sl_hit *a, const sl_hit *b)
{
    size_t a_len = a->secret.end - a->secret.start;
    size_t b_len = b->secret.end - b->secret.start;

    if (a->rank != b->rank)
        return a->rank > b->rank;
    if (a->rule->confidence != b->rule->confidence)
        return a->rule->confidence > b->rule->confidence;
    if (a_len != b_len)
        return a_len > b_len;
    return sl_str_cmp(a->rule->id, b->rule->id) < 0;
}

static void leave_out(sl_hit_vec *hits)
{
    size_t kept = 0;

    for (size_t i = 0; i < hits->len; i++)
        if (!hits->at[i].dropped)
            hits->at[kept++] = hits->at[i];
    hits->len = kept;
}

static bool overlap(const sl_hit *a, const sl_hit *b)
{
    return sl_hit_is_secret(a) && sl_hit_is_secret(b) &&
           a->secret.start < b->secret.end && b->secret.start < a->secret.end;
}

/* Does it depend on where the old version lay? */
static bool depends(const sl_hit *hit)
{
    return hit->unsure || hit->elsewhere;
}

/* Is the hit, which depends, nothing beside that one, which does not? Of two that are judged
 * by the sort of the file each counts where the other does not. */
static bool beaten_by(const sl_hit *hit, const sl_hit *sure)
{
    if (!overlap(hit, sure))
        return false;
    return hit->unsure ? better(sure, hit) : sure->sorts == 0;
}

/* Those that depend on something come last, and in order. Returns how many others there
 * are. */
static size_t part(sl_hit_vec *hits)
{
    size_t sure = 0;

    for (size_t i = 0; i < hits->len; i++)
        if (!depends(&hits->at[i])) {
            sl_hit hit = hits->at[i];

            hits->at[i] = hits->at[sure];
            hits->at[sure++] = hit;
        }
    if (sure < hits->len)
        qsort(hits->at + sure, hits->len - sure, sizeof *hits->at, by_place);
    return sure;
}

/* hits: those in front of kept are resolved, those from first on depend. */
static void add_dependent(sl_hit_vec *hits, size_t kept, size_t first)
{
    size_t sure = kept;

    for (size_t i = first; i < hits->len; i++) {
        sl_hit hit = hits->at[i];
        bool beaten = false;

        for (size_t k = 0; k < sure && !beaten; k++)
            beaten = beaten_by(&hit, &hits->at[k]);
        for (size_t k = 0; k < sure && !beaten && hit.unsure; k++)
            if (overlap(&hit, &hits->at[k]))
                hits->at[k].yields_to = hit.rule;
        if (!beaten)
            hits->at[kept++] = hit;
    }
    hits->len = kept;
    qsort(hits->at, hits->len, sizeof *hits->at, by_place);
}

/* Resolves the first of the hits, which are in order. Returns how many stay. */
static size_t resolve(sl_hit_vec *hits, size_t len)
{
    size_t kept = 0;
    size_t last = SIZE_MAX; /* the last secret that was kept: no other reaches so far */

    for (size_t i = 0; i < len; i++) {
        const sl_hit *hit = &hits->at[i];
        bool secret = sl_hit_is_secret(hit);

        if (secret && last != SIZE_MAX &&
            hit->secret.start < hits->at[last].secret.end) {
            if (better(hit, &hits->at[last]))
                hits->at[last] = *hit;
            continue;
        }
        if (secret)
            last = kept;
        hits->at[kept++] = *hit;
    }
    return kept;
}

void sl_hits_resolve(sl_hit_vec *hits)
{
    size_t sure, kept;

    if (hits->len == 0)
        return;
    qsort(hits->at, hits->len, sizeof *hits->at, by_place);
    sure = part(hits);
    kept = resolve(hits, sure);
    if (sure < hits->len)
        add_dependent(hits, kept, sure);
    else
        hits->len = kept;
    leave_out(hits);
}
