#include "scan/state.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "check/vault_password.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

static bool read_config(sl_run_state *state, sl_repo *repo, sl_err *err)
{
    const char *named = state->options->config;
    const char *root = repo ? sl_repo_worktree(repo) : NULL;
    sl_str path = sl_str_of(named);
    sl_str shown = path;
    sl_buf text = {0};
    bool ok;

    if (!named) {
        if (!root)
            return true;
        path = sl_arena_printf(&state->arena, "%s/.seclint.yml", root);
        shown = sl_lit(".seclint.yml");
    }
    /* The repository's own is a stranger's: a link may lead anywhere. */
    ok = named ? sl_file_read(named, SL_MAX_CONFIG_FILE, &text, err)
               : sl_file_read_at(AT_FDCWD, path.ptr, shown.ptr, SL_MAX_CONFIG_FILE,
                                 &text, err);
    if (!ok && !named && err->code == SL_ENOTFOUND) {
        *err = (sl_err){0};
        return true;
    }
    ok = ok && sl_config_parse(sl_arena_str(&state->arena, shown), sl_buf_str(&text),
                               &state->rules, &state->config, err);
    sl_buf_free(&text);
    return ok;
}

static void on_blob(void *ctx, unsigned worker, const sl_blob *blob)
{
    sl_run_state *state = ctx;

    sl_scanner_blob(&state->scanners[worker], blob);
}

static void on_path(void *ctx, sl_str path, bool tracked, bool on_disk)
{
    sl_run_state *state = ctx;

    if (!sl_config_excludes(&state->config, path))
        *sl_vec_push(&state->paths) =
            (sl_known_path){sl_arena_str(&state->arena, path), tracked, on_disk};
}

static void on_notice(void *ctx, unsigned worker, sl_str subject, const char *text,
                      bool incomplete)
{
    sl_run_state *state = ctx;

    sl_sink_notice(&state->scanners[worker].sink, subject, text, incomplete);
}

/* Names matter for documents with a structure, and for vault passwords. */
static bool on_named(void *ctx, sl_str base_name)
{
    (void)ctx;
    return sl_doc_kind_of(base_name) != SL_DOC_TEXT || sl_vault_script_name(base_name);
}

static void on_phase(void *ctx, const char *name, sl_feed_count unit, size_t total)
{
    const sl_watch *watch = &((const sl_run_state *)ctx)->options->watch;

    if (watch->phase)
        watch->phase(watch->ctx, name, unit, total);
}

static void on_count(void *ctx, unsigned worker, sl_feed_count what, uint64_t more)
{
    sl_run_state *state = ctx;
    const sl_watch *watch = &state->options->watch;

    state->counts[worker].counts[what] += more;
    if (watch->count)
        watch->count(watch->ctx, what, more);
}

bool sl_state_open(sl_run_state *state, const sl_run_options *options, sl_repo *repo,
                   sl_err *err)
{
    uint8_t key[32];

    state->options = options;
    state->threads = options->threads ? options->threads : 1;
    if (!sl_rules_add_builtin(&state->rules, err))
        return false;
    for (size_t i = 0; i < options->rules_len; i++)
        if (!sl_rules_add_dir(&state->rules, options->rules[i], err))
            return false;
    sl_rules_sort(&state->rules);
    if (!read_config(state, repo, err) ||
        !sl_ruleset_build(&state->rules, &state->config, &state->arena, &state->set,
                          err))
        return false;
    if (getrandom(key, sizeof key, 0) != sizeof key)
        return sl_fail(err, SL_EIO, "random bytes");
    state->scanners = sl_calloc(state->threads, sizeof *state->scanners);
    state->counts =
        sl_arena_calloc(&state->arena, state->threads + 1, sizeof *state->counts);
    for (unsigned i = 0; i < state->threads; i++)
        sl_scanner_open(&state->scanners[i], &state->set, key, options->inline_allow);
    state->sink.layouts = state->set.layouts;
    state->feed = (sl_feed){state,   state->threads, on_blob,  on_notice,
                            on_path, on_named,       on_phase, on_count};
    return true;
}

void sl_state_close(sl_run_state *state)
{
    for (unsigned i = 0; state->scanners && i < state->threads; i++)
        sl_scanner_close(&state->scanners[i]);
    free(state->scanners);
    sl_vec_free(&state->paths);
    sl_sink_free(&state->sink);
    sl_ruleset_free(&state->set);
    sl_config_free(&state->config);
    sl_rules_free(&state->rules);
    sl_arena_free(&state->arena);
    free(state);
}
