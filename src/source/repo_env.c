#include "source/repo_state.h"

#include <stdlib.h>

const char *sl_repo_env(const char *variable)
{
    const char *value = getenv(variable);

    return value && *value ? value : NULL;
}

bool sl_repo_env_given(void)
{
    return sl_repo_env("GIT_DIR") || sl_repo_env("GIT_INDEX_FILE") ||
           sl_repo_env("GIT_WORK_TREE");
}

/* Not through git_repository_set_workdir, which leaks the one it replaces. */
bool sl_repo_env_worktree(char out[PATH_MAX])
{
    const char *worktree = sl_repo_env("GIT_WORK_TREE");

    return worktree && realpath(worktree, out);
}
