#include "source/repo.h"

#include "base/mem.h"
#include "source/config_guard.h"
#include "source/git_config.h"
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
    git_config *config = sl_git_config_open(NULL, NULL);
    git_config_iterator *each = NULL;
    git_config_entry *entry;
    bool found = false;

    if (git_config_multivar_iterator_new(&each, config, "safe.directory", NULL) == 0)
        while (!found && git_config_next(&entry, each) == 0)
            found = entry->value && strcmp(entry->value, "*") == 0;
    git_config_iterator_free(each);
    git_config_free(config);
    return found;
}

/* Names what safe.directory must hold: the top of the working tree, or the bare
 * repository itself. */
static bool fail_owner(const char *path, sl_err *err)
{
    git_buf found = GIT_BUF_INIT;
    sl_str dir = sl_str_of(path ? path : ".");

    if (git_repository_discover(&found, dir.ptr, 0, NULL) == 0)
        dir = sl_str_drop_end(sl_str_of(found.ptr), sl_lit("/"));
    dir = sl_str_drop_end(dir, sl_lit("/.git"));
    sl_fail(err, SL_EREPO,
            "%.*s belongs to another user; to trust it, run: git config --global --add "
            "safe.directory '%.*s'",
            sl_fmt(dir), sl_fmt(dir));
    git_buf_dispose(&found);
    return false;
}

static bool fail_open(int code, const char *path, sl_err *err)
{
    const char *shown = path ? path : "the current directory";

    if (code == GIT_EOWNER || strstr(sl_repo_reason(), "safe.directory") != NULL)
        return fail_owner(path, err);
    if (code == GIT_ENOTFOUND)
        return sl_fail(err, SL_ENOTFOUND, "not a git repository: %s", shown);
    return sl_fail(err, SL_EREPO, "open repository %s: %s", shown, sl_repo_reason());
}

/* Extensions that change nothing for a reader of objects. */
static void allow_extensions(void)
{
    static const char *const known[] = {"objectformat", "partialclone",
                                        "worktreeconfig", "preciousobjects"};

    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, known, sizeof known / sizeof *known);
}

static int open_git(const char *path, git_repository **out)
{
    if (!path)
        return sl_repo_env_open(out);
    return git_repository_open_ext(out, path, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL);
}

/* A path that is the repository of the environment is opened through it, so that
 * `seclint --staged .` in a hook sees the hook's index. */
static bool same_as_environment(git_repository *git, git_repository **out)
{
    git_repository *env = NULL;

    if (!sl_repo_env_given())
        return false;
    if (sl_repo_env_open(&env) == 0 &&
        strcmp(git_repository_path(env), git_repository_path(git)) == 0) {
        *out = env;
        return true;
    }
    git_repository_free(env);
    return false;
}

/* The directory that .git lies in; for a submodule that of the outermost .git. */
static sl_str root_of(const sl_repo *repo)
{
    sl_str dir = sl_str_of(repo->common_dir);
    size_t modules = sl_str_find(dir, sl_lit("/.git/modules/"));

    if (modules == SIZE_MAX)
        modules = sl_str_rchr(sl_str_drop_end(dir, sl_lit("/")), '/');
    return sl_str_sub(dir, 0, modules == SIZE_MAX ? 0 : modules + 1);
}

/* A configured core.worktree may point anywhere: the hostile repository must not
 * make us read /etc, or all of /. For a submodule git itself sets it. */
static bool worktree_is_ours(const sl_repo *repo)
{
    git_config *config = NULL;
    git_config *local = NULL;
    git_buf value = GIT_BUF_INIT;
    bool configured = false;

    if (repo->from_env && getenv("GIT_WORK_TREE"))
        return true;
    if (git_repository_config(&config, repo->git) == 0 &&
        git_config_open_level(&local, config, GIT_CONFIG_LEVEL_LOCAL) == 0)
        configured = git_config_get_string_buf(&value, local, "core.worktree") == 0;
    git_buf_dispose(&value);
    git_config_free(local);
    git_config_free(config);
    return !configured || sl_str_starts(sl_str_of(repo->worktree), root_of(repo));
}

/* A repository whose configuration does not say whether it is bare is bare unless
 * its directory is called .git, as git has it; libgit2 takes the parent directory
 * for its working tree. */
static bool guessed_bare(const sl_repo *repo)
{
    sl_str dir = sl_str_drop_end(sl_str_of(repo->git_dir), sl_lit("/"));
    sl_buf bare = {0};
    bool said;

    if (repo->from_env && getenv("GIT_WORK_TREE"))
        return false;
    if (git_repository_is_worktree(repo->git))
        return false;
    said = sl_git_config_text(repo->config, "core.bare", &bare);
    sl_buf_free(&bare);
    if (said)
        return sl_git_config_bool(repo->config, "core.bare", false);
    return !sl_str_eq(sl_path_base(dir), sl_lit(".git")) &&
           strcmp(repo->git_dir, repo->common_dir) == 0 &&
           !sl_str_has(dir, sl_lit("/.git/modules/"));
}

/* With GIT_DIR and nothing else, git takes the current directory for the working tree;
 * libgit2 takes the one around .git. */
static bool worktree_is_here(const sl_repo *repo, char out[PATH_MAX])
{
    const char *named = getenv("GIT_DIR");
    sl_buf value = {0};
    bool configured = sl_git_config_text(repo->config, "core.worktree", &value);

    sl_buf_free(&value);
    return repo->from_env && named && *named && !configured &&
           !git_repository_is_worktree(repo->git) && realpath(".", out);
}

static bool describe(sl_repo *repo, sl_err *err)
{
    char worktree[PATH_MAX];

    repo->git_dir = keep(repo, git_repository_path(repo->git));
    repo->common_dir = keep(repo, git_repository_commondir(repo->git));
    repo->config = sl_git_config_open(repo->git, &repo->config_err);
    repo->ignore_case = sl_git_config_bool(repo->config, "core.ignorecase", false);
    if ((repo->from_env && sl_repo_env_worktree(worktree)) ||
        worktree_is_here(repo, worktree))
        repo->worktree = keep(repo, worktree);
    else
        repo->worktree = keep(repo, git_repository_workdir(repo->git));
    if (guessed_bare(repo))
        repo->worktree = NULL;
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

    if (!sl_config_guard(path, err))
        return NULL;
    git_libgit2_init();
    allow_extensions();
    sl_git_config_guard();
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
    repo = sl_calloc(1, sizeof *repo);
    repo->from_env = !path;
    if (path && same_as_environment(git, &env)) {
        git_repository_free(git);
        git = env;
        repo->from_env = true;
    }
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
    sl_vec_free(&repo->unreadable);
    git_config_free(repo->config);
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

bool sl_repo_config_check(const sl_repo *repo, sl_err *err)
{
    if (repo->config_err.code != SL_OK && err)
        *err = repo->config_err;
    return repo->config_err.code == SL_OK;
}

bool sl_repo_quotes_high(const sl_repo *repo)
{
    return sl_git_config_bool(repo->config, "core.quotepath", true);
}

const char *sl_repo_git_dir(const sl_repo *repo)
{
    return repo->git_dir;
}

int sl_repo_root(const sl_repo *repo)
{
    return repo->root;
}

bool sl_repo_partial(const sl_repo *repo)
{
    git_config_iterator *each = NULL;
    git_config_entry *entry;
    bool partial = false;

    if (git_config_iterator_new(&each, repo->config) != 0)
        return false;
    while (!partial && git_config_next(&entry, each) == 0) {
        sl_str name = sl_str_of(entry->name);

        partial = sl_str_eq(name, sl_lit("extensions.partialclone")) ||
                  (sl_str_starts(name, sl_lit("remote.")) &&
                   sl_str_ends(name, sl_lit(".promisor")));
    }
    git_config_iterator_free(each);
    return partial;
}

void sl_repo_library_version(char text[16])
{
    int major, minor, revision;

    git_libgit2_version(&major, &minor, &revision);
    snprintf(text, 16, "%d.%d.%d", major, minor, revision);
}
