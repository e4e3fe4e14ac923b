/* pack_walk.h - every object of one pack, each inflated once.
 *
 * Depth-first from the undeltified roots: a child's delta is inflated and applied
 * to the parent's bytes, which are given up with the last child. Threads take
 * roots in pack order. Over the budget the bytes of the parent farthest up are given up
 * early, and made again from its root when the walk comes back to it. */
#ifndef SECLINT_GIT_PACK_WALK_H
#define SECLINT_GIT_PACK_WALK_H

#include "git/odb.h"
#include "git/pack_forest.h"

typedef struct sl_pack_walk {
    const sl_pack *pack;
    unsigned types;      /* bits 1 << sl_object_type */
    unsigned threads;    /* 1 to SL_MAX_THREADS */
    uint64_t max_size;   /* of an object that is delivered */
    size_t budget;       /* bytes that a worker holds, at most */
    const uint8_t *skip; /* by position in the index: not 0 if another pack
                          * delivers this object; NULL: none */
    sl_pack_forest
        *forest;  /* of the pack; zeroed: made, and left here for the next walk.
                             * NULL: made for this one */
    size_t first; /* the number of the pack's first object */
    const sl_odb_visitor *visitor;
} sl_pack_walk;

/* Calls visitor->lost for every object that is not skipped and cannot be read;
 * where damage hides the type, whatever types says. */
void sl_pack_walk_run(const sl_pack_walk *walk);

#endif
