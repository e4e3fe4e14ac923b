#include "git/pack_rebuild.h"

#include "base/vec.h"
#include "git/pack_step.h"

SL_VEC(chain_vec, uint32_t);

sl_pack_fault sl_pack_rebuild(const sl_pack_forest *forest, uint32_t node,
                              sl_inflate *inflate, sl_stock *stock, sl_block *out)
{
    const sl_pack *pack = forest->pack;
    chain_vec chain = {0};
    sl_pack_entry entry;
    sl_pack_fault fault;

    for (; forest->nodes[node].base != SL_PACK_NO_NODE; node = forest->nodes[node].base)
        *sl_vec_push(&chain) = node;
    *out = (sl_block){0};
    fault = sl_pack_entry_at(pack, forest->nodes[node].offset, &entry);
    if (fault == SL_PACK_SOUND)
        fault = sl_pack_take(pack, &entry, inflate, stock, out);
    while (fault == SL_PACK_SOUND && chain.len > 0) {
        node = chain.at[--chain.len];
        fault = sl_pack_entry_at(pack, forest->nodes[node].offset, &entry);
        if (fault == SL_PACK_SOUND)
            fault = sl_pack_step(pack, &entry, inflate, stock, out);
    }
    if (fault != SL_PACK_SOUND)
        sl_stock_give(stock, out);
    sl_vec_free(&chain);
    return fault;
}
