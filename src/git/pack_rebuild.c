#include "git/pack_rebuild.h"

#include "base/vec.h"
#include "git/delta.h"

SL_VEC(chain_vec, uint32_t);

static sl_pack_fault inflate_node(const sl_pack_forest *forest, uint32_t node,
                                  sl_inflate *inflate, sl_stock *stock, sl_block *out)
{
    sl_pack_entry entry;
    sl_pack_fault fault =
        sl_pack_entry_at(forest->pack, forest->nodes[node].offset, &entry);

    if (fault != SL_PACK_SOUND)
        return fault;
    if (!sl_stock_take(stock, entry.size, out))
        return SL_PACK_BUDGET;
    return sl_pack_inflate(forest->pack, &entry, inflate, out->ptr) ? SL_PACK_SOUND
                                                                    : SL_PACK_STREAM;
}

/* Turns *bytes, the base, into the node. */
static sl_pack_fault step(const sl_pack_forest *forest, uint32_t node,
                          sl_inflate *inflate, sl_stock *stock, sl_block *bytes)
{
    sl_block packed = {0}, made = {0};
    sl_str base = {(const char *)bytes->ptr, bytes->len};
    sl_pack_fault fault = inflate_node(forest, node, inflate, stock, &packed);
    sl_delta delta;

    if (fault == SL_PACK_SOUND &&
        !sl_delta_parse((sl_str){(const char *)packed.ptr, packed.len}, &delta))
        fault = SL_PACK_DELTA;
    if (fault == SL_PACK_SOUND && !sl_stock_take(stock, delta.result_size, &made))
        fault = SL_PACK_BUDGET;
    if (fault == SL_PACK_SOUND && !sl_delta_apply(&delta, base, made.ptr, NULL))
        fault = SL_PACK_DELTA;
    sl_stock_give(stock, &packed);
    sl_stock_give(stock, fault == SL_PACK_SOUND ? bytes : &made);
    if (fault == SL_PACK_SOUND)
        *bytes = made;
    return fault;
}

sl_pack_fault sl_pack_rebuild(const sl_pack_forest *forest, uint32_t node,
                              sl_inflate *inflate, sl_stock *stock, sl_block *out)
{
    chain_vec chain = {0};
    sl_pack_fault fault;

    for (; forest->nodes[node].base != SL_PACK_NO_NODE; node = forest->nodes[node].base)
        *sl_vec_push(&chain) = node;
    *out = (sl_block){0};
    fault = inflate_node(forest, node, inflate, stock, out);
    while (fault == SL_PACK_SOUND && chain.len > 0)
        fault = step(forest, chain.at[--chain.len], inflate, stock, out);
    if (fault != SL_PACK_SOUND)
        sl_stock_give(stock, out);
    sl_vec_free(&chain);
    return fault;
}
