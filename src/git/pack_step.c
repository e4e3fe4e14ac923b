#include "git/pack_step.h"

#include "git/delta.h"

sl_pack_fault sl_pack_take(const sl_pack *pack, const sl_pack_entry *entry,
                           sl_inflate *inflate, sl_stock *stock, sl_block *out)
{
    if (!sl_stock_take(stock, entry->size, out))
        return SL_PACK_BUDGET;
    return sl_pack_inflate(pack, entry, inflate, out) ? SL_PACK_SOUND : SL_PACK_STREAM;
}

sl_pack_fault sl_pack_step(const sl_pack *pack, const sl_pack_entry *entry,
                           sl_inflate *inflate, sl_stock *stock, sl_block *bytes)
{
    sl_str base = {(const char *)bytes->ptr, bytes->len};
    sl_block packed = {0}, made = {0};
    sl_pack_fault fault = sl_pack_take(pack, entry, inflate, stock, &packed);
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
