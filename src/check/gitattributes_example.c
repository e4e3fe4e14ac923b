/* gitattributes_example.c - files that everybody has to read, encrypted along with the
 * secrets beside them. */
#include "check/attr_coverage.h"
#include "check/check.h"

void sl_check_gitattributes_example(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    sl_arena arena = {0};
    sl_attr_lines lines = sl_attr_lines_read(facts.survey, &arena);
    sl_decision_vec encrypted = {0};

    for (size_t start = 0; start < facts.len;) {
        const sl_fact *fact = sl_covered_fact(sl_facts_next_path(facts, &start));

        if (fact && sl_public_encrypted(facts.survey, fact))
            sl_decide(&encrypted, &fact->state.here.filter, fact->place.path);
    }
    for (size_t i = 0; facts.survey->whole && i < facts.survey->probes_len; i++) {
        const sl_probe *probe = &facts.survey->probes[i];

        if (sl_probe_encrypted(facts, probe))
            sl_decide(&encrypted, &probe->here.filter, probe->path);
    }
    sl_decisions_report(rule, lines, &encrypted,
                        "the line also encrypts what is meant to be read by all", sink);
    sl_vec_free(&encrypted);
    sl_arena_free(&arena);
}
