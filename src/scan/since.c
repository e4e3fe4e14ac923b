#include "scan/since.h"

#include "base/mem.h"
#include "scan/baseline.h"

#include <stdlib.h>
#include <string.h>

enum { BITS = 32 }; /* of the hashes: they are compared in memory only */

static bool anything_open(const sl_run_state *state)
{
    for (size_t i = 0; i < state->sink.findings.len; i++)
        if (!state->sink.findings.at[i].suppressed &&
            sl_baseline_concerns(&state->sink.findings.at[i]))
            return true;
    return false;
}

/* The same scan of another tree. */
static sl_run_options options_at(const sl_run_state *state, const sl_oid *commit)
{
    sl_run_options options = *state->options;

    options.since_len = 0;
    options.checkout = commit;
    options.key = state->key;
    options.baselines = false;
    options.timing = false;
    options.hashes = SL_HASHES_NONE;
    return options;
}

static sl_str short_id(sl_run_state *state, const sl_oid *commit)
{
    char hex[SL_OID_HEX_MAX + 1];

    return sl_arena_printf(&state->arena, "%.12s", sl_oid_hex(commit, hex));
}

static void tell_unread(sl_run_state *state, const sl_oid *commit,
                        const sl_results *before)
{
    size_t unread = 0;

    for (size_t i = 0; i < before->notices_len; i++)
        unread += before->notices[i].incomplete;
    if (unread > 0)
        sl_sink_notice(&state->sink, short_id(state, commit),
                       sl_arena_printf(&state->arena,
                                       "%zu thing%s of the merge base could not be "
                                       "read: what stands there counts as new",
                                       unread, unread == 1 ? "" : "s")
                           .ptr,
                       false);
}

/* What stood there, as entries of a baseline that lives in memory. */
static void take_entries(sl_baseline *baseline, const sl_results *before)
{
    for (size_t i = 0; i < before->findings_len; i++) {
        const sl_finding *f = &before->findings[i];

        if (!sl_baseline_concerns(f))
            continue;
        *sl_vec_push(&baseline->entries) = (sl_baseline_entry){
            .rule = sl_arena_str(&baseline->arena, f->rule->id),
            .hash = sl_baseline_hash(baseline, f),
            .path = sl_arena_str(&baseline->arena, f->place.path),
        };
    }
}

/* All findings take part, so that one that a comment allows keeps its entry from a copy
 * of its secret; a file that is still there keeps its entries, too. */
static void match(sl_run_state *state, sl_baseline *baseline, const sl_oid *commit)
{
    sl_finding_vec *findings = &state->sink.findings;
    sl_baseline_scope scope = {.survey = state->facts.survey, .today = sl_date_today()};
    sl_finding *copies = sl_calloc(findings->len, sizeof *copies);
    sl_str where = sl_arena_printf(&state->arena, "stands at the merge base %.*s",
                                   sl_fmt(short_id(state, commit)));

    for (size_t i = 0; i < findings->len; i++) {
        copies[i] = findings->at[i];
        copies[i].suppressed = false;
    }
    sl_baseline_match(baseline, copies, findings->len, &scope);
    for (size_t i = 0; i < findings->len; i++) {
        sl_finding *finding = &findings->at[i];

        if (finding->suppressed || copies[i].baseline != SL_BASELINE_UNCHANGED)
            continue;
        finding->suppressed = true;
        finding->baseline = SL_BASELINE_UNCHANGED;
        finding->allowed_by = SL_ALLOWER_SINCE;
        finding->justification = where;
    }
    free(copies);
}

static void tell_failure(sl_run_state *state, const sl_oid *commit, const sl_err *why)
{
    sl_sink_notice(
        &state->sink, short_id(state, commit),
        sl_arena_printf(&state->arena, "the merge base was not scanned: %s", why->text)
            .ptr,
        true);
}

static void settle_by(sl_run_state *state, const sl_oid *commit)
{
    sl_run_options options = options_at(state, commit);
    sl_baseline baseline = {.bits = BITS};
    sl_results before;
    sl_err why = {0};

    memcpy(baseline.key, state->key, sizeof baseline.key);
    if (sl_run(&options, &before, &why)) {
        tell_unread(state, commit, &before);
        take_entries(&baseline, &before);
        match(state, &baseline, commit);
    } else {
        tell_failure(state, commit, &why);
    }
    sl_results_free(&before);
    sl_baseline_free(&baseline);
}

void sl_since_settle(sl_run_state *state)
{
    const sl_run_options *options = state->options;
    sl_finding_vec *findings = &state->sink.findings;

    if (options->since_len == 0)
        return;
    for (size_t i = 0; i < options->since_len && anything_open(state); i++)
        settle_by(state, &options->since[i]);
    for (size_t i = 0; i < findings->len; i++)
        if (findings->at[i].baseline == SL_BASELINE_NONE)
            findings->at[i].baseline = SL_BASELINE_NEW;
}
