#include "source/repo_state.h"

#include <stdlib.h>

/* libgit2's own GIT_REPOSITORY_OPEN_FROM_ENV refuses GIT_WORK_TREE, and reads the index
 * of GIT_INDEX_FILE at once, which fails for the forms of the index that only we know:
 * with it a hook of somebody who uses `git update-index --split-index` never passes. */

static const char *named(const char *variable)
{
    const char *value = getenv(variable);

    return value && *value ? value : NULL;
}

/* The objects of a push that is not accepted yet lie in a directory of their own. */
static void add_objects(git_repository *git)
{
    const char *dir = named("GIT_OBJECT_DIRECTORY");
    git_odb *odb = NULL;

    if (dir && git_repository_odb(&odb, git) == 0)
        git_odb_add_disk_alternate(odb, dir);
    git_odb_free(odb);
}

bool sl_repo_env_given(void)
{
    return named("GIT_DIR") || named("GIT_INDEX_FILE") || named("GIT_WORK_TREE");
}

/* Not through git_repository_set_workdir, which leaks the one it replaces. */
bool sl_repo_env_worktree(char out[PATH_MAX])
{
    const char *worktree = named("GIT_WORK_TREE");

    return worktree && realpath(worktree, out);
}

int sl_repo_env_open(git_repository **out)
{
    const char *dir = named("GIT_DIR");
    unsigned flags = dir ? GIT_REPOSITORY_OPEN_NO_SEARCH : 0;
    int code;

    if (named("GIT_DISCOVERY_ACROSS_FILESYSTEM"))
        flags |= GIT_REPOSITORY_OPEN_CROSS_FS;
    code = git_repository_open_ext(out, dir ? dir : ".", flags,
                                   named("GIT_CEILING_DIRECTORIES"));
    if (code == 0)
        add_objects(*out);
    return code;
}
