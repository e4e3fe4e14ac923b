/* repo_state.h - the inside of an sl_repo, for the files of source/repo*.c only. */
#ifndef SECLINT_SOURCE_REPO_STATE_H
#define SECLINT_SOURCE_REPO_STATE_H

#include "source/repo.h"

#include <git2.h>
#include <limits.h>

/* A file outside the tree, such as info/exclude, that is there and cannot be read. */
typedef struct sl_unreadable {
    sl_str path;
    sl_err why;
} sl_unreadable;

SL_VEC(sl_unreadable_vec, sl_unreadable);

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
    bool from_env; /* GIT_INDEX_FILE and the object directories of git are ours */
    bool ignore_case;
    git_config *config; /* all files, for git_config.h */
    sl_err config_err;  /* what one of them suffers from */
    sl_unreadable_vec unreadable;
};

/* Is there a variable that makes git look for a repository elsewhere than here? */
bool sl_repo_env_given(void);
/* Where GIT_WORK_TREE leads; false if it is not set or leads nowhere. */
bool sl_repo_env_worktree(char out[PATH_MAX]);
/* The repository that git means here: that of GIT_DIR and its relatives, or the one
 * around the current directory. A code of libgit2. */
int sl_repo_env_open(git_repository **out);

/* libgit2's last complaint. */
const char *sl_repo_reason(void);

#endif
