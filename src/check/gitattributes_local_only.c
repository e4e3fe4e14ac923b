/* gitattributes_local_only.c - files that git-crypt encrypts by a line that only this
 * machine has: in .git/info/attributes, or in the user's core.attributesFile. */
#include "check/attr_coverage.h"
#include "check/check.h"

static bool concerns(const sl_survey *survey, const sl_fact *fact)
{
    const sl_path_state *state = &fact->state;

    return state->here.filtered && state->here.filtered_locally_only &&
           (state->tracked || !state->here.ignored) &&
           !sl_rules_path(fact->place.path) && !sl_public_encrypted(survey, fact);
}

/* The path of a user's file is nobody's business. */
static const char *source_of(const sl_attr *filter)
{
    return sl_str_starts(filter->file, sl_lit(".git/")) ? ".git/info/attributes"
                                                        : "core.attributesFile";
}

void sl_check_gitattributes_local_only(const sl_rule *rule, sl_facts facts,
                                       sl_sink *sink)
{
    sl_decision_vec found = {0};
    sl_arena arena = {0};

    for (size_t start = 0; facts.survey->whole && start < facts.len;) {
        const sl_fact *fact = sl_covered_fact(sl_facts_next_path(facts, &start));

        if (fact && concerns(facts.survey, fact))
            sl_decide(&found, &fact->state.here.filter, fact->place.path);
    }
    sl_decisions_sort(&found);
    for (size_t start = 0; start < found.len;) {
        sl_decisions group = sl_decisions_next(&found, &start);
        sl_place place = sl_survey_place(group.at[0].path);
        sl_str told = sl_decisions_told(group, &arena);

        sl_sink_at(sink, rule, SL_LEVEL_OFF, &place,
                   "git add in a clone would take %.*s in the clear: only a line of "
                   "%s, which no clone has, gives the git-crypt filter",
                   sl_fmt(told), source_of(group.at[0].by));
    }
    sl_vec_free(&found);
    sl_arena_free(&arena);
}
