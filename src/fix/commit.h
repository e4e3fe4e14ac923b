/* commit.h - several files replaced together, or none of them.
 *
 * All new versions are written and synced beside their targets first, under a journal
 * in the repository's own directory; when it says that they are complete they are
 * renamed, attribute files before ignore files, so that no state in between exposes
 * anything. What a process that is killed leaves behind is taken back, or completed, by
 * sl_commit_recover. */
#ifndef SECLINT_FIX_COMMIT_H
#define SECLINT_FIX_COMMIT_H

#include "base/err.h"
#include "base/str.h"

typedef struct sl_replacement {
    sl_str path; /* below the root, '/'-separated; its directory exists */
    sl_str bytes;
    unsigned mode; /* permission bits */
    bool existed;
    sl_str before; /* what it must still hold, or the commit fails */
} sl_replacement;

/* root: descriptor of the working tree. git_dir: where the journal goes. */
bool sl_commit_files(int root, const char *git_dir, const sl_replacement *files,
                     size_t len, sl_err *err);
/* Takes back or completes what a killed process left behind; true also if there is
 * nothing. Fails, and leaves all as it is, if a file was edited since. */
bool sl_commit_recover(int root, const char *git_dir, sl_err *err);

#endif
