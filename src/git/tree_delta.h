/* tree_delta.h - the entries of a tree object, each looked at once in a walk.
 *
 * Neighbouring versions of a tree share nearly all entries, and a pack stores them as
 * copies of each other. Of a tree that is a delta only entries that are not copied as
 * a whole are parsed; of the others it is known from the base where they begin and
 * what was said of them. */
#ifndef SECLINT_GIT_TREE_DELTA_H
#define SECLINT_GIT_TREE_DELTA_H

#include "base/vec.h"
#include "git/odb.h"
#include "git/tree.h"

typedef struct sl_tree_item {
    uint32_t at;    /* offset of the entry in the tree */
    uint32_t value; /* what the visitor said of it */
} sl_tree_item;

SL_VEC(sl_tree_items, sl_tree_item);

/* Says what is to be kept of an entry: the same whichever tree it stands in. */
typedef uint32_t sl_tree_visit(void *ctx, const sl_tree_entry *entry);

/* Fills items, which is cleared, with all entries of a tree, in order; asks visit about
 * those that its base has not. Leaves a legacy with the object if it can. False: the
 * tree is malformed behind the last item. */
bool sl_tree_read(const sl_object *object, sl_tree_visit *visit, void *ctx,
                  sl_tree_items *items);
/* Frees a legacy: for sl_odb_visitor.discard, which takes no notice of the rest. */
void sl_tree_discard(void *ctx, unsigned worker, void *legacy);

#endif
