/* repo_hooks.c - where git looks for the hooks of a repository. */
#include "source/repo_state.h"

/* An empty one leads to the root of the file system, as in git. */
bool sl_repo_hooks(const sl_repo *repo, bool receiving, sl_buf *out)
{
    const char *base = receiving || !repo->worktree ? repo->git_dir : repo->worktree;
    sl_buf value = {0};
    bool configured = sl_git_config_path(repo->config, "core.hookspath", &value);
    sl_str path = sl_buf_str(&value);

    sl_buf_clear(out);
    if (!configured)
        sl_buf_printf(out, "%shooks", repo->common_dir);
    else if (path.len > 0 && path.ptr[0] != '/')
        sl_buf_printf(out, "%s%.*s", base, sl_fmt(path));
    else
        sl_buf_printf(out, "%.*s", sl_fmt(path));
    while (out->len > 0 && out->ptr[out->len - 1] == '/')
        out->ptr[--out->len] = '\0';
    if (out->len == 0)
        sl_buf_char(out, '/');
    sl_buf_free(&value);
    return configured;
}
