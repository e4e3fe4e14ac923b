/* exec_role.c - ECS reads what stands in `secrets` with the execution role, the program
 * in the container what it fetches itself with the task role: the right was given to
 * the wrong one. */
#include "check/xref/access.h"
#include "check/xref/xref.h"

static sl_aws_use other_of(sl_aws_use use)
{
    return use == SL_AWS_USE_ECS_TASK        ? SL_AWS_USE_ECS_EXECUTION
           : use == SL_AWS_USE_ECS_EXECUTION ? SL_AWS_USE_ECS_TASK
                                             : SL_AWS_USE_UNKNOWN;
}

static const char *name_of(sl_aws_use use)
{
    return use == SL_AWS_USE_ECS_TASK ? "the task role" : "the execution role";
}

void sl_check_xref_exec_role(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    sl_aws_range refs = sl_survey_aws(facts.survey, SL_AWS_SECRET_REF);
    sl_arena arena = {0};

    for (size_t i = 0; sl_xref_whole(facts) && i < refs.len; i++) {
        const sl_aws_fact *ref = &refs.at[i];
        sl_aws_use other = other_of(ref->use);
        unsigned right = sl_access_right(ref);
        sl_access own, others;
        sl_related related[1];

        sl_arena_reset(&arena);
        if (other == SL_AWS_USE_UNKNOWN || right == 0 || !sl_xref_live(ref))
            continue;
        own = sl_access_of(facts.survey, &arena, ref, ref->use, right);
        others = sl_access_of(facts.survey, &arena, ref, other, right);
        if (own.by == SL_ACCESS_ROLE ? own.coverage != SL_NOT_COVERED
                                    : own.role.len == 0 || own.coverage != SL_COVERED)
            continue;
        if (others.by != SL_ACCESS_ROLE || others.coverage != SL_COVERED ||
            sl_str_eq(own.role, others.role) || !others.nearest)
            continue;
        related[0] = sl_xref_related(others.nearest, "the policy");
        sl_sink_between(sink, rule, sl_xref_level(rule, SL_LEVEL_OFF, ref), &ref->place,
                        related, 1,
                        "this is read with %s, but the policy that opens it belongs "
                        "to %s, %.*s",
                        name_of(ref->use), name_of(other), sl_fmt(others.role));
    }
    sl_arena_free(&arena);
}
