#include "text/glob_set.h"

#include "text/glob.h"

#include <string.h>

enum { TAIL = 8, OPEN = SL_GLOB_GROUPS - 1 };

static size_t group_of(sl_str end)
{
    return end.len > 0 ? (uint8_t)end.ptr[end.len - 1] : OPEN;
}

static void copy_globs(sl_glob_set *set, sl_arena *arena, const sl_str *globs)
{
    sl_glob_place *places = sl_arena_calloc(arena, set->len, sizeof *places);
    size_t size = 0;
    char *text;

    for (size_t i = 0; i < set->len; i++) {
        places[i] = (sl_glob_place){(uint32_t)size, (uint32_t)globs[i].len};
        size += globs[i].len;
    }
    text = sl_arena_alloc(arena, size);
    for (size_t i = 0; i < set->len; i++)
        if (globs[i].len > 0)
            memcpy(text + places[i].at, globs[i].ptr, globs[i].len);
    set->text = text;
    set->globs = places;
}

sl_glob_set sl_glob_set_make(sl_arena *arena, const sl_str *globs, size_t len)
{
    sl_glob_ending *endings = sl_arena_calloc(arena, len, sizeof *endings);
    sl_glob_set set = {.len = len, .endings = endings};
    uint16_t next[SL_GLOB_GROUPS];

    copy_globs(&set, arena, globs);
    for (size_t i = 0; i < len; i++)
        set.starts[group_of(sl_glob_end(globs[i])) + 1]++;
    for (size_t i = 0; i < SL_GLOB_GROUPS; i++) {
        next[i] = set.starts[i];
        set.starts[i + 1] = (uint16_t)(set.starts[i + 1] + set.starts[i]);
    }
    for (size_t i = 0; i < len; i++) {
        sl_str end = sl_glob_end(globs[i]);

        endings[next[group_of(end)]++] =
            (sl_glob_ending){.tail = sl_path_end(end),
                             .holds = sl_glob_bytes(globs[i]),
                             .bytes = (uint16_t)(end.len < TAIL ? end.len : TAIL),
                             .glob = (uint16_t)i};
    }
    return set;
}

/* A path, and what turns it away from nearly all globs. */
typedef struct asked {
    sl_str path;
    uint64_t tail;
    uint64_t holds;
} asked;

static bool may_fit(const sl_glob_ending *ending, const asked *a)
{
    uint64_t differ = a->tail ^ ending->tail;

    return (ending->holds & ~a->holds) == 0 &&
           (ending->bytes == 0 || differ >> 8 * (TAIL - ending->bytes) == 0);
}

static sl_str glob_at(const sl_glob_set *set, size_t glob)
{
    return (sl_str){set->text + set->globs[glob].at, set->globs[glob].len};
}

/* The first glob of a group, in [from, to), that fits the path; to: none. */
static size_t first_in(const sl_glob_set *set, size_t group, const asked *a,
                       size_t from, size_t to)
{
    for (size_t i = set->starts[group]; i < set->starts[group + 1]; i++) {
        const sl_glob_ending *ending = &set->endings[i];

        if (ending->glob >= to)
            break;
        if (may_fit(ending, a) && ending->glob >= from &&
            sl_glob_match(glob_at(set, ending->glob), a->path))
            return ending->glob;
    }
    return to;
}

size_t sl_glob_set_next(const sl_glob_set *set, sl_str path, size_t from)
{
    asked a = {path, sl_path_end(path), sl_glob_bits(path)};
    size_t first = set->len;

    if (path.len > 0)
        first = first_in(set, group_of(path), &a, from, first);
    first = first_in(set, OPEN, &a, from, first);
    return first < set->len ? first : SIZE_MAX;
}
