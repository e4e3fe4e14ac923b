#include "source/repo.h"
#include "source/repo_sparse.h"
#include "source/repo_state.h"

#include <unistd.h>

static sl_str below(sl_repo *repo, const char *folder, sl_str name)
{
    return sl_arena_printf(&repo->arena, "%s/%.*s", folder, sl_fmt(name));
}

/* An index that git named in full leads nowhere in a container that has the repository
 * in another place. Then the file of that name in our git directory is meant: to take
 * another, or none, would let through what `git commit -a` is about to commit. */
static bool find_moved(sl_repo *repo, sl_str named, sl_str *path, sl_err *err)
{
    sl_str folder = sl_arena_str(&repo->arena, sl_path_dir(named));

    *path = named;
    if (folder.len == 0 || access(folder.ptr, F_OK) == 0)
        return true;
    *path = below(repo, repo->git_dir, sl_path_base(named));
    return access(path->ptr, F_OK) == 0 ||
           sl_fail(err, SL_EREPO, "GIT_INDEX_FILE leads nowhere: %.*s", sl_fmt(named));
}

/* The one that git uses here, which a hook may be told: a relative path is below the top
 * of the working tree, wherever in it the hook has gone. */
static bool index_path(sl_repo *repo, sl_str *path, sl_err *err)
{
    const char *named = repo->from_env ? sl_repo_env("GIT_INDEX_FILE") : NULL;

    if (!named)
        *path = below(repo, repo->git_dir, sl_lit("index"));
    else if (*named == '/')
        return find_moved(repo, sl_str_of(named), path, err);
    else
        *path = repo->worktree ? below(repo, repo->worktree, sl_str_of(named))
                               : sl_str_of(named);
    return true;
}

/* A repository without an index tracks nothing. One that is damaged is not read twice. */
static bool settle(bool ok, const sl_err *why, bool *read, sl_err *err)
{
    *read = ok || why->code == SL_ENOTFOUND;
    if (!*read && err)
        *err = *why;
    return *read;
}

const sl_index *sl_repo_index(sl_repo *repo, sl_err *err)
{
    sl_err *why = &repo->index_err;
    sl_str path;
    bool ok;

    if (repo->index_read)
        return &repo->index;
    ok = why->code == SL_OK && index_path(repo, &path, why) &&
         sl_index_read(path.ptr, repo->git_dir, repo->oid_len, &repo->index, why) &&
         sl_repo_unsparse(repo, false, &repo->index, why);
    if (!ok)
        sl_index_free(&repo->index);
    return settle(ok, why, &repo->index_read, err) ? &repo->index : NULL;
}

static bool unsparse_view(sl_repo *repo, bool all, sl_err *err)
{
    sl_index_view *view = &repo->view;
    bool ok = sl_repo_unsparse(repo, all, &view->whole, err);

    if (ok && view->whole.sparse)
        view->len = view->whole.len;
    return ok;
}

const sl_index_view *sl_repo_index_view(sl_repo *repo, sl_err *err)
{
    sl_err *why = &repo->view_err;
    sl_str path;
    bool ok;

    if (repo->view_read)
        return &repo->view;
    ok = why->code == SL_OK && index_path(repo, &path, why) &&
         sl_index_view_open(path.ptr, repo->git_dir, repo->oid_len, &repo->view, why) &&
         unsparse_view(repo, false, why);
    if (!ok)
        sl_index_view_free(&repo->view);
    return settle(ok, why, &repo->view_read, err) ? &repo->view : NULL;
}

const sl_index *sl_repo_index_full(sl_repo *repo, sl_err *err)
{
    const sl_index *index = sl_repo_index(repo, err);

    if (!index || !index->sparse)
        return index;
    return sl_repo_unsparse(repo, true, &repo->index, err) &&
                   sl_repo_index_view(repo, err) && unsparse_view(repo, true, err)
               ? index
               : NULL;
}
