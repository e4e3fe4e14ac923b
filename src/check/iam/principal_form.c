/* principal_form.c - principals that IAM refuses, or that nothing ever matches.
 * Source: IAM User Guide, "AWS JSON policy elements: Principal". */
#include "aws/account.h"
#include "aws/actions.h"
#include "aws/field.h"
#include "aws/hole.h"
#include "aws/principal.h"
#include "aws/principals.h"
#include "check/iam/policy_hit.h"
#include "check/iam/stand_in.h"
#include "text/suggest.h"

static void hit(const sl_policy_view *view, const sl_principal *p, const char *what)
{
    sl_policy_hit(view, p->node, SL_LEVEL_OFF, "%s \"%.*s\" %s",
                  sl_principal_kind_name(p->kind), sl_fmt(sl_policy_quote(p->node)),
                  what);
}

static bool is(const sl_principal *p, sl_principal_kind kind, sl_principal_form form)
{
    return sl_principal_of(kind, p->node).form == form;
}

/* What a value would be below another key. */
static const char *misplaced(const sl_principal *p)
{
    static const struct {
        sl_principal_kind kind;
        sl_principal_form form;
        const char *what;
    } others[] = {
        {SL_PRINCIPAL_SERVICE, SL_PRINCIPAL_SERVICE_NAME,
         "is a service: its key is Service"},
        {SL_PRINCIPAL_FEDERATED, SL_PRINCIPAL_OIDC,
         "is an identity provider: its key is Federated"},
        {SL_PRINCIPAL_FEDERATED, SL_PRINCIPAL_SAML,
         "is an identity provider: its key is Federated"},
        {SL_PRINCIPAL_AWS, SL_PRINCIPAL_ACCOUNT, "is an account: its key is AWS"},
        {SL_PRINCIPAL_AWS, SL_PRINCIPAL_ROOT, "is an account: its key is AWS"},
        {SL_PRINCIPAL_AWS, SL_PRINCIPAL_ROLE, "is a role: its key is AWS"},
        {SL_PRINCIPAL_AWS, SL_PRINCIPAL_USER, "is a user: its key is AWS"},
        {SL_PRINCIPAL_CANONICAL, SL_PRINCIPAL_CANONICAL_ID,
         "is a canonical user id: its key is CanonicalUser"},
    };

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (others[i].kind != p->kind && is(p, others[i].kind, others[i].form))
            return others[i].what;
    return NULL;
}

static const char *bad_aws(const sl_principal *p)
{
    sl_str value = p->node->value;
    sl_arn arn;

    if (sl_str_trim(value).len < value.len)
        return "has white space round it, and is compared with it";
    if (sl_account_numeric(value))
        return "is no account id: those have twelve digits, without hyphens";
    if (sl_arn_parse(value, &arn) != SL_ARN_OK)
        return "is no principal: an account id, or the ARN of a role, user or session";
    if (arn.region.len > 0)
        return "has a region, and ARNs of principals have none";
    if (sl_str_starts(arn.resource, sl_lit("assumed-role/")) &&
        sl_str_eq(arn.service, sl_lit("sts")))
        return "is a session without its name: assumed-role/ROLE/SESSION";
    if (sl_str_starts(arn.resource, sl_lit("instance-profile/")))
        return "is an instance profile, which is no principal: name its role";
    if (sl_str_eq(arn.service, sl_lit("iam")) &&
        sl_str_starts(arn.resource, sl_lit("assumed-role/")))
        return "is a session, whose ARN begins with arn:aws:sts";
    if (sl_str_eq(arn.service, sl_lit("sts")) &&
        (sl_str_starts(arn.resource, sl_lit("role/")) ||
         sl_str_starts(arn.resource, sl_lit("user/"))))
        return "is a role or user, whose ARN begins with arn:aws:iam";
    if (sl_str_eq(arn.resource, sl_lit("self")))
        return NULL; /* a form that STS itself uses */
    return "is the ARN of something that is no principal: of roles, users, sessions "
           "and "
           "accounts (\":root\") only";
}

static void bad_service(const sl_policy_view *view, const sl_principal *p)
{
    sl_service_principal near;

    if (sl_service_principal_near(p->node->value, &near))
        sl_policy_hit(view, p->node, SL_LEVEL_OFF,
                      "Service \"%.*s\" is no service: did you mean \"%.*s\"?",
                      sl_fmt(sl_policy_quote(p->node)), sl_fmt(near.name));
    else
        hit(view, p,
            "is no service: those are named like \"ecs-tasks.amazonaws.com\", in lower "
            "case");
}

static void bad_federated(const sl_policy_view *view, const sl_principal *p)
{
    hit(view, p,
        "is no identity provider: the ARN of one (oidc-provider/HOST or "
        "saml-provider/NAME), or one of the names that IAM knows, such as "
        "\"cognito-identity.amazonaws.com\"");
}

static void bad(const sl_policy_view *view, const sl_principal *p)
{
    const char *what = misplaced(p);

    if (!what && (sl_stands_in(view, p->node->value) ||
                  (p->kind == SL_PRINCIPAL_BARE && p->node->value.len == 0) ||
                  sl_str_ends(p->node->value, sl_lit(".aws.internal"))))
        return;
    if (p->kind == SL_PRINCIPAL_AWS && !what)
        what = bad_aws(p);
    else if (p->kind == SL_PRINCIPAL_CANONICAL && !what)
        what = "is no canonical user id: those have 64 hexadecimal digits";
    if (what)
        hit(view, p, what);
    else if (p->kind == SL_PRINCIPAL_SERVICE)
        bad_service(view, p);
    else if (p->kind == SL_PRINCIPAL_FEDERATED)
        bad_federated(view, p);
    else if (p->kind == SL_PRINCIPAL_BARE)
        sl_policy_hit(view, p->node, SL_LEVEL_OFF,
                      "\"%.*s\" needs a key that says what it is, {\"AWS\": ...} or "
                      "{\"Service\": ...}: only \"*\" stands alone",
                      sl_fmt(sl_policy_quote(p->node)));
}

static bool has_capital(sl_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] >= 'A' && text.ptr[i] <= 'Z')
            return true;
    return false;
}

/* "eventbridge.amazonaws.com": the name of the product, whose principal is another. */
static bool product(const sl_policy_view *view, sl_str value, sl_service_principal *out)
{
    sl_str label = sl_str_drop_end(value, sl_lit(".amazonaws.com"));
    sl_service service;

    return label.len < value.len && sl_service_called(label, &service) &&
           sl_service_principal_find(sl_arena_printf(view->doc->arena,
                                                     "%.*s.amazonaws.com",
                                                     sl_fmt(service.prefix)),
                                     out);
}

/* A name that is built like a service's but is near to one that there is. */
static void unknown_service(const sl_policy_view *view, const sl_principal *p)
{
    sl_service_principal known;

    if (!sl_node_open(p->node) && has_capital(p->node->value)) {
        hit(view, p, "has capitals, and names of services are in lower case");
        return;
    }
    if (sl_service_principal_find(p->node->value, &known) || sl_node_open(p->node) ||
        !(product(view, p->node->value, &known) ||
          sl_service_principal_near(p->node->value, &known)))
        return;
    sl_policy_hit(view, p->node, SL_LEVEL_WARNING,
                  "no service \"%.*s\" is known: did you mean \"%.*s\"?",
                  sl_fmt(sl_policy_quote(p->node)), sl_fmt(known.name));
}

static bool in_names(char c)
{
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9') ||
           sl_str_chr(sl_lit("_+=,.@-/:"), c) != SIZE_MAX;
}

/* What is wrong with an ARN whose type is right. */
static const char *flaw(const sl_policy_view *view, const sl_principal *p)
{
    sl_str text = p->node->value;
    sl_field_class account = sl_field_of(p->account, SL_ARN_ACCOUNT);

    /* digits that are too many or too few are arn-account-id */
    if ((account == SL_FIELD_LITERAL ||
         (account == SL_FIELD_WORD && !sl_policy_shown(view))) &&
        !sl_account_numeric(p->account))
        return "names no account: that is twelve digits";
    if (p->form == SL_PRINCIPAL_OIDC && sl_str_starts(p->name, sl_lit("http")))
        return "has the scheme of a URL: behind oidc-provider/ stands the host";
    if (sl_node_open(p->node) || sl_str_has(text, sl_lit("${")))
        return NULL; /* a variable is iam-variable */
    for (size_t i = 0; i < text.len; i++)
        if (!in_names(text.ptr[i]))
            return "has characters that no name of IAM has";
    return NULL;
}

static void judge(const sl_policy_view *view, const sl_principal *p)
{
    bool trust = view->policy->kind == SL_POLICY_TRUST;
    const char *what;

    switch (p->form) {
    case SL_PRINCIPAL_ROOT:
    case SL_PRINCIPAL_ROLE:
    case SL_PRINCIPAL_USER:
    case SL_PRINCIPAL_SESSION:
    case SL_PRINCIPAL_FEDERATED_USER:
    case SL_PRINCIPAL_SAML:
    case SL_PRINCIPAL_OIDC:
        what = flaw(view, p);
        if (what)
            hit(view, p, what);
        break;
    case SL_PRINCIPAL_BAD: bad(view, p); break;
    case SL_PRINCIPAL_GROUP:
        hit(view, p, "is a group, and groups are no principals: name roles or users");
        break;
    case SL_PRINCIPAL_SERVICE_NAME: unknown_service(view, p); break;
    case SL_PRINCIPAL_PATTERN:
        if (!trust) /* there it is trust-wildcard */
            hit(view, p,
                "has a wildcard, and principals are compared as they stand: name each, "
                "or take \"*\" with a condition on aws:PrincipalArn");
        break;
    case SL_PRINCIPAL_STAR:
        if (!trust && !sl_principal_is_anyone(p))
            hit(view, p, "is a wildcard, and only AWS may have one: name each");
        break;
    default: break;
    }
}

/* Keys that the grammar does not have. */
static void judge_keys(const sl_policy_view *view, const sl_node *element)
{
    static const sl_principal_kind known[] = {SL_PRINCIPAL_AWS, SL_PRINCIPAL_SERVICE,
                                              SL_PRINCIPAL_FEDERATED,
                                              SL_PRINCIPAL_CANONICAL};

    for (const sl_node *group = element->first; group; group = group->next) {
        const char *meant = "AWS, Service, Federated or CanonicalUser";
        bool near = false;

        if (sl_principal_kind_of(group->key) != SL_PRINCIPAL_OTHER ||
            group->key.len == 0 || sl_hole_in(group->key))
            continue;
        for (size_t i = 0; i < sizeof known / sizeof *known && !near; i++) {
            const char *name = sl_principal_kind_name(known[i]);

            near = sl_edit_distance(group->key, sl_str_of(name)) <=
                   (known[i] == SL_PRINCIPAL_AWS ? 0 : 2);
            meant = near ? name : meant;
        }
        sl_policy_hit_at(view, sl_policy_key_span(group), SL_LEVEL_OFF, NULL, 0,
                         "a principal has no key \"%.*s\": %s%s%s", sl_fmt(group->key),
                         near ? "did you mean " : "it is ", meant, near ? "?" : "");
    }
}

static void judge_element(const sl_policy_view *view, const sl_node *element)
{
    sl_principal principal = {0};

    if (!element)
        return;
    while (sl_principal_next(element, &principal))
        if (principal.kind != SL_PRINCIPAL_OTHER)
            judge(view, &principal);
    if (element->type == SL_NODE_MAP && !sl_str_eq(element->tag, sl_lit("!expr")))
        judge_keys(view, element);
}

void sl_check_iam_principal_form(const sl_policy_view *view)
{
    for (size_t i = 0; i < view->policy->statements_len; i++) {
        judge_element(view, view->policy->statements[i].principal);
        judge_element(view, view->policy->statements[i].not_principal);
    }
}
