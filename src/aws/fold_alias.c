/* fold_alias.c - aliases and merge keys of YAML (YAML 1.1; "Merge Key Language-Independent
 * Type"). */
#include "aws/fold_work.h"

static void index_anchors(sl_folder *folder)
{
    const sl_node *top = folder->top;

    folder->anchors_known = true;
    for (const sl_node *at = top; at; at = sl_node_walk(top, at)) {
        sl_anchor *anchor;
        void **slot;

        if (at->anchor.len == 0)
            continue;
        slot = sl_map_put(&folder->anchors, at->anchor);
        anchor = sl_arena_alloc(folder->doc->arena, sizeof *anchor);
        *anchor = (sl_anchor){at, *slot};
        *slot = anchor;
    }
}

const sl_node *sl_fold_target(sl_folder *folder, const sl_node *node)
{
    enum { MOST = 16 }; /* aliases of aliases, and anchors that share a name */
    size_t steps = 0;

    while (node && node->type == SL_NODE_ALIAS && steps++ < MOST) {
        const sl_anchor *anchor;

        if (!folder->anchors_known)
            index_anchors(folder);
        anchor = sl_map_get(&folder->anchors, node->value);
        while (anchor && anchor->node->span.start > node->span.start && steps++ < MOST)
            anchor = anchor->earlier;
        node = anchor ? anchor->node : NULL;
    }
    return node && node->type != SL_NODE_ALIAS ? node : NULL;
}

/* Adds the members of one merged map that map has not itself. */
static bool merge_one(sl_folder *folder, sl_fold_into *into, const sl_node *map,
                      const sl_node *other, unsigned depth)
{
    enum { MOST = 200 };
    size_t count = 0;

    other = sl_fold_target(folder, other);
    if (!other || other->type != SL_NODE_MAP)
        return false;
    for (const sl_node *child = other->first; child; child = child->next) {
        if (++count > MOST)
            return false;
        if (!sl_node_get(map, child->key))
            sl_fold_take_at(folder, into, child, child, depth + 1);
    }
    return true;
}

void sl_fold_merge_key(sl_folder *folder, sl_fold_into *into, const sl_node *map,
                       const sl_node *merged, unsigned depth)
{
    const sl_node *value = sl_fold_target(folder, merged);
    const sl_node *item = value && value->type == SL_NODE_SEQ ? value->first : value;
    bool known = item != NULL;

    for (; known && item; item = value == item ? NULL : item->next)
        known = merge_one(folder, into, map, item, depth);
    if (!known)
        folder->incomplete = true;
}
