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

/* Items that follow each other, and do so in the base. */
typedef struct sl_tree_run {
    uint32_t from; /* the first one's number in the base, or SL_TREE_NEW: none of them
                    * was taken from there */
    uint32_t len;
} sl_tree_run;

#define SL_TREE_NEW UINT32_MAX

SL_VEC(sl_tree_items, sl_tree_item);
SL_VEC(sl_tree_runs, sl_tree_run);

/* A tree that was read. Zeroed at first, and good for any number of trees. */
typedef struct sl_tree_list {
    sl_tree_items items; /* all entries, in order */
    sl_tree_runs runs;   /* the same, by where they come from */
    uint32_t tag;        /* set by the caller: what the tree is to be known by, */
    uint32_t base;       /* and what the base was known by, if there is one */
} sl_tree_list;

/* Says what is to be kept of an entry: the same whichever tree it stands in. */
typedef uint32_t sl_tree_visit(void *ctx, const sl_tree_entry *entry);

/* Fills list, but for its tag; asks visit about entries that the base has not. Leaves a
 * legacy with the object if it can. False: the tree is malformed behind the last item. */
bool sl_tree_read(const sl_object *object, sl_tree_visit *visit, void *ctx,
                  sl_tree_list *list);
void sl_tree_list_free(sl_tree_list *list);
/* Frees a legacy: for sl_odb_visitor.discard, which takes no notice of the rest. */
void sl_tree_discard(void *ctx, unsigned worker, void *legacy);

#endif
