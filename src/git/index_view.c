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
    KNOWN_FLAGS = 0x6000,
    STAGE_SHIFT = 12
};

/* Eight bytes, the first of all the lowest. At least as many follow every path: the
 * checksum. */
static uint64_t word(const char *bytes)
{
    uint64_t value;

    memcpy(&value, bytes, sizeof value);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    value = __builtin_bswap64(value);
#endif
    return value;
}

/* The lowest byte that is zero has its high bit set; what is above it may lie. */
static uint64_t zero_bytes(uint64_t value)
{
    return (value - UINT64_C(0x0101010101010101)) & ~value &
           UINT64_C(0x8080808080808080);
}

static uint8_t byte_of(uint64_t value, unsigned place)
{
    return (uint8_t)(value >> 8 * place);
}

/* Is the path that begins here, and ends in a NUL, len bytes long? *order: how it
 * compares with the one before, which ends in a NUL too. */
static bool check_path(const char *last, const char *path, size_t len, int *order)
{
    size_t i = 0;

    *order = 0;
    for (;; i += 8) {
        uint64_t here = word(path + i);
        uint64_t there = word(last + i);
        uint64_t zero = zero_bytes(here);
        unsigned end = zero ? (unsigned)__builtin_ctzll(zero) / 8 : 7;
        uint64_t differ = here ^ there;

        if (*order == 0 && differ != 0) {
            unsigned place = (unsigned)__builtin_ctzll(differ) / 8;

            if (place <= end)
                *order = byte_of(there, place) < byte_of(here, place) ? 1 : -1;
        }
        if (zero || i > len)
            return i + end == len;
        if (*order != 0)
            last = path; /* whatever: it is not looked at again */
    }
}

/* Reads the entry at `at` into *spot; the offset of the next one, or 0: nothing for this
 * reader. */
static size_t pass(sl_str bytes, size_t at, size_t end, size_t oid_len,
                   sl_index_spot *spot)
{
    size_t head = STAT + oid_len + 2;
    unsigned flags;
    size_t next, len;

    if (end - at < head)
        return 0;
    flags = sl_be16(bytes.ptr + at + STAT + oid_len);
    if (flags & EXTENDED) {
        if (end - at < head + 2 || sl_be16(bytes.ptr + at + head) & ~KNOWN_FLAGS)
            return 0;
        head += 2;
    }
    len = flags & NAME_MASK;
    next = at + ((head + len + 8) & ~(size_t)7);
    if (len == NAME_MASK || len == 0 || next > end)
        return 0;
    spot->at = (uint32_t)(at + head);
    spot->path_len = (uint16_t)len;
    spot->head_len = (uint8_t)head;
    spot->stage = flags >> STAGE_SHIFT & 3;
    return next;
}

/* Notes where all entries begin, and where the extensions do. */
static bool pass_all(sl_index_view *view, size_t count, size_t *at, size_t end)
{
    sl_str bytes = view->file.bytes;
    const char *last = "\0\0\0\0\0\0\0";

    for (size_t i = 0; i < count; i++) {
        sl_index_spot *spot = &view->spots[i];
        size_t next = pass(bytes, *at, end, view->oid_len, spot);
        const char *path = bytes.ptr + spot->at;
        int order;

        if (next == 0 || !check_path(last, path, spot->path_len, &order) || order < 0 ||
            (order == 0 && (i == 0 || spot[-1].stage >= spot->stage)))
            return false;
        spot->end = sl_path_end(sl_str_make(path, spot->path_len));
        last = path;
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
    view->spots = sl_malloc((count + 1) * sizeof *view->spots);
    return pass_all(view, count, &at, end) && extensions(view, at, end, &tree) &&
           sl_index_nodes_parse(tree, view->oid_len, &view->own_nodes,
                                &view->nodes_len);
}

static void close_plain(sl_index_view *view)
{
    sl_mapping_close(&view->file);
    free(view->spots);
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
    if (!view->spots)
        return view->whole.entries[i].path;
    return sl_str_make(view->file.bytes.ptr + view->spots[i].at,
                       view->spots[i].path_len);
}

uint64_t sl_index_view_end(const sl_index_view *view, size_t i)
{
    return view->spots ? view->spots[i].end : sl_path_end(view->whole.entries[i].path);
}

bool sl_index_view_again(const sl_index_view *view, size_t i)
{
    if (i == 0 || (view->spots && view->spots[i].stage == 0))
        return false; /* the stages of a path are sorted */
    return sl_str_eq(sl_index_view_path(view, i), sl_index_view_path(view, i - 1));
}

void sl_index_view_entry(const sl_index_view *view, size_t i, sl_index_entry *out)
{
    const sl_index_spot *spot = view->spots ? &view->spots[i] : NULL;

    if (spot)
        sl_index_entry_read(view->file.bytes, spot->at - spot->head_len, view->oid_len,
                            out);
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
