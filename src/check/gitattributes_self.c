/* gitattributes_self.c - the files that tell git what to encrypt, encrypted themselves. */
#include "check/attr_coverage.h"
#include "check/check.h"

void sl_check_gitattributes_self(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    sl_arena arena = {0};
    sl_attr_lines lines = sl_attr_lines_read(facts.survey, &arena);
    sl_decision_vec encrypted = {0};

    for (size_t start = 0; start < facts.len;) {
        const sl_fact *fact = sl_covered_fact(sl_facts_next_path(facts, &start));

        if (fact && fact->state.here.filtered && sl_rules_path(fact->place.path))
            sl_decide(&encrypted, &fact->state.here.filter, fact->place.path);
    }
    sl_decisions_report(rule, lines, &encrypted,
                        "the line also encrypts what git has to read in every clone",
                        sink);
    sl_vec_free(&encrypted);
    sl_arena_free(&arena);
}
