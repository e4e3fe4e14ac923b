/* gitattributes_eol.c - line ends converted behind the git-crypt filter, in ciphertext. */
#include "check/attr_coverage.h"
#include "check/check.h"

static void judge(const sl_treatment *here, sl_str path, sl_decision_vec *corrupt)
{
    if (here->filtered && here->conversion.state != SL_ATTR_UNSPECIFIED)
        sl_decide(corrupt, &here->conversion, path);
}

void sl_check_gitattributes_eol(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    sl_arena arena = {0};
    sl_attr_lines lines = sl_attr_lines_read(facts.survey, &arena);
    sl_decision_vec corrupt = {0};

    for (size_t start = 0; start < facts.len;) {
        const sl_fact *fact = sl_covered_fact(sl_facts_next_path(facts, &start));

        if (fact && !sl_rules_path(fact->place.path) &&
            !sl_public_encrypted(facts.survey, fact))
            judge(&fact->state.here, fact->place.path, &corrupt);
    }
    for (size_t i = 0; facts.survey->whole && i < facts.survey->probes_len; i++) {
        const sl_probe *probe = &facts.survey->probes[i];

        if (probe->kind == SL_PROBE_SECRET || probe->kind == SL_PROBE_PASSWORD)
            judge(&probe->here, probe->path, &corrupt);
    }
    sl_decisions_sort(&corrupt);
    for (size_t start = 0; start < corrupt.len;) {
        sl_decisions group = sl_decisions_next(&corrupt, &start);
        const sl_attr *by = group.at[0].by;
        bool eol = sl_str_eq(by->name, sl_lit("eol"));
        sl_place place = sl_attr_place(lines, by);
        sl_str told = sl_decisions_told(group, &arena);

        sl_sink_at(sink, rule, SL_LEVEL_OFF, &place,
                   "%.*s%s%.*s makes git convert line ends in the ciphertext of %.*s",
                   sl_fmt(by->name), eol ? "=" : "",
                   sl_fmt(eol ? by->value : sl_lit("")), sl_fmt(told));
    }
    sl_vec_free(&corrupt);
    sl_arena_free(&arena);
}
