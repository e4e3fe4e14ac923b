#include "source/repo.h"
#include "source/repo_state.h"

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

sl_str sl_repo_remote_url(sl_repo *repo)
{
    git_remote *remote = NULL;
    sl_str url = {0};

    if (git_remote_lookup(&remote, repo->git, "origin") == 0 && git_remote_url(remote))
        url = without_credentials(&repo->arena,
                                  sl_str_of(git_remote_url(remote)));
    git_remote_free(remote);
    return url;
}

/* Peels what a ref points to down to a commit; other targets are skipped. */
static void add_tip(git_repository *git, const char *name, sl_oid_vec *tips)
{
    git_object *object = NULL;
    git_object *commit = NULL;

    if (git_revparse_single(&object, git, name) == 0 &&
        git_object_peel(&commit, object, GIT_OBJECT_COMMIT) == 0)
        *sl_vec_push(tips) = sl_oid_make(git_object_id(commit)->id, SL_OID_SHA1);
    git_object_free(commit);
    git_object_free(object);
}

static void add_worktree_heads(git_repository *git, sl_oid_vec *tips)
{
    git_strarray names = {0};

    if (git_worktree_list(&names, git) != 0)
        return;
    for (size_t i = 0; i < names.count; i++) {
        git_reference *head = NULL;
        git_oid id;

        if (git_repository_head_for_worktree(&head, git, names.strings[i]) == 0 &&
            git_reference_name_to_id(&id, git, git_reference_name(head)) == 0)
            *sl_vec_push(tips) = sl_oid_make(id.id, SL_OID_SHA1);
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

bool sl_repo_range(sl_repo *repo, const char *range, sl_oid_vec *commits, sl_err *err)
{
    git_revwalk *walk = NULL;
    git_oid id;
    int code;

    if (git_revwalk_new(&walk, repo->git) != 0)
        return sl_fail(err, SL_EREPO, "walk commits: %s", sl_repo_reason());
    git_revwalk_sorting(walk, GIT_SORT_TOPOLOGICAL | GIT_SORT_TIME | GIT_SORT_REVERSE);
    if (git_revwalk_push_range(walk, range) != 0) {
        sl_fail(err, SL_EUSAGE, "range %s: %s", range, sl_repo_reason());
        git_revwalk_free(walk);
        return false;
    }
    while ((code = git_revwalk_next(&id, walk)) == 0)
        *sl_vec_push(commits) = sl_oid_make(id.id, SL_OID_SHA1);
    git_revwalk_free(walk);
    if (code != GIT_ITEROVER)
        return sl_fail(err, SL_EREPO, "range %s: %s", range, sl_repo_reason());
    return true;
}
