/* principal_place.c - principals where none may stand, or nobody is behind them any more.
 * Sources: IAM User Guide, "AWS JSON policy elements: Principal" and "IAM identifiers";
 * AWS Organizations User Guide, "Resource control policies". */
#include "aws/principal.h"
#include "check/iam/policy_hit.h"

static void judge_deleted(const sl_policy_view *view, const sl_node *element)
{
    sl_principal p = {0};

    while (sl_principal_next(element, &p))
        if (p.form == SL_PRINCIPAL_DELETED)
            sl_policy_hit(view, p.node, SL_LEVEL_OFF,
                          "\"%.*s\" is what IAM leaves of a %s that was deleted: "
                          "remove it, or name the new one by its ARN",
                          sl_fmt(sl_policy_quote(p.node)),
                          sl_str_starts(p.node->value, sl_lit("AROA")) ? "role"
                                                                       : "user");
}

void sl_check_iam_principal_deleted_id(const sl_policy_view *view)
{
    for (size_t i = 0; i < view->policy->statements_len; i++) {
        judge_deleted(view, view->policy->statements[i].principal);
        judge_deleted(view, view->policy->statements[i].not_principal);
    }
}

/* A resource control policy must have Principal "*"; all it can say is Deny. */
static bool of_rcp(const sl_policy_view *view, const sl_statement *statement)
{
    sl_principal principal = {0};

    return view->policy->kind == SL_POLICY_SCP &&
           !sl_str_eq(view->policy->service, sl_lit("scp")) && statement->denies &&
           sl_principal_next(statement->principal, &principal) &&
           sl_principal_is_anyone(&principal);
}

/* May a template leave the element out? It does if it has nothing to put in. */
static bool optional(const sl_node *element)
{
    sl_principal p = {0};
    bool any = false;

    while (sl_principal_next(element, &p)) {
        if (p.form == SL_PRINCIPAL_OPEN &&
            (p.kind == SL_PRINCIPAL_OTHER || p.kind == SL_PRINCIPAL_BARE))
            return true;
        any = true;
    }
    return !any;
}

void sl_check_iam_principal_not_allowed(const sl_policy_view *view)
{
    const sl_policy *policy = view->policy;
    /* a PolicyStatement of the CDK may be added to the policy of anything */
    bool known = policy->kind_known && !(policy->fragment && !policy->exact);
    bool none =
        known && (policy->kind == SL_POLICY_IDENTITY || policy->kind == SL_POLICY_SCP);

    for (size_t i = 0; i < policy->statements_len; i++) {
        const sl_statement *s = &policy->statements[i];
        const sl_node *element = s->principal ? s->principal : s->not_principal;

        if (!element || optional(element))
            continue;
        if (none && !of_rcp(view, s))
            sl_policy_hit(view, element, SL_LEVEL_OFF,
                          "%.*s in %s, which is about whom it is attached to",
                          sl_fmt(element->key),
                          policy->kind == SL_POLICY_SCP ? "a service control policy"
                                                        : "an identity policy");
        else if (policy->kind == SL_POLICY_TRUST && s->not_principal && !s->allows)
            sl_policy_hit(view, s->not_principal, SL_LEVEL_OFF,
                          "NotPrincipal in a trust policy, which takes Principal only");
    }
}
