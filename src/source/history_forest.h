/* history_forest.h - all trees of a history, reduced to their subtrees and to blobs that
 * are looked for: four bytes an edge. */
#ifndef SECLINT_SOURCE_HISTORY_FOREST_H
#define SECLINT_SOURCE_HISTORY_FOREST_H

#include "source/history_state.h"

/* In edges, a wanted blob is its item with this bit, a subtree its number. */
#define SL_EDGE_WANTED 0x80000000u

typedef struct sl_forest {
    const sl_history *history;
    uint32_t *packed;   /* by number of a packed object: its edge, or SL_OIDMAP_NONE */
    size_t packed_len;  /* the odb may have more by now */
    sl_oidmap loose;    /* edges of the others, and of all wanted blobs */
    sl_word_vec *edges; /* one list per worker: what edges are, or with targets links to
                         * that, and from logs none to trees that lead to nothing wanted */
    /* By link, of the same worker: where it leads to, and under which tag. NULL until
     * sl_forest_name was called, unless logged. */
    sl_word_vec *targets;
    sl_word_vec *tags;
    bool logged; /* those of the logs */
    size_t trees;
    uint32_t *first; /* by tree: where its edges begin, in its worker's list */
    uint32_t *len;
    uint8_t *worker;
} sl_forest;

/* items: what is wanted, each blob once. From the logs of the first pass, or where they do
 * not suffice in one more pass over the trees. beside: called once meanwhile, on any
 * thread. Free with sl_forest_free. */
void sl_forest_make(sl_forest *forest, sl_history *history, const sl_attribution *items,
                    size_t len, void (*beside)(void *ctx), void *ctx);
/* Makes edges links with tags, of trees and items that are wanted now, by number. */
void sl_forest_name(sl_forest *forest, const bool *trees, const bool *items);
void sl_forest_free(sl_forest *forest);

/* For sl_forest_make, once the packed and loose edges are known: all others from the logs.
 * False if these do not suffice; they are dropped then. */
bool sl_forest_replay(sl_forest *forest, void (*beside)(void *ctx), void *ctx);

/* An edge in the list of a worker. */
static inline uint32_t sl_forest_at(const sl_forest *forest, unsigned worker, size_t at)
{
    uint32_t edge = forest->edges[worker].at[at];

    return forest->targets ? forest->targets[worker].at[edge] : edge;
}

/* The edge that leads to an object, or SL_OIDMAP_NONE. */
uint32_t sl_forest_edge(const sl_forest *forest, const sl_oid *oid);
/* The same, where the object's number is known. oid: NULL where it is known to be packed. */
uint32_t sl_forest_edge_at(const sl_forest *forest, size_t number, const sl_oid *oid);

#endif
