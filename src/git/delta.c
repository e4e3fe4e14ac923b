#include "git/delta.h"

#include "git/bytes.h"

#include <stddef.h>
#include <string.h>

enum {
    COPY = 0x80,
    COPY_OFFSET_BYTES = 4,
    COPY_SIZE_BYTES = 3,
    COPY_DEFAULT = 0x10000,
    GAPS = 255,
    FEW = 64
};

static bool read_size(sl_str *rest, uint64_t *out)
{
    uint64_t value = 0;

    for (unsigned shift = 0; rest->len > 0 && shift < 63; shift += 7) {
        uint8_t byte = (uint8_t)rest->ptr[0];

        *rest = sl_str_skip(*rest, 1);
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80)) {
            *out = value;
            return true;
        }
    }
    return false;
}

bool sl_delta_parse(sl_str bytes, sl_delta *out)
{
    if (!read_size(&bytes, &out->base_size) || !read_size(&bytes, &out->result_size))
        return false;
    out->ops = bytes;
    return true;
}

/* The offset and size behind a copy instruction: bit i of op says whether byte i
 * is there. Returns the next instruction, or NULL if they are cut short. */
static const uint8_t *read_copy(const uint8_t *at, const uint8_t *end, unsigned op,
                                size_t *offset, size_t *size)
{
    /* By bits of op: how many bits of the number follow, if they are its lowest ones, which
     * they nearly always are. */
    static const uint8_t lowest[1 << COPY_OFFSET_BYTES] = {
        0,    8,    GAPS, 16,   GAPS, GAPS, GAPS, 24,
        GAPS, GAPS, GAPS, GAPS, GAPS, GAPS, GAPS, 32,
    };
    unsigned offset_bits = lowest[op & 15], size_bits = lowest[op >> 4 & 7];
    uint64_t all = 0;

    if (end - at >= (ptrdiff_t)sizeof all && offset_bits != GAPS && size_bits != GAPS) {
        all = sl_le64(at);
        *offset = all & (((uint64_t)1 << offset_bits) - 1);
        *size = all >> offset_bits & (((uint64_t)1 << size_bits) - 1);
        at += (offset_bits + size_bits) / 8;
    } else {
        for (unsigned i = 0; i < COPY_OFFSET_BYTES + COPY_SIZE_BYTES; i++) {
            if (!(op & 1u << i))
                continue;
            if (at == end)
                return NULL;
            all |= (uint64_t)*at++ << 8 * i;
        }
        *offset = all & UINT32_MAX;
        *size = all >> 8 * COPY_OFFSET_BYTES;
    }
    *size = *size ? *size : COPY_DEFAULT;
    return at;
}

/* The last one is dropped when the next begins if it stayed short. */
static void add_copy(sl_copies *copies, size_t at, size_t from, size_t len)
{
    sl_copy *last = copies->len > 0 ? sl_vec_last(copies) : NULL;

    if (last && last->at + last->len == at && last->from + last->len == from) {
        last->len += len;
        return;
    }
    if (!last || last->len >= SL_COPY_MIN) {
        sl_vec_reserve(copies, 1);
        last = &copies->at[copies->len++];
    }
    *last = (sl_copy){at, from, len};
}

static void end_copies(sl_copies *copies)
{
    if (copies->len > 0 && sl_vec_last(copies)->len < SL_COPY_MIN)
        copies->len--;
}

bool sl_delta_apply(const sl_delta *delta, sl_str base, uint8_t *out, sl_copies *copies)
{
    const uint8_t *at = (const uint8_t *)delta->ops.ptr;
    const uint8_t *end = at + delta->ops.len;
    size_t room = delta->result_size;

    if (copies)
        copies->len = 0;
    if (base.len != delta->base_size)
        return false;
    while (at < end) {
        unsigned op = *at++;
        const void *from = at;
        size_t there = (size_t)(end - at);
        size_t offset, size = op;

        if (op & COPY) {
            at = read_copy(at, end, op, &offset, &size);
            if (!at || offset > base.len || size > base.len - offset)
                return false;
            from = base.ptr + offset;
            there = base.len - offset;
            if (copies)
                add_copy(copies, delta->result_size - room, offset, size);
        } else if (op == 0 || size > (size_t)(end - at)) {
            return false;
        } else {
            at += size;
        }
        if (size > room)
            return false;
        if (size > FEW || room < FEW || there < FEW)
            memcpy(out, from, size);
        else /* as most are: no call, and what is too many is written over */
            memcpy(out, from, FEW);
        out += size;
        room -= size;
    }
    if (copies)
        end_copies(copies);
    return room == 0;
}
