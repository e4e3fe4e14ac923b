#include "source/repo.h"
#include "source/git_config.h"
#include "source/repo_state.h"

#include <stdlib.h>
#include <string.h>

bool sl_repo_head(const sl_repo *repo, sl_oid *commit)
{
    git_oid id;

    if (git_reference_name_to_id(&id, repo->git, "HEAD") != 0)
        return false;
    *commit = sl_oid_make(id.id, SL_OID_SHA1);
    return true;
}

sl_str sl_repo_branch(sl_repo *repo)
{
    git_reference *head = NULL;
    sl_str name = {0};

    if (git_reference_lookup(&head, repo->git, "HEAD") != 0)
        return name;
    if (git_reference_type(head) == GIT_REFERENCE_SYMBOLIC)
        name = sl_str_drop(sl_str_of(git_reference_symbolic_target(head)),
                           sl_lit("refs/heads/"));
    name = sl_arena_str(&repo->arena, name);
    git_reference_free(head);
    return name;
}

/* "https://user:token@host/path" without "user:token@". */
static sl_str without_credentials(sl_arena *arena, sl_str url)
{
    size_t scheme = sl_str_find(url, sl_lit("://"));
    sl_str head, host, rest;
    size_t at;

    if (scheme == SIZE_MAX)
        return sl_arena_str(arena, url); /* scp form or a path: no password there */
    head = sl_str_sub(url, 0, scheme + 3);
    rest = sl_str_skip(url, scheme + 3);
    host = sl_str_sub(rest, 0, sl_str_chr(rest, '/'));
    at = sl_str_rchr(host, '@');
    if (at == SIZE_MAX)
        return sl_arena_str(arena, url);
    rest = sl_str_skip(rest, at + 1);
    return sl_arena_printf(arena, "%.*s%.*s", sl_fmt(head), sl_fmt(rest));
}

/* From the configuration: git_remote_lookup of libgit2 1.5 leaks for each key that
 * is no url.*.insteadOf. */
sl_str sl_repo_remote_url(sl_repo *repo)
{
    sl_buf value = {0};
    sl_str url = {0};

    if (sl_git_config_text(repo->config, "remote.origin.url", &value))
        url = without_credentials(&repo->arena, sl_buf_str(&value));
    sl_buf_free(&value);
    return url;
}

/* What a ref points to behind its tags: nearly always a commit. */
static void add_tip(git_repository *git, const char *name, sl_oid_vec *tips)
{
    git_object *object = NULL;
    git_object *target = NULL;

    if (git_revparse_single(&object, git, name) != 0)
        return;
    if (git_object_type(object) == GIT_OBJECT_TAG &&
        git_object_peel(&target, object, GIT_OBJECT_ANY) == 0) {
        git_object_free(object);
        object = target;
    }
    *sl_vec_push(tips) = sl_oid_make(git_object_id(object)->id, SL_OID_SHA1);
    git_object_free(object);
}

static void add_worktree_heads(git_repository *git, sl_oid_vec *tips)
{
    git_strarray names = {0};

    if (git_worktree_list(&names, git) != 0)
        return;
    for (size_t i = 0; i < names.count; i++) {
        git_reference *head = NULL;

        if (git_repository_head_for_worktree(&head, git, names.strings[i]) == 0 &&
            git_reference_target(head))
            *sl_vec_push(tips) =
                sl_oid_make(git_reference_target(head)->id, SL_OID_SHA1);
        git_reference_free(head);
    }
    git_strarray_dispose(&names);
}

bool sl_repo_tips(sl_repo *repo, sl_oid_vec *tips, sl_err *err)
{
    git_reference_iterator *each = NULL;
    const char *name;

    if (git_reference_iterator_new(&each, repo->git) != 0)
        return sl_fail(err, SL_EREPO, "list refs: %s", sl_repo_reason());
    add_tip(repo->git, "HEAD", tips);
    while (git_reference_next_name(&name, each) == 0)
        add_tip(repo->git, name, tips);
    git_reference_iterator_free(each);
    add_worktree_heads(repo->git, tips);
    return true;
}

/* The commit that name stands for into *commits, and, if tags is given, the annotated
 * tag on the way to it. */
static bool resolve(git_repository *git, sl_str name, sl_oid_vec *commits,
                    sl_oid_vec *tags, sl_err *err)
{
    sl_arena arena = {0};
    git_object *object = NULL;
    git_object *commit = NULL;
    bool ok = git_revparse_single(&object, git, sl_arena_str(&arena, name).ptr) == 0 &&
              git_object_peel(&commit, object, GIT_OBJECT_COMMIT) == 0;

    if (ok)
        *sl_vec_push(commits) = sl_oid_make(git_object_id(commit)->id, SL_OID_SHA1);
    else
        sl_fail(err, SL_EUSAGE, "range: no commit '%.*s': %s", sl_fmt(name),
                sl_repo_reason());
    if (ok && tags && git_object_type(object) == GIT_OBJECT_TAG)
        *sl_vec_push(tags) = sl_oid_make(git_object_id(object)->id, SL_OID_SHA1);
    git_object_free(commit);
    git_object_free(object);
    sl_arena_free(&arena);
    return ok;
}

/* The id that git gives hooks for "none": a ref that is new or deleted. */
static bool is_zero(sl_str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] != '0')
            return false;
    return name.len == 40;
}

bool sl_repo_range(sl_repo *repo, const char *range, sl_range_ends *out, sl_err *err)
{
    sl_str text = sl_str_of(range);
    size_t dots = sl_str_find(text, sl_lit(".."));
    sl_str base = sl_str_sub(text, 0, dots);
    sl_str head = sl_str_skip(text, dots == SIZE_MAX ? text.len : dots + 2);

    if (!is_zero(head) && !resolve(repo->git, head, &out->wanted, &out->tags, err))
        return false;
    if (!is_zero(base))
        return resolve(repo->git, base, &out->hidden, NULL, err);
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
