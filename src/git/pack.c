#include "git/pack.h"

#include "base/mem.h"
#include "git/bytes.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { PACK_HEADER = 12, LINE = 64 /* of the cache */ };

static const struct {
    const char *text;
    sl_err_code code;
} faults[] = {
    [SL_PACK_SOUND] = {"nothing is wrong with it", SL_OK},
    [SL_PACK_BEYOND] = {"lies outside the pack", SL_EFORMAT},
    [SL_PACK_HEADER] = {"bad object header", SL_EFORMAT},
    [SL_PACK_NO_BASE] = {"delta base is missing", SL_EFORMAT},
    [SL_PACK_CYCLE] = {"delta bases form a cycle", SL_EFORMAT},
    [SL_PACK_STREAM] = {"corrupt data", SL_EFORMAT},
    [SL_PACK_DELTA] = {"corrupt delta", SL_EFORMAT},
    [SL_PACK_BASE_LOST] = {"delta base cannot be read", SL_EFORMAT},
    [SL_PACK_SIZE] = {"too large", SL_ELIMIT},
    [SL_PACK_BUDGET] = {"delta needs too much memory", SL_ELIMIT},
};

bool sl_pack_fail(const sl_pack *pack, const sl_oid *oid, sl_pack_fault fault,
                  uint64_t max_size, sl_err *err)
{
    char hex[SL_OID_HEX_MAX + 1];

    if (fault == SL_PACK_SIZE)
        return sl_fail(err, SL_ELIMIT, "object %s: larger than %" PRIu64 " MiB in %s",
                       sl_oid_hex(oid, hex), max_size >> 20, pack->name);
    return sl_fail(err, faults[fault].code, "object %s: %s in %s", sl_oid_hex(oid, hex),
                   faults[fault].text, pack->name);
}

static const char *find_flaw(const sl_pack *pack)
{
    sl_str bytes = pack->objects.bytes;
    uint32_t version = sl_be32(bytes.ptr + 4);

    if (memcmp(bytes.ptr, "PACK", 4) != 0 || (version != 2 && version != 3))
        return "not a pack of a known version";
    if (sl_be32(bytes.ptr + 8) != pack->index.count)
        return "holds another number of objects than its index";
    return NULL;
}

/* Git compares the trailers, too, and never hashes a pack that it only reads. */
static void check_whole(sl_pack *pack)
{
    sl_str bytes = pack->objects.bytes;
    size_t trailer = pack->index.oid_len;

    pack->flaw = find_flaw(pack);
    pack->end = bytes.len;
    if (bytes.len >= PACK_HEADER + trailer &&
        memcmp(bytes.ptr + bytes.len - trailer, pack->index.pack_checksum, trailer) ==
            0)
        pack->end -= trailer;
    else if (!pack->flaw)
        pack->flaw = "truncated, or not the pack of its index";
}

bool sl_pack_open(int dir, const char *index_name, size_t oid_len, sl_pack *out,
                  sl_err *err)
{
    size_t stem = strlen(index_name) - strlen("idx");

    *out = (sl_pack){.name = sl_malloc(stem + sizeof "pack")};
    memcpy(out->name, index_name, stem);
    memcpy(out->name + stem, "pack", sizeof "pack");
    if (!sl_mapping_open(dir, index_name, &out->table, err) ||
        !sl_mapping_open(dir, out->name, &out->objects, err) ||
        !sl_pack_index_parse(out->table.bytes, oid_len, index_name, &out->index, err))
        return false;
    if (out->objects.bytes.len < PACK_HEADER)
        return sl_fail(err, SL_EFORMAT, "%s: pack is too short", out->name);
    check_whole(out);
    return true;
}

void sl_pack_close(sl_pack *pack)
{
    sl_mapping_close(&pack->objects);
    sl_mapping_close(&pack->table);
    free(pack->name);
    *pack = (sl_pack){0};
}

/* The distance back to the base (git's own coding: each further byte adds one
 * before the shift). 0 if it is cut short or too large. */
static uint64_t read_distance(const uint8_t **at, const uint8_t *end)
{
    uint64_t value = 0;

    while (*at < end && value < (uint64_t)1 << 56) {
        uint8_t byte = *(*at)++;

        value = value << 7 | (byte & 0x7f);
        if (!(byte & 0x80))
            return value;
        value++;
    }
    return 0;
}

static bool read_base(const sl_pack *pack, uint64_t offset, const uint8_t **at,
                      const uint8_t *end, sl_pack_entry *out)
{
    if (out->kind == SL_ENTRY_OFS) {
        uint64_t distance = read_distance(at, end);

        out->base = offset - distance;
        return distance > 0 && distance <= offset;
    }
    if (out->kind == SL_ENTRY_REF) {
        out->base_id = *at;
        if ((size_t)(end - *at) < pack->index.oid_len)
            return false;
        *at += pack->index.oid_len;
        return true;
    }
    return out->kind >= SL_OBJ_COMMIT && out->kind <= SL_OBJ_TAG;
}

void sl_pack_expect(const sl_pack *pack, uint64_t offset)
{
    const char *at = pack->objects.bytes.ptr;

    if (offset >= pack->end)
        return;
    __builtin_prefetch(at + offset);
    __builtin_prefetch(at + offset + LINE);
}

sl_pack_fault sl_pack_entry_at(const sl_pack *pack, uint64_t offset, sl_pack_entry *out)
{
    const uint8_t *start = (const uint8_t *)pack->objects.bytes.ptr;
    const uint8_t *end = start + pack->end, *at;
    unsigned shift = 4;

    if (offset < PACK_HEADER || offset >= pack->end)
        return SL_PACK_BEYOND;
    at = start + offset;
    *out = (sl_pack_entry){.kind = *at >> 4 & 7, .size = *at & 15};
    while (*at++ & 0x80) {
        if (at == end || shift > 57)
            return SL_PACK_HEADER;
        out->size |= (uint64_t)(*at & 0x7f) << shift;
        shift += 7;
    }
    if (!read_base(pack, offset, &at, end, out))
        return SL_PACK_HEADER;
    out->data = (size_t)(at - start);
    return out->size / SL_INFLATE_RATIO > pack->end - out->data ? SL_PACK_HEADER
                                                                : SL_PACK_SOUND;
}

bool sl_pack_inflate(const sl_pack *pack, const sl_pack_entry *entry,
                     sl_inflate *inflate, const sl_block *out)
{
    sl_str stream = {pack->objects.bytes.ptr + entry->data, pack->end - entry->data};

    return sl_inflate_exact(inflate, stream, out->ptr, entry->size, out->cap, NULL);
}
