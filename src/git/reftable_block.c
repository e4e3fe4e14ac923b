#include "git/reftable_block.h"

#include "base/limits.h"
#include "git/bytes.h"

enum { HEAD = 4, RESTART = 3, COUNT = 2 };

static uint32_t be24(const char *at)
{
    const uint8_t *b = (const uint8_t *)at;

    return (uint32_t)b[0] << 16 | (uint32_t)b[1] << 8 | b[2];
}

bool sl_reftable_block_parse(sl_str bytes, size_t header, sl_reftable_block *out)
{
    size_t len, restarts, least = header + HEAD + COUNT;

    if (bytes.len < least)
        return false;
    out->type = bytes.ptr[header];
    len = be24(bytes.ptr + header + 1);
    if (len < least || len > bytes.len)
        return false;
    restarts = (size_t)RESTART * sl_be16(bytes.ptr + len - COUNT);
    if (restarts == 0 || restarts > len - least)
        return false;
    out->whole = sl_str_sub(bytes, 0, len);
    out->records = sl_str_sub(bytes, header + HEAD, len - COUNT - restarts);
    out->restarts = sl_str_sub(bytes, len - COUNT - restarts, len - COUNT);
    return true;
}

/* A number in groups of seven bits as pack files have them for offsets. */
static bool next_number(sl_str *rest, uint64_t *out)
{
    const uint8_t *at = (const uint8_t *)rest->ptr;
    uint64_t value;
    size_t i = 0;

    if (rest->len == 0)
        return false;
    value = at[0] & 0x7f;
    while (at[i] & 0x80) {
        if (++i == rest->len || value >= UINT64_MAX >> 8)
            return false;
        value = (value + 1) << 7 | (at[i] & 0x7f);
    }
    *rest = sl_str_skip(*rest, i + 1);
    *out = value;
    return true;
}

static bool next_bytes(sl_str *rest, uint64_t len, sl_str *out)
{
    if (len > rest->len)
        return false;
    *out = sl_str_sub(*rest, 0, (size_t)len);
    *rest = sl_str_skip(*rest, (size_t)len);
    return true;
}

/* How much of the name before it a record shares, what it adds, and three bits. */
static bool next_key(sl_str *rest, uint64_t *shared, sl_str *added, unsigned *bits)
{
    uint64_t word;

    if (!next_number(rest, shared) || !next_number(rest, &word) ||
        !next_bytes(rest, word >> 3, added))
        return false;
    *bits = word & 7;
    return true;
}

/* Each comes behind the one before it: so none is there twice, and none is empty. As
 * they are those of files elsewhere they hold no NUL and are not longer than a path. */
static bool next_name(sl_str *rest, sl_buf *name, unsigned *bits)
{
    uint64_t shared;
    sl_str added;

    if (!next_key(rest, &shared, &added, bits) || shared > name->len ||
        shared + added.len > SL_MAX_PATH || sl_str_chr(added, '\0') != SIZE_MAX ||
        sl_str_cmp(added, sl_str_skip(sl_buf_str(name), (size_t)shared)) <= 0)
        return false;
    name->len = (size_t)shared;
    sl_buf_add(name, added);
    return true;
}

static bool next_oid(sl_str *rest, size_t oid_len, sl_oid *out)
{
    sl_str raw;

    if (!next_bytes(rest, oid_len, &raw))
        return false;
    *out = sl_oid_make((const uint8_t *)raw.ptr, oid_len);
    return true;
}

bool sl_reftable_next_ref(sl_str *rest, size_t oid_len, sl_buf *name,
                          sl_ref_record *out)
{
    uint64_t update, len;
    unsigned kind;
    sl_oid peeled;

    *out = (sl_ref_record){0};
    if (!next_name(rest, name, &kind) || !next_number(rest, &update))
        return false;
    out->name = sl_buf_str(name);
    out->kind = (sl_ref_kind)kind;
    switch (kind) {
    case SL_REF_DELETED: return true;
    case SL_REF_ID: return next_oid(rest, oid_len, &out->oid);
    case SL_REF_PEELED:
        return next_oid(rest, oid_len, &out->oid) && next_oid(rest, oid_len, &peeled);
    case SL_REF_SYMBOLIC:
        return next_number(rest, &len) && len > 0 && len <= SL_MAX_PATH &&
               next_bytes(rest, len, &out->target);
    default: return false;
    }
}

bool sl_reftable_next_index(sl_str *rest, sl_buf *name, uint64_t *position)
{
    unsigned bits;

    return next_name(rest, name, &bits) && bits == 0 && next_number(rest, position);
}

/* The records from the i-th restart on; *name is that of the first, which shares none. */
static bool restart(const sl_reftable_block *block, size_t i, sl_str *rest,
                    sl_str *name)
{
    size_t offset = be24(block->restarts.ptr + RESTART * i);
    size_t first = (size_t)(block->records.ptr - block->whole.ptr);
    uint64_t shared;
    unsigned bits;
    sl_str at;

    if (offset < first || offset - first >= block->records.len)
        return false;
    *rest = at = sl_str_skip(block->records, offset - first);
    return next_key(&at, &shared, name, &bits) && shared == 0;
}

bool sl_reftable_seek(const sl_reftable_block *block, sl_str wanted, sl_str *rest)
{
    size_t low = 0, high = block->restarts.len / RESTART;
    sl_str at, name;

    *rest = block->records;
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (!restart(block, middle, &at, &name))
            return false;
        if (sl_str_cmp(name, wanted) <= 0) {
            *rest = at;
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return true;
}
