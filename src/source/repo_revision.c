/* repo_revision.c - the commits that a revision range names. */
#include "base/limits.h"
#include "git/tree.h"
#include "source/merge_base.h"
#include "source/repo_fallback.h"
#include "source/repo_state.h"

#include <stdlib.h>
#include <string.h>

sl_object_type sl_repo_peel(sl_repo *repo, sl_oid *oid, sl_buf *bytes, sl_err *err)
{
    sl_object_type type = SL_OBJ_TAG;
    sl_tag tag;

    for (unsigned depth = 0; depth < SL_MAX_TAG_DEPTH && type == SL_OBJ_TAG; depth++) {
        if (depth > 0) {
            if (!sl_tag_parse(sl_buf_str(bytes), &tag))
                break;
            *oid = tag.target;
        }
        if (!sl_repo_read_any(repo, oid, &type, bytes, err))
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
static bool walk_back(sl_repo *repo, sl_str rest, sl_oid *oid, sl_buf *bytes,
                      sl_err *err)
{
    size_t parent, steps;
    sl_commit commit;

    while (rest.len > 0) {
        sl_str behind_tag =
            sl_str_drop(sl_str_drop(rest, sl_lit("^{}")), sl_lit("^{commit}"));

        if (behind_tag.len < rest.len) { /* that is where we are */
            rest = behind_tag;
            continue;
        }
        if (!next_step(&rest, &parent, &steps))
            return false;
        for (; steps > 0; steps--)
            if (!sl_commit_parse(sl_buf_str(bytes), &commit) ||
                !sl_commit_parent(&commit, parent - 1, oid) ||
                sl_repo_peel(repo, oid, bytes, err) != SL_OBJ_COMMIT)
                return false;
    }
    return true;
}

static sl_str before_steps(sl_str name)
{
    size_t end = 0;

    while (end < name.len && name.ptr[end] != '~' && name.ptr[end] != '^')
        end++;
    return sl_str_sub(name, 0, end);
}

/* Names, whole ids, and steps to parents: what hooks and CI give. SL_ELOST: it is known
 * which object is meant, but that is damaged, or a ref leads to nothing. */
static bool resolve_own(sl_repo *repo, sl_str name, sl_oid_vec *commits,
                        sl_oid_vec *tags, sl_err *err)
{
    char words[SL_NOT_SCANNED];
    sl_err why = {0};
    sl_refs refs = sl_repo_refs(repo);
    sl_buf bytes = {0};
    sl_str base = before_steps(name);
    size_t end = base.len;
    sl_oid oid = {0}, named;
    bool given, ok;

    if (sl_str_eq(base, sl_lit("@")) || name.len == 0)
        base = sl_lit("HEAD");
    given = base.len == 2 * repo->oid_len && sl_oid_parse(base, &oid);
    ok = given || sl_refs_find_short(&refs, base, &oid) ||
         sl_repo_upstream(repo, base, &oid);
    named = oid;
    ok = ok && sl_repo_peel(repo, &oid, &bytes, &why) == SL_OBJ_COMMIT &&
         walk_back(repo, sl_str_skip(name, end), &oid, &bytes, &why);
    if (why.code == SL_EFORMAT || why.code == SL_EIO ||
        (why.code == SL_ENOTFOUND && !given && !sl_repo_shallow(repo)))
        sl_fail(err, SL_ELOST, "%s", sl_not_scanned(&oid, why.text, words));
    if (ok)
        *sl_vec_push(commits) = oid;
    if (ok && tags && end == name.len && !sl_oid_eq(&named, &oid))
        *sl_vec_push(tags) = named;
    sl_buf_free(&bytes);
    return ok;
}

/* "main@{1}" is what a reflog has. */
static bool asks_reftable(const sl_repo *repo, sl_str name)
{
    return repo->refs.reftable && sl_str_has(name, sl_lit("@{"));
}

static bool not_there(const sl_repo *repo, sl_str name, const char *why, sl_err *err)
{
    const char *reason = "";

    if (asks_reftable(repo, name))
        reason = " (reflogs in reftables are not read: name the commit by its id)";
    else if (sl_repo_shallow(repo))
        reason = " (a shallow clone: fetch it, with git fetch --unshallow or, in a "
                 "pipeline, "
                 "with depth 0)";
    return sl_fail(err, SL_EUSAGE, "no commit '%.*s': %.200s%s",
                   sl_fmt(sl_str_sub(name, 0, 100)), why, reason);
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
        not_there(repo, name, sl_repo_reason(repo), err);
    if (ok && tags && repo->lib->git_object_type(object) == GIT_OBJECT_TAG)
        *sl_vec_push(tags) =
            sl_oid_make(repo->lib->git_object_id(object)->id, SL_OID_SHA1);
    repo->lib->git_object_free(commit);
    repo->lib->git_object_free(object);
    sl_arena_free(&arena);
    return ok;
}

/* The name with the whole id in place of an abbreviated one, which libgit2 finds without
 * reading the object; empty if it is none, or of several objects. */
static sl_str in_full(sl_repo *repo, sl_str name, sl_arena *arena)
{
    char hex[SL_OID_HEX_MAX + 1] = {0};
    sl_str base = before_steps(name);
    size_t whole = (size_t)2 * SL_OID_SHA1;
    git_odb *odb = NULL;
    git_oid id;
    sl_oid oid;
    bool ok;

    if (base.len < GIT_OID_MINPREFIXLEN || base.len >= whole)
        return (sl_str){0};
    memset(hex, '0', whole);
    memcpy(hex, base.ptr, base.len);
    if (!sl_oid_parse(sl_str_of(hex), &oid) || !sl_repo_git(repo, NULL) ||
        repo->lib->git_repository_odb(&odb, repo->git) != 0)
        return (sl_str){0};
    memcpy(id.id, oid.raw, sizeof id.id);
    ok = repo->lib->git_odb_exists_prefix(&id, odb, &id, base.len) == 0;
    repo->lib->git_odb_free(odb);
    oid = sl_oid_make(id.id, SL_OID_SHA1);
    return ok ? sl_arena_printf(arena, "%s%.*s", sl_oid_hex(&oid, hex),
                                sl_fmt(sl_str_skip(name, base.len)))
              : (sl_str){0};
}

/* What our own reader does not know, such as names of reflogs, libgit2 may; but it knows
 * neither SHA-256 nor reftables. It may never return from an object that is damaged. */
static bool resolve(sl_repo *repo, sl_str name, sl_oid_vec *commits, sl_oid_vec *tags,
                    sl_err *err)
{
    bool ask = repo->oid_len == SL_OID_SHA1 && !asks_reftable(repo, name);
    sl_arena arena = {0};
    sl_err why = {0};
    sl_str full;
    bool ok = resolve_own(repo, name, commits, tags, &why);

    if (!ok && why.code != SL_ELOST && ask) {
        full = in_full(repo, name, &arena);
        ok = full.len > 0 && resolve_own(repo, full, commits, tags, &why);
    }
    sl_arena_free(&arena);
    if (ok)
        return true;
    if (why.code == SL_ELOST) {
        *err = why;
        return false;
    }
    if (!sl_repo_refs_check(repo, err))
        return false;
    return ask ? resolve_git(repo, name, commits, tags, err)
               : not_there(repo, name, "not found", err);
}

/* The id that git gives hooks for "none": a ref that is new or deleted. */
static bool is_zero(const sl_repo *repo, sl_str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] != '0')
            return false;
    return name.len == 2 * repo->oid_len;
}

bool sl_repo_commit(sl_repo *repo, sl_str name, sl_oid *out, sl_err *err)
{
    sl_oid_vec commits = {0};
    bool ok = resolve(repo, name, &commits, NULL, err);

    if (ok)
        *out = commits.at[0];
    sl_vec_free(&commits);
    return ok;
}

void sl_range_names(const char *range, sl_str *base, sl_str *head)
{
    sl_str text = sl_str_of(range);
    size_t dots = sl_str_find(text, sl_lit(".."));

    *base = sl_str_sub(text, 0, dots);
    *head = sl_str_skip(text, dots == SIZE_MAX ? text.len : dots + 2);
    *head = sl_str_skip(*head, sl_str_starts(*head, sl_lit(".")));
}

sl_str sl_repo_doubt(const sl_repo *repo, sl_str name, sl_arena *arena)
{
    sl_refs refs = sl_repo_refs(repo);
    sl_str base = before_steps(name), taken, other;
    sl_oid oid;

    if ((base.len == 2 * repo->oid_len && sl_oid_parse(base, &oid)) || base.len == 0 ||
        !sl_refs_ambiguous(&refs, base, arena, &taken, &other))
        return sl_lit("");
    return sl_arena_printf(arena,
                           "is the name of several refs; %.*s is taken, as git does: "
                           "write %.*s if that is meant",
                           sl_fmt(taken), sl_fmt(other));
}

bool sl_repo_range(sl_repo *repo, const char *range, sl_range_ends *out, sl_err *err)
{
    sl_str base, head;
    bool parted;

    sl_range_names(range, &base, &head);
    parted = sl_str_has(sl_str_of(range), sl_lit("..."));
    if (!is_zero(repo, head) && !resolve(repo, head, &out->wanted, &out->tags, err))
        return false;
    if (!is_zero(repo, base))
        return resolve(repo, base, &out->hidden, NULL, err) &&
               (!parted || sl_range_ends_part(repo, out, err));
    /* In a pre-receive hook the refs are the old ones. Elsewhere they say nothing:
     * before a push they hold the new commits. */
    return !getenv("GIT_QUARANTINE_PATH") || sl_repo_tips(repo, &out->hidden, err);
}
