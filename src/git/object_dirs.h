/* object_dirs.h - the object directories of a repository: its own, those named
 * by the environment, and what info/alternates of each of them leads to. */
#ifndef SECLINT_GIT_OBJECT_DIRS_H
#define SECLINT_GIT_OBJECT_DIRS_H

#include "base/err.h"
#include "base/vec.h"

#include <sys/types.h>

typedef struct sl_object_dir {
    int fd;
    dev_t device; /* with inode: the same directory by any name */
    ino_t inode;
    unsigned depth; /* alternates that led here */
} sl_object_dir;

SL_VEC(sl_object_dirs, sl_object_dir);
SL_VEC(sl_err_vec, sl_err);

/* Opens paths[0], which must be there, the other paths, and all alternates, each
 * once. What is missing or too deep (SL_MAX_LINK_DEPTH, SL_MAX_ALTERNATES) is
 * appended to *flaws. Close with sl_object_dirs_close, also when it failed. */
bool sl_object_dirs_open(const char *const *paths, size_t paths_len,
                         sl_object_dirs *out, sl_err_vec *flaws, sl_err *err);
void sl_object_dirs_close(sl_object_dirs *dirs);

#endif
