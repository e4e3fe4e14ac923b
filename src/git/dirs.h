/* dirs.h - the directories of a tree that were asked about, with their rules.
 *
 * Ignore and attribute files apply to everything below their directory. Each
 * directory is loaded once, parents first; a question about the directory asked
 * about before costs one comparison. */
#ifndef SECLINT_GIT_DIRS_H
#define SECLINT_GIT_DIRS_H

#include "base/arena.h"
#include "base/map.h"

typedef struct sl_dir sl_dir;
struct sl_dir {
    sl_dir *parent;      /* NULL for the root */
    sl_str path;         /* no trailing slash, "" for the root */
    const void *rules;   /* what its own file says, or NULL; set by load */
    const void *closed;  /* set by load when nothing below is worth looking at */
    const sl_dir *ruled; /* the nearest of itself and its parents with rules */
};

/* Called once for each directory, its parents being loaded. */
typedef void sl_dirs_load(void *ctx, sl_dir *dir);

/* Zeroed but for load, ctx and arena, which holds all directories. */
typedef struct sl_dirs {
    sl_dirs_load *load;
    void *ctx;
    sl_arena *arena;
    sl_map map;
    sl_dir *current;
} sl_dirs;

/* The directory path ("" for the root), or the closed one that it lies in. */
const sl_dir *sl_dirs_enter(sl_dirs *dirs, sl_str path);
/* The path of the file name in dir, in the arena. */
sl_str sl_dir_file(const sl_dir *dir, sl_str name, sl_arena *arena);
/* The next directory outwards that has rules, or NULL. */
const sl_dir *sl_dir_outer(const sl_dir *dir);
/* Bytes of a path below dir that name it, with the slash. */
size_t sl_dir_depth(const sl_dir *dir);
/* Without the arena. */
void sl_dirs_free(sl_dirs *dirs);

#endif
