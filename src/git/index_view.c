#include "git/index_view.h"

#include "base/limits.h"
#include "base/mem.h"
#include "git/bytes.h"
#include "git/index_file.h"
#include "git/index_trees.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

enum {
    HEADER = 12,
    STAT = 40,
    NAME_MASK = 0xfff,
    EXTENDED = 0x4000,
    STAGES = 0x3000,
    KNOWN_FLAGS = 0x6000
};

/* One entry while the file is passed over. */
typedef struct passing {
    const char *path;
    size_t len;
    unsigned stage;
} passing;

static uint64_t word(const char *bytes)
{
    uint64_t value;

    memcpy(&value, bytes, sizeof value);
    return __builtin_bswap64(value);
}

/* Does a stand before b? Most paths differ from their neighbour within a few words. */
static bool before(const passing *a, const passing *b)
{
    size_t min = a->len < b->len ? a->len : b->len;
    size_t i = 0;
    int order;

    while (i + 8 <= min && word(a->path + i) == word(b->path + i))
        i += 8;
    order = memcmp(a->path + i, b->path + i, min - i > 8 ? 8 : min - i);
    if (order != 0)
        return order < 0;
    return a->len < b->len || (a->len == b->len && a->stage < b->stage);
}

/* Reads the entry at `at`; the offset of the next one, or 0: nothing for this reader. */
static size_t pass(sl_str bytes, size_t at, size_t end, size_t oid_len, passing *out)
{
    size_t head = STAT + oid_len + 2;
    unsigned flags;
    size_t next;

    if (end - at < head)
        return 0;
    flags = sl_be16(bytes.ptr + at + STAT + oid_len);
    if (flags & EXTENDED) {
        if (end - at < head + 2 || sl_be16(bytes.ptr + at + head) & ~KNOWN_FLAGS)
            return 0;
        head += 2;
    }
    out->path = bytes.ptr + at + head;
    out->len = flags & NAME_MASK;
    out->stage = flags & STAGES;
    if (out->len == NAME_MASK || out->len == 0)
        return 0;
    next = at + ((head + out->len + 8) & ~(size_t)7);
    if (next > end || memchr(out->path, '\0', out->len + 1) != out->path + out->len)
        return 0;
    return next;
}

/* Notes where all entries begin, and where the extensions do. */
static bool pass_all(sl_index_view *view, size_t count, size_t *at, size_t end)
{
    sl_str bytes = view->file.bytes;
    passing last = {.path = "", .len = 0};

    for (size_t i = 0; i < count; i++) {
        passing here;
        size_t next = pass(bytes, *at, end, view->oid_len, &here);

        if (next == 0 || !before(&last, &here))
            return false;
        view->at[i] = (uint32_t)*at;
        last = here;
        *at = next;
    }
    view->len = count;
    return true;
}

/* Finds the cache tree. False for an extension that changes what the entries mean. */
static bool extensions(const sl_index_view *view, size_t at, size_t end, sl_str *tree)
{
    while (at < end) {
        sl_str rest = sl_str_sub(view->file.bytes, at, end);
        size_t len = rest.len < 8 ? SIZE_MAX : sl_be32(rest.ptr + 4);

        if (len > rest.len || len > rest.len - 8 || rest.ptr[0] < 'A' ||
            rest.ptr[0] > 'Z')
            return false;
        if (sl_str_starts(rest, sl_lit("TREE")))
            *tree = sl_str_sub(rest, 8, 8 + len);
        at += 8 + len;
    }
    return true;
}

static bool open_plain(sl_index_view *view)
{
    sl_str bytes = view->file.bytes;
    size_t at = HEADER;
    sl_str tree = {0};
    uint32_t version;
    size_t count, end;

    if (bytes.len < HEADER + view->oid_len || bytes.len > SL_MAX_FILE_SIZE ||
        memcmp(bytes.ptr, "DIRC", 4) != 0)
        return false;
    version = sl_be32(bytes.ptr + 4);
    count = sl_be32(bytes.ptr + 8);
    end = bytes.len - view->oid_len;
    if (version < 2 || version > 3 || count > bytes.len / (STAT + view->oid_len))
        return false;
    view->at = sl_malloc((count + 1) * sizeof *view->at);
    return pass_all(view, count, &at, end) && extensions(view, at, end, &tree) &&
           sl_index_nodes_parse(tree, view->oid_len, &view->own_nodes,
                                &view->nodes_len);
}

static void close_plain(sl_index_view *view)
{
    sl_mapping_close(&view->file);
    free(view->at);
    free(view->own_nodes);
    *view = (sl_index_view){.oid_len = view->oid_len};
}

bool sl_index_view_open(const char *path, const char *git_dir, size_t oid_len,
                        sl_index_view *out, sl_err *err)
{
    *out = (sl_index_view){.oid_len = oid_len};
    if (sl_mapping_open(AT_FDCWD, path, &out->file, NULL) && open_plain(out)) {
        out->nodes = out->own_nodes;
        return true;
    }
    close_plain(out);
    if (!sl_index_read(path, git_dir, oid_len, &out->whole, err))
        return false;
    out->len = out->whole.len;
    out->nodes = out->whole.nodes;
    out->nodes_len = out->whole.nodes_len;
    return true;
}

void sl_index_view_free(sl_index_view *view)
{
    sl_index_free(&view->whole);
    close_plain(view);
}

sl_str sl_index_view_path(const sl_index_view *view, size_t i)
{
    const char *entry;
    unsigned flags;

    if (!view->at)
        return view->whole.entries[i].path;
    entry = view->file.bytes.ptr + view->at[i];
    flags = sl_be16(entry + STAT + view->oid_len);
    return sl_str_make(entry + STAT + view->oid_len + 2 + (flags & EXTENDED ? 2 : 0),
                       flags & NAME_MASK);
}

bool sl_index_view_again(const sl_index_view *view, size_t i)
{
    const char *entry = view->at ? view->file.bytes.ptr + view->at[i] : NULL;

    if (i == 0 || (entry && !(sl_be16(entry + STAT + view->oid_len) & STAGES)))
        return false; /* the stages of a path are sorted */
    return sl_str_eq(sl_index_view_path(view, i), sl_index_view_path(view, i - 1));
}

void sl_index_view_entry(const sl_index_view *view, size_t i, sl_index_entry *out)
{
    if (view->at)
        sl_index_entry_read(view->file.bytes, view->at[i], view->oid_len, out);
    else
        *out = view->whole.entries[i];
}

bool sl_index_view_find(const sl_index_view *view, sl_str path, sl_index_entry *out)
{
    size_t low = 0;
    size_t high = view->len;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (sl_str_cmp(sl_index_view_path(view, middle), path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == view->len || !sl_str_eq(sl_index_view_path(view, low), path))
        return false;
    sl_index_view_entry(view, low, out);
    return true;
}
