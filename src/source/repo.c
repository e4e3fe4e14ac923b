#include "source/repo.h"

#include "base/mem.h"
#include "source/config_guard.h"
#include "source/ref_storage.h"
#include "source/repo_state.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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
    sl_git_setting setting;
    bool configured = false;

    if (repo->from_env && getenv("GIT_WORK_TREE"))
        return true;
    for (size_t i = 0; sl_git_config_at(repo->config, i, &setting); i++)
        configured = configured ||
                     (setting.own && sl_str_eq(setting.key, sl_lit("core.worktree")));
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
    if (repo->linked)
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
    return repo->from_env && named && *named && !configured && !repo->linked &&
           realpath(".", out);
}

/* False for a kind of id that nobody has thought of yet. */
static bool find_oid_len(sl_repo *repo, sl_err *err)
{
    sl_git_setting s;
    sl_str format = sl_lit("sha1");
    bool wide;

    for (size_t i = 0; sl_git_config_at(repo->config, i, &s); i++)
        if (s.own && sl_str_eq(s.key, sl_lit("extensions.objectformat")))
            format = s.value;
    wide = sl_str_eq(format, sl_lit("sha256"));
    repo->oid_len = wide ? SL_OID_MAX : SL_OID_SHA1;
    return wide || sl_str_eq(format, sl_lit("sha1")) ||
           sl_fail(err, SL_EREPO, "%s: unknown object format", repo->git_dir);
}

static bool find_refs(sl_repo *repo, sl_err *err)
{
    repo->refs.oid_len = repo->oid_len;
    repo->refs.err = sl_arena_alloc(&repo->arena, sizeof *repo->refs.err);
    return sl_ref_storage_find(repo->config, repo->git_dir, repo->common_dir,
                               &repo->arena, &repo->refs, err);
}

static bool describe(sl_repo *repo, sl_err *err)
{
    char worktree[PATH_MAX];

    if (!find_oid_len(repo, err) || !find_refs(repo, err))
        return false;
    repo->ignore_case = sl_git_config_bool(repo->config, "core.ignorecase", false);
    if ((repo->from_env && sl_repo_env_worktree(worktree)) ||
        worktree_is_here(repo, worktree))
        repo->worktree = sl_arena_str(&repo->arena, sl_str_of(worktree)).ptr;
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
    sl_repo *repo = sl_calloc(1, sizeof *repo);

    repo->path = path ? sl_arena_str(&repo->arena, sl_str_of(path)).ptr : NULL;
    repo->from_env = !path;
    repo->root = -1;
    repo->lock = sl_lock_new();
    if ((sl_repo_find(repo) ||
         (sl_config_guard(path, err) && sl_repo_git_find(repo, err))) &&
        describe(repo, err))
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
    sl_index_view_free(&repo->view);
    sl_vec_free(&repo->unreadable);
    sl_git_config_free(repo->config);
    sl_repo_git_close(repo);
    sl_lock_free(repo->lock);
    sl_map_free(&repo->ignores);
    sl_map_free(&repo->outer);
    sl_arena_free(&repo->arena);
    free(repo);
}

const char *sl_repo_worktree(const sl_repo *repo)
{
    return repo->worktree;
}

size_t sl_repo_oid_len(const sl_repo *repo)
{
    return repo->oid_len;
}

bool sl_repo_shallow(const sl_repo *repo)
{
    sl_buf path = {0};
    struct stat st;
    bool shallow;

    sl_buf_printf(&path, "%s/shallow", repo->common_dir);
    shallow = stat(path.ptr, &st) == 0 && st.st_size > 0;
    sl_buf_free(&path);
    return shallow;
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

const char *sl_repo_common_dir(const sl_repo *repo)
{
    return repo->common_dir;
}

int sl_repo_root(const sl_repo *repo)
{
    return repo->root;
}

bool sl_repo_partial(const sl_repo *repo)
{
    sl_git_setting setting;

    for (size_t i = 0; sl_git_config_at(repo->config, i, &setting); i++)
        if (sl_str_eq(setting.key, sl_lit("extensions.partialclone")) ||
            (sl_str_starts(setting.key, sl_lit("remote.")) &&
             sl_str_ends(setting.key, sl_lit(".promisor"))))
            return true;
    return false;
}
