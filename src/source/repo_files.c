#include "base/file.h"
#include "base/limits.h"
#include "source/lookup.h"
#include "source/repo.h"
#include "source/repo_state.h"

#include <stdlib.h>
#include <string.h>

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
    sl_str own = join(repo, repo->common_dir, "objects");

    if (repo->odb)
        return repo->odb;
    if (named && *named) {
        extra[extra_len++] = own.ptr;
        extra_len += split_paths(repo, getenv("GIT_ALTERNATE_OBJECT_DIRECTORIES"),
                                 extra + extra_len, SL_MAX_LINK_DEPTH - extra_len);
        own = sl_str_of(named);
    }
    repo->odb = sl_odb_open(own.ptr, extra, extra_len, SL_OID_SHA1, err);
    return repo->odb;
}

const sl_index *sl_repo_index(sl_repo *repo, sl_err *err)
{
    const char *named = getenv("GIT_INDEX_FILE");
    sl_str path = join(repo, repo->git_dir, "index");
    sl_err why = {0};

    if (repo->index_read)
        return &repo->index;
    if (named && *named)
        path = sl_str_of(named);
    if (!sl_index_read(path.ptr, repo->git_dir, SL_OID_SHA1, &repo->index, &why) &&
        why.code != SL_ENOTFOUND) {
        if (err)
            *err = why;
        return NULL;
    }
    repo->index_read = true;
    return &repo->index;
}

static bool read_worktree(void *ctx, sl_str path, sl_buf *out, sl_err *err)
{
    const sl_repo *repo = ctx;

    return sl_lookup_file(repo->root, path, SL_MAX_CONFIG_FILE, out, err);
}

static bool read_index(void *ctx, sl_str path, sl_buf *out, sl_err *err)
{
    sl_repo *repo = ctx;
    const sl_index *index = sl_repo_index(repo, err);
    const sl_index_entry *entry = index ? sl_index_find(index, path) : NULL;
    sl_odb *odb = sl_repo_odb(repo, err);
    sl_object_type type;

    if (!entry || !odb)
        return sl_fail(err, SL_ENOTFOUND, "not in the index");
    if ((entry->mode & 0170000) != 0100000)
        return sl_fail(err, SL_EFORMAT, "not a regular file");
    return sl_odb_read(odb, &entry->oid, SL_MAX_CONFIG_FILE, &type, out, err);
}

/* The text of a file that a configuration key or a fixed place names. */
static sl_str read_named(sl_repo *repo, const char *path)
{
    sl_buf bytes = {0};
    sl_str text = {0};

    if (path && sl_file_read(path, SL_MAX_CONFIG_FILE, &bytes, NULL))
        text = sl_arena_str(&repo->arena, sl_buf_str(&bytes));
    sl_buf_free(&bytes);
    return text;
}

/* core.excludesFile or core.attributesFile, or their place under XDG. */
static sl_str global_file(sl_repo *repo, const char *key, const char *fallback)
{
    git_config *config = NULL;
    git_buf value = GIT_BUF_INIT;
    const char *xdg = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");
    sl_str path = {0};

    if (git_repository_config_snapshot(&config, repo->git) == 0 &&
        git_config_get_path(&value, config, key) == 0)
        path = sl_arena_str(&repo->arena, sl_str_of(value.ptr));
    else if (xdg && *xdg)
        path = sl_arena_printf(&repo->arena, "%s/git/%s", xdg, fallback);
    else if (home)
        path = sl_arena_printf(&repo->arena, "%s/.config/git/%s", home, fallback);
    git_buf_dispose(&value);
    git_config_free(config);
    return path;
}

sl_ignore *sl_repo_ignore(sl_repo *repo)
{
    sl_str global = global_file(repo, "core.excludesfile", "ignore");
    sl_str info = join(repo, repo->common_dir, "info/exclude");
    sl_ignore_options options = {
        .ignore_case = repo->ignore_case,
        .info_text = read_named(repo, info.ptr),
        .info_name = sl_lit(".git/info/exclude"),
        .global_text = read_named(repo, global.ptr),
        .global_name = global,
    };

    return sl_ignore_open((sl_filetree){read_worktree, repo}, &options);
}

sl_attributes *sl_repo_attributes(sl_repo *repo, bool from_index)
{
    sl_str global = global_file(repo, "core.attributesfile", "attributes");
    sl_str info = join(repo, repo->common_dir, "info/attributes");
    sl_attributes_options options = {
        .ignore_case = repo->ignore_case,
        .info_text = read_named(repo, info.ptr),
        .info_name = sl_lit(".git/info/attributes"),
        .global_text = read_named(repo, global.ptr),
        .global_name = global,
        .system_text = read_named(repo, "/etc/gitattributes"),
        .system_name = sl_lit("/etc/gitattributes"),
    };
    sl_filetree tree = {from_index ? read_index : read_worktree, repo};

    return sl_attributes_open(tree, &options);
}
