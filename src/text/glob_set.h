/* glob_set.h - many globs that are asked about every path. */
#ifndef SECLINT_TEXT_GLOB_SET_H
#define SECLINT_TEXT_GLOB_SET_H

#include "base/arena.h"

/* Globs as in text/glob.h, in an order that means something. Immutable. */
typedef struct sl_glob_set {
    const sl_str *globs;
    const uint32_t *tails; /* the last four bytes that a path must end with, */
    const uint32_t *masks; /* and which of them the glob spells out */
    size_t len;            /* of globs; the two above are padded to whole blocks */
} sl_glob_set;

/* globs must outlive the set; its own arrays live in the arena. */
sl_glob_set sl_glob_set_make(sl_arena *arena, const sl_str *globs, size_t len);
/* Index of the first glob at or behind `from` that fits the path, or SIZE_MAX. */
size_t sl_glob_set_next(const sl_glob_set *set, sl_str path, size_t from);

#endif
