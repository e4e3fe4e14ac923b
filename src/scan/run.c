#include "scan/run.h"

#include "base/mem.h"
#include "scan/allowance.h"
#include "scan/baseline_use.h"
#include "scan/config_tell.h"
#include "scan/merge.h"
#include "scan/since.h"
#include "scan/state.h"
#include "scan/target.h"
#include "text/veil.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

bool sl_run_ranged(const sl_run_options *options)
{
    return options->range || options->push;
}

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* What the workers found goes to one list; the strings stay where they are. */
static void gather(sl_run_state *state)
{
    for (unsigned w = 0; w < state->threads; w++) {
        sl_sink *sink = &state->scanners[w].sink;

        for (size_t i = 0; i < sink->findings.len; i++)
            *sl_vec_push(&state->sink.findings) = sink->findings.at[i];
        sl_vec_free(&sink->findings); /* there may be hundreds of thousands */
        for (size_t i = 0; i < sink->notices.len; i++)
            *sl_vec_push(&state->sink.notices) = sink->notices.at[i];
    }
}

static sl_level threshold(const sl_run_state *state)
{
    sl_level level = SL_LEVEL_OFF;

    if (!state->options->fail_on_default || state->config.fail_on.len == 0)
        return state->options->fail_on;
    sl_level_parse(state->config.fail_on, &level); /* "never" stays off */
    return level;
}

static int exit_status(const sl_run_state *state, const sl_results *results)
{
    sl_level level = threshold(state);

    for (size_t i = 0; i < results->findings_len; i++)
        if (!results->findings[i].suppressed && level != SL_LEVEL_OFF &&
            results->findings[i].level >= level)
            return state->options->exit_zero ? SL_EXIT_CLEAN : SL_EXIT_FINDINGS;
    return results->complete || state->options->allow_partial ? SL_EXIT_CLEAN
                                                              : SL_EXIT_INCOMPLETE;
}

static void fill_stats(const sl_run_state *state, sl_results *out)
{
    uint64_t counts[SL_FEED_COUNTS] = {0};

    for (unsigned w = 0; w < state->threads; w++) {
        out->stats.binaries += state->scanners[w].binaries;
        for (int i = 0; i < SL_FEED_COUNTS; i++)
            counts[i] += state->counts[w].counts[i];
    }
    out->stats.files = counts[SL_FEED_FILES];
    out->stats.index_blobs = counts[SL_FEED_INDEX];
    out->stats.objects = counts[SL_FEED_OBJECTS];
    out->stats.messages = counts[SL_FEED_MESSAGES];
    out->stats.bytes = counts[SL_FEED_BYTES];
    for (size_t i = 0; i < out->findings_len; i++) {
        out->stats.suppressed += out->findings[i].suppressed;
        out->stats.protected_ += out->findings[i].protection != SL_PROTECTION_NONE;
    }
}

/* What was measured, if anything was. */
static void fill_timing(sl_run_state *state, sl_results *out)
{
    const sl_ruleset *set = &state->set;

    out->timing = state->timing;
    out->slow = sl_arena_calloc(&out->arena, set->slow.len, sizeof *out->slow);
    out->slow_len = set->slow.len;
    for (size_t i = 0; i < set->slow.len; i++)
        out->slow[i].rule = sl_ruleset_at(set, set->slow.at[i])->rule;
    for (unsigned w = 0; w < state->threads; w++) {
        const sl_scanner *scanner = &state->scanners[w];

        if (!scanner->timing)
            continue;
        sl_timing_add(&out->timing, scanner->timing);
        for (size_t i = 0; i < set->slow.len; i++)
            out->slow[i].spent += scanner->slow_spent[i];
    }
}

/* Who writes a reason may quote the secret. */
static void veil_reasons(sl_run_state *state)
{
    sl_buf text = {0};

    for (size_t i = 0; i < state->sink.findings.len; i++) {
        sl_finding *finding = &state->sink.findings.at[i];

        sl_buf_clear(&text);
        sl_veil(finding->justification, &text);
        if (!sl_str_eq(finding->justification, sl_buf_str(&text)))
            finding->justification =
                sl_arena_str(&state->sink.arena, sl_buf_str(&text));
    }
    sl_buf_free(&text);
}

static void fill(sl_run_state *state, sl_results *out)
{
    veil_reasons(state);
    fill_timing(state, out);
    out->findings = state->sink.findings.at;
    out->findings_len = state->sink.findings.len;
    out->notices = state->sink.notices.at;
    out->notices_len = state->sink.notices.len;
    out->facts = state->facts;
    out->layouts = state->set.layouts;
    out->rules = state->set.active;
    out->rules_len = state->set.len;
    out->warnings = state->warnings;
    out->warnings_len = state->warnings_len;
    out->baseline = state->baseline;
    out->baseline_word = state->baseline_word;
    out->cache = state->cache_word;
    out->complete = true;
    for (size_t i = 0; i < out->notices_len; i++)
        out->complete &= !out->notices[i].incomplete;
    fill_stats(state, out);
    out->exit_status = exit_status(state, out);
}

static sl_str mode_of(const sl_run_options *options, const sl_repo *repo)
{
    if (!repo)
        return sl_lit("files");
    if (options->staged)
        return sl_lit("staged");
    if (sl_run_ranged(options))
        return sl_lit("range");
    return options->history ? sl_lit("history") : sl_lit("tree");
}

static void describe(sl_run_state *state, sl_repo *repo, sl_results *out)
{
    char hex[SL_OID_HEX_MAX + 1];
    sl_oid head;

    out->mode = mode_of(state->options, repo);
    if (!repo)
        return;
    if (sl_repo_head(repo, &head))
        out->revision = sl_arena_str(&state->arena, sl_str_of(sl_oid_hex(&head, hex)));
    out->branch = sl_arena_str(&state->arena, sl_repo_branch(repo));
    out->remote_url = sl_arena_str(&state->arena, sl_repo_remote_url(repo));
}

/* Nothing to look at is no clean bill of health, except where it is the normal
 * case: a hook for a commit without files, a range without commits. */
static bool saw_something(const sl_run_options *options, const sl_results *out,
                          sl_err *err)
{
    const sl_stats *s = &out->stats;

    if (options->staged || sl_run_ranged(options) || options->checkout ||
        out->notices_len > out->warnings_len ||
        s->files + s->index_blobs + s->objects + s->messages > 0)
        return true;
    return sl_fail(err, SL_EUSAGE, "nothing to scan: %s holds no file",
                   options->paths_len ? options->paths[0] : "the repository");
}

/* Was everything looked at that the configuration can speak of? */
static bool saw_all(const sl_run_options *options, const sl_repo *repo, size_t targets)
{
    return repo && targets == 1 && options->history && !options->staged &&
           !sl_run_ranged(options);
}

/* Was every file looked at that is there now? */
static bool saw_tree(const sl_run_options *options, const sl_target *targets,
                     size_t len)
{
    const char *path = targets[0].path;
    struct stat st;

    if (len != 1 || options->staged || sl_run_ranged(options))
        return false;
    if (targets[0].repo)
        return sl_repo_worktree(targets[0].repo) != NULL;
    return path && stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

void sl_run_settle(sl_run_state *state, const sl_seen *seen, sl_results *out)
{
    gather(state);
    sl_merge_findings(&state->sink.findings);
    sl_allowance_fingerprints(state);
    if (sl_allowance_judge(state, seen->all))
        sl_merge_findings(&state->sink.findings);
    sl_config_tell(state, seen->all);
    sl_baseline_settle(state, seen->tree, seen->history);
    sl_since_settle(state);
    sl_merge_notices(&state->sink.notices);
    fill(state, out);
}

static bool scan_targets(sl_run_state *state, sl_target *targets, size_t len,
                         sl_results *out, sl_err *err)
{
    sl_seen seen;

    if (!sl_state_open(state, state->options, targets[0].repo, err))
        return false;
    describe(state, targets[0].repo, out);
    for (size_t i = 0; i < len; i++)
        if (!sl_target_scan(&targets[i], state, len > 1, err))
            return false;
    seen = (sl_seen){
        .all = saw_all(state->options, targets[0].repo, len),
        .tree = saw_tree(state->options, targets, len),
        .history = state->options->history || !targets[0].repo,
    };
    sl_run_settle(state, &seen, out);
    return saw_something(state->options, out, err);
}

bool sl_run(const sl_run_options *options, sl_results *out, sl_err *err)
{
    double start = now();
    size_t len = options->paths_len ? options->paths_len : 1;
    sl_run_state *state = sl_calloc(1, sizeof *state);
    sl_target *targets = sl_calloc(len, sizeof *targets);
    bool ok = true;

    *out = (sl_results){.state = state};
    state->options = options;
    state->targets = targets;
    state->targets_len = len;
    for (size_t i = 0; ok && i < len; i++) {
        const char *path = options->paths_len ? options->paths[i] : NULL;

        ok = sl_target_open(path, &targets[i], err);
        if (ok && !targets[i].repo && (options->staged || sl_run_ranged(options)))
            ok = sl_fail(err, SL_EUSAGE, "%s is not a repository", path);
    }
    ok = ok && scan_targets(state, targets, len, out, err);
    out->stats.seconds = now() - start;
    return ok;
}

const sl_rule *const *sl_results_rules(const sl_results *results)
{
    if (results->state)
        sl_ruleset_read(&results->state->set);
    return results->rules;
}

void sl_results_free(sl_results *results)
{
    if (results->state)
        sl_state_close(results->state);
    sl_arena_free(&results->arena);
    *results = (sl_results){0};
}
