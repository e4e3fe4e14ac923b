#include "git/pack.h"

#include "base/limits.h"
#include "base/vec.h"
#include "git/delta.h"
#include "git/pack_step.h"

#include <string.h>

SL_VEC(entry_vec, sl_pack_entry);

typedef struct reader {
    const sl_pack *pack;
    sl_inflate *inflate;
    sl_stock stock;
    entry_vec chain; /* the object, its base, the base of that, ... */
} reader;

static sl_pack_fault base_offset(const sl_pack *pack, const sl_pack_entry *entry,
                                 uint64_t *offset)
{
    uint32_t position;

    *offset = entry->base;
    if (entry->kind == SL_ENTRY_OFS)
        return SL_PACK_SOUND;
    if (!sl_pack_index_find(&pack->index, entry->base_id, &position))
        return SL_PACK_NO_BASE;
    *offset = sl_pack_index_offset(&pack->index, position);
    return SL_PACK_SOUND;
}

static sl_pack_fault collect_chain(reader *me, uint64_t offset)
{
    for (;;) {
        sl_pack_entry *entry = sl_vec_push(&me->chain);
        sl_pack_fault fault = sl_pack_entry_at(me->pack, offset, entry);

        if (fault == SL_PACK_SOUND && me->chain.len > me->pack->index.count)
            fault = SL_PACK_CYCLE;
        if (fault != SL_PACK_SOUND)
            return me->chain.len > 1 && fault != SL_PACK_CYCLE ? SL_PACK_BASE_LOST
                                                               : fault;
        if (entry->kind <= SL_OBJ_TAG)
            return SL_PACK_SOUND;
        fault = base_offset(me->pack, entry, &offset);
        if (fault != SL_PACK_SOUND)
            return fault;
    }
}

/* The size of the object, before any work is done for it. False if the sizes at
 * the head of its delta cannot be read. */
static bool final_size(const reader *me, uint64_t *size)
{
    const sl_pack_entry *entry = &me->chain.at[0];
    sl_str stream = {me->pack->objects.bytes.ptr + entry->data,
                     me->pack->end - entry->data};
    uint8_t head[20];
    sl_delta delta;

    *size = entry->size;
    if (me->chain.len == 1)
        return true;
    if (!sl_delta_parse(
            (sl_str){(const char *)head, sl_inflate_head(stream, head, sizeof head)},
            &delta))
        return false;
    *size = delta.result_size;
    return true;
}

static sl_pack_fault build(reader *me, sl_buf *out)
{
    size_t i = me->chain.len - 1;
    sl_block bytes = {0};
    sl_pack_fault fault =
        sl_pack_take(me->pack, &me->chain.at[i], me->inflate, &me->stock, &bytes);

    while (fault == SL_PACK_SOUND && i > 0)
        fault =
            sl_pack_step(me->pack, &me->chain.at[--i], me->inflate, &me->stock, &bytes);
    if (fault == SL_PACK_SOUND)
        sl_buf_add(out, (sl_str){(const char *)bytes.ptr, bytes.len});
    else if (i > 0 && fault != SL_PACK_BUDGET)
        fault = SL_PACK_BASE_LOST;
    sl_stock_give(&me->stock, &bytes);
    return fault;
}

sl_pack_fault sl_pack_read(const sl_pack *pack, uint32_t position, uint64_t max_size,
                           sl_inflate *inflate, sl_object_type *type, sl_buf *out)
{
    reader me = {
        .pack = pack, .inflate = inflate, .stock = {.budget = SL_MAX_PACK_LIVE}};
    sl_pack_fault fault =
        collect_chain(&me, sl_pack_index_offset(&pack->index, position));
    uint64_t size = 0;

    sl_buf_clear(out);
    if (fault == SL_PACK_SOUND && !final_size(&me, &size))
        fault = SL_PACK_STREAM;
    if (fault == SL_PACK_SOUND && size > max_size)
        fault = SL_PACK_SIZE;
    if (fault == SL_PACK_SOUND) {
        *type = (sl_object_type)sl_vec_last(&me.chain)->kind;
        fault = build(&me, out);
    }
    sl_vec_free(&me.chain);
    sl_stock_free(&me.stock);
    return fault;
}
