#include "git/index_split.h"

#include "git/bytes.h"

#include <string.h>

static bool corrupt(const sl_index_file *file, sl_err *err, const char *what)
{
    return sl_fail(err, SL_EFORMAT, "%s: split index: %s", file->name, what);
}

bool sl_index_split_base(const sl_index_file *file, sl_oid *out, sl_err *err)
{
    sl_oid none = {.len = (uint8_t)file->oid_len};

    *out = (sl_oid){0};
    if (file->link.len == 0)
        return true;
    if (file->link.len < file->oid_len)
        return corrupt(file, err, "truncated extension");
    *out = sl_oid_make((const uint8_t *)file->link.ptr, file->oid_len);
    if (sl_oid_eq(out, &none))
        *out = (sl_oid){0};
    return true;
}

/* Marks bits [at, at + count); those beyond len only count if they are set. */
static bool mark(bool *bits, size_t len, uint64_t at, uint64_t count)
{
    if (at > len || count > len - at)
        return false;
    memset(bits + at, true, (size_t)count);
    return true;
}

static bool mark_word(bool *bits, size_t len, uint64_t at, uint64_t word)
{
    for (unsigned i = 0; word; i++, word >>= 1)
        if ((word & 1) && !mark(bits, len, at + i, 1))
            return false;
    return true;
}

/* Takes an EWAH bitmap off *rest: number of bits, number of words, the words (a
 * marker is followed by the literal words that it counts), place of the last
 * marker. bits has len places. False if it is malformed or a bit lies outside. */
static bool ewah_read(sl_str *rest, bool *bits, size_t len)
{
    size_t words;
    uint64_t bit = 0;
    const char *at;

    if (rest->len < 12)
        return false;
    words = sl_be32(rest->ptr + 4);
    if (words > (rest->len - 12) / 8)
        return false;
    at = rest->ptr + 8;
    for (size_t i = 0; i < words;) {
        uint64_t marker = sl_be64(at + 8 * i++);
        uint64_t run = (marker >> 1 & 0xffffffff) * 64;
        uint64_t literals = marker >> 33;

        if ((marker & 1) && !mark(bits, len, bit, run))
            return false;
        bit += run;
        if (literals > words - i)
            return false;
        for (; literals > 0; literals--, bit += 64)
            if (!mark_word(bits, len, bit, sl_be64(at + 8 * i++)))
                return false;
    }
    *rest = sl_str_skip(*rest, 12 + 8 * words);
    return true;
}

/* The first entries of the split index have no path: they stand, in order, for
 * those of base that the second bitmap names. */
static bool replace(sl_index_file *file, sl_index_file *base, const bool *replaced,
                    size_t *used, sl_err *err)
{
    for (size_t i = 0; i < base->len; i++) {
        sl_str path = base->entries[i].path;

        if (!replaced[i])
            continue;
        if (*used >= file->len || file->entries[*used].path.len > 0)
            return corrupt(file, err, "too few replacements");
        base->entries[i] = file->entries[(*used)++];
        base->entries[i].path = path;
    }
    return true;
}

static int order(const sl_index_entry *a, const sl_index_entry *b)
{
    int paths = sl_str_cmp(a->path, b->path);

    return paths ? paths : a->stage - b->stage;
}

/* Both lists are sorted. An added entry replaces its equal, and one of stage 0 all
 * stages of its path. */
static void merge(sl_index_file *file, const sl_index_file *base, const bool *deleted,
                  size_t added)
{
    sl_index_entry *out =
        sl_arena_calloc(file->arena, base->len + file->len - added, sizeof *out);
    size_t len = 0;

    for (size_t i = 0; i < base->len || added < file->len;) {
        const sl_index_entry *old = i < base->len ? &base->entries[i] : NULL;
        const sl_index_entry *new = added < file->len ? &file->entries[added] : NULL;

        if (old && deleted[i]) {
            i++;
        } else if (old && (!new || order(old, new) < 0)) {
            out[len++] = *old;
            i++;
        } else {
            while (i < base->len &&
                   (order(&base->entries[i], new) == 0 ||
                    (new->stage == 0 && sl_str_eq(base->entries[i].path, new->path))))
                i++;
            out[len++] = *new;
            added++;
        }
    }
    file->entries = out;
    file->len = len;
}

bool sl_index_split_merge(sl_index_file *file, sl_index_file *base, sl_err *err)
{
    sl_str rest = sl_str_skip(file->link, file->oid_len);
    bool *deleted = sl_arena_calloc(file->arena, base->len, 1);
    bool *replaced = sl_arena_calloc(file->arena, base->len, 1);
    size_t used = 0;

    if (rest.len > 0 && (!ewah_read(&rest, deleted, base->len) ||
                         !ewah_read(&rest, replaced, base->len) || rest.len > 0))
        return corrupt(file, err, "malformed bitmap");
    for (size_t i = 0; i < base->len; i++)
        if (deleted[i] && replaced[i])
            return corrupt(file, err, "an entry is both replaced and deleted");
    if (!replace(file, base, replaced, &used, err))
        return false;
    merge(file, base, deleted, used);
    return true;
}
