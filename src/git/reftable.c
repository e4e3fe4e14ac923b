#include "git/reftable.h"

#include "base/hash.h"
#include "base/limits.h"
#include "git/bytes.h"

enum { HEADER_1 = 24, HEADER_2 = 28, POSITIONS = 5, CRC = 4, OBJ_LEN_BITS = 5 };

static bool fail(const sl_reftable *table, const char *why, sl_err *err)
{
    return sl_fail(err, SL_EFORMAT, "%s: %s", table->name, why);
}

static bool fail_block(const sl_reftable *table, size_t at, sl_err *err)
{
    return sl_fail(err, SL_EFORMAT, "%s: malformed block at byte %zu", table->name, at);
}

static bool parse_header(sl_reftable *t, sl_err *err)
{
    sl_str bytes = t->bytes;
    bool wide = false;

    if (!sl_str_starts(bytes, sl_lit("REFT")) || bytes.len < HEADER_1)
        return fail(t, bytes.len == 0 ? "is empty" : "is no reftable", err);
    if (bytes.ptr[4] != 1 && bytes.ptr[4] != 2)
        return fail(t, "unknown version of reftable", err);
    t->header = bytes.ptr[4] == 1 ? HEADER_1 : HEADER_2;
    t->block_size = sl_be32(bytes.ptr + 4) & 0xffffff;
    if (t->header == HEADER_2) {
        sl_str id = sl_str_sub(bytes, HEADER_1, HEADER_2);

        wide = sl_str_eq(id, sl_lit("s256"));
        if (!wide && !sl_str_eq(id, sl_lit("sha1")))
            return fail(t, "unknown kind of object ids", err);
    }
    return t->oid_len == (wide ? SL_OID_MAX : SL_OID_SHA1) ||
           fail(t,
                wide ? "has ids of SHA-256, the repository of SHA-1"
                     : "has ids of SHA-1, the repository of SHA-256",
                err);
}

/* The first section behind the refs, of those that there are, ends them. Of several
 * levels of the index the root comes last. */
static bool parse_positions(sl_reftable *t, const char *footer, sl_err *err)
{
    size_t end = (size_t)(footer - t->bytes.ptr);
    char first = t->bytes.ptr[t->header];
    bool other = false;

    t->end = end;
    for (size_t i = 0; i < POSITIONS; i++) {
        uint64_t at = sl_be64(footer + t->header + 8 * i);

        if (i == 1)
            at >>= OBJ_LEN_BITS;
        if (at == 0)
            continue;
        if (at < t->header || at >= end)
            return fail(t, "a section lies outside the file", err);
        if (i == 0)
            t->index = (size_t)at;
        else if (at < t->end)
            t->end = (size_t)at;
        other |= at > t->header;
    }
    if (t->header < end && first == SL_REFTABLE_REFS && t->index < t->end)
        return t->index == 0 || t->bytes.ptr[t->index] == SL_REFTABLE_INDEX ||
               fail_block(t, t->index, err);
    t->end = t->index = 0;
    return (!other && (t->header == end || first == SL_REFTABLE_LOGS)) ||
           fail_block(t, t->header, err);
}

bool sl_reftable_parse(sl_str bytes, size_t oid_len, const char *name, sl_reftable *out,
                       sl_err *err)
{
    size_t footer_len;
    sl_str footer;

    *out = (sl_reftable){.bytes = bytes, .name = name, .oid_len = oid_len};
    if (bytes.len > SL_MAX_FILE_SIZE)
        return sl_fail(err, SL_ELIMIT, "%s is larger than %u MiB", name,
                       SL_MAX_FILE_SIZE / SL_MIB);
    if (!parse_header(out, err))
        return false;
    footer_len = out->header + 8 * POSITIONS + CRC;
    if (bytes.len < out->header + footer_len)
        return fail(out, "is cut short", err);
    footer = sl_str_skip(bytes, bytes.len - footer_len);
    if (!sl_str_starts(footer, sl_str_sub(bytes, 0, out->header)))
        return fail(out, "is cut short: it does not end with a footer", err);
    if (sl_crc32(sl_str_sub(footer, 0, footer_len - CRC)) !=
        sl_be32(footer.ptr + footer_len - CRC))
        return fail(out, "the checksum of its footer is wrong", err);
    return parse_positions(out, footer.ptr, err);
}

static bool block_at(const sl_reftable *t, size_t at, sl_reftable_block *out)
{
    size_t end = t->bytes.len - (t->header + 8 * POSITIONS + CRC);

    return sl_reftable_block_parse(sl_str_sub(t->bytes, at, end), at ? 0 : t->header,
                                   out);
}

/* Padding is of zeros, up to the block size; where there is none the next block, or
 * section, follows at once. */
static bool find_next(const sl_reftable *t, size_t at, size_t len, size_t *next)
{
    size_t full = at + t->block_size;
    size_t i = at + len;

    while (i < full && i < t->end && t->bytes.ptr[i] == '\0')
        i++;
    *next = i;
    return i == at + len || i == full || i == t->end;
}

/* The block at walk->next, if it is of refs. The first name of a block is whole. */
static bool enter_block(sl_reftable_walk *walk, sl_err *err)
{
    const sl_reftable *t = walk->table;
    size_t at = walk->next;
    sl_reftable_block block;

    walk->at = at;
    if (!block_at(t, at, &block) || block.type != SL_REFTABLE_REFS ||
        block.records.len == 0 || block.records.ptr[0] != 0 ||
        (t->block_size > 0 && block.whole.len > t->block_size) ||
        !find_next(t, at, block.whole.len, &walk->next))
        return fail_block(t, at, err);
    walk->rest = block.records;
    return true;
}

static bool is_index(const sl_reftable *t, size_t at)
{
    return at > 0 && at < t->end && t->bytes.ptr[at] == SL_REFTABLE_INDEX;
}

/* Are all ref blocks read? Where there is an index they end at it, and the first that it
 * names is the first of all: what became one by damage is told from it by that. */
static bool at_end(const sl_reftable_walk *walk)
{
    const sl_reftable *t = walk->table;
    sl_reftable_block block;
    uint64_t position = 1;
    sl_buf name = {0};

    if (t->index == 0)
        return walk->next >= t->end;
    if (is_index(t, walk->next) && block_at(t, walk->next, &block) &&
        block.records.len > 0 &&
        !sl_reftable_next_index(&block.records, &name, &position))
        position = 1;
    sl_buf_free(&name);
    return position == 0;
}

bool sl_reftable_next(sl_reftable_walk *walk, sl_ref_record *out, sl_err *err)
{
    const sl_reftable *t = walk->table;

    if (walk->rest.len == 0 && (at_end(walk) || !enter_block(walk, err)))
        return false;
    return sl_reftable_next_ref(&walk->rest, t->oid_len, &walk->name, out) ||
           fail_block(t, walk->at, err);
}

void sl_reftable_walk_free(sl_reftable_walk *walk)
{
    sl_buf_free(&walk->name);
}

/* The position that the first record of an index block has whose name is not before the
 * wanted one; *found is false if there is none. */
static bool look_in(const sl_reftable_block *block, sl_str wanted, uint64_t *position,
                    bool *found)
{
    sl_buf name = {0};
    sl_str rest;
    bool ok = sl_reftable_seek(block, wanted, &rest);

    *found = false;
    while (ok && !*found && rest.len > 0) {
        ok = sl_reftable_next_index(&rest, &name, position);
        *found = sl_str_cmp(sl_buf_str(&name), wanted) >= 0;
    }
    sl_buf_free(&name);
    return ok;
}

/* Where the first ref block lies whose last name is not before the wanted one; *found is
 * false if there is none. Each level of the index lies before the one above it, and the
 * highest may have several blocks too, of which only the first is named. */
static bool descend(const sl_reftable *t, sl_str wanted, size_t *at, bool *found,
                    sl_err *err)
{
    size_t above = t->index, next;
    unsigned levels = 0;

    *at = t->index;
    *found = true;
    while (*found && is_index(t, *at)) {
        uint64_t position = 0;
        sl_reftable_block block;

        if (levels > SL_MAX_REF_LEVELS || !block_at(t, *at, &block) ||
            !look_in(&block, wanted, &position, found) || position >= above ||
            !find_next(t, *at, block.whole.len, &next))
            return fail_block(t, *at, err);
        if (*found) {
            *at = above = (size_t)position;
            levels++;
        } else if (levels > 0) {
            return fail_block(t, *at, err);
        } else if (is_index(t, next)) {
            *at = next;
            *found = true;
        }
    }
    return true;
}

/* Goes on to the records of the block at walk->next from near the wanted name on. */
static bool seek(sl_reftable_walk *walk, sl_str wanted, sl_err *err)
{
    sl_reftable_block block;

    return enter_block(walk, err) && ((block_at(walk->table, walk->at, &block) &&
                                       sl_reftable_seek(&block, wanted, &walk->rest)) ||
                                      fail_block(walk->table, walk->at, err));
}

bool sl_reftable_find(const sl_reftable *table, sl_str name, sl_ref_record *out,
                      sl_err *err)
{
    sl_reftable_walk walk = {.table = table};
    bool found = table->end > 0;
    int order = -1;

    if (table->index > 0 && !descend(table, name, &walk.next, &found, err))
        return false;
    if (found && table->index > 0)
        found = seek(&walk, name, err);
    while (found && order < 0) {
        found = sl_reftable_next(&walk, out, err);
        order = found ? sl_str_cmp(out->name, name) : 0;
    }
    out->name = name;
    sl_reftable_walk_free(&walk);
    return found && order == 0;
}
