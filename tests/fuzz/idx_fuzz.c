/* A pack index, with ids of 20 bytes, or of 32 if the first byte is odd: what can be
 * asked of any position, and of ids that are in it and that are not. */
#include "fuzz.h"

#include "git/oid.h"
#include "git/pack_order.h"
#include "git/pack_owner.h"

#include <string.h>

/* Are the ids of this index in order, as a search needs them? */
static bool sorted(const sl_pack_index *index)
{
    for (uint32_t i = 1; i < index->count; i++)
        if (memcmp(sl_pack_index_id(index, i - 1), sl_pack_index_id(index, i),
                   index->oid_len) >= 0)
            return false;
    for (uint32_t i = 0; i < index->count; i++) {
        unsigned byte = sl_pack_index_id(index, i)[0];

        if (i < sl_pack_index_bucket(index, byte) ||
            i >= sl_pack_index_bucket(index, byte + 1))
            return false;
    }
    return true;
}

static void look_up(const sl_pack_index *index)
{
    bool order = sorted(index);
    uint8_t other[SL_OID_MAX];
    uint32_t position;

    for (uint32_t i = 0; i < index->count; i++) {
        const uint8_t *id = sl_pack_index_id(index, i);
        bool found = sl_pack_index_find(index, id, &position);

        must(!found ||
             memcmp(sl_pack_index_id(index, position), id, index->oid_len) == 0);
        must(!order || (found && position == i));
        memcpy(other, id, index->oid_len);
        other[index->oid_len - 1] ^= 1;
        if (sl_pack_index_find(index, other, &position))
            must(memcmp(sl_pack_index_id(index, position), other, index->oid_len) == 0);
    }
}

static void put_in_order(const sl_pack_index *index)
{
    static const uint64_t ends[] = {1, 1000, 1 << 30, (uint64_t)1 << 36};
    uint8_t *seen = calloc((size_t)index->count + 1, 1);

    for (size_t e = 0; e < sizeof ends / sizeof *ends; e++) {
        sl_pack_order order;
        uint64_t last = 0;

        sl_pack_order_make(index, ends[e], 1, &order);
        must(order.starts[0] == 0 && order.starts[order.stretches] == index->count);
        memset(seen, 0, index->count);
        for (uint32_t s = 0; s < order.stretches; s++)
            for (uint32_t i = order.starts[s]; i < order.starts[s + 1]; i++) {
                uint32_t position = sl_pack_order_position(&order, i);
                uint64_t offset = sl_pack_order_offset(&order, s, i);

                must(position < index->count && !seen[position]++);
                must(offset == ends[e] ||
                     offset == sl_pack_index_offset(index, position));
                must(last <= offset && offset <= ends[e]);
                last = offset;
            }
        sl_pack_order_free(&order);
    }
    free(seen);
}

/* The second of two packs with the same index delivers nothing. */
static void share(const sl_pack_index *index)
{
    const sl_pack_index *both[] = {index, index};
    uint8_t **duplicates = sl_pack_duplicates(both, 2, 1);
    bool order = sorted(index);

    for (uint32_t i = 0; i < index->count; i++)
        must(!order || (!duplicates[0] && duplicates[1][i]));
    free(duplicates[0]);
    free(duplicates[1]);
    free(duplicates);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t oid_len = size > 0 && data[0] & 1 ? SL_OID_MAX : SL_OID_SHA1;
    sl_pack_index index;
    sl_err err = {0};

    if (!sl_pack_index_parse(sl_str_skip(input(data, size), 1), oid_len, "idx", &index,
                             &err)) {
        must(err.code == SL_EFORMAT);
        return 0;
    }
    look_up(&index);
    put_in_order(&index);
    share(&index);
    return 0;
}
