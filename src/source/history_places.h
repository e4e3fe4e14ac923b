/* history_places.h - all paths that a blob had in any commit. */
#ifndef SECLINT_SOURCE_HISTORY_PLACES_H
#define SECLINT_SOURCE_HISTORY_PLACES_H

#include "source/history_forest.h"

/* The commits, with edges that still lead to targets, as they were gone through to find the
 * first paths. */
typedef struct sl_places_search {
    sl_history *history;
    sl_forest *forest;     /* its edges are named afterwards */
    const uint32_t *roots; /* by commit record: the edge that leads to its tree */
    const uint32_t *order; /* of sl_commits_order */
} sl_places_search;

/* Fills in others of the items that are asked and have a commit; all else of them is known,
 * but for branches. A tree is gone through once for each path that it had itself. Beyond
 * SL_MAX_SAME_CONTENT paths of a blob or SL_MAX_PLACES in all the rest is left out, and
 * told. */
void sl_history_places(const sl_places_search *search, sl_attribution *items,
                       size_t len, sl_arena *arena);

#endif
