#include "source/repo.h"

#include "base/mem.h"
#include "source/repo_state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *sl_repo_reason(void)
{
    const git_error *last = git_error_last();

    return last && last->message ? last->message : "unknown error";
}

static const char *keep(sl_repo *repo, const char *text)
{
    return text ? sl_arena_str(&repo->arena, sl_str_of(text)).ptr : NULL;
}

/* Did the user say safe.directory=*? libgit2 1.5 knows only exact paths. */
static bool all_safe(void)
{
    git_config *config = NULL;
    git_config_iterator *each = NULL;
    git_config_entry *entry;
    bool found = false;

    if (git_config_open_default(&config) == 0 &&
        git_config_multivar_iterator_new(&each, config, "safe.directory", NULL) == 0)
        while (!found && git_config_next(&entry, each) == 0)
            found = strcmp(entry->value, "*") == 0;
    git_config_iterator_free(each);
    git_config_free(config);
    return found;
}

static bool fail_open(int code, const char *path, sl_err *err)
{
    const char *shown = path ? path : "the current directory";
    bool owner = code == GIT_EOWNER || strstr(sl_repo_reason(), "safe.directory") != NULL;

    if (owner)
        return sl_fail(err, SL_EREPO,
                       "%s belongs to another user; to trust it, run: git config "
                       "--global --add safe.directory \"$(realpath %s)\"",
                       shown, path ? path : ".");
    if (code == GIT_ENOTFOUND)
        return sl_fail(err, SL_ENOTFOUND, "not a git repository: %s", shown);
    return sl_fail(err, SL_EREPO, "open repository %s: %s", shown, sl_repo_reason());
}

/* Extensions that change nothing for a reader of objects. */
static void allow_extensions(void)
{
    static const char *const known[] = {"objectformat", "partialclone", "worktreeconfig",
                                        "preciousobjects"};

    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, known, sizeof known / sizeof *known);
}

static int open_git(const char *path, git_repository **out)
{
    unsigned flags = path ? GIT_REPOSITORY_OPEN_NO_SEARCH : GIT_REPOSITORY_OPEN_FROM_ENV;

    return git_repository_open_ext(out, path, flags, NULL);
}

/* A path that is the repository of the environment is opened through it, so that
 * `seclint --staged .` in a hook sees the hook's index. */
static bool same_as_environment(git_repository *git, git_repository **out)
{
    git_repository *env = NULL;

    if (!getenv("GIT_DIR") && !getenv("GIT_INDEX_FILE"))
        return false;
    if (open_git(NULL, &env) == 0 &&
        strcmp(git_repository_path(env), git_repository_path(git)) == 0) {
        *out = env;
        return true;
    }
    git_repository_free(env);
    return false;
}

/* A configured core.worktree may point anywhere: the hostile repository must not
 * make us read /etc. Inside a hook or a submodule git itself sets it. */
static bool worktree_is_ours(const sl_repo *repo)
{
    git_config *config = NULL;
    git_config *local = NULL;
    git_buf value = GIT_BUF_INIT;
    bool configured = false;

    if (getenv("GIT_WORK_TREE"))
        return true;
    if (git_repository_config(&config, repo->git) == 0 &&
        git_config_open_level(&local, config, GIT_CONFIG_LEVEL_LOCAL) == 0)
        configured = git_config_get_string_buf(&value, local, "core.worktree") == 0;
    git_buf_dispose(&value);
    git_config_free(local);
    git_config_free(config);
    return !configured || strstr(repo->common_dir, "/.git/modules/") != NULL ||
           strncmp(repo->common_dir, repo->worktree, strlen(repo->worktree)) == 0;
}

/* A repository whose configuration does not say whether it is bare is bare unless
 * its directory is called .git, as git has it; libgit2 takes the parent directory
 * for its working tree. */
static bool guessed_bare(const sl_repo *repo, git_config *config)
{
    sl_str dir = sl_str_drop_end(sl_str_of(repo->git_dir), sl_lit("/"));
    int bare = 0;

    if (getenv("GIT_WORK_TREE") || git_repository_is_worktree(repo->git))
        return false;
    if (config && git_config_get_bool(&bare, config, "core.bare") == 0)
        return bare != 0;
    return !sl_str_eq(sl_path_base(dir), sl_lit(".git")) &&
           strcmp(repo->git_dir, repo->common_dir) == 0 &&
           !sl_str_has(dir, sl_lit("/.git/modules/"));
}

static bool describe(sl_repo *repo, sl_err *err)
{
    git_config *config = NULL;
    int folded = 0;

    repo->git_dir = keep(repo, git_repository_path(repo->git));
    repo->common_dir = keep(repo, git_repository_commondir(repo->git));
    repo->worktree = keep(repo, git_repository_workdir(repo->git));
    if (git_repository_config_snapshot(&config, repo->git) == 0)
        git_config_get_bool(&folded, config, "core.ignorecase");
    if (guessed_bare(repo, config))
        repo->worktree = NULL;
    git_config_free(config);
    repo->ignore_case = folded != 0;
    if (!repo->worktree)
        return true;
    if (!worktree_is_ours(repo))
        return sl_fail(err, SL_EREPO,
                       "core.worktree of %s points outside the repository: %s",
                       repo->git_dir, repo->worktree);
    repo->root = open(repo->worktree, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (repo->root < 0)
        return sl_fail(err, SL_EIO, "open %s", repo->worktree);
    return true;
}

sl_repo *sl_repo_open(const char *path, sl_err *err)
{
    git_repository *git = NULL;
    git_repository *env;
    sl_repo *repo;
    int code;

    git_libgit2_init();
    allow_extensions();
    code = open_git(path, &git);
    if (code != 0 && code != GIT_ENOTFOUND && all_safe()) {
        git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
        code = open_git(path, &git);
    }
    if (code != 0) {
        fail_open(code, path, err);
        git_libgit2_shutdown();
        return NULL;
    }
    if (path && same_as_environment(git, &env)) {
        git_repository_free(git);
        git = env;
    }
    repo = sl_calloc(1, sizeof *repo);
    repo->git = git;
    repo->root = -1;
    if (describe(repo, err))
        return repo;
    sl_repo_close(repo);
    return NULL;
}

void sl_repo_close(sl_repo *repo)
{
    if (!repo)
        return;
    if (repo->root >= 0)
        close(repo->root);
    sl_odb_close(repo->odb);
    sl_index_free(&repo->index);
    git_repository_free(repo->git);
    sl_arena_free(&repo->arena);
    free(repo);
    git_libgit2_shutdown();
}

const char *sl_repo_worktree(const sl_repo *repo)
{
    return repo->worktree;
}

bool sl_repo_shallow(const sl_repo *repo)
{
    return git_repository_is_shallow(repo->git) == 1;
}

bool sl_repo_partial(const sl_repo *repo)
{
    git_config *config = NULL;
    git_buf value = GIT_BUF_INIT;
    bool partial = false;

    if (git_repository_config_snapshot(&config, repo->git) == 0)
        partial =
            git_config_get_string_buf(&value, config, "extensions.partialclone") == 0;
    git_buf_dispose(&value);
    git_config_free(config);
    return partial;
}

void sl_repo_library_version(char text[16])
{
    int major, minor, revision;

    git_libgit2_version(&major, &minor, &revision);
    snprintf(text, 16, "%d.%d.%d", major, minor, revision);
}
