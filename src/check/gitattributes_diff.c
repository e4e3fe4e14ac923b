/* gitattributes_diff.c - the git-crypt filter without the diff driver of that name. */
#include "check/attr_coverage.h"
#include "check/check.h"

/* "-diff" says on purpose that there is nothing to show, as "binary" does. */
static void judge(const sl_treatment *here, sl_str path, sl_decision_vec *missing)
{
    const sl_attr *diff = &here->diff;
    bool same =
        diff->state == SL_ATTR_VALUE && sl_str_eq(diff->value, here->filter.value);

    if (here->filtered && !same && diff->state != SL_ATTR_UNSET)
        sl_decide(missing, &here->filter, path);
}

void sl_check_gitattributes_diff(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    sl_arena arena = {0};
    sl_attr_lines lines = sl_attr_lines_read(facts.survey, &arena);
    sl_decision_vec missing = {0};

    for (size_t start = 0; start < facts.len;) {
        const sl_fact *fact = sl_covered_fact(sl_facts_next_path(facts, &start));

        if (fact && !sl_rules_path(fact->place.path) &&
            !sl_public_encrypted(facts.survey, fact))
            judge(&fact->state.here, fact->place.path, &missing);
    }
    for (size_t i = 0; facts.survey->whole && i < facts.survey->probes_len; i++) {
        const sl_probe *probe = &facts.survey->probes[i];

        if (probe->kind == SL_PROBE_SECRET)
            judge(&probe->here, probe->path, &missing);
    }
    sl_decisions_sort(&missing);
    for (size_t start = 0; start < missing.len;) {
        sl_decisions group = sl_decisions_next(&missing, &start);
        const sl_attr *by = group.at[0].by;
        sl_place place = sl_attr_place(lines, by);
        sl_str told = sl_decisions_told(group, &arena);

        sl_sink_at(sink, rule, SL_LEVEL_OFF, &place,
                   "filter=%.*s without diff=%.*s: git diff shows ciphertext for %.*s",
                   sl_fmt(by->value), sl_fmt(by->value), sl_fmt(told));
    }
    sl_vec_free(&missing);
    sl_arena_free(&arena);
}
