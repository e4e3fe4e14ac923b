#include "scan/state.h"

#include "base/mem.h"
#include "scan/allowance.h"
#include "scan/baseline_use.h"
#include "scan/target.h"
#include "source/staged.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

static bool on_stopped(void *ctx)
{
    const sl_run_state *state = ctx;

    return state->options->stop && atomic_load(state->options->stop);
}

static void on_blob(void *ctx, unsigned worker, const sl_blob *blob)
{
    sl_run_state *state = ctx;
    sl_timing *timing = state->scanners[worker].timing;

    if (on_stopped(state))
        return;
    sl_timing_enter(timing, SL_PHASE_CONTENT);
    sl_scanner_blob(&state->scanners[worker], blob);
    sl_timing_count(timing, SL_PHASE_READ, 1);
    sl_timing_enter(timing, SL_PHASE_READ);
}

static void on_discard(void *ctx, unsigned worker, void *legacy)
{
    (void)ctx;
    (void)worker;
    sl_legacy_free(legacy);
}

static void on_path(void *ctx, sl_str path, bool tracked, bool on_disk)
{
    sl_run_state *state = ctx;

    if (!sl_config_leaves_out(&state->config, path))
        *sl_vec_push(&state->paths) =
            (sl_known_path){.path = sl_arena_str(&state->arena, path),
                            .tracked = tracked,
                            .on_disk = on_disk};
}

/* Sorted as they are, with the stages of a conflict behind each other. */
static void on_index(void *ctx, const sl_index_view *index)
{
    sl_run_state *state = ctx;
    sl_known_path_vec *paths = &state->paths;
    sl_known_path *before = paths->at;

    state->paths_sorted = true;
    if (!before && index->paths && !index->conflicts &&
        state->config.exclude.len == 0) {
        *paths = (sl_known_path_vec){index->paths, index->len, index->len};
        state->paths_borrowed = true;
        return;
    }
    paths->cap = paths->len + index->len + 1;
    paths->at = sl_malloc_table(paths->cap, sizeof *paths->at);
    if (before)
        memcpy(paths->at, before, paths->len * sizeof *before);
    free(before);
    for (size_t i = 0; i < index->len; i++) {
        sl_str path = sl_index_view_path(index, i);

        if (sl_index_view_again(index, i) || sl_config_leaves_out(&state->config, path))
            continue;
        paths->at[paths->len++] =
            (sl_known_path){.path = path, .tail = sl_path_tail(path), .tracked = true};
    }
}

static void on_notice(void *ctx, unsigned worker, sl_str subject, const char *text,
                      bool incomplete)
{
    sl_run_state *state = ctx;

    sl_sink_notice(&state->scanners[worker].sink, subject, text, incomplete);
}

static bool on_named(void *ctx, sl_str base_name)
{
    return sl_reading_named(&((const sl_run_state *)ctx)->set, base_name);
}

static uint64_t on_way(void *ctx, sl_str base_name)
{
    return sl_reading_way(&((sl_run_state *)ctx)->readings, base_name);
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

/* Plain files belong to the project around them, and standard input to the one around
 * the file that it stands for. */
static sl_config_source config_source(const sl_run_state *state, const sl_repo *repo)
{
    const sl_run_options *options = state->options;
    const char *path = state->targets[0].path;
    bool look = !options->config && !options->no_config;

    if (!repo && path && strcmp(path, "-") == 0)
        path = options->stdin_path && access(options->stdin_path, F_OK) == 0
                   ? options->stdin_path
                   : ".";
    return (sl_config_source){
        .named = options->config,
        .worktree = look && repo ? sl_repo_worktree(repo) : NULL,
        .path = look && !repo ? path : NULL,
    };
}

/* For a hook the file counts as it is staged, if it is: so it will be in every clone. */
static bool load_config(sl_run_state *state, sl_repo *repo, sl_err *err)
{
    sl_config_source source = config_source(state, repo);
    sl_buf staged = {0};
    bool ok;

    if (state->options->staged && source.worktree &&
        sl_staged_file(repo, sl_lit(".seclint.yml"), SL_MAX_CONFIG_FILE, &staged))
        source.staged = &staged;
    ok = sl_config_load(&source, &state->rules, &state->config, err);
    sl_buf_free(&staged);
    return ok;
}

static bool choose_key(sl_run_state *state, sl_err *err)
{
    size_t len = sizeof state->key;

    if (state->baseline)
        memcpy(state->key, state->baseline->key, len);
    else if (state->options->key)
        memcpy(state->key, state->options->key, len);
    else if (getrandom(state->key, len, 0) != (ssize_t)len)
        return sl_fail(err, SL_EIO, "random bytes");
    return true;
}

bool sl_state_open(sl_run_state *state, const sl_run_options *options, sl_repo *repo,
                   sl_err *err)
{
    sl_allow_policy policy;

    state->options = options;
    state->threads = options->threads ? options->threads : 1;
    if (!sl_rules_add_unread(&state->rules, err))
        return false;
    for (size_t i = 0; i < options->rules_len; i++)
        if (!sl_rules_add_dir(&state->rules, options->rules[i], err))
            return false;
    if (!load_config(state, repo, err))
        return false;
    if (options->profile_given)
        state->config.profile = options->profile;
    sl_rules_sort(&state->rules);
    if (!sl_ruleset_build(&state->rules, &state->config, &state->arena, &state->set,
                          err))
        return false;
    policy = sl_allowance_open(state, repo);
    if (!sl_baseline_open(state, repo, err))
        return false;
    if (!choose_key(state, err))
        return false;
    state->scanners = sl_calloc(state->threads, sizeof *state->scanners);
    state->counts =
        sl_arena_calloc(&state->arena, state->threads + 1, sizeof *state->counts);
    for (unsigned i = 0; i < state->threads; i++) {
        sl_scanner_open(&state->scanners[i], &state->set, state->key, &policy);
        state->scanners[i].archives = options->archives;
        if (options->timing)
            sl_scanner_time(&state->scanners[i]);
        state->scanners[i].sink.trace = options->trace;
        state->scanners[i].sink.hashes = options->hashes;
    }
    state->readings = (sl_readings){.set = &state->set, .key = state->key};
    state->sink.layouts = state->set.layouts;
    state->feed = (sl_feed){.ctx = state,
                            .threads = state->threads,
                            .blob = on_blob,
                            .discard = on_discard,
                            .notice = on_notice,
                            .path = on_path,
                            .index = on_index,
                            .named = on_named,
                            .way = on_way,
                            .phase = on_phase,
                            .count = on_count,
                            .stopped = on_stopped};
    return true;
}

void sl_state_close(sl_run_state *state)
{
    for (unsigned i = 0; state->scanners && i < state->threads; i++)
        sl_scanner_close(&state->scanners[i]);
    free(state->scanners);
    for (size_t i = 0; i < state->targets_len; i++)
        sl_target_close(&state->targets[i]);
    free(state->targets);
    for (size_t i = 0; i < state->lent.len; i++)
        free(state->lent.at[i]);
    sl_vec_free(&state->lent);
    if (!state->paths_borrowed)
        sl_vec_free(&state->paths);
    sl_baseline_close(state);
    sl_sink_free(&state->sink);
    sl_readings_free(&state->readings);
    sl_ruleset_free(&state->set);
    sl_config_free(&state->config);
    sl_rules_free(&state->rules);
    sl_arena_free(&state->arena);
    free(state);
}
