/* ignore_negation_exposes.c - a "!" line takes a plaintext file with secrets out of
 * the protection that other lines give it. */
#include "check/check.h"
#include "check/exposed.h"
#include "check/ignore_line.h"

void sl_check_ignore_negation_exposes(const sl_rule *rule, sl_facts facts,
                                      sl_sink *sink)
{
    for (size_t i = 0; i < facts.len; i++) {
        const sl_fact *fact = &facts.at[i];
        sl_str told;

        if (sl_exposure_of(fact, facts.survey) != SL_EXPOSURE_NEGATION)
            continue;
        told = sl_ignore_told(sink, facts.survey, &fact->state.here.ignore);
        sl_sink_about(sink, rule, SL_LEVEL_OFF, fact,
                      "%zu plaintext secret%s one git add away from a commit: %.*s "
                      "includes the file (%.*s) again",
                      fact->secrets, fact->secrets == 1 ? "" : "s", sl_fmt(told),
                      sl_fmt(fact->path_class->title));
    }
}
