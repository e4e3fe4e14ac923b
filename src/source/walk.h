/* walk.h - the regular files below a directory, without following links. */
#ifndef SECLINT_SOURCE_WALK_H
#define SECLINT_SOURCE_WALK_H

#include "base/arena.h"
#include "base/vec.h"
#include "source/feed.h"

SL_VEC(sl_path_vec, sl_str);

typedef struct sl_walk {
    int root;                   /* descriptor of the directory */
    const sl_feed *feed;        /* for notices, and how many threads there are */
    sl_path_vec files;          /* relative to root, '/'-separated; those of a directory
                                 * behind each other */
    sl_path_vec attribute_dirs; /* directories that hold a .gitattributes */
    sl_path_vec ignore_files;   /* .gitignore, of any type, relative to root */
    bool cross_repositories;    /* enter directories that hold a .git */
    bool whole; /* every directory was listed, none was somebody else's repository */
    struct sl_walker *walkers; /* by thread; they own the paths */
} sl_walk;

/* Fills files. Directories named .git are never entered. What cannot be opened,
 * and FIFOs, sockets and devices, are told to feed->notice. */
void sl_walk_run(sl_walk *walk);
void sl_walk_free(sl_walk *walk);

#endif
