/* exec_role.c - ECS reads what stands in `secrets` with the execution role, the program
 * in the container what it fetches itself with the task role: the right was given to
 * the wrong one. */
#include "check/xref/access.h"
#include "check/xref/xref.h"

void sl_check_xref_exec_role(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    sl_aws_range refs = sl_survey_aws(facts.survey, SL_AWS_SECRET_REF);
    sl_book book = sl_book_open(facts.survey);

    for (size_t i = 0; sl_xref_whole(facts) && i < refs.len; i++) {
        const sl_aws_fact *ref = &refs.at[i];
        sl_access other;
        bool task = ref->use == SL_AWS_USE_ECS_TASK;
        sl_related related[1];

        if (!sl_xref_live(ref) || !sl_access_misplaced(&book, ref, &other))
            continue;
        related[0] = sl_xref_related(other.nearest, "the policy");
        sl_sink_between(sink, rule, sl_xref_level(rule, SL_LEVEL_OFF, ref),
                        &(sl_spot){&ref->place, related, 1},
                        "this is read with %s, but the policy that opens it belongs "
                        "to %s, %.*s",
                        task ? "the task role" : "the execution role",
                        task ? "the execution role" : "the task role",
                        sl_fmt(other.role));
    }
    sl_book_close(&book);
}
