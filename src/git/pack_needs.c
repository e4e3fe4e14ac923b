#include "git/pack_needs.h"

#include "base/mem.h"

uint8_t *sl_pack_needs(const sl_pack_forest *forest, const sl_odb_visitor *visitor)
{
    uint8_t *needs;

    if (!visitor->needed)
        return NULL;
    needs = sl_calloc(forest->count, sizeof *needs);
    for (uint32_t i = 0; i < forest->count; i++) {
        const sl_pack_node *node = &forest->nodes[i];
        sl_oid oid = sl_pack_forest_id(forest, i);

        if (!visitor->needed(visitor->ctx, &oid))
            continue;
        needs[i] = SL_PACK_NEEDED;
        while (node->fault == SL_PACK_SOUND && node->base != SL_PACK_NO_NODE &&
               needs[node->base] == SL_PACK_NOT_NEEDED) {
            needs[node->base] = SL_PACK_NEEDED_BELOW;
            node = &forest->nodes[node->base];
        }
    }
    return needs;
}
