/* trust_action.c - trust policies whose actions are not those their principals call.
 * Sources: AWS STS API Reference (AssumeRole, AssumeRoleWithSAML,
 * AssumeRoleWithWebIdentity); IAM Roles Anywhere User Guide, "Trust model"; Amazon EKS
 * User Guide, "EKS Pod Identity". */
#include "aws/principal.h"
#include "check/iam/policy_hit.h"

/* Who calls an action. */
enum {
    CALLS_ROLE = 1, /* roles, users, services */
    CALLS_SAML = 2,
    CALLS_WEB = 4,
    CALLS_ANY = 7 /* not known which */
};

static const struct {
    unsigned caller;
    const char *action;
    const char *who;
} entries[] = {
    {CALLS_ROLE, "sts:AssumeRole", "roles, users and services"},
    {CALLS_SAML, "sts:AssumeRoleWithSAML", "SAML providers"},
    {CALLS_WEB, "sts:AssumeRoleWithWebIdentity", "OpenID Connect providers"},
};

enum { ENTRIES = sizeof entries / sizeof *entries };

static unsigned calls(const sl_principal *p)
{
    switch (p->kind) {
    case SL_PRINCIPAL_AWS: return p->form == SL_PRINCIPAL_STAR ? CALLS_ANY : CALLS_ROLE;
    case SL_PRINCIPAL_SERVICE: return CALLS_ROLE;
    case SL_PRINCIPAL_FEDERATED:
        return p->form == SL_PRINCIPAL_SAML   ? CALLS_SAML
               : p->form == SL_PRINCIPAL_OIDC ? CALLS_WEB
               : p->form == SL_PRINCIPAL_WEB  ? CALLS_WEB
                                              : CALLS_ANY;
    default: return CALLS_ANY;
    }
}

static const char *action_of(unsigned caller)
{
    for (size_t i = 0; i < ENTRIES; i++)
        if (entries[i].caller & caller)
            return entries[i].action;
    return "";
}

static bool actions_open(const sl_statement *s)
{
    const sl_node *action = NULL;

    while ((action = sl_value_next(s->action, action)) != NULL)
        if (action->type != SL_NODE_SCALAR || sl_node_open(action))
            return true;
    return !s->action;
}

/* An action by which a role is assumed, and nobody here calls it. */
static bool judge_actions(const sl_policy_view *view, const sl_statement *s,
                          unsigned callers)
{
    const sl_node *action = NULL;
    bool told = false;

    while ((action = sl_text_next(s->action, action)) != NULL)
        for (size_t i = 0; i < ENTRIES; i++) {
            if (!sl_str_eq_nocase(action->value, sl_str_of(entries[i].action)) ||
                (entries[i].caller & callers))
                continue;
            sl_policy_hit(view, action, SL_LEVEL_OFF,
                          "%s is what %s call, and no principal here is one: they need "
                          "%s",
                          entries[i].action, entries[i].who, action_of(callers));
            told = true;
        }
    return told;
}

/* A principal without its action, in a statement about assuming the role (others only
 * add tags or a source identity). */
static void judge_principals(const sl_policy_view *view, const sl_statement *s)
{
    unsigned allowed = 0, told = 0;
    sl_principal p = {0};

    for (size_t i = 0; i < ENTRIES; i++)
        if (sl_statement_covers(s, sl_str_of(entries[i].action)))
            allowed |= entries[i].caller;
    while (allowed && sl_principal_next(s->principal, &p)) {
        unsigned needs = calls(&p);

        if (needs & (allowed | told))
            continue;
        told |= needs;
        sl_policy_hit(view, p.node, SL_LEVEL_OFF,
                      "%s \"%.*s\" calls %s, which Action does not have",
                      sl_principal_kind_name(p.kind), sl_fmt(sl_policy_quote(p.node)),
                      action_of(needs));
    }
}

static void judge_pairs(const sl_policy_view *view, const sl_statement *s)
{
    unsigned callers = 0;
    sl_principal p = {0};

    while (sl_principal_next(s->principal, &p))
        callers |= calls(&p);
    if (callers && !actions_open(s) && !judge_actions(view, s, callers))
        judge_principals(view, s);
}

/* Actions of other services, in a policy that is certainly a trust policy. */
static void judge_foreign(const sl_policy_view *view, const sl_statement *s)
{
    const sl_node *action = NULL;

    while ((action = sl_text_next(s->action, action)) != NULL) {
        sl_str prefix, name;

        if (sl_node_open(action))
            continue;
        if (view->policy->kind_known && sl_str_eq(action->value, sl_lit("*"))) {
            sl_policy_hit(view, action, SL_LEVEL_OFF,
                          "\"*\" in a trust policy, which takes actions of STS only: "
                          "sts:AssumeRole");
            continue;
        }
        if (!sl_str_split(action->value, ':', &prefix, &name) ||
            sl_str_eq_nocase(prefix, sl_lit("sts")))
            continue;
        sl_policy_hit(view, action, SL_LEVEL_OFF,
                      "\"%.*s\" in a trust policy, which says who may assume the role: "
                      "what the role may do belongs in a policy of its own",
                      sl_fmt(sl_policy_quote(action)));
    }
}

static void judge_resource(const sl_policy_view *view, const sl_statement *s)
{
    const sl_node *resource = s->resource ? s->resource : s->not_resource;

    /* an expression may come to nothing at all */
    if (resource && !(resource->type == SL_NODE_SCALAR && sl_node_open(resource)))
        sl_policy_hit(view, resource, SL_LEVEL_OFF,
                      "%.*s in a trust policy, whose resource is the role itself: "
                      "remove it",
                      sl_fmt(resource->key));
}

/* Is the statement one of a trust policy for certain? One with a Resource may also be of a
 * VPC endpoint for STS, if it is not about services or identity providers. */
static bool certain(const sl_policy_view *view, const sl_statement *s)
{
    sl_principal p = {0};
    bool any = false;

    if (view->policy->kind_known)
        return view->policy->kind == SL_POLICY_TRUST;
    while (sl_principal_next(s->principal, &p)) {
        any = any || p.kind == SL_PRINCIPAL_SERVICE ||
              p.kind == SL_PRINCIPAL_FEDERATED ||
              (view->policy->kind == SL_POLICY_TRUST && !sl_principal_is_anyone(&p));
    }
    return any;
}

/* Does it name an action by which a role is assumed? */
static bool assumes(const sl_statement *s)
{
    const sl_node *action = NULL;

    while ((action = sl_text_next(s->action, action)) != NULL)
        for (size_t i = 0; i < ENTRIES; i++)
            if (sl_str_eq_nocase(action->value, sl_str_of(entries[i].action)))
                return true;
    return false;
}

/* Services that need more than sts:AssumeRole. */
static const struct {
    const char *service;
    sl_level level;
    const char *actions[3];
} wanting[] = {
    {"rolesanywhere.amazonaws.com",
     SL_LEVEL_ERROR,
     {"sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"}},
    {"pods.eks.amazonaws.com", SL_LEVEL_WARNING, {"sts:AssumeRole", "sts:TagSession"}},
};

/* The service among the principals. */
static const sl_node *named(const sl_statement *s, sl_str service)
{
    const sl_node *group =
        s->principal ? sl_node_get(s->principal, sl_lit("Service")) : NULL;
    const sl_node *name = NULL;

    while ((name = sl_text_next(group, name)) != NULL)
        if (sl_str_eq(name->value, service))
            return name;
    return NULL;
}

/* Does an Allow of the policy have both? *node is where the service stands. */
static bool pairs(const sl_policy *policy, sl_str service, sl_str action,
                  const sl_node **node, bool *open)
{
    bool found = false;

    for (size_t i = 0; i < policy->statements_len; i++) {
        const sl_statement *s = &policy->statements[i];
        const sl_node *name = s->allows ? named(s, service) : NULL;

        if (!name)
            continue;
        *node = *node ? *node : name;
        *open = *open || actions_open(s);
        found = found || sl_statement_covers(s, action);
    }
    return found;
}

static void judge_wanting(const sl_policy_view *view, size_t which)
{
    sl_str service = sl_str_of(wanting[which].service);
    const sl_node *node = NULL;
    bool open = view->policy->incomplete;
    const char *missing = NULL;

    for (size_t i = 0; i < 3 && wanting[which].actions[i]; i++)
        if (!pairs(view->policy, service, sl_str_of(wanting[which].actions[i]), &node,
                   &open))
            missing = missing ? missing : wanting[which].actions[i];
    if (node && missing && !open)
        sl_policy_hit(view, node, wanting[which].level,
                      "%s also calls %s, which is not allowed here", service.ptr,
                      missing);
}

void sl_check_trust_action_principal(const sl_policy_view *view)
{
    const sl_policy *policy = view->policy;

    if (policy->kind != SL_POLICY_TRUST &&
        (policy->kind != SL_POLICY_RESOURCE || policy->kind_known))
        return;
    for (size_t i = 0; i < policy->statements_len; i++) {
        const sl_statement *s = &policy->statements[i];

        if (policy->kind != SL_POLICY_TRUST && !assumes(s))
            continue;
        if (s->allows)
            judge_pairs(view, s);
        if (certain(view, s)) {
            judge_foreign(view, s);
            judge_resource(view, s);
        }
    }
    for (size_t i = 0; i < sizeof wanting / sizeof *wanting; i++)
        judge_wanting(view, i);
}
