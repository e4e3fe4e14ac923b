#include "git/index.h"

#include "base/limits.h"
#include "git/index_file.h"
#include "git/index_split.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

/* Maps a regular file. */
static bool open_file(const char *path, sl_mapping *out, sl_err *err)
{
    if (!sl_mapping_open(AT_FDCWD, path, out, err))
        return false;
    if (out->bytes.len > SL_MAX_FILE_SIZE)
        return sl_fail(err, SL_ELIMIT, "%s is larger than %u MiB", path,
                       SL_MAX_FILE_SIZE / SL_MIB);
    return true;
}

/* Names end in the checksum of the file, which is zero under index.skipHash. */
static bool shared_fits(const sl_index_file *base, const sl_oid *id)
{
    sl_oid none = {.len = id->len};
    sl_oid sum;

    if (base->bytes.len < id->len)
        return false;
    sum = sl_oid_make((const uint8_t *)base->bytes.ptr + base->bytes.len - id->len,
                      id->len);
    return sl_oid_eq(&sum, id) || sl_oid_eq(&sum, &none);
}

/* Replaces the entries of a split index by the merged ones. */
static bool unsplit(sl_index *index, const char *git_dir, sl_index_file *file,
                    sl_err *err)
{
    char hex[SL_OID_HEX_MAX + 1];
    sl_index_file base = {.oid_len = file->oid_len, .arena = file->arena};
    sl_oid id;

    if (!sl_index_split_base(file, &id, err))
        return false;
    if (id.len == 0)
        return true;
    base.name = sl_arena_printf(&index->arena, "%s/sharedindex.%s", git_dir,
                                sl_oid_hex(&id, hex))
                    .ptr;
    if (!open_file(base.name, &index->shared, err)) {
        if (err && err->code == SL_ENOTFOUND)
            return sl_fail(err, SL_EFORMAT, "%s: its shared index %s is missing",
                           file->name, base.name);
        return false;
    }
    base.bytes = index->shared.bytes;
    if (!shared_fits(&base, &id))
        return sl_fail(err, SL_EFORMAT, "%s: checksum and name differ", base.name);
    if (!sl_index_file_parse(&base, err))
        return false;
    if (base.link.len > 0)
        return sl_fail(err, SL_EFORMAT, "%s: a shared index that is split", base.name);
    file->sparse = file->sparse || base.sparse;
    return sl_index_split_merge(file, &base, err);
}

static bool sorted(const sl_index_file *file, sl_err *err)
{
    for (size_t i = 0; i < file->len; i++) {
        const sl_index_entry *b = &file->entries[i];
        const sl_index_entry *a = i ? b - 1 : NULL;
        int order = a ? sl_str_cmp(a->path, b->path) : -1;

        if (b->path.len == 0)
            return sl_fail(err, SL_EFORMAT, "%s: entry %zu has no path", file->name, i);
        if (order > 0 || (order == 0 && a->stage >= b->stage))
            return sl_fail(err, SL_EFORMAT, "%s: entry %zu is out of order", file->name,
                           i);
    }
    return true;
}

bool sl_index_read(const char *path, const char *git_dir, size_t oid_len, sl_index *out,
                   sl_err *err)
{
    sl_index_file file = {.name = path, .oid_len = oid_len, .arena = &out->arena};
    struct stat st;

    *out = (sl_index){0};
    /* Before it is opened: an index that is replaced meanwhile only looks older. */
    if (stat(path, &st) == 0) {
        out->timestamp_seconds = (uint32_t)st.st_mtim.tv_sec;
        out->timestamp_nanoseconds = (uint32_t)st.st_mtim.tv_nsec;
    }
    if (!open_file(path, &out->file, err))
        return false;
    file.bytes = out->file.bytes;
    if (!sl_index_file_parse(&file, err) || !unsplit(out, git_dir, &file, err) ||
        !sorted(&file, err))
        return false;
    if (!sl_index_trees_parse(file.tree, oid_len, &out->trees))
        return sl_fail(err, SL_EFORMAT, "%s: malformed cache tree", path);
    out->entries = file.entries;
    out->len = file.len;
    out->sparse = file.sparse;
    return true;
}

void sl_index_free(sl_index *index)
{
    sl_mapping_close(&index->file);
    sl_mapping_close(&index->shared);
    sl_index_trees_free(&index->trees);
    sl_arena_free(&index->arena);
    *index = (sl_index){0};
}

/* The first entry whose path is not below path, followed by suffix. */
static size_t lower_bound(const sl_index *index, sl_str path, sl_str suffix)
{
    size_t low = 0;
    size_t high = index->len;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        sl_str entry = index->entries[middle].path;
        int order = sl_str_cmp(sl_str_sub(entry, 0, path.len), path);

        if (order == 0)
            order = sl_str_cmp(sl_str_skip(entry, path.len), suffix);
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const sl_index_entry *sl_index_find(const sl_index *index, sl_str path)
{
    size_t i = lower_bound(index, path, sl_lit(""));

    return i < index->len && sl_str_eq(index->entries[i].path, path)
               ? &index->entries[i]
               : NULL;
}

bool sl_index_has_below(const sl_index *index, sl_str path)
{
    sl_str slash = path.len ? sl_lit("/") : sl_lit("");
    size_t i = lower_bound(index, path, slash);
    sl_str entry;

    if (i >= index->len)
        return false;
    entry = index->entries[i].path;
    return sl_str_starts(entry, path) &&
           sl_str_starts(sl_str_skip(entry, path.len), slash);
}
