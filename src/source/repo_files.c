#include "base/file.h"
#include "base/limits.h"
#include "source/git_config.h"
#include "source/lookup.h"
#include "source/repo.h"
#include "source/repo_state.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static sl_str join(sl_repo *repo, const char *dir, const char *name)
{
    size_t len = strlen(dir);
    const char *slash = len > 0 && dir[len - 1] == '/' ? "" : "/";

    return sl_arena_printf(&repo->arena, "%s%s%s", dir, slash, name);
}

/* GIT_ALTERNATE_OBJECT_DIRECTORIES, cut at its colons. */
static size_t split_paths(sl_repo *repo, const char *list, const char **out, size_t max)
{
    sl_str rest = sl_arena_str(&repo->arena, sl_str_of(list));
    size_t len = 0;

    while (rest.len > 0 && len < max) {
        sl_str one = rest;

        if (!sl_str_split(rest, ':', &one, &rest))
            rest.len = 0;
        if (one.len > 0)
            out[len++] = sl_arena_str(&repo->arena, one).ptr;
    }
    return len;
}

sl_odb *sl_repo_odb(sl_repo *repo, sl_err *err)
{
    const char *named = getenv("GIT_OBJECT_DIRECTORY");
    const char *extra[SL_MAX_LINK_DEPTH];
    size_t extra_len = 0;
    sl_str own;

    if (repo->odb) /* nothing is written then: any thread may ask */
        return repo->odb;
    own = join(repo, repo->common_dir, "objects");
    if (repo->from_env && named && *named) {
        extra[extra_len++] = own.ptr;
        extra_len += split_paths(repo, getenv("GIT_ALTERNATE_OBJECT_DIRECTORIES"),
                                 extra + extra_len, SL_MAX_LINK_DEPTH - extra_len);
        own = sl_str_of(named);
    }
    repo->odb = sl_odb_open(own.ptr, extra, extra_len, repo->oid_len, err);
    return repo->odb;
}

static bool read_index(void *ctx, sl_str path, sl_buf *out, sl_err *err)
{
    sl_repo *repo = ctx;
    sl_index_entry entry;
    const sl_index_view *index = sl_repo_index_view(repo, err);
    bool known = index && sl_index_view_find(index, path, &entry);
    sl_odb *odb = sl_repo_odb(repo, err);
    sl_object_type type;

    if (!known || !odb)
        return sl_fail(err, SL_ENOTFOUND, "not in the index");
    if ((entry.mode & 0170000) != 0100000)
        return sl_fail(err, SL_EFORMAT, "not a regular file");
    return sl_odb_read(odb, &entry.oid, SL_MAX_CONFIG_FILE, &type, out, err);
}

static bool read_worktree(void *ctx, sl_str path, sl_buf *out, sl_err *err)
{
    const sl_repo *repo = ctx;

    return sl_lookup_file(repo->root, path, SL_MAX_CONFIG_FILE, out, err);
}

void sl_repo_ignores_listed(sl_repo *repo, const sl_str *files, size_t len)
{
    for (size_t i = 0; i < len; i++)
        *sl_map_put(&repo->ignores, sl_arena_str(&repo->arena, files[i])) = repo;
    repo->ignores_listed = !repo->ignore_case; /* such names need not be the same */
}

static bool read_ignore_file(sl_repo *repo, sl_str path, sl_buf *out, sl_err *err)
{
    if (repo->ignores_listed && !sl_map_get(&repo->ignores, path))
        return sl_fail(err, SL_ENOTFOUND, "no such file");
    return read_worktree(repo, path, out, err);
}

/* When it reads .gitattributes from the index, and only then, git takes a byte order
 * mark for part of the first line, and a NUL for the end of the file. The parser drops
 * one mark: give it a second. */
static bool read_index_attributes(void *ctx, sl_str path, sl_buf *out, sl_err *err)
{
    sl_str mark = sl_lit("\xef\xbb\xbf");

    if (!read_index(ctx, path, out, err))
        return false;
    sl_buf_reserve(out, mark.len);
    out->len = sl_str_sub(sl_buf_str(out), 0, sl_str_chr(sl_buf_str(out), '\0')).len;
    if (sl_str_starts(sl_buf_str(out), mark)) {
        memmove(out->ptr + mark.len, out->ptr, out->len);
        out->len += mark.len;
    }
    out->ptr[out->len] = '\0';
    return true;
}

/* A bare repository has no attribute files but those outside of its trees. */
static bool read_nothing(void *ctx, sl_str path, sl_buf *out, sl_err *err)
{
    (void)ctx;
    (void)path;
    sl_buf_clear(out);
    return sl_fail(err, SL_ENOTFOUND, "no working tree");
}

/* The index stands in, also for what is there and is no file to be read; but then the
 * first reason is the better one. */
static bool read_instead(sl_filetree_read *read, sl_repo *repo, sl_str path,
                         sl_buf *out, sl_err *err)
{
    sl_err why = {0};

    if (read(repo, path, out, &why))
        return true;
    if (err && err->code == SL_ENOTFOUND)
        *err = why;
    return false;
}

static bool read_attributes(void *ctx, sl_str path, sl_buf *out, sl_err *err)
{
    return read_worktree(ctx, path, out, err) ||
           read_instead(read_index_attributes, ctx, path, out, err);
}

static bool read_ignore(void *ctx, sl_str path, sl_buf *out, sl_err *err)
{
    const sl_index_view *index;
    sl_index_entry entry;

    if (read_ignore_file(ctx, path, out, err))
        return true;
    index = sl_repo_index_view(ctx, NULL);
    return index && sl_index_view_find(index, path, &entry) &&
           (entry.flags & SL_INDEX_SKIP_WORKTREE) &&
           read_instead(read_index, ctx, path, out, err);
}

/* Files of another tree, and the working tree behind them. */
typedef struct overlay {
    sl_repo *repo;
    sl_filetree tree;
} overlay;

static bool read_ignore_over(void *ctx, sl_str path, sl_buf *out, sl_err *err)
{
    const overlay *o = ctx;
    sl_err why = {0};

    return o->tree.read(o->tree.ctx, path, out, &why) ||
           read_ignore(o->repo, path, out, err);
}

static bool read_attributes_over(void *ctx, sl_str path, sl_buf *out, sl_err *err)
{
    const overlay *o = ctx;
    sl_err why = {0};

    return o->tree.read(o->tree.ctx, path, out, &why) ||
           read_attributes(o->repo, path, out, err);
}

static sl_filetree tree_over(sl_repo *repo, sl_filetree tree, sl_filetree_read *read)
{
    overlay *o = sl_arena_alloc(&repo->arena, sizeof *o);

    *o = (overlay){repo, tree};
    return (sl_filetree){read, o};
}

static sl_str read_outer(sl_repo *repo, sl_str path)
{
    sl_buf bytes = {0};
    sl_str text = {0};
    sl_err err = {0};

    if (access(path.ptr, F_OK) != 0)
        return text;
    if (sl_file_read(path.ptr, SL_MAX_CONFIG_FILE, &bytes, &err))
        text = sl_arena_str(&repo->arena, sl_buf_str(&bytes));
    else
        *sl_vec_push(&repo->unreadable) = (sl_unreadable){path, err};
    sl_buf_free(&bytes);
    return text;
}

/* A relative name begins at the top of the working tree. */
static sl_str from_top(sl_repo *repo, sl_str path)
{
    return path.len > 0 && path.ptr[0] != '/' && repo->worktree
               ? join(repo, repo->worktree, path.ptr)
               : path;
}

/* The text of a file that a configuration key or a fixed place names, read once: a hook
 * opens three stacks. */
static sl_str read_named(sl_repo *repo, sl_str path)
{
    void **known;
    sl_str *text;

    if (path.len == 0)
        return (sl_str){0};
    path = from_top(repo, path);
    known = sl_map_put(&repo->outer, path);
    if (!*known) {
        text = sl_arena_alloc(&repo->arena, sizeof *text);
        *text = read_outer(repo, path);
        *known = text;
    }
    return *(const sl_str *)*known;
}

sl_str sl_repo_unreadable(const sl_repo *repo, size_t i, sl_err *err)
{
    if (i >= repo->unreadable.len)
        return (sl_str){0};
    *err = repo->unreadable.at[i].why;
    return repo->unreadable.at[i].path;
}

/* core.excludesFile or core.attributesFile, or their place under XDG. */
static sl_str global_file(sl_repo *repo, const char *key, const char *fallback)
{
    const char *xdg = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");
    sl_buf value = {0};
    sl_str path = {0};

    if (sl_git_config_path(repo->config, key, &value))
        path = sl_arena_str(&repo->arena, sl_buf_str(&value));
    else if (xdg && *xdg)
        path = sl_arena_printf(&repo->arena, "%s/git/%s", xdg, fallback);
    else if (home)
        path = sl_arena_printf(&repo->arena, "%s/.config/git/%s", home, fallback);
    sl_buf_free(&value);
    return path;
}

static sl_str system_attributes(void)
{
    return sl_git_env_bool("GIT_ATTR_NOSYSTEM", false) ? sl_lit("")
                                                       : sl_lit("/etc/gitattributes");
}

void sl_repo_outer(sl_repo *repo, sl_str out[SL_REPO_OUTER])
{
    out[0] = join(repo, repo->common_dir, "info/exclude");
    out[1] = from_top(repo, global_file(repo, "core.excludesfile", "ignore"));
    out[2] = join(repo, repo->common_dir, "info/attributes");
    out[3] = from_top(repo, global_file(repo, "core.attributesfile", "attributes"));
    out[4] = system_attributes();
}

static sl_ignore *open_ignore(sl_repo *repo, sl_str info_name, sl_filetree tree)
{
    sl_str global = global_file(repo, "core.excludesfile", "ignore");
    sl_ignore_options options = {
        .ignore_case = repo->ignore_case,
        .info_text = read_named(repo, join(repo, repo->common_dir, "info/exclude")),
        .info_name = info_name,
        .global_text = read_named(repo, global),
        .global_name = global,
    };

    return sl_ignore_open(tree, &options);
}

sl_ignore *sl_repo_ignore_named(sl_repo *repo, sl_str info_name, bool with_index)
{
    return open_ignore(repo, info_name,
                       (sl_filetree){with_index ? read_ignore : read_worktree, repo});
}

sl_ignore *sl_repo_ignore_staged(sl_repo *repo)
{
    return open_ignore(repo, sl_lit(".git/info/exclude"),
                       (sl_filetree){read_index, repo});
}

sl_ignore *sl_repo_ignore_over(sl_repo *repo, sl_filetree over)
{
    return open_ignore(repo, sl_lit(".git/info/exclude"),
                       tree_over(repo, over, read_ignore_over));
}

sl_ignore *sl_repo_ignore(sl_repo *repo)
{
    return sl_repo_ignore_named(repo, sl_lit(".git/info/exclude"), true);
}

static sl_attributes *open_attributes(sl_repo *repo, sl_filetree tree)
{
    sl_str global = global_file(repo, "core.attributesfile", "attributes");
    sl_attributes_options options = {
        .ignore_case = repo->ignore_case,
        .info_text = read_named(repo, join(repo, repo->common_dir, "info/attributes")),
        .info_name = sl_lit(".git/info/attributes"),
        .global_text = read_named(repo, global),
        .global_name = global,
        .system_text = read_named(repo, system_attributes()),
        .system_name = sl_lit("/etc/gitattributes"),
    };

    return sl_attributes_open(tree, &options);
}

sl_attributes *sl_repo_attributes(sl_repo *repo, bool from_index)
{
    sl_filetree tree = {repo->worktree ? read_attributes : read_nothing, repo};

    if (from_index)
        tree.read = read_index_attributes;
    return open_attributes(repo, tree);
}

sl_attributes *sl_repo_attributes_over(sl_repo *repo, sl_filetree over)
{
    return open_attributes(repo, tree_over(repo, over, read_attributes_over));
}
