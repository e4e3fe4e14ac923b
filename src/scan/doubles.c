#include "scan/doubles.h"

#include <stdlib.h>

static int compare(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int by_position(const sl_position *a, const sl_position *b)
{
    int order = compare(a->line, b->line);

    return order ? order : compare(a->byte, b->byte);
}

static sl_finding *finding_of(const sl_double *d)
{
    return &d->sink->findings.at[d->finding];
}

static sl_str inner_of(const sl_place *place)
{
    return sl_str_skip(place->path, place->path.len - place->inner);
}

/* 0: they are the same. */
static int by_subject(const sl_finding *a, const sl_finding *b)
{
    int order = sl_oid_cmp(&a->place.blob, &b->place.blob);

    if (order == 0)
        order = compare(a->rule->index, b->rule->index);
    if (order == 0)
        order = by_position(&a->place.start, &b->place.start);
    if (order == 0)
        order = by_position(&a->place.end, &b->place.end);
    if (order == 0)
        order = (a->identity > b->identity) - (a->identity < b->identity);
    return order ? order : sl_str_cmp(inner_of(&a->place), inner_of(&b->place));
}

/* The one that stays first. */
static int in_order(const void *a, const void *b)
{
    const sl_double *x = a, *y = b;
    int order = by_subject(finding_of(x), finding_of(y));

    if (order == 0)
        order = y->fits - x->fits;
    if (order == 0)
        order = compare(y->worth, x->worth);
    if (order == 0)
        order = compare(x->rank, y->rank);
    return order ? order : sl_str_cmp(x->name, y->name);
}

void sl_doubles_drop(sl_double_vec *all)
{
    size_t kept = 0;

    if (all->len > 0)
        qsort(all->at, all->len, sizeof *all->at, in_order);
    for (size_t i = 1; i < all->len; i++) {
        const sl_double *first = &all->at[kept], *next = &all->at[i];

        if (by_subject(finding_of(first), finding_of(next)) != 0 ||
            sl_str_eq(first->name, next->name))
            kept = i;
        else
            finding_of(next)->level = SL_LEVEL_OFF;
    }
}
