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

sl_facts sl_facts_join(sl_fact_vec *facts, const sl_layouts *layouts,
                       const sl_survey *survey)
{
    for (size_t i = 0; i < facts->len; i++) {
        sl_fact *fact = &facts->at[i];
        bool public = false;
        const sl_secret_class *class_ =
            sl_layouts_class(layouts, fact->place.path, &public);

        fact->path_class = public ? NULL : class_;
        fact->public_class = public ? class_ : NULL;
    }
    if (facts->len > 0)
        qsort(facts->at, facts->len, sizeof *facts->at, by_path);
    return (sl_facts){facts->at, facts->len, survey};
}

sl_facts sl_facts_next_path(sl_facts facts, size_t *start)
{
    size_t first = *start;

    while (*start < facts.len &&
           sl_str_eq(facts.at[*start].place.path, facts.at[first].place.path))
        (*start)++;
    return (sl_facts){facts.at + first, *start - first, facts.survey};
}

const sl_fact *sl_facts_origin(sl_facts of_path, sl_origin origin)
{
    for (size_t i = 0; i < of_path.len; i++)
        if (of_path.at[i].place.origin == origin)
            return &of_path.at[i];
    return NULL;
}

sl_facts sl_facts_of(sl_facts facts, sl_str path)
{
    size_t low = 0;
    size_t high = facts.len;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (sl_str_cmp(facts.at[middle].place.path, path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < facts.len && sl_str_eq(facts.at[low].place.path, path))
        return sl_facts_next_path(facts, &low);
    return (sl_facts){NULL, 0, facts.survey};
}

const sl_fact *sl_facts_staged(sl_facts of_path)
{
    const sl_fact *index = sl_facts_origin(of_path, SL_ORIGIN_INDEX);
    const sl_fact *file = sl_facts_origin(of_path, SL_ORIGIN_WORKTREE);

    for (size_t i = 0; !index && !file && i < of_path.len; i++)
        if (of_path.at[i].place.origin == SL_ORIGIN_RANGE && of_path.at[i].state.known)
            return &of_path.at[i];
    if (index || !file || !file->state.tracked)
        return index;
    return file;
}
