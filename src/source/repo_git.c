/* repo_git.c - the repository in libgit2, for what our own readers do not do. */
#include "base/mem.h"
#include "source/repo_state.h"

#include <stdlib.h>
#include <string.h>

const char *sl_repo_reason(const sl_repo *repo)
{
    const git_error *last = repo->lib->git_error_last();

    return last && last->message ? last->message : "unknown error";
}

/* Did the user say safe.directory=*? libgit2 1.5 knows only exact paths. */
static bool all_safe(void)
{
    sl_git_config *config = sl_git_config_open(NULL, NULL, NULL);
    sl_git_setting setting;
    bool found = false;

    for (size_t i = 0; !found && sl_git_config_at(config, i, &setting); i++)
        found = sl_str_eq(setting.key, sl_lit("safe.directory")) &&
                sl_str_eq(setting.value, sl_lit("*"));
    sl_git_config_free(config);
    return found;
}

/* Names what safe.directory must hold: the top of the working tree, or the bare
 * repository itself. */
static bool fail_owner(const sl_repo *repo, sl_err *err)
{
    git_buf found = GIT_BUF_INIT;
    sl_str dir = sl_str_of(repo->path ? repo->path : ".");

    if (repo->lib->git_repository_discover(&found, dir.ptr, 0, NULL) == 0)
        dir = sl_str_drop_end(sl_str_of(found.ptr), sl_lit("/"));
    dir = sl_str_drop_end(dir, sl_lit("/.git"));
    sl_fail(err, SL_EREPO,
            "%.*s belongs to another user; to trust it, run: git config --global --add "
            "safe.directory '%.*s'",
            sl_fmt(dir), sl_fmt(dir));
    repo->lib->git_buf_dispose(&found);
    return false;
}

static bool fail_open(const sl_repo *repo, int code, sl_err *err)
{
    const char *shown = repo->path ? repo->path : "the current directory";
    const char *reason = sl_repo_reason(repo);

    if (code == GIT_EOWNER || strstr(reason, "safe.directory") != NULL)
        return fail_owner(repo, err);
    if (code == GIT_ENOTFOUND)
        return sl_fail(err, SL_ENOTFOUND, "not a git repository: %s", shown);
    return sl_fail(err, SL_EREPO, "open repository %s: %s", shown, reason);
}

/* Extensions that change nothing for a reader of objects. */
static void allow_extensions(const sl_libgit2 *lib)
{
    static const char *const known[] = {
        "objectformat", "partialclone",      "worktreeconfig",      "preciousobjects",
        "refstorage",   "relativeworktrees", "submodulepathconfig",
    };

    lib->git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, known, sizeof known / sizeof *known);
}

/* libgit2 1.5 knows none of GIT_CONFIG_SYSTEM, GIT_CONFIG_NOSYSTEM and
 * GIT_CONFIG_GLOBAL: it is told which files not to look for. */
static void guard_config(const sl_libgit2 *lib)
{
    if (sl_git_env_bool("GIT_CONFIG_NOSYSTEM", false) || getenv("GIT_CONFIG_SYSTEM"))
        lib->git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_SYSTEM, "");
    if (getenv("GIT_CONFIG_GLOBAL")) {
        lib->git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_GLOBAL, "");
        lib->git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_XDG, "");
    }
}

/* The objects of a push that is not accepted yet lie in a directory of their own. */
static void add_objects(const sl_libgit2 *lib, git_repository *git)
{
    const char *dir = sl_repo_env("GIT_OBJECT_DIRECTORY");
    git_odb *odb = NULL;

    if (dir && lib->git_repository_odb(&odb, git) == 0)
        lib->git_odb_add_disk_alternate(odb, dir);
    lib->git_odb_free(odb);
}

/* The repository that git means here: that of GIT_DIR and its relatives, or the one
 * around the current directory. libgit2's own GIT_REPOSITORY_OPEN_FROM_ENV refuses
 * GIT_WORK_TREE, and reads the index of GIT_INDEX_FILE at once, which fails for the
 * forms of the index that only we know: with it a hook of somebody who uses `git
 * update-index --split-index` never passes. */
static int open_env(const sl_libgit2 *lib, git_repository **out)
{
    const char *dir = sl_repo_env("GIT_DIR");
    unsigned flags = dir ? GIT_REPOSITORY_OPEN_NO_SEARCH : 0;
    int code;

    if (sl_repo_env("GIT_DISCOVERY_ACROSS_FILESYSTEM"))
        flags |= GIT_REPOSITORY_OPEN_CROSS_FS;
    code = lib->git_repository_open_ext(out, dir ? dir : ".", flags,
                                        sl_repo_env("GIT_CEILING_DIRECTORIES"));
    if (code == 0)
        add_objects(lib, *out);
    return code;
}

static int open_git(const sl_repo *repo, git_repository **out)
{
    if (!repo->path)
        return open_env(repo->lib, out);
    return repo->lib->git_repository_open_ext(out, repo->path,
                                              GIT_REPOSITORY_OPEN_NO_SEARCH, NULL);
}

/* A path that is the repository of the environment is opened through it, so that
 * `seclint --staged .` in a hook sees the hook's index. */
static void prefer_environment(sl_repo *repo)
{
    const sl_libgit2 *lib = repo->lib;
    git_repository *env = NULL;

    if (!repo->path || !sl_repo_env_given())
        return;
    if (open_env(lib, &env) == 0 && strcmp(lib->git_repository_path(env),
                                           lib->git_repository_path(repo->git)) == 0) {
        lib->git_repository_free(repo->git);
        repo->git = env;
        repo->from_env = true;
        return;
    }
    lib->git_repository_free(env);
}

static bool load(sl_repo *repo, sl_err *err)
{
    sl_libgit2 *lib = sl_calloc(1, sizeof *lib);

    if (!sl_libgit2_load(lib, err)) {
        free(lib);
        return false;
    }
    repo->lib = lib;
    lib->git_libgit2_init();
    allow_extensions(lib);
    guard_config(lib);
    return true;
}

bool sl_repo_git(sl_repo *repo, sl_err *err)
{
    int code;

    if (repo->git)
        return true;
    if (!repo->lib && !load(repo, err))
        return false;
    code = open_git(repo, &repo->git);
    if (code != 0 && code != GIT_ENOTFOUND && all_safe()) {
        repo->lib->git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
        code = open_git(repo, &repo->git);
    }
    if (code != 0)
        return fail_open(repo, code, err);
    prefer_environment(repo);
    return true;
}

static const char *keep(sl_repo *repo, const char *text)
{
    return text ? sl_arena_str(&repo->arena, sl_str_of(text)).ptr : NULL;
}

bool sl_repo_git_find(sl_repo *repo, sl_err *err)
{
    const sl_libgit2 *lib;

    if (!sl_repo_git(repo, err))
        return false;
    lib = repo->lib;
    repo->git_dir = keep(repo, lib->git_repository_path(repo->git));
    repo->common_dir = keep(repo, lib->git_repository_commondir(repo->git));
    repo->worktree = keep(repo, lib->git_repository_workdir(repo->git));
    repo->linked = lib->git_repository_is_worktree(repo->git) == 1;
    repo->config =
        sl_git_config_open(repo->git_dir, repo->common_dir, &repo->config_err);
    return true;
}

void sl_repo_git_close(sl_repo *repo)
{
    if (!repo->lib)
        return;
    repo->lib->git_repository_free(repo->git);
    repo->lib->git_libgit2_shutdown();
    free(repo->lib);
}

const char *sl_repo_library_version(void)
{
    return LIBGIT2_VERSION;
}
