/* repo_revision.c - the commits that a revision range names. */
#include "base/limits.h"
#include "git/tree.h"
#include "source/repo_state.h"

#include <stdlib.h>

enum { TAG_DEPTH = 16 };

sl_object_type sl_repo_peel(sl_repo *repo, sl_oid *oid, sl_buf *bytes, sl_err *err)
{
    sl_odb *odb = sl_repo_odb(repo, err);
    sl_object_type type = SL_OBJ_TAG;
    sl_tag tag;

    for (unsigned depth = 0; odb && depth < TAG_DEPTH && type == SL_OBJ_TAG; depth++) {
        if (depth > 0) {
            if (!sl_tag_parse(sl_buf_str(bytes), &tag))
                break;
            *oid = tag.target;
        }
        if (!sl_odb_read(odb, oid, SL_MAX_FILE_SIZE, &type, bytes, err))
            break;
        if (type != SL_OBJ_TAG)
            return type;
    }
    return SL_OBJ_NONE;
}

/* Takes "~3", "^" or "^2" off *rest: *first is the parent to go to, *steps how often.
 * False for anything else. */
static bool next_step(sl_str *rest, size_t *parent, size_t *steps)
{
    bool back = rest->ptr[0] == '~';
    size_t value = 0, digits = 0;

    if (!back && rest->ptr[0] != '^')
        return false;
    *rest = sl_str_skip(*rest, 1);
    for (; digits < rest->len && rest->ptr[digits] >= '0' && rest->ptr[digits] <= '9';
         digits++)
        if (digits < 9)
            value = value * 10 + (size_t)(rest->ptr[digits] - '0');
    *rest = sl_str_skip(*rest, digits);
    value = digits ? value : 1;
    *parent = back || value == 0 ? 1 : value;
    *steps = back ? value : value > 0;
    return true;
}

/* Follows the steps in rest from the commit *oid, whose bytes are given. */
static bool walk_back(sl_repo *repo, sl_str rest, sl_oid *oid, sl_buf *bytes)
{
    size_t parent, steps;
    sl_commit commit;

    while (rest.len > 0) {
        if (!next_step(&rest, &parent, &steps))
            return false;
        for (; steps > 0; steps--)
            if (!sl_commit_parse(sl_buf_str(bytes), &commit) ||
                !sl_commit_parent(&commit, parent - 1, oid) ||
                sl_repo_peel(repo, oid, bytes, NULL) != SL_OBJ_COMMIT)
                return false;
    }
    return true;
}

/* Names, whole ids, and steps to parents: what hooks and CI give. */
static bool resolve_own(sl_repo *repo, sl_str name, sl_oid_vec *commits,
                        sl_oid_vec *tags)
{
    sl_refs refs = sl_repo_refs(repo);
    sl_buf bytes = {0};
    size_t end = 0;
    sl_str base;
    sl_oid oid = {0}, named;
    bool ok;

    while (end < name.len && name.ptr[end] != '~' && name.ptr[end] != '^')
        end++;
    base = sl_str_sub(name, 0, end);
    if (sl_str_eq(base, sl_lit("@")) || name.len == 0)
        base = sl_lit("HEAD");
    ok = (base.len == 2 * repo->oid_len && sl_oid_parse(base, &oid)) ||
         sl_refs_find_short(&refs, base, &oid);
    named = oid;
    ok = ok && sl_repo_peel(repo, &oid, &bytes, NULL) == SL_OBJ_COMMIT &&
         walk_back(repo, sl_str_skip(name, end), &oid, &bytes);
    if (ok)
        *sl_vec_push(commits) = oid;
    if (ok && tags && end == name.len && !sl_oid_eq(&named, &oid))
        *sl_vec_push(tags) = named;
    sl_buf_free(&bytes);
    return ok;
}

/* The commit that name stands for into *commits, and, if tags is given, the annotated
 * tag on the way to it. */
static bool resolve_git(sl_repo *repo, sl_str name, sl_oid_vec *commits,
                        sl_oid_vec *tags, sl_err *err)
{
    sl_arena arena = {0};
    git_object *object = NULL;
    git_object *commit = NULL;
    bool ok;

    if (!sl_repo_git(repo, err))
        return false;
    ok = repo->lib->git_revparse_single(&object, repo->git,
                                        sl_arena_str(&arena, name).ptr) == 0 &&
         repo->lib->git_object_peel(&commit, object, GIT_OBJECT_COMMIT) == 0;

    if (ok)
        *sl_vec_push(commits) =
            sl_oid_make(repo->lib->git_object_id(commit)->id, SL_OID_SHA1);
    else
        sl_fail(err, SL_EUSAGE, "range: no commit '%.*s': %s", sl_fmt(name),
                sl_repo_reason(repo));
    if (ok && tags && repo->lib->git_object_type(object) == GIT_OBJECT_TAG)
        *sl_vec_push(tags) =
            sl_oid_make(repo->lib->git_object_id(object)->id, SL_OID_SHA1);
    repo->lib->git_object_free(commit);
    repo->lib->git_object_free(object);
    sl_arena_free(&arena);
    return ok;
}

/* What our own reader does not know, such as abbreviated ids, libgit2 may; but it does
 * not know SHA-256. */
static bool resolve(sl_repo *repo, sl_str name, sl_oid_vec *commits, sl_oid_vec *tags,
                    sl_err *err)
{
    if (resolve_own(repo, name, commits, tags))
        return true;
    if (repo->oid_len == SL_OID_SHA1)
        return resolve_git(repo, name, commits, tags, err);
    return sl_fail(err, SL_EUSAGE, "range: no commit '%.*s'", sl_fmt(name));
}

/* The id that git gives hooks for "none": a ref that is new or deleted. */
static bool is_zero(const sl_repo *repo, sl_str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] != '0')
            return false;
    return name.len == 2 * repo->oid_len;
}

bool sl_repo_range(sl_repo *repo, const char *range, sl_range_ends *out, sl_err *err)
{
    sl_str text = sl_str_of(range);
    size_t dots = sl_str_find(text, sl_lit(".."));
    sl_str base = sl_str_sub(text, 0, dots);
    sl_str head = sl_str_skip(text, dots == SIZE_MAX ? text.len : dots + 2);

    if (!is_zero(repo, head) && !resolve(repo, head, &out->wanted, &out->tags, err))
        return false;
    if (!is_zero(repo, base))
        return resolve(repo, base, &out->hidden, NULL, err);
    /* In a pre-receive hook the refs are the old ones. Elsewhere they say nothing:
     * before a push they hold the new commits. */
    return !getenv("GIT_QUARANTINE_PATH") || sl_repo_tips(repo, &out->hidden, err);
}

void sl_range_ends_free(sl_range_ends *ends)
{
    sl_vec_free(&ends->wanted);
    sl_vec_free(&ends->hidden);
    sl_vec_free(&ends->tags);
}
