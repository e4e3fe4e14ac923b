#include "git/index_file.h"

#include "base/limits.h"
#include "git/bytes.h"

#include <string.h>

enum {
    HEADER_SIZE = 12,
    STAT_SIZE = 40,
    NAME_MASK = 0xfff, /* also: longer names end at their NUL */
    STAGE_SHIFT = 12,
    EXTENDED = 0x4000,
    ASSUME_VALID = 0x8000,
    EXTENDED_SKIP_WORKTREE = 0x4000,
    EXTENDED_INTENT_TO_ADD = 0x2000
};

/* The walk over the entries. */
typedef struct reader {
    sl_index_file *file;
    uint32_t version;
    size_t at;
    size_t end; /* where the checksum begins */
    sl_str previous;
    size_t copied; /* bytes of paths, which version 4 can make out of nothing */
} reader;

static bool broken(const reader *r, sl_err *err, const char *what)
{
    return sl_fail(err, SL_EFORMAT, "%s: %s at byte %zu", r->file->name, what, r->at);
}

/* The offset encoding of gitformat-pack(5): each further byte adds one. */
static bool varint(reader *r, size_t *out)
{
    const uint8_t *bytes = (const uint8_t *)r->file->bytes.ptr;
    size_t value = 0;
    uint8_t c;

    for (;;) {
        if (r->at >= r->end || value > SIZE_MAX >> 8)
            return false;
        c = bytes[r->at++];
        value += c & 0x7f;
        if (!(c & 0x80))
            break;
        value = (value + 1) << 7;
    }
    *out = value;
    return true;
}

/* Version 4: the path is the previous one without its last bytes, and a suffix. */
static bool path_joined(reader *r, sl_index_entry *entry, sl_err *err)
{
    size_t strip, keep, suffix;
    char *path;

    if (!varint(r, &strip) || strip > r->previous.len)
        return broken(r, err, "malformed path");
    suffix = sl_str_chr(sl_str_sub(r->file->bytes, r->at, r->end), '\0');
    if (suffix == SIZE_MAX)
        return broken(r, err, "path without end");
    keep = r->previous.len - strip;
    entry->path = sl_str_sub(r->file->bytes, r->at, r->at + suffix);
    r->at += suffix + 1;
    if (keep > 0) {
        r->copied += keep + suffix;
        if (r->copied > SL_MAX_FILE_SIZE)
            return sl_fail(err, SL_ELIMIT, "%s: paths are larger than %u MiB",
                           r->file->name, SL_MAX_FILE_SIZE / SL_MIB);
        path = sl_arena_alloc(r->file->arena, keep + suffix + 1);
        memcpy(path, r->previous.ptr, keep);
        memcpy(path + keep, entry->path.ptr, suffix);
        entry->path = sl_str_make(path, keep + suffix);
    }
    r->previous = entry->path;
    return true;
}

/* Versions 2 and 3: the path, and 1 to 8 NULs up to a multiple of 8. */
static bool path_plain(reader *r, size_t start, size_t name_len, sl_index_entry *entry,
                       sl_err *err)
{
    sl_str rest = sl_str_sub(r->file->bytes, r->at, r->end);
    size_t len = sl_str_chr(rest, '\0');
    size_t next;

    if (len == SIZE_MAX)
        return broken(r, err, "path without end");
    if (name_len < NAME_MASK ? len != name_len : len < NAME_MASK)
        return broken(r, err, "wrong path length");
    entry->path = sl_str_sub(rest, 0, len);
    next = start + ((r->at - start + len + 8) & ~(size_t)7);
    if (next > r->end)
        return broken(r, err, "truncated");
    r->at = next;
    return true;
}

static bool flags_read(reader *r, sl_index_entry *entry, size_t *name_len, sl_err *err)
{
    const char *bytes = r->file->bytes.ptr;
    uint32_t flags = sl_be16(bytes + r->at);
    uint32_t more;

    r->at += 2;
    *name_len = flags & NAME_MASK;
    entry->stage = flags >> STAGE_SHIFT & 3;
    entry->flags = flags & ASSUME_VALID ? SL_INDEX_ASSUME_UNCHANGED : 0;
    if (!(flags & EXTENDED))
        return true;
    if (r->end - r->at < 2)
        return broken(r, err, "truncated");
    more = sl_be16(bytes + r->at);
    if (more & ~(uint32_t)(EXTENDED_SKIP_WORKTREE | EXTENDED_INTENT_TO_ADD))
        return broken(r, err, "unknown entry flags");
    r->at += 2;
    if (more & EXTENDED_SKIP_WORKTREE)
        entry->flags |= SL_INDEX_SKIP_WORKTREE;
    if (more & EXTENDED_INTENT_TO_ADD)
        entry->flags |= SL_INDEX_INTENT_TO_ADD;
    return true;
}

static bool entry_read(reader *r, sl_index_entry *entry, sl_err *err)
{
    size_t start = r->at;
    size_t oid_len = r->file->oid_len;
    const uint8_t *b = (const uint8_t *)r->file->bytes.ptr + start;
    size_t name_len;

    if (r->end - start < STAT_SIZE + oid_len + 2)
        return broken(r, err, "truncated");
    entry->ctime_seconds = sl_be32(b);
    entry->ctime_nanoseconds = sl_be32(b + 4);
    entry->mtime_seconds = sl_be32(b + 8);
    entry->mtime_nanoseconds = sl_be32(b + 12);
    entry->inode = sl_be32(b + 20);
    entry->mode = sl_be32(b + 24);
    entry->size = sl_be32(b + 36);
    entry->oid = sl_oid_make(b + STAT_SIZE, oid_len);
    r->at += STAT_SIZE + oid_len;
    if (!flags_read(r, entry, &name_len, err))
        return false;
    return r->version == 4 ? path_joined(r, entry, err)
                           : path_plain(r, start, name_len, entry, err);
}

void sl_index_entry_read(sl_str bytes, size_t at, size_t oid_len, sl_index_entry *out)
{
    sl_index_file file = {.bytes = bytes, .oid_len = oid_len};
    reader r = {.file = &file, .version = 2, .at = at, .end = bytes.len};

    *out = (sl_index_entry){0};
    entry_read(&r, out, NULL);
}

/* An extension whose name begins with a capital may be skipped. */
static bool extension(reader *r, sl_str name, sl_str body, sl_err *err)
{
    if (sl_str_eq(name, sl_lit("TREE")))
        r->file->tree = body;
    else if (sl_str_eq(name, sl_lit("link")))
        r->file->link = body;
    else if (sl_str_eq(name, sl_lit("sdir")))
        r->file->sparse = true;
    else if (name.ptr[0] < 'A' || name.ptr[0] > 'Z')
        return broken(r, err, "an extension that must be understood and is not known,");
    return true;
}

static bool extensions(reader *r, sl_err *err)
{
    while (r->at < r->end) {
        sl_str rest = sl_str_sub(r->file->bytes, r->at, r->end);
        size_t len;

        if (rest.len < 8)
            return broken(r, err, "truncated extension");
        len = sl_be32(rest.ptr + 4);
        if (len > rest.len - 8)
            return broken(r, err, "truncated extension");
        if (!extension(r, sl_str_sub(rest, 0, 4), sl_str_sub(rest, 8, 8 + len), err))
            return false;
        r->at += 8 + len;
    }
    return true;
}

bool sl_index_file_parse(sl_index_file *file, sl_err *err)
{
    reader r = {.file = file, .at = HEADER_SIZE};
    const char *bytes = file->bytes.ptr;
    size_t count;

    if (file->bytes.len == 0)
        return sl_fail(err, SL_EFORMAT, "%s: not an index: it is empty", file->name);
    if (file->bytes.len < HEADER_SIZE + file->oid_len || memcmp(bytes, "DIRC", 4) != 0)
        return sl_fail(err, SL_EFORMAT, "%s: not an index", file->name);
    r.end = file->bytes.len - file->oid_len;
    r.version = sl_be32(bytes + 4);
    if (r.version < 2 || r.version > 4)
        return sl_fail(err, SL_EFORMAT, "%s: unknown index version %u", file->name,
                       r.version);
    count = sl_be32(bytes + 8);
    if (count > (r.end - r.at) / (STAT_SIZE + file->oid_len + 2))
        return sl_fail(err, SL_EFORMAT, "%s: truncated: %zu entries promised",
                       file->name, count);
    file->entries = sl_arena_calloc(file->arena, count, sizeof *file->entries);
    while (file->len < count)
        if (!entry_read(&r, &file->entries[file->len++], err))
            return false;
    return extensions(&r, err);
}
