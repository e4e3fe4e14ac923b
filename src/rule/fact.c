#include "rule/fact.h"

#include <stdlib.h>

static int by_path(const void *a, const void *b)
{
    const sl_fact *x = a;
    const sl_fact *y = b;
    int order = sl_str_cmp(x->place.path, y->place.path);

    if (order == 0)
        order =
            (x->place.origin > y->place.origin) - (x->place.origin < y->place.origin);
    if (order == 0)
        order = (x->place.commit_time > y->place.commit_time) -
                (x->place.commit_time < y->place.commit_time);
    return order ? order : sl_oid_cmp(&x->place.blob, &y->place.blob);
}

sl_facts sl_facts_join(sl_fact_vec *facts, const sl_layouts *layouts)
{
    for (size_t i = 0; i < facts->len; i++)
        if (!facts->at[i].path_class)
            facts->at[i].path_class = sl_layouts_find(layouts, facts->at[i].place.path);
    if (facts->len > 0)
        qsort(facts->at, facts->len, sizeof *facts->at, by_path);
    return (sl_facts){facts->at, facts->len};
}

sl_facts sl_facts_next_path(sl_facts facts, size_t *start)
{
    size_t first = *start;

    while (*start < facts.len &&
           sl_str_eq(facts.at[*start].place.path, facts.at[first].place.path))
        (*start)++;
    return (sl_facts){facts.at + first, *start - first};
}

const sl_fact *sl_facts_origin(sl_facts of_path, sl_origin origin)
{
    for (size_t i = 0; i < of_path.len; i++)
        if (of_path.at[i].place.origin == origin)
            return &of_path.at[i];
    return NULL;
}
