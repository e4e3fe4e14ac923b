/* trust_unused.c - services that a role trusts and that none of its uses needs. */
#include "check/xref/role.h"
#include "check/xref/xref.h"

/* Services that run code, and the use of a role by each. */
static const struct {
    const char *service;
    sl_aws_use use;
    const char *what;
} services[] = {
    {"ecs.amazonaws.com", SL_AWS_USES, "by no task of ECS"},
    {"ecs-tasks.amazonaws.com", SL_AWS_USE_ECS_TASK, "by ECS tasks"},
    {"lambda.amazonaws.com", SL_AWS_USE_LAMBDA, "by Lambda functions"},
    {"ec2.amazonaws.com", SL_AWS_USE_EC2, "by EC2 instances"},
    {"events.amazonaws.com", SL_AWS_USE_EVENTS, "by schedules and rules"},
    {"scheduler.amazonaws.com", SL_AWS_USE_EVENTS, "by schedules and rules"},
};

enum { SERVICES = sizeof services / sizeof *services };

static bool fits(sl_aws_use needed, sl_aws_use use)
{
    return use == needed ||
           (needed == SL_AWS_USE_ECS_TASK && use == SL_AWS_USE_ECS_EXECUTION);
}

static const char *name_of(sl_aws_use use)
{
    for (size_t i = 0; i < SERVICES; i++)
        if (fits(services[i].use, use))
            return services[i].what;
    return NULL;
}

/* Does the role trust the service that its use takes? If not, that is another matter. */
static bool trusts(const sl_survey *survey, sl_str role, sl_aws_use use)
{
    sl_aws_range facts = sl_survey_aws(survey, SL_AWS_TRUST);

    for (size_t i = 0; i < facts.len; i++)
        for (size_t k = 0; k < SERVICES; k++)
            if (fits(services[k].use, use) &&
                sl_str_eq(facts.at[i].text, sl_str_of(services[k].service)) &&
                sl_xref_same_role(survey, facts.at[i].holder, role))
                return true;
    return false;
}

/* A use of the role, if the tree knows all of them and none needs the service. */
static const sl_aws_fact *other_use(const sl_survey *survey, const sl_aws_fact *trust,
                                    sl_aws_use needed)
{
    sl_aws_range refs = sl_survey_aws(survey, SL_AWS_ROLE_REF);
    const sl_aws_fact *found = NULL;

    for (size_t i = 0; i < refs.len; i++) {
        const sl_aws_fact *ref = &refs.at[i];

        if (!sl_xref_same_role(survey, sl_xref_role_name(ref->text), trust->holder))
            continue;
        if (fits(needed, ref->use) || !name_of(ref->use) || !sl_xref_live(ref))
            return NULL;
        found = ref;
    }
    return found;
}

static void judge(const sl_rule *rule, sl_facts facts, sl_sink *sink,
                  const sl_aws_fact *trust)
{
    size_t i = 0;
    const sl_aws_fact *use;
    sl_related related[1];

    while (i < SERVICES && !sl_str_eq(trust->text, sl_str_of(services[i].service)))
        i++;
    use = i < SERVICES ? other_use(facts.survey, trust, services[i].use) : NULL;
    if (!use || !trusts(facts.survey, trust->holder, use->use))
        return;
    related[0] = sl_xref_related(use, "a use of the role");
    sl_sink_between(sink, rule, sl_xref_level(rule, SL_LEVEL_OFF, trust),
                    &(sl_spot){&trust->place, related, 1},
                    "the role trusts %s, but is only used %s", services[i].service,
                    name_of(use->use));
}

void sl_check_xref_trust_unused(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    sl_aws_range trusts = sl_survey_aws(facts.survey, SL_AWS_TRUST);

    for (size_t i = 0; sl_xref_whole(facts) && i < trusts.len; i++)
        if (sl_xref_live(&trusts.at[i]) && !trusts.at[i].prose &&
            trusts.at[i].holder.len > 0)
            judge(rule, facts, sink, &trusts.at[i]);
}
