/* ignore_negation_dead.c - a "!" line for a file whose directory is excluded: git does
 * not look into the directory, so the line can never work. */
#include "check/check.h"
#include "check/ignore_line.h"

static void judge(const sl_rule *rule, const sl_survey *survey, const sl_probe *probe,
                  sl_sink *sink)
{
    sl_str parent = sl_ignore_barrier(probe);
    sl_str told;

    if (parent.len == 0)
        return;
    told = sl_ignore_told(sink, survey, &probe->here.ignore);
    sl_sink_at(sink, rule, SL_LEVEL_OFF, &probe->line->place,
               "the line has no effect: %.*s excludes the directory %.*s, and git does "
               "not look into it",
               sl_fmt(told), sl_fmt(parent));
}

void sl_check_ignore_negation_dead(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    const sl_survey *survey = facts.survey;

    for (size_t i = 0; i < survey->probes_len; i++)
        if (survey->probes[i].kind == SL_PROBE_NEGATED)
            judge(rule, survey, &survey->probes[i], sink);
}
