/* glob_set.h - many globs that are asked about every path. */
#ifndef SECLINT_TEXT_GLOB_SET_H
#define SECLINT_TEXT_GLOB_SET_H

#include "base/arena.h"

/* What a path must end with to fit a glob, and hold. */
typedef struct sl_glob_ending {
    uint64_t tail;  /* sl_path_end of it, and of how many bytes: 0 in the last group */
    uint64_t holds; /* sl_glob_bytes */
    uint16_t bytes; /* only */
    uint16_t glob;
} sl_glob_ending;

enum { SL_GLOB_GROUPS = 257 };

/* Where a glob stands in the text of its set. */
typedef struct sl_glob_place {
    uint32_t at;
    uint32_t len;
} sl_glob_place;

/* Globs as in text/glob.h, in an order that means something. Immutable. That of the
 * built-in layouts is made by tools/compile_rules.c, and so has hardly a pointer. */
typedef struct sl_glob_set {
    const char *text;
    const sl_glob_place *globs;
    size_t len;
    const sl_glob_ending *endings; /* by last byte, then in the order of the globs */
    uint16_t starts[SL_GLOB_GROUPS + 1]; /* where those of a last byte begin; the last
                                          * group has the globs that leave it open */
} sl_glob_set;

/* Its text and arrays live in the arena. At most UINT16_MAX globs. */
sl_glob_set sl_glob_set_make(sl_arena *arena, const sl_str *globs, size_t len);
/* Index of the first glob at or behind `from` that fits the path, or SIZE_MAX. */
size_t sl_glob_set_next(const sl_glob_set *set, sl_str path, size_t from);

#endif
