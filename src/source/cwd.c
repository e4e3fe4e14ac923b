#include "source/cwd.h"

#include "source/pathspec.h"
#include "source/repo_state.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A real path without slash at the end (empty for the root), or an empty slice. */
static sl_str real_path(sl_arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    sl_str kept = sl_arena_str(arena, sl_str_drop_end(sl_str_of(real), sl_lit("/")));

    free(real);
    return kept;
}

/* Is path the directory dir or below it? *below is what follows dir and its slash. */
static bool is_within(sl_str path, sl_str dir, sl_str *below)
{
    if (!sl_str_starts(path, dir) || (path.len > dir.len && path.ptr[dir.len] != '/'))
        return false;
    *below = sl_str_skip(path, path.len > dir.len ? dir.len + 1 : dir.len);
    return true;
}

/* What git makes of GIT_DIR: an absolute path if it had to leave the current
 * directory for the top of the working tree, else the path as it was given. */
static sl_str named_git_dir(sl_arena *arena, const sl_cwd *cwd, sl_str here,
                            const char *named)
{
    sl_str real = real_path(arena, named);
    sl_buf clean = {0};
    sl_str below, out;

    if (cwd->prefix.len > 0)
        return real;
    if (named[0] != '/' && !sl_str_eq(here, cwd->worktree)) {
        out = sl_arena_printf(arena, "%.*s/%s", sl_fmt(here), named);
        out = sl_str_drop_end(out, sl_lit("/"));
        return is_within(out, cwd->worktree, &below) ? below : out;
    }
    if (sl_path_normal(sl_str_of(named), 0, &clean) != SIZE_MAX)
        out = sl_arena_str(arena, sl_str_drop_end(sl_buf_str(&clean), sl_lit("/")));
    else /* "../.git" */
        out = sl_str_drop_end(sl_str_of(named), sl_lit("/"));
    sl_buf_free(&clean);
    return out;
}

static sl_str info_dir(const sl_repo *repo, sl_arena *arena, const sl_cwd *cwd,
                       sl_str here)
{
    const char *named = getenv("GIT_DIR");
    sl_str git_dir = real_path(arena, repo->git_dir);
    sl_str common = real_path(arena, repo->common_dir);
    struct stat st;

    if (!sl_str_eq(git_dir, common))
        return common;
    if (named && *named)
        return named_git_dir(arena, cwd, here, named);
    if (repo->root >= 0 && fstatat(repo->root, ".git", &st, 0) == 0 &&
        S_ISDIR(st.st_mode))
        return sl_lit(".git");
    return common;
}

bool sl_cwd_find(const sl_repo *repo, sl_arena *arena, sl_cwd *out, sl_err *err)
{
    sl_str here = real_path(arena, ".");
    sl_str git_dir = real_path(arena, repo->git_dir);
    sl_str below;

    *out = (sl_cwd){.ignore_case = repo->ignore_case};
    if (repo->worktree) {
        const char *named = getenv("GIT_DIR");

        out->worktree = real_path(arena, repo->worktree);
        if (!(named && *named) && is_within(here, git_dir, &below))
            return sl_fail(err, SL_EREPO, "this operation must be run in a work tree");
        if (is_within(here, out->worktree, &below) && below.len > 0)
            out->prefix = sl_arena_printf(arena, "%.*s/", sl_fmt(below));
    }
    below = info_dir(repo, arena, out, here);
    out->info_ignore = sl_arena_printf(arena, "%.*s/info/exclude", sl_fmt(below));
    return true;
}
