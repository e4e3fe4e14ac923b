#include "scan/judge.h"

#include "scan/survey.h"
#include "scan/wanted.h"

/* A member is left out with its archive. */
bool sl_judge_excludes(sl_run_state *state, const sl_place *place)
{
    sl_config *config = &state->config;
    sl_str archive = sl_str_sub(place->path, 0, place->path.len - place->inner);

    return sl_config_leaves_out(config, place->path) ||
           (place->inner > 0 && sl_config_leaves_out(config, archive));
}

/* When an old version was read its path was not known to its rule, nor to one that knows
 * the same secret better. */
static bool unwanted(const sl_finding *finding)
{
    const sl_place *place = &finding->place;
    const sl_rule *better = finding->yields_to;

    return place->origin == SL_ORIGIN_HISTORY &&
           (!sl_pattern_wants(&finding->rule->pattern, place->path) ||
            (better && sl_pattern_wants(&better->pattern, place->path)));
}

/* As in a tree: first the check rates it, then the configuration. */
bool sl_judge_at(sl_run_state *state, sl_finding *finding)
{
    return finding->level != SL_LEVEL_OFF &&
           !sl_judge_excludes(state, &finding->place) && !unwanted(finding) &&
           sl_check_settle(finding) &&
           sl_path_levels_settle(&state->set.levels, finding);
}

/* A path that history gave only afterwards may be one that is left out. */
static void drop_excluded(sl_run_state *state, sl_finding_vec *findings, size_t first)
{
    size_t kept = first;

    for (size_t i = first; i < findings->len; i++)
        if (sl_judge_at(state, &findings->at[i]))
            findings->at[kept++] = findings->at[i];
    findings->len = kept;
}

void sl_judge_documents(sl_run_state *state, sl_finding_vec *findings)
{
    drop_excluded(state, findings, 0);
}

void sl_judge_levels(sl_run_state *state, size_t first)
{
    sl_finding_vec *findings = &state->sink.findings;
    size_t kept = first;

    for (size_t i = first; i < findings->len; i++)
        if (sl_path_levels_settle(&state->set.levels, &findings->at[i]))
            findings->at[kept++] = findings->at[i];
    findings->len = kept;
}

/* What all workers collected, in lists that live as long as the run. */
static void gather(sl_run_state *state, const sl_mark *marks, sl_fact_vec *facts,
                   sl_line_vec *lines, sl_aws_facts *aws)
{
    for (unsigned w = 0; w < state->threads; w++) {
        const sl_sink *sink = &state->scanners[w].sink;

        for (size_t i = marks[w].facts; i < sink->facts.len; i++)
            if (!sl_config_excludes(&state->config, sink->facts.at[i].place.path))
                *sl_vec_push(facts) = sink->facts.at[i];
        for (size_t i = marks[w].lines; i < sink->lines.len; i++)
            *sl_vec_push(lines) = sink->lines.at[i];
        for (size_t i = marks[w].aws; i < sink->aws.len; i++)
            *sl_vec_push(aws) = sink->aws.at[i];
    }
}

void sl_judge(sl_run_state *state, sl_repo *repo, const sl_mark *marks)
{
    sl_fact_vec found = {0};
    sl_line_vec lines = {0};
    sl_aws_facts aws = {0};
    sl_fact_vec kept = {0};
    sl_facts facts;
    size_t first = state->sink.findings.len;

    for (unsigned w = 0; w < state->threads; w++)
        drop_excluded(state, &state->scanners[w].sink.findings, marks[w].findings);
    gather(state, marks, &found, &lines, &aws);
    kept.len = kept.cap = found.len;
    kept.at = sl_arena_calloc(&state->arena, found.len, sizeof *found.at);
    for (size_t i = 0; i < found.len; i++)
        kept.at[i] = found.at[i];
    facts = sl_survey_make(state, repo, &kept, &lines, &aws);
    for (size_t i = 0; i < state->set.checked.len; i++) {
        const sl_checked_rule *checked = &state->set.checked.at[i];

        if (checked->check->repository)
            checked->check->repository(sl_ruleset_at(&state->set, checked->rule)->rule,
                                       facts, &state->sink);
    }
    sl_judge_levels(state, first);
    if (!state->facts.survey)
        state->facts = facts;
    if (state->paths_sorted) {
        if (!state->paths_borrowed)
            *sl_vec_push(&state->lent) = state->paths.at;
        state->paths = (sl_known_path_vec){0};
        state->paths_sorted = state->paths_borrowed = false;
    }
    state->paths.len = 0;
    sl_vec_free(&found);
    sl_vec_free(&lines);
    sl_vec_free(&aws);
}
