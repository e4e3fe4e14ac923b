/* trust_service.c - services that a role or resource trusts on anybody's behalf, or for
 * nothing.
 * Sources: IAM User Guide, "The confused deputy problem"; Amazon ECS Developer Guide,
 * "Amazon ECS task IAM role". */
#include "aws/principal.h"
#include "aws/principals.h"
#include "check/iam/narrowing.h"
#include "check/iam/policy_hit.h"
#include "check/setting.h"

static bool sends_source(const sl_policy *policy, sl_str name)
{
    sl_service_principal known;

    if (!sl_service_principal_find(name, &known))
        return false;
    return policy->kind == SL_POLICY_RESOURCE ? known.sends_source_to_resources
                                              : known.sends_source;
}

/* Says a condition for whom the service acts, or in which context? An ARN of nothing but
 * wildcards does not. */
static bool names_source(const sl_statement *statement)
{
    sl_condition condition = {0};

    while (sl_condition_next(statement, &condition))
        if ((sl_key_narrows(condition.node->key) && sl_condition_narrow(&condition)) ||
            sl_str_starts_nocase(condition.node->key, sl_lit("kms:")))
            return true;
    return sl_conditions_open(statement);
}

static void judge_source(const sl_policy_view *view, const sl_statement *s)
{
    sl_principal p = {0}, first = {0};
    size_t count = 0;

    while (sl_principal_next(s->principal, &p)) {
        if (p.form != SL_PRINCIPAL_SERVICE_NAME || !sends_source(view->policy, p.name))
            continue;
        if (count++ == 0)
            first = p;
    }
    if (count == 0)
        return;
    sl_policy_hit(view, first.node, SL_LEVEL_OFF,
                  "%.*s%s may use this %s for any account that asks it to: add a "
                  "condition on aws:SourceAccount or aws:SourceArn",
                  sl_fmt(sl_policy_quote(first.node)),
                  count > 1 ? " (and other services)" : "",
                  view->policy->kind == SL_POLICY_TRUST ? "role" : "resource");
}

void sl_check_trust_service_no_source(const sl_policy_view *view)
{
    const sl_policy *policy = view->policy;

    if (policy->kind != SL_POLICY_TRUST && policy->kind != SL_POLICY_RESOURCE)
        return;
    if (sl_setting_of(view->doc->blob->path) == SL_SETTING_TRIAL)
        return; /* a role of a test serves nobody for long */
    for (size_t i = 0; i < policy->statements_len; i++)
        if (policy->statements[i].allows && !names_source(&policy->statements[i]))
            judge_source(view, &policy->statements[i]);
}

/* A service whose entry is a mistake beside that of another one. */
static const struct {
    const char *service, *beside, *why;
} needless[] = {
    {"ecs.amazonaws.com", "ecs-tasks.amazonaws.com",
     "is what manages load balancers for ECS: a task role is assumed by "
     "ecs-tasks.amazonaws.com only"},
};

/* The first service of that name that an Allow of the policy has. */
static const sl_node *find_service(const sl_policy *policy, const char *name)
{
    for (size_t i = 0; i < policy->statements_len; i++) {
        const sl_statement *s = &policy->statements[i];
        const sl_node *group = NULL, *service = NULL;

        if (s->allows && s->principal)
            group = sl_node_get(s->principal, sl_lit("Service"));
        while ((service = sl_text_next(group, service)) != NULL)
            if (sl_str_eq(service->value, sl_str_of(name)))
                return service;
    }
    return NULL;
}

void sl_check_trust_service_not_needed(const sl_policy_view *view)
{
    if (view->policy->kind != SL_POLICY_TRUST)
        return;
    for (size_t i = 0; i < sizeof needless / sizeof *needless; i++) {
        const sl_node *service = find_service(view->policy, needless[i].service);
        const sl_node *beside = find_service(view->policy, needless[i].beside);

        if (!service || !beside)
            continue;
        sl_policy_hit_at(view, service->span, SL_LEVEL_OFF,
                         &(const sl_hit_part){.span = beside->span,
                                              .message = sl_lit("what a task needs")},
                         1, "%s %s", needless[i].service, needless[i].why);
    }
}
