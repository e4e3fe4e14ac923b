/* ignore_negation_missing.c - a line for secret files that also fits files meant to be
 * committed: examples, or the ignore file itself. */
#include "check/check.h"
#include "check/ignore_group.h"
#include "check/ignore_line.h"
#include "check/swallowed.h"

static void collect(sl_facts facts, sl_decided_vec *out)
{
    const sl_survey *survey = facts.survey;

    for (size_t i = 0; i < survey->probes_len; i++) {
        const sl_probe *probe = &survey->probes[i];

        if (sl_swallowed_probe(survey, probe))
            *sl_vec_push(out) =
                (sl_decided){.path = probe->path, .match = &probe->here.ignore};
    }
    for (size_t start = 0; start < facts.len;) {
        sl_facts of_path = sl_facts_next_path(facts, &start);
        const sl_fact *fact = sl_facts_staged(of_path);

        if (!fact)
            fact = sl_facts_origin(of_path, SL_ORIGIN_WORKTREE);
        if (fact && sl_swallowed_fact(fact))
            *sl_vec_push(out) =
                (sl_decided){fact->place.path, &fact->state.here.ignore, fact};
    }
}

/* One line, and what it takes along. */
static void report(const sl_rule *rule, const sl_survey *survey,
                   const sl_decided *group, size_t len, sl_sink *sink)
{
    sl_str quoted = sl_ignore_quoted(sink, survey, group->match);
    sl_str others = sl_decided_others(sink, len);
    sl_place place = sl_ignore_place(survey, group->match);

    if (sl_ignore_by_wildcard(group->match, group->path))
        sl_sink_at(sink, rule, SL_LEVEL_OFF, &place,
                   "%.*s also ignores %.*s%.*s, meant to be committed: no '!' line "
                   "follows",
                   sl_fmt(quoted), sl_fmt(group->path), sl_fmt(others));
    else
        sl_sink_at(sink, rule, SL_LEVEL_OFF, &place,
                   "%.*s excludes a whole directory, and with it %.*s%.*s, meant to be "
                   "committed",
                   sl_fmt(quoted), sl_fmt(group->path), sl_fmt(others));
}

void sl_check_ignore_negation_missing(const sl_rule *rule, sl_facts facts,
                                      sl_sink *sink)
{
    sl_decided_vec decided = {0};

    if (!facts.survey->whole)
        return;
    collect(facts, &decided);
    sl_decided_sort(&decided);
    for (size_t start = 0, end; start < decided.len; start = end) {
        end = sl_decided_end(&decided, start);
        report(rule, facts.survey, &decided.at[start], end - start, sink);
    }
    sl_vec_free(&decided);
}
