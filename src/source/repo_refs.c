#include "source/repo_state.h"

sl_refs sl_repo_refs(const sl_repo *repo)
{
    return repo->refs;
}

bool sl_repo_refs_check(const sl_repo *repo, sl_err *err)
{
    if (repo->refs.err->code == SL_OK)
        return true;
    return sl_fail(err, SL_ELOST, "%s", repo->refs.err->text);
}

static const sl_repo_head_state *read_head(sl_repo *repo)
{
    sl_repo_head_state *head = &repo->head;
    sl_buf target = {0};

    if (head->read)
        return head;
    head->born = sl_refs_follow(&repo->refs, sl_lit("HEAD"), &head->commit, &target);
    head->branch = sl_arena_str(
        &repo->arena, sl_str_drop(sl_buf_str(&target), sl_lit("refs/heads/")));
    head->read = true;
    sl_buf_free(&target);
    return head;
}

bool sl_repo_head(sl_repo *repo, sl_oid *commit)
{
    const sl_repo_head_state *head = read_head(repo);

    if (head->born)
        *commit = head->commit;
    return head->born;
}

sl_str sl_repo_branch(sl_repo *repo)
{
    return read_head(repo)->branch;
}

/* "refs/remotes/origin/main"; false if none is configured or it was not fetched. same:
 * it has the branch's own name. */
static bool upstream(sl_repo *repo, sl_str branch, sl_buf *out, bool *same)
{
    sl_refs refs = sl_repo_refs(repo);
    sl_buf key = {0}, remote = {0}, merge = {0};
    sl_str name;
    sl_oid oid;

    sl_buf_printf(&key, "branch.%.*s.remote", sl_fmt(branch));
    if (branch.len > 0)
        sl_git_config_text(repo->config, key.ptr, &remote);
    sl_buf_clear(&key);
    sl_buf_printf(&key, "branch.%.*s.merge", sl_fmt(branch));
    if (branch.len > 0)
        sl_git_config_text(repo->config, key.ptr, &merge);
    name = sl_str_drop(sl_buf_str(&merge), sl_lit("refs/heads/"));
    *same = sl_str_eq(name, branch);
    sl_buf_clear(out);
    if (remote.len == 0 || name.len == merge.len)
        sl_buf_clear(out);
    else if (sl_str_eq(sl_buf_str(&remote), sl_lit(".")))
        sl_buf_printf(out, "refs/heads/%.*s", sl_fmt(name));
    else
        sl_buf_printf(out, "refs/remotes/%.*s/%.*s", sl_fmt(sl_buf_str(&remote)),
                      sl_fmt(name));
    sl_buf_free(&key);
    sl_buf_free(&remote);
    sl_buf_free(&merge);
    return out->len > 0 && sl_refs_find(&refs, sl_buf_str(out), &oid);
}

bool sl_repo_upstream(sl_repo *repo, sl_str name, sl_oid *out)
{
    sl_str branch =
        sl_str_drop_end(sl_str_drop_end(name, sl_lit("@{u}")), sl_lit("@{upstream}"));
    sl_buf ref = {0};
    bool same, ok = branch.len < name.len;

    if (branch.len == 0)
        branch = sl_repo_branch(repo);
    ok = ok && upstream(repo, branch, &ref, &same) &&
         sl_refs_find(&repo->refs, sl_buf_str(&ref), out);
    sl_buf_free(&ref);
    return ok;
}

sl_str sl_repo_target(sl_repo *repo)
{
    sl_refs refs = sl_repo_refs(repo);
    sl_str branch = sl_repo_branch(repo);
    sl_buf up = {0}, origin = {0};
    bool same, tracks = upstream(repo, branch, &up, &same);
    sl_str target = {0};
    sl_oid oid;

    if (!sl_refs_symbolic(&refs, sl_lit("refs/remotes/origin/HEAD"), &origin) ||
        !sl_refs_find(&refs, sl_buf_str(&origin), &oid))
        sl_buf_clear(&origin);
    if (tracks && (origin.len == 0 || !same))
        target = sl_arena_str(&repo->arena, sl_buf_str(&up));
    else if (origin.len > 0)
        target = sl_arena_str(&repo->arena, sl_buf_str(&origin));
    sl_buf_free(&up);
    sl_buf_free(&origin);
    return target;
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

bool sl_repo_remote_at(const sl_repo *repo, size_t i, sl_str *name, sl_str *url)
{
    sl_git_setting s;

    for (size_t at = 0; sl_git_config_at(repo->config, at, &s); at++) {
        sl_str key = sl_str_drop(s.key, sl_lit("remote."));
        sl_str rest =
            sl_str_drop_end(sl_str_drop_end(key, sl_lit(".url")), sl_lit(".pushurl"));

        if (key.len == s.key.len || rest.len == key.len || i-- > 0)
            continue;
        *name = rest;
        *url = s.value;
        return true;
    }
    return false;
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
    return sl_repo_refs_check(repo, err);
}
