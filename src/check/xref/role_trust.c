/* role_trust.c - roles that are used for what they cannot be, or that nobody defines. */
#include "check/xref/role.h"
#include "check/xref/xref.h"

/* Who must be trusted, by use; either will do. */
static const struct {
    sl_aws_use use;
    const char *what;
    const char *service;
    const char *other;
} needs[] = {
    {SL_AWS_USE_ECS_TASK, "an ECS task role", "ecs-tasks.", NULL},
    {SL_AWS_USE_ECS_EXECUTION, "an ECS execution role", "ecs-tasks.", NULL},
    {SL_AWS_USE_LAMBDA, "the role of a Lambda function", "lambda.", NULL},
    {SL_AWS_USE_EC2, "the role of an EC2 instance", "ec2.", NULL},
    {SL_AWS_USE_EKS, "the role of an EKS service account", "oidc-provider/",
     "pods.eks."},
    {SL_AWS_USE_EVENTS, "the role of a schedule", "events.", "scheduler."},
    {SL_AWS_USE_CI, "the role of a workflow", "oidc-provider/", "arn:"},
};

typedef struct trusts {
    const sl_aws_fact *first; /* the first principal of the role's trust policy */
    bool met;
    bool open; /* of some it is not known whom they trust */
} trusts;

static bool names(sl_str principal, const char *part)
{
    return part && sl_str_has(principal, sl_str_of(part));
}

static trusts trusts_of(const sl_survey *survey, sl_str role, size_t need)
{
    sl_aws_range facts = sl_survey_aws(survey, SL_AWS_TRUST);
    trusts out = {0};

    for (size_t i = 0; i < facts.len; i++) {
        const sl_aws_fact *fact = &facts.at[i];

        if (!sl_xref_same_role(survey, fact->holder, role))
            continue;
        if (!out.first)
            out.first = fact;
        out.open |= fact->incomplete || sl_str_has(fact->text, sl_lit("${")) ||
                    sl_str_has(fact->text, sl_lit("{{")) ||
                    !sl_str_has(fact->text, sl_lit("."));
        out.met |= names(fact->text, needs[need].service) ||
                   names(fact->text, needs[need].other);
    }
    return out;
}

static void judge(const sl_rule *rule, sl_facts facts, sl_sink *sink,
                  const sl_aws_fact *ref)
{
    sl_str role = sl_xref_role_name(ref->text);
    size_t need = 0;
    trusts found;
    sl_related related[1];

    while (need < sizeof needs / sizeof *needs && needs[need].use != ref->use)
        need++;
    if (need == sizeof needs / sizeof *needs || role.len == 0)
        return;
    found = trusts_of(facts.survey, role, need);
    if (!found.first || found.met || found.open)
        return;
    related[0] = sl_xref_related(found.first, "the trust policy");
    sl_sink_between(sink, rule, sl_xref_level(rule, SL_LEVEL_OFF, ref),
                    &(sl_spot){&ref->place, related, 1},
                    "%.*s is used as %s, but its trust policy names %.*s and not "
                    "%samazonaws.com",
                    sl_fmt(sl_xref_quote(role)), needs[need].what,
                    sl_fmt(sl_xref_quote(found.first->text)),
                    sl_str_ends(sl_str_of(needs[need].service), sl_lit("."))
                        ? needs[need].service
                        : "an OIDC provider or pods.eks.");
}

void sl_check_xref_role_wrong_trust(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    sl_aws_range refs = sl_survey_aws(facts.survey, SL_AWS_ROLE_REF);

    for (size_t i = 0; sl_xref_whole(facts) && i < refs.len; i++)
        if (sl_xref_live(&refs.at[i]))
            judge(rule, facts, sink, &refs.at[i]);
}

/* Does any fact of that kind, by its holder or its text, know the role? */
static bool knows(const sl_survey *survey, sl_aws_kind kind, sl_str role, bool by_text)
{
    sl_aws_range facts = sl_survey_aws(survey, kind);

    for (size_t i = 0; i < facts.len; i++) {
        sl_str name =
            by_text ? sl_xref_role_name(facts.at[i].text) : facts.at[i].holder;

        if (sl_xref_same_role(survey, name, role))
            return true;
    }
    return false;
}

/* Does the tree define roles at all, so that one more would be expected here? */
static bool defines_roles(const sl_survey *survey)
{
    sl_aws_range roles = sl_survey_aws(survey, SL_AWS_ROLE);

    for (size_t i = 0; i < roles.len; i++) {
        if (roles.at[i].text.len == 0)
            return false; /* one whose name is only known at run time: it may be it */
        if (!sl_xref_live(&roles.at[i]) || roles.at[i].prose)
            return false;
    }
    return roles.len > 0;
}

void sl_check_xref_role_undefined(const sl_rule *rule, sl_facts facts, sl_sink *sink)
{
    const sl_survey *survey = facts.survey;
    sl_aws_range refs = sl_survey_aws(survey, SL_AWS_ROLE_REF);

    for (size_t i = 0; sl_xref_whole(facts) && defines_roles(survey) && i < refs.len;
         i++) {
        const sl_aws_fact *ref = &refs.at[i];
        sl_str role = sl_xref_role_name(ref->text);

        if (role.len == 0 || ref->prose || !sl_xref_live(ref) ||
            !sl_str_starts(ref->text, sl_lit("arn:")) ||
            sl_str_has(ref->text, sl_lit("aws-service-role/")) ||
            knows(survey, SL_AWS_ROLE, role, true) ||
            knows(survey, SL_AWS_ROLE, role, false) ||
            knows(survey, SL_AWS_TRUST, role, false) ||
            knows(survey, SL_AWS_GRANT, role, false) ||
            knows(survey, SL_AWS_MENTION, role, true))
            continue;
        sl_sink_at(sink, rule, SL_LEVEL_OFF, &ref->place,
                   "the tree defines roles, but none that is called %.*s",
                   sl_fmt(sl_xref_quote(role)));
    }
}
