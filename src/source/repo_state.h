/* repo_state.h - the inside of an sl_repo, for the files of source/repo*.c only. */
#ifndef SECLINT_SOURCE_REPO_STATE_H
#define SECLINT_SOURCE_REPO_STATE_H

#include "source/repo.h"

#include <git2.h>

struct sl_repo {
    git_repository *git;
    sl_arena arena;
    const char *git_dir;    /* of this worktree */
    const char *common_dir; /* shared by all worktrees */
    const char *worktree;   /* NULL: bare */
    int root;               /* descriptor of the worktree, or -1 */
    sl_odb *odb;
    sl_index index;
    bool index_read;
    bool ignore_case;
};

/* libgit2's last complaint. */
const char *sl_repo_reason(void);

#endif
