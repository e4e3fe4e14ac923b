/* missing.c - parts of a policy that must be there.
 *
 * Who needs what (IAM User Guide, "Grammar of the IAM JSON policy language"): every
 * statement an effect and actions; a statement of an identity policy resources; one of
 * a trust policy or of the policy of a resource a principal. Resources are left out in
 * trust policies, and may be in the policies of some resources (Amazon ECR). */
#include "check/iam/element.h"
#include "check/iam/policy_hit.h"

static bool misspelt(const sl_node *map, const char *name)
{
    return sl_element_misspelt(map, sl_str_of(name), true);
}

/* Elements of a statement that stand in the document itself. */
static bool has_elements(const sl_node *map)
{
    for (const sl_node *child = map->first; child; child = child->next)
        if (sl_element_known(child->key, true))
            return true;
    return false;
}

void sl_check_iam_missing_statement(const sl_policy_view *view)
{
    const sl_policy *policy = view->policy;

    if (policy->statement || !policy->exact || policy->fragment ||
        sl_policy_torn(view) ||
        sl_element_misspelt(policy->node, sl_lit("Statement"), false))
        return;
    if (has_elements(policy->node))
        sl_policy_hit(view, policy->node, SL_LEVEL_OFF,
                      "the policy has no Statement: its elements belong into one, "
                      "\"Statement\": [{...}]");
    else
        sl_policy_hit(view, policy->node, SL_LEVEL_OFF, "the policy has no Statement");
}

/* A PolicyStatement of the CDK can be given more later. */
static bool grows(const sl_policy *policy)
{
    return policy->fragment && !policy->exact;
}

void sl_check_iam_missing_effect(const sl_policy_view *view)
{
    const sl_policy *policy = view->policy;

    if (!policy->exact || sl_policy_torn(view))
        return; /* where it is not exact, Allow is the default */
    for (size_t i = 0; i < policy->statements_len; i++) {
        const sl_statement *s = &policy->statements[i];

        if (!s->effect && !misspelt(s->node, "Effect"))
            sl_policy_hit(view, s->node, SL_LEVEL_OFF,
                          "the statement has no Effect: it must say Allow or Deny");
    }
}

void sl_check_iam_missing_action(const sl_policy_view *view)
{
    const sl_policy *policy = view->policy;

    if (sl_policy_torn(view) || grows(policy))
        return;
    for (size_t i = 0; i < policy->statements_len; i++) {
        const sl_statement *s = &policy->statements[i];

        if (!s->action && !s->not_action && !misspelt(s->node, "Action") &&
            !misspelt(s->node, "NotAction"))
            sl_policy_hit(view, s->node, SL_LEVEL_OFF,
                          "the statement has no Action, and no NotAction");
    }
}

/* Its actions are those of trust policies only. */
static bool may_be_trust(const sl_policy *policy, const sl_statement *s)
{
    const sl_node *action = NULL;
    bool any = false;

    if (policy->kind_known)
        return false;
    while ((action = sl_text_next(s->action, action)) != NULL) {
        if (!sl_str_starts_nocase(action->value, sl_lit("sts:AssumeRole")))
            return false;
        any = true;
    }
    return any;
}

/* Are all its actions those of a product that took over the language? The actions of an
 * administrator of MinIO have no resource. */
static bool is_foreign(const sl_statement *s)
{
    const sl_node *action = NULL;
    bool any = false;

    while ((action = sl_text_next(s->action, action)) != NULL) {
        if (!sl_str_starts_nocase(action->value, sl_lit("admin:")))
            return false;
        any = true;
    }
    return any;
}

/* "" as it is written, not what a template makes of something. */
static bool is_empty(const sl_node *value)
{
    return value->type == SL_NODE_SCALAR && value->value.len == 0 &&
           !sl_node_open(value) && value->span.end - value->span.start <= 2;
}

static void judge_empty(const sl_policy_view *view, const sl_node *element)
{
    const sl_node *value = NULL;

    while (view->policy->exact && (value = sl_value_next(element, value)) != NULL)
        if (is_empty(value))
            sl_policy_hit(view, value, SL_LEVEL_OFF, "%.*s is an empty text",
                          sl_fmt(element->key));
}

/* Buckets and organizations ask for one, too; a repository has none, and others take the
 * resource that the policy is of. */
static bool wants_resource(const sl_policy *policy)
{
    if (policy->kind == SL_POLICY_RESOURCE)
        return policy->kind_known && sl_str_eq(policy->service, sl_lit("s3"));
    return policy->kind != SL_POLICY_TRUST && (policy->exact || policy->kind_known);
}

void sl_check_iam_missing_resource(const sl_policy_view *view)
{
    const sl_policy *policy = view->policy;

    for (size_t i = 0; policy->kind != SL_POLICY_TRUST && i < policy->statements_len;
         i++) {
        judge_empty(view, policy->statements[i].resource);
        judge_empty(view, policy->statements[i].not_resource);
    }
    if (!wants_resource(policy) || sl_policy_torn(view) || grows(policy))
        return;
    for (size_t i = 0; i < policy->statements_len; i++) {
        const sl_statement *s = &policy->statements[i];

        if (s->resource || s->not_resource ||
            (policy->kind != SL_POLICY_RESOURCE &&
             (s->principal || s->not_principal)) ||
            misspelt(s->node, "Resource") || misspelt(s->node, "NotResource") ||
            misspelt(s->node, "Principal") || is_foreign(s))
            continue;
        sl_policy_hit(view, s->node, SL_LEVEL_OFF, "the statement has no Resource%s",
                      may_be_trust(policy, s)
                          ? ", and no Principal that would make it a trust policy"
                          : "");
    }
}

/* Where the kind is a guess, most statements must say the same. */
static bool wants_principal(const sl_policy *policy)
{
    size_t count = 0;

    if (policy->kind == SL_POLICY_IDENTITY ||
        (policy->kind == SL_POLICY_SCP && !sl_str_eq(policy->service, sl_lit("rcp"))))
        return false;
    for (size_t i = 0; i < policy->statements_len; i++)
        count += policy->statements[i].principal || policy->statements[i].not_principal;
    return policy->kind_known || count * 2 > policy->statements_len;
}

void sl_check_iam_missing_principal(const sl_policy_view *view)
{
    const sl_policy *policy = view->policy;

    for (size_t i = 0; i < policy->statements_len; i++)
        if (policy->statements[i].principal &&
            policy->statements[i].principal->type != SL_NODE_MAP)
            judge_empty(view, policy->statements[i].principal);
    if (!wants_principal(policy) || sl_policy_torn(view) || grows(policy))
        return;
    for (size_t i = 0; i < policy->statements_len; i++) {
        const sl_statement *s = &policy->statements[i];

        if (!s->principal && !s->not_principal && !misspelt(s->node, "Principal") &&
            !misspelt(s->node, "NotPrincipal"))
            sl_policy_hit(view, s->node, SL_LEVEL_OFF,
                          "the statement has no Principal: in %s it must say who is "
                          "meant",
                          policy->kind == SL_POLICY_TRUST ? "a trust policy"
                                                          : "the policy of a resource");
    }
}
