#include "source/ref_storage.h"

#include <limits.h>
#include <stdlib.h>

/* "files", "reftable", or one of them with a place: "reftable:///srv/refs". */
static sl_str configured(const sl_git_config *config)
{
    const char *given = getenv("GIT_REFERENCE_BACKEND");
    sl_str value = sl_lit("files");
    sl_git_setting s;

    for (size_t i = 0; sl_git_config_at(config, i, &s); i++)
        if (s.own && sl_str_eq(s.key, sl_lit("extensions.refstorage")))
            value = s.value;
    return given ? sl_str_of(given) : value;
}

/* Below a place of their own, refs lie as they would below the git directory. */
static bool move(sl_refs *refs, sl_str place, sl_arena *arena, sl_err *err)
{
    sl_str git_dir = sl_str_drop_end(sl_str_of(refs->git_dir), sl_lit("/"));
    bool linked = strcmp(refs->git_dir, refs->common_dir) != 0;
    sl_str path = place;
    char real[PATH_MAX];

    if (!sl_str_starts(place, sl_lit("/")))
        path = sl_arena_printf(arena, "%s/%.*s", refs->common_dir, sl_fmt(place));
    if (!realpath(sl_arena_str(arena, path).ptr, real))
        return sl_fail(err, SL_EIO, "%.*s, where refs are kept", sl_fmt(path));
    refs->common_dir = refs->git_dir = sl_arena_str(arena, sl_str_of(real)).ptr;
    if (linked)
        refs->git_dir = sl_arena_printf(arena, "%s/worktrees/%.*s", real,
                                        sl_fmt(sl_path_base(git_dir)))
                            .ptr;
    return true;
}

bool sl_ref_storage_find(const sl_git_config *config, const char *git_dir,
                         const char *common_dir, sl_arena *arena, sl_refs *out,
                         sl_err *err)
{
    sl_str value = configured(config);
    size_t colon = sl_str_find(value, sl_lit("://"));
    sl_str form = sl_str_sub(value, 0, colon);

    out->git_dir = git_dir;
    out->common_dir = common_dir;
    out->reftable = sl_str_eq(form, sl_lit("reftable"));
    if (!out->reftable && !sl_str_eq(form, sl_lit("files")))
        return sl_fail(err, SL_EREPO, "%s: refs are kept in an unknown form, '%.*s'",
                       common_dir, sl_fmt(sl_str_sub(form, 0, 40)));
    return colon == SIZE_MAX || move(out, sl_str_skip(value, colon + 3), arena, err);
}

static bool has_wide_ids(const sl_git_config *config)
{
    sl_git_setting s;
    bool wide = false;

    for (size_t i = 0; sl_git_config_at(config, i, &s); i++)
        if (sl_str_eq(s.key, sl_lit("extensions.objectformat")))
            wide = sl_str_eq(s.value, sl_lit("sha256"));
    return wide;
}

/* What the file says where refs are kept elsewhere is no branch that can be. */
bool sl_ref_storage_head(const sl_git_config *known, const char *git_dir,
                         const char *common_dir, bool *again, sl_buf *out)
{
    sl_refs refs = {.git_dir = git_dir, .common_dir = common_dir};
    sl_arena arena = {0};
    bool ok = sl_refs_symbolic(&refs, sl_lit("HEAD"), out);

    if (ok && sl_str_eq(sl_buf_str(out), sl_lit("refs/heads/.invalid"))) {
        *again = true;
        ok = known &&
             sl_ref_storage_find(known, git_dir, common_dir, &arena, &refs, NULL);
        refs.oid_len = ok && has_wide_ids(known) ? SL_OID_MAX : SL_OID_SHA1;
        ok = ok && sl_refs_symbolic(&refs, sl_lit("HEAD"), out);
    }
    sl_arena_free(&arena);
    return ok;
}
