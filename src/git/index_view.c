#include "git/index_view.h"

#include "base/limits.h"
#include "base/mem.h"
#include "git/bytes.h"
#include "git/index_file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#ifdef __SSE2__
#    include <emmintrin.h>
#endif

enum {
    HEADER = 12,
    STAT = 40,
    NAME_MASK = 0xfff,
    EXTENDED = 0x4000,
    KNOWN_FLAGS = 0x6000,
    STAGE_SHIFT = 12,
    AHEAD = 2048 /* bytes that are asked of memory before they are read */
};

#ifdef __SSE2__

enum { WORD = 16 };

static __m128i load(const char *at)
{
    return _mm_loadu_si128((const __m128i *)(const void *)at);
}

/* A bit for each byte of two words that is the same in both, */
static unsigned same_bytes(const char *there, const char *here)
{
    return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(load(there), load(here)));
}

/* and for each that is c. */
static unsigned bytes_of(const char *at, char c)
{
    return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(load(at), _mm_set1_epi8(c)));
}

#else

enum { WORD = 8 };

static unsigned same_bytes(const char *there, const char *here)
{
    unsigned same = 0;

    for (unsigned i = 0; i < WORD; i++)
        same |= (unsigned)(here[i] == there[i]) << i;
    return same;
}

static unsigned bytes_of(const char *at, char c)
{
    unsigned found = 0;

    for (unsigned i = 0; i < WORD; i++)
        found |= (unsigned)(at[i] == c) << i;
    return found;
}

#endif

enum { ALL = (1 << WORD) - 1 };

/* How a path compares with the one before. */
typedef struct place {
    const char *path; /* ends in a NUL */
    size_t dir_len;   /* up to its last slash, with it */
    size_t common;    /* bytes that it begins with as the one before does */
    int order;        /* 1: it sorts behind that, 0: it is the same, or -1 */
} place;

static unsigned first_bit(unsigned bits)
{
    return (unsigned)__builtin_ctz(bits);
}

/* Finds the last slash, which may stand before at only if there is none from there on.
 * False if the path is not len bytes long. */
static bool find_dir(const place *last, place *to, size_t at, size_t len)
{
    unsigned zero;

    to->dir_len = 0;
    for (;; at += WORD) {
        unsigned slashes = bytes_of(to->path + at, '/');

        zero = bytes_of(to->path + at, '\0');
        if (zero)
            slashes &= (1u << first_bit(zero)) - 1;
        if (slashes)
            to->dir_len = at + 32 - (unsigned)__builtin_clz(slashes);
        if (zero)
            break;
        if (at + WORD > len)
            return false;
    }
    if (at + first_bit(zero) != len)
        return false;
    if (to->dir_len == 0 && last->dir_len <= to->common)
        to->dir_len = last->dir_len;
    else if (to->dir_len == 0)
        to->dir_len = len - sl_path_base(sl_str_make(to->path, len)).len;
    return true;
}

/* Is the path at to->path len bytes long? A NUL and a checksum follow every path, so that
 * a word may be read where its last byte is. */
static bool check_path(const place *last, place *to, size_t len)
{
    size_t at = 0;
    unsigned same, zero, differs;

    for (;; at += WORD) {
        same = same_bytes(last->path + at, to->path + at);
        zero = bytes_of(to->path + at, '\0');
        if (same != ALL || zero)
            break;
        if (at + WORD > len)
            return false;
    }
    differs = first_bit(~same | 1u << WORD);
    if (zero && differs > first_bit(zero)) {
        to->order = 0;
        to->common = len;
        to->dir_len = last->dir_len;
        return at + first_bit(zero) == len;
    }
    to->common = at + differs;
    to->order =
        (unsigned char)last->path[to->common] < (unsigned char)to->path[to->common]
            ? 1
            : -1;
    return find_dir(last, to, at, len);
}

/* Reads the entry at `at` into *path; the offset of the next one, or 0: nothing for this
 * reader. */
static size_t pass(sl_str bytes, size_t at, size_t end, size_t oid_len,
                   sl_known_path *path)
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
    *path = (sl_known_path){
        .path = {bytes.ptr + at + head, len},
        .tracked = true,
        .stage = flags >> STAGE_SHIFT & 3,
        .head_len = (uint8_t)head,
    };
    return next;
}

/* Notes where all entries begin, and where the extensions do. */
static bool pass_all(sl_index_view *view, size_t count, size_t *at, size_t end)
{
    sl_str bytes = view->file.bytes;
    static const char none[WORD] = "";
    place last = {.path = none};

    for (size_t i = 0; i < count; i++) {
        sl_known_path *known = &view->paths[i];
        place here;
        size_t next;

        /* Where an entry begins only the one before it tells: memory would be waited
         * for at each. */
        __builtin_prefetch(bytes.ptr + (*at + AHEAD < end ? *at + AHEAD : end));
        next = pass(bytes, *at, end, view->oid_len, known);
        here.path = known->path.ptr;
        if (next == 0 || !check_path(&last, &here, known->path.len) || here.order < 0 ||
            (here.order == 0 && (i == 0 || known[-1].stage >= known->stage)))
            return false;
        known->tail = sl_path_tail(known->path);
        known->same_dir =
            i > 0 && here.dir_len <= here.common && last.dir_len <= here.common;
        view->conflicts |= known->stage != 0;
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
    sl_mapping_fetch(&view->file);
    view->paths = sl_malloc_table(count + 1, sizeof *view->paths);
    return pass_all(view, count, &at, end) && extensions(view, at, end, &tree) &&
           sl_index_trees_parse(tree, view->oid_len, &view->own_trees);
}

static void close_plain(sl_index_view *view)
{
    sl_mapping_close(&view->file);
    free(view->paths);
    sl_index_trees_free(&view->own_trees);
    *view = (sl_index_view){.oid_len = view->oid_len};
}

bool sl_index_view_open(const char *path, const char *git_dir, size_t oid_len,
                        sl_index_view *out, sl_err *err)
{
    struct stat st = {0};

    *out = (sl_index_view){.oid_len = oid_len};
    stat(path, &st); /* before it is opened, as sl_index_read does */
    if (sl_mapping_open(AT_FDCWD, path, &out->file, NULL) && open_plain(out)) {
        out->timestamp_seconds = (uint32_t)st.st_mtim.tv_sec;
        out->timestamp_nanoseconds = (uint32_t)st.st_mtim.tv_nsec;
        return true;
    }
    close_plain(out);
    if (!sl_index_read(path, git_dir, oid_len, &out->whole, err))
        return false;
    out->len = out->whole.len;
    out->timestamp_seconds = out->whole.timestamp_seconds;
    out->timestamp_nanoseconds = out->whole.timestamp_nanoseconds;
    return true;
}

void sl_index_view_free(sl_index_view *view)
{
    sl_index_free(&view->whole);
    close_plain(view);
}

const sl_index_trees *sl_index_view_trees(const sl_index_view *view)
{
    return view->paths ? &view->own_trees : &view->whole.trees;
}

sl_str sl_index_view_path(const sl_index_view *view, size_t i)
{
    return view->paths ? view->paths[i].path : view->whole.entries[i].path;
}

bool sl_index_view_again(const sl_index_view *view, size_t i)
{
    if (i == 0 || (view->paths && view->paths[i].stage == 0))
        return false; /* the stages of a path are sorted */
    return sl_str_eq(sl_index_view_path(view, i), sl_index_view_path(view, i - 1));
}

void sl_index_view_entry(const sl_index_view *view, size_t i, sl_index_entry *out)
{
    const sl_known_path *known = view->paths ? &view->paths[i] : NULL;
    size_t at = known ? (size_t)(known->path.ptr - view->file.bytes.ptr) : 0;

    if (known)
        sl_index_entry_read(view->file.bytes, at - known->head_len, view->oid_len, out);
    else
        *out = view->whole.entries[i];
}

static bool is_before(const sl_index_view *view, size_t i, sl_str path)
{
    return sl_str_cmp(sl_index_view_path(view, i), path) < 0;
}

/* Both ends of the search move away from where it begins in steps that double. */
size_t sl_index_view_place(const sl_index_view *view, sl_str path, size_t *near)
{
    size_t low = *near;
    size_t high = *near;

    for (size_t step = 1; high < view->len && is_before(view, high, path); step *= 2) {
        low = high + 1;
        high = view->len - high > step ? high + step : view->len;
    }
    for (size_t step = 1; low > 0 && !is_before(view, low - 1, path); step *= 2) {
        high = low - 1;
        low = high > step ? high - step : 0;
    }
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (is_before(view, middle, path))
            low = middle + 1;
        else
            high = middle;
    }
    *near = low;
    return low < view->len && sl_str_eq(sl_index_view_path(view, low), path)
               ? low
               : SL_INDEX_NONE;
}

bool sl_index_view_find(const sl_index_view *view, sl_str path, sl_index_entry *out)
{
    size_t near = view->len / 2;
    size_t found = sl_index_view_place(view, path, &near);

    if (found != SL_INDEX_NONE)
        sl_index_view_entry(view, found, out);
    return found != SL_INDEX_NONE;
}
