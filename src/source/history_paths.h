/* history_paths.h - the names on the way from a root tree to a blob, for many blobs. */
#ifndef SECLINT_SOURCE_HISTORY_PATHS_H
#define SECLINT_SOURCE_HISTORY_PATHS_H

#include "source/history.h"

/* One component: what a tree calls one of its entries. */
typedef struct sl_path_part {
    uint32_t tree; /* number of the tree */
    uint32_t path; /* of which path it is a part */
    sl_oid child;
    uint32_t tag; /* of the name, by sl_history_tag; 0: the first one */
    sl_str name;  /* found by sl_paths_resolve */
} sl_path_part;

SL_VEC(sl_path_parts, sl_path_part);
SL_VEC(sl_path_targets, sl_str *);

/* A zeroed one is empty. */
typedef struct sl_paths {
    sl_path_parts parts; /* of one path together, from the root on */
    sl_path_targets targets;
} sl_paths;

/* The next parts are those of a path that shall be written to *target. */
void sl_paths_begin(sl_paths *paths, sl_str *target);
void sl_paths_add(sl_paths *paths, uint32_t tree, const sl_oid *child, uint32_t tag);

/* Reads the trees, each once, on the feed's threads, and writes the paths, which live in
 * the arena. What cannot be read is left out of its path. */
void sl_paths_resolve(sl_paths *paths, const sl_history *history, sl_arena *arena);
void sl_paths_free(sl_paths *paths);

#endif
