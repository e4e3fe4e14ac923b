#include "scan/target.h"

#include "scan/allowance.h"
#include "scan/attribute.h"
#include "scan/cache.h"
#include "scan/config_find.h"
#include "scan/judge.h"
#include "source/checkout.h"
#include "source/history.h"
#include "source/paths.h"
#include "source/push.h"
#include "source/range.h"
#include "source/staged.h"
#include "source/worktree.h"

#include <string.h>
#include <sys/stat.h>

static bool is_stdin(const char *path)
{
    return path && strcmp(path, "-") == 0;
}

bool sl_target_open(const char *path, sl_target *out, sl_err *err)
{
    struct stat st;
    sl_err why = {0};

    *out = (sl_target){.path = path};
    if (is_stdin(path))
        return true;
    if (path && stat(path, &st) != 0)
        return sl_fail(err, SL_EIO, "open %s", path);
    if (path && !S_ISDIR(st.st_mode))
        return true;
    out->repo = sl_repo_open(path, &why);
    if (out->repo || (path && why.code == SL_ENOTFOUND))
        return true;
    if (why.code == SL_ENOTFOUND)
        return sl_fail(err, SL_EREPO,
                       "not a git repository: the current directory (name a PATH to "
                       "scan files without one)");
    *err = why;
    return false;
}

void sl_target_close(sl_target *target)
{
    sl_repo_close(target->repo);
    target->repo = NULL;
}

static bool scan_history(sl_repo *repo, sl_run_state *state, const sl_mark *marks,
                         sl_err *err)
{
    sl_timing *timing = state->options->timing ? &state->timing : NULL;
    sl_cache *cache = state->cache;
    sl_history *history;

    if (cache && sl_cache_replay(cache) && sl_attribute_known(state, marks, repo)) {
        sl_cache_settle(cache);
        return true;
    }
    history = sl_history_feed(repo, cache ? sl_cache_feed(cache) : &state->feed,
                              cache ? sl_cache_memory(cache) : NULL, err);
    if (!history)
        return false;
    sl_timing_start(timing, SL_PHASE_ATTRIBUTION);
    sl_attribute(state, marks, repo, history);
    sl_timing_stop(timing);
    sl_history_free(history);
    return true;
}

/* A tag that is called as the base is would make a range of nothing, or of too much. */
static void tell_doubts(sl_repo *repo, sl_run_state *state)
{
    sl_arena arena = {0};
    sl_str names[2], doubt;

    sl_range_names(state->options->range, &names[0], &names[1]);
    for (size_t i = 0; i < 2; i++) {
        doubt = sl_repo_doubt(repo, names[i], &arena);
        if (doubt.len > 0)
            state->feed.notice(state->feed.ctx, 0, names[i], doubt.ptr, false);
    }
    sl_arena_free(&arena);
}

static bool scan_range(sl_repo *repo, sl_run_state *state, sl_err *err)
{
    const sl_run_options *options = state->options;
    sl_range_ends ends = {0};
    bool ok;

    if (!options->push)
        tell_doubts(repo, state);
    ok = (options->push ? sl_push_ends(repo, options->push, &ends, err)
                        : sl_repo_range(repo, options->range, &ends, err)) &&
         sl_range_feed(repo, &ends, &state->feed, err);
    if (!ok && err->code == SL_ELOST) { /* who looks at nothing calls nothing clean */
        state->feed.notice(state->feed.ctx, 0, sl_lit("range"), err->text, true);
        *err = (sl_err){0};
        ok = true;
    }
    sl_range_ends_free(&ends);
    return ok;
}

static bool scan_repo(sl_repo *repo, sl_run_state *state, const sl_mark *marks,
                      sl_err *err)
{
    const sl_run_options *options = state->options;

    if (options->checkout)
        return sl_checkout_feed(repo, options->checkout, &state->feed, err);
    if (options->staged)
        return sl_staged_feed(repo, &state->feed, err);
    if (sl_run_ranged(options))
        return scan_range(repo, state, err);
    if (sl_repo_worktree(repo) && !sl_worktree_feed(repo, &state->feed, err))
        return false;
    if (!options->history)
        return true;
    state->cache = sl_cache_open(state, repo);
    return scan_history(repo, state, marks, err);
}

/* How a path that the user gave is named in reports: relative, without "./". */
static sl_str shown_name(const char *path)
{
    sl_str name = sl_str_of(path);

    while (sl_str_starts(name, sl_lit("./")) || sl_str_starts(name, sl_lit("/")))
        name = sl_str_skip(name, name.ptr[0] == '.' ? 2 : 1);
    while (sl_str_ends(name, sl_lit("/")))
        name.len--;
    return sl_str_eq(name, sl_lit(".")) ? sl_lit("") : name;
}

static sl_mark mark_of(const sl_sink *sink)
{
    return (sl_mark){sink->findings.len, sink->facts.len,   sink->lines.len,
                     sink->aws.len,      sink->notices.len, sink->marks.len};
}

static void put_before(sl_run_state *state, sl_str prefix, sl_str *path)
{
    *path = sl_arena_printf(&state->arena, "%.*s/%.*s", sl_fmt(prefix), sl_fmt(*path));
}

static void prefix_sink(sl_run_state *state, sl_sink *sink, const sl_mark *mark,
                        sl_str prefix)
{
    for (size_t i = mark->findings; i < sink->findings.len; i++)
        put_before(state, prefix, &sink->findings.at[i].place.path);
    for (size_t i = mark->allowances; i < sink->marks.len; i++)
        put_before(state, prefix, &sink->marks.at[i].place.path);
    for (size_t i = mark->notices; i < sink->notices.len; i++)
        put_before(state, prefix, &sink->notices.at[i].subject);
}

static bool scan(const sl_target *target, sl_run_state *state, const sl_mark *marks,
                 bool several, sl_err *err)
{
    const char *stdin_name = state->options->stdin_path;
    struct stat st;
    sl_str name = shown_name(target->path ? target->path : "");

    sl_config_aim_top(&state->config);
    if (is_stdin(target->path)) {
        sl_config_aim(&state->config, ".", sl_lit(""));
        return sl_paths_feed_stdin(sl_str_of(stdin_name ? stdin_name : "stdin"),
                                   &state->feed, err);
    }
    if (target->repo)
        return scan_repo(target->repo, state, marks, err);
    if (!target->path)
        return sl_fail(err, SL_EREPO, "not a git repository: the current directory");
    if (!several && stat(target->path, &st) == 0 && S_ISDIR(st.st_mode))
        name = sl_lit(""); /* names are relative to the scanned root */
    sl_config_aim(&state->config, target->path, name);
    if (stat(target->path, &st) == 0 && !S_ISDIR(st.st_mode) &&
        sl_config_excludes(&state->config, name))
        sl_sink_notice(&state->sink, name, "left out by the configuration (exclude)",
                       false);
    return sl_paths_feed(target->path, name, &state->feed, err);
}

static void close_cache(sl_run_state *state)
{
    sl_cache_close(state->cache);
    state->cache = NULL;
}

bool sl_target_scan(const sl_target *target, sl_run_state *state, bool several,
                    sl_err *err)
{
    sl_mark *marks = sl_arena_calloc(&state->arena, state->threads, sizeof *marks);
    sl_mark own = mark_of(&state->sink);
    sl_str name = shown_name(target->path ? target->path : "");

    for (unsigned w = 0; w < state->threads; w++)
        marks[w] = mark_of(&state->scanners[w].sink);
    if (!scan(target, state, marks, several, err)) {
        close_cache(state);
        return false;
    }
    sl_allowance_place(state, marks);
    sl_judge(state, target->repo, marks);
    sl_cache_save(state->cache, marks);
    close_cache(state);
    sl_allowance_repository(state, marks, own.findings);
    if (!several || !target->repo || name.len == 0)
        return true;
    for (unsigned w = 0; w < state->threads; w++)
        prefix_sink(state, &state->scanners[w].sink, &marks[w], name);
    prefix_sink(state, &state->sink, &own, name);
    return true;
}
