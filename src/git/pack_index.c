#include "git/pack_index.h"

#include "git/bytes.h"

#include <string.h>

enum { FANOUT = 256, FANOUT_BYTES = FANOUT * 4, HEADER = 8, CRC_BYTES = 4 };

enum { GUESSES = 8 };

typedef struct key_range {
    uint64_t low;
    uint64_t high;
} key_range;

/* For one id, which is at low or behind it and before high, if it is there at all. */
typedef struct search {
    const uint8_t *raw;
    uint64_t key; /* its first eight bytes */
    key_range keys;
    uint32_t low;
    uint32_t high;
    uint32_t at; /* where to look next */
    unsigned tries;
} search;

static bool fanout_rises(const uint8_t *fanout)
{
    uint32_t before = 0;

    for (size_t i = 0; i < FANOUT; i++) {
        uint32_t end = sl_be32(fanout + 4 * i);

        if (end < before)
            return false;
        before = end;
    }
    return true;
}

/* Fills in the tables behind the fanout; false if the file is too short, or in
 * version 1 too long, for its count. */
static bool place_tables(const uint8_t *at, size_t left, sl_pack_index *out)
{
    size_t count = out->count;
    size_t entry = out->oid_len + 4 + (out->version == 2 ? CRC_BYTES : 0);

    if (left / entry < count)
        return false;
    left -= count * entry;
    if (out->version == 1) {
        out->offsets = at;
        out->ids = at + 4;
        out->id_stride = out->offset_stride = entry;
        return left == 0;
    }
    out->ids = at;
    out->id_stride = out->oid_len;
    out->offsets = at + count * (out->oid_len + CRC_BYTES);
    out->offset_stride = 4;
    out->wide = out->offsets + count * 4;
    out->wide_len = left / 8;
    return left % 8 == 0;
}

bool sl_pack_index_parse(sl_str bytes, size_t oid_len, const char *name,
                         sl_pack_index *out, sl_err *err)
{
    const uint8_t *at = (const uint8_t *)bytes.ptr;
    size_t left = bytes.len;

    *out = (sl_pack_index){.version = 1, .oid_len = oid_len};
    if (left >= HEADER && memcmp(at, "\377tOc", 4) == 0) {
        out->version = sl_be32(at + 4);
        if (out->version != 2)
            return sl_fail(err, SL_EFORMAT, "%s: unknown index version", name);
        at += HEADER;
        left -= HEADER;
    }
    if (left < FANOUT_BYTES + 2 * oid_len)
        return sl_fail(err, SL_EFORMAT, "%s: index is too short", name);
    out->fanout = at;
    out->pack_checksum = at + left - 2 * oid_len;
    if (!fanout_rises(at))
        return sl_fail(err, SL_EFORMAT, "%s: index is not in order", name);
    out->count = sl_be32(at + FANOUT_BYTES - 4);
    if (!place_tables(at + FANOUT_BYTES, left - FANOUT_BYTES - 2 * oid_len, out))
        return sl_fail(err, SL_EFORMAT, "%s: index has the wrong length", name);
    return true;
}

const uint8_t *sl_pack_index_id(const sl_pack_index *index, uint32_t position)
{
    return index->ids + (size_t)position * index->id_stride;
}

uint64_t sl_pack_index_offset(const sl_pack_index *index, uint32_t position)
{
    uint32_t offset = sl_be32(index->offsets + (size_t)position * index->offset_stride);

    if (index->version == 1 || !(offset & 0x80000000u))
        return offset;
    offset &= 0x7fffffffu;
    return offset < index->wide_len ? sl_be64(index->wide + (size_t)offset * 8)
                                    : UINT64_MAX;
}

uint32_t sl_pack_index_bucket(const sl_pack_index *index, unsigned byte)
{
    return byte == 0 ? 0 : sl_be32(index->fanout + (size_t)(byte - 1) * 4);
}

/* The first eight bytes of an id, as a number. */
static uint64_t key_at(const sl_pack_index *index, uint32_t position)
{
    return sl_be64(sl_pack_index_id(index, position));
}

bool sl_pack_index_repeats(const sl_pack_index *index, uint32_t position)
{
    return position > 0 && key_at(index, position) == key_at(index, position - 1) &&
           memcmp(sl_pack_index_id(index, position),
                  sl_pack_index_id(index, position - 1), index->oid_len) == 0;
}

bool sl_pack_index_holds_twice(const sl_pack_index *index)
{
    bool twice = false;

    for (uint32_t i = 1; i < index->count && !twice; i++)
        twice = sl_pack_index_repeats(index, i);
    return twice;
}

/* Where the key is among ids from low to high, if they are spread evenly between keys. */
static uint32_t guess(uint64_t key, key_range keys, uint32_t low, uint32_t high)
{
    double part = (double)(key - keys.low) / ((double)(keys.high - keys.low) + 1);
    uint32_t at = low + (uint32_t)(part * (high - low));

    return at < high ? at : high - 1;
}

/* Hashes are spread evenly: a few guesses, each from where the one before went wrong, find
 * an id in thousands. Where ids were chosen to mislead halves are taken. False if there is
 * no place left. */
static bool aim(const sl_pack_index *index, search *s)
{
    if (s->low >= s->high)
        return false;
    s->at = s->key >= s->keys.low && s->key <= s->keys.high && s->tries++ < GUESSES
                ? guess(s->key, s->keys, s->low, s->high)
                : s->low + (s->high - s->low) / 2;
    __builtin_prefetch(sl_pack_index_id(index, s->at));
    return true;
}

static bool begin(const sl_pack_index *index, const uint8_t *raw, search *s)
{
    *s = (search){
        .raw = raw,
        .key = sl_be64(raw),
        .keys = {(uint64_t)raw[0] << 56, (uint64_t)raw[0] << 56 | UINT64_MAX >> 8},
        .low = sl_pack_index_bucket(index, raw[0]),
        .high = sl_pack_index_bucket(index, raw[0] + 1u)};
    return aim(index, s);
}

/* Is it there? If not, it is looked for on one side of that place from now on. */
static bool look(const sl_pack_index *index, search *s)
{
    uint64_t there = key_at(index, s->at);
    bool above = s->key > there;

    if (s->key == there) {
        int order = memcmp(s->raw, sl_pack_index_id(index, s->at), index->oid_len);

        if (order == 0)
            return true;
        above = order > 0;
    }
    if (above) {
        s->low = s->at + 1;
        s->keys.low = there;
    } else {
        s->high = s->at;
        s->keys.high = there;
    }
    return false;
}

bool sl_pack_index_find(const sl_pack_index *index, const uint8_t *raw,
                        uint32_t *position)
{
    search s;

    for (bool more = begin(index, raw, &s); more; more = aim(index, &s))
        if (look(index, &s)) {
            *position = s.at;
            return true;
        }
    return false;
}

void sl_pack_index_find_all(const sl_pack_index *index, const uint8_t *const *raw,
                            size_t len, uint32_t *positions)
{
    search all[SL_PACK_INDEX_AT_ONCE];
    uint32_t open = 0; /* a bit for each */

    for (size_t i = 0; i < len; i++) {
        positions[i] = SL_PACK_INDEX_NONE;
        open |= (uint32_t)begin(index, raw[i], &all[i]) << i;
    }
    while (open != 0)
        for (uint32_t left = open; left != 0; left &= left - 1) {
            unsigned i = (unsigned)__builtin_ctz(left);
            bool found = look(index, &all[i]);

            if (found)
                positions[i] = all[i].at;
            if (found || !aim(index, &all[i]))
                open &= ~(UINT32_C(1) << i);
        }
}
