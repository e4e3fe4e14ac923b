/* pack_forest.h - which object of a pack is a delta on which, for all of them.
 *
 * The nodes stand in pack order. Every object is a node; what cannot be tied to
 * an undeltified root (no base, a cycle, a bad header) is marked and belongs to
 * no tree. Costs about 30 bytes for each object. */
#ifndef SECLINT_GIT_PACK_FOREST_H
#define SECLINT_GIT_PACK_FOREST_H

#include "git/pack.h"

#define SL_PACK_NO_NODE UINT32_MAX

typedef struct sl_pack_node {
    uint64_t offset;   /* of its header */
    uint32_t position; /* in the index, which knows its id */
    uint32_t base;     /* a node, or SL_PACK_NO_NODE */
    uint32_t children; /* where they start in forest->children */
    uint8_t type;      /* sl_object_type, that of its root; 0 if fault is set */
    uint8_t fault;     /* sl_pack_fault */
} sl_pack_node;

typedef struct sl_pack_forest {
    const sl_pack *pack;
    sl_pack_node *nodes; /* count + 1: the last only ends the children */
    uint32_t count;
    uint32_t faulty;    /* nodes with a fault */
    uint32_t *children; /* of one node together, in pack order, but the one with the
                         * most descendants last: a depth-first walk that gives up a
                         * parent with its last child then holds at most
                         * log2(count) + 1 parents at a time */
    uint32_t *roots; /* commits, then trees, blobs, tags; of each type in pack order */
    uint32_t first_root[SL_OBJ_TAG + 2]; /* by type: where they start in roots */
} sl_pack_forest;

/* Reads every header. Free with sl_pack_forest_free. */
void sl_pack_forest_build(const sl_pack *pack, unsigned threads, sl_pack_forest *out);
void sl_pack_forest_free(sl_pack_forest *forest);

/* Roots of these types (bits 1 << sl_object_type), one type after the other: how many, and
 * the node of one of them. */
uint32_t sl_pack_forest_roots(const sl_pack_forest *forest, unsigned types);
uint32_t sl_pack_forest_root(const sl_pack_forest *forest, unsigned types,
                             size_t number);

sl_oid sl_pack_forest_id(const sl_pack_forest *forest, uint32_t node);
/* One past the node's last child. */
uint32_t sl_pack_forest_end(const sl_pack_forest *forest, uint32_t node);

#endif
