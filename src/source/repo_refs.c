#include "source/repo_state.h"

sl_refs sl_repo_refs(const sl_repo *repo)
{
    return (sl_refs){repo->git_dir, repo->common_dir, repo->oid_len};
}

bool sl_repo_head(const sl_repo *repo, sl_oid *commit)
{
    sl_refs refs = sl_repo_refs(repo);

    return sl_refs_find(&refs, sl_lit("HEAD"), commit);
}

sl_str sl_repo_branch(sl_repo *repo)
{
    sl_refs refs = sl_repo_refs(repo);
    sl_buf target = {0};
    sl_str name;

    sl_refs_symbolic(&refs, sl_lit("HEAD"), &target);
    name = sl_str_drop(sl_buf_str(&target), sl_lit("refs/heads/"));
    name = sl_arena_str(&repo->arena, name);
    sl_buf_free(&target);
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

/* Refs whose object is not there, as in a shallow clone, are none. */
bool sl_repo_tips(sl_repo *repo, sl_oid_vec *tips, sl_err *err)
{
    sl_refs refs = sl_repo_refs(repo);
    sl_arena arena = {0};
    sl_ref_vec list = {0};
    sl_buf bytes = {0};

    if (!sl_repo_odb(repo, err))
        return false;
    sl_refs_list(&refs, &arena, &list);
    for (size_t i = 0; i < list.len; i++) {
        sl_oid oid = list.at[i].oid;

        if (sl_repo_peel(repo, &oid, &bytes, NULL) != SL_OBJ_NONE)
            *sl_vec_push(tips) = oid;
    }
    sl_buf_free(&bytes);
    sl_vec_free(&list);
    sl_arena_free(&arena);
    return true;
}

void sl_repo_branches(sl_repo *repo, sl_arena *arena, sl_ref_vec *out)
{
    sl_refs refs = sl_repo_refs(repo);
    sl_ref_vec list = {0};

    sl_refs_list(&refs, arena, &list);
    for (size_t i = 0; i < list.len; i++) {
        sl_str name = list.at[i].name;
        sl_str local = sl_str_drop(name, sl_lit("refs/heads/"));
        sl_str remote = sl_str_drop(name, sl_lit("refs/remotes/"));

        if (local.len < name.len)
            *sl_vec_push(out) = (sl_ref){local, list.at[i].oid};
        else if (remote.len < name.len && !sl_str_ends(remote, sl_lit("/HEAD")))
            *sl_vec_push(out) = (sl_ref){remote, list.at[i].oid};
    }
    sl_vec_free(&list);
}
