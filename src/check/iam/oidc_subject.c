/* oidc_subject.c - subjects of OpenID Connect tokens that take in more than was meant.
 * Sources: the pages of the issuers on their subjects (aws/issuer.h). */
#include "aws/issuer.h"
#include "check/iam/claim.h"
#include "check/iam/policy_hit.h"

typedef enum width {
    WIDTH_OK,
    WIDTH_ANY,          /* whoever uses the issuer */
    WIDTH_OWNER,        /* all that belongs to one of them */
    WIDTH_OWNER_PREFIX, /* whoever has a name that begins so */
    WIDTH_NAME_PREFIX   /* whatever of one of them has a name that begins so */
} width;

/* NAME behind which an id stands, "octo-org@*": no other name begins so, for none has a
 * '@'. Source: GitHub's page on OpenID Connect, "Immutable subject claims". */
static sl_str without_id(sl_str name)
{
    size_t at = sl_str_chr(name, '@');

    return at == SIZE_MAX || at == 0 ? name : sl_str_sub(name, 0, at);
}

/* OWNER/NAME:..., NAME with any number of slashes. */
static width width_of_repo(sl_str rest)
{
    size_t colon = sl_str_chr(rest, ':');
    sl_str path = sl_str_sub(rest, 0, colon);
    size_t slash = sl_str_chr(path, '/');
    sl_str owner = without_id(sl_str_sub(path, 0, slash));
    sl_str name =
        slash == SIZE_MAX ? (sl_str){0} : without_id(sl_str_skip(path, slash + 1));

    if (sl_has_wild(owner))
        return sl_all_wild(owner) ? WIDTH_ANY : WIDTH_OWNER_PREFIX;
    if (name.len == 0)
        return WIDTH_OK;
    if (sl_all_wild(sl_path_base(name)))
        return WIDTH_OWNER;
    return colon == SIZE_MAX && name.ptr[name.len - 1] == '*' ? WIDTH_NAME_PREFIX
                                                              : WIDTH_OK;
}

/* ORGANIZATION:project:P:workspace:W:run_phase:R; ORGANIZATION:pipeline:P:... */
static width width_of_organization(sl_str rest)
{
    static const char *const names[] = {"project", "workspace", "pipeline"};
    sl_str value = rest, name = {0};
    bool more = sl_str_split(rest, ':', &value, &rest);
    bool literal = false;

    if (sl_has_wild(value))
        return sl_all_wild(value) ? WIDTH_ANY : WIDTH_OWNER_PREFIX;
    while (more && sl_str_split(rest, ':', &name, &rest)) {
        bool said;

        value = rest;
        more = sl_str_split(rest, ':', &value, &rest);
        said = sl_str_among(names, sizeof names / sizeof *names, name) &&
               !sl_all_wild(value);
        if (said && !more && value.ptr[value.len - 1] == '*')
            return WIDTH_NAME_PREFIX;
        literal = literal || said;
    }
    return literal ? WIDTH_OK : WIDTH_OWNER;
}

/* ID/project/ID/... of CircleCI. */
static width width_of_org(sl_str rest)
{
    static const sl_str mark = {"/project/", 9};
    size_t at = sl_str_find(rest, mark);
    sl_str project = at == SIZE_MAX ? (sl_str){0} : sl_str_skip(rest, at + mark.len);

    if (sl_all_wild(sl_str_sub(rest, 0, sl_str_chr(rest, '/'))))
        return WIDTH_ANY;
    return sl_all_wild(sl_str_sub(project, 0, sl_str_chr(project, '/'))) ? WIDTH_OWNER
                                                                         : WIDTH_OK;
}

/* NAMESPACE:NAME */
static width width_of_account(sl_str rest)
{
    return sl_all_wild(sl_str_sub(rest, 0, sl_str_chr(rest, ':'))) ? WIDTH_ANY
                                                                   : WIDTH_OK;
}

static const struct {
    const char *prefix;
    width (*of)(sl_str rest);
    const char *owner;
    const char *name;
    const char *close; /* what ends the name */
} forms[] = {
    {"repo:", width_of_repo, "owner", "repository", ":"},
    {"project_path:", width_of_repo, "group", "project", ":"},
    {"organization:", width_of_organization, "organization", "project", ":"},
    {"org/", width_of_org, "organization", "project", "/"},
    {"system:serviceaccount:", width_of_account, "namespace", "service account", ":"},
};

enum { FORMS = sizeof forms / sizeof *forms };

static width width_of(sl_str value, size_t *form)
{
    if (value.len > 0 && (value.ptr[0] == '*' || value.ptr[0] == '?')) {
        *form = 0;
        return WIDTH_ANY;
    }
    for (*form = 0; *form < FORMS; ++*form) {
        sl_str prefix = sl_str_of(forms[*form].prefix);

        if (sl_str_starts(value, prefix) && value.len > prefix.len)
            return forms[*form].of(sl_str_skip(value, prefix.len));
        /* "rep*" */
        if (value.len > 1 && value.ptr[value.len - 1] == '*' &&
            sl_str_starts(prefix, sl_str_sub(value, 0, value.len - 1)))
            return WIDTH_ANY;
    }
    return WIDTH_OK;
}

static sl_issuer_kind kind_of(const sl_condition *condition)
{
    const sl_issuer *issuer = NULL;
    sl_str name, claim;

    if (sl_claim_split(condition->node->key, &name, &claim))
        issuer = sl_issuer_find(name);
    return issuer ? issuer->kind : SL_ISSUER_OTHER;
}

typedef void judge_fn(const sl_policy_view *view, const sl_condition *condition,
                      const sl_node *value);

/* Calls judge for each subject that an Allow of a trust policy lets in. */
static void for_each_subject(const sl_policy_view *view, judge_fn *judge)
{
    const sl_policy *policy = view->policy;

    for (size_t i = 0; policy->kind == SL_POLICY_TRUST && i < policy->statements_len;
         i++) {
        const sl_statement *s = &policy->statements[i];
        sl_condition condition = {0};

        if (!s->allows || sl_claims_of(s).other)
            continue; /* another claim may say who */
        while (sl_subject_next(s, &condition)) {
            const sl_node *value = NULL;

            while ((value = sl_text_next(condition.node, value)) != NULL)
                if (!sl_str_eq(value->tag, sl_lit("!expr")))
                    judge(view, &condition, value);
        }
    }
}

static void judge_width(const sl_policy_view *view, const sl_condition *condition,
                        const sl_node *value)
{
    sl_issuer_kind kind = kind_of(condition);
    bool wide_open = kind == SL_ISSUER_SHARED;
    size_t form;
    width w;

    if (!condition->operator.like)
        return;
    w = width_of(value->value, &form);
    if (w == WIDTH_ANY)
        sl_policy_hit(view, value, wide_open ? SL_LEVEL_ERROR : SL_LEVEL_OFF,
                      "the subject \"%.*s\" takes in %s: name the %s",
                      sl_fmt(sl_policy_quote(value)),
                      wide_open                   ? "everybody who uses the issuer"
                      : kind == SL_ISSUER_CLUSTER ? "every pod of the cluster"
                                                  : "whatever the issuer signs",
                      kind == SL_ISSUER_CLUSTER
                          ? "namespace and the service account"
                          : "owner and the repository or project");
    else if (w == WIDTH_OWNER)
        sl_policy_hit(view, value, SL_LEVEL_OFF,
                      "the subject \"%.*s\" takes in every %s of the %s: name those "
                      "that deploy",
                      sl_fmt(sl_policy_quote(value)), forms[form].name,
                      forms[form].owner);
}

void sl_check_oidc_sub_wide(const sl_policy_view *view)
{
    for_each_subject(view, judge_width);
}

static void judge_prefix(const sl_policy_view *view, const sl_condition *condition,
                         const sl_node *value)
{
    size_t form;
    width w;

    if (!condition->operator.like)
        return;
    w = width_of(value->value, &form);
    if (w == WIDTH_OWNER_PREFIX)
        sl_policy_hit(view, value, SL_LEVEL_ERROR,
                      "the subject \"%.*s\" also takes in every other %s whose name "
                      "begins so, and anybody can make one: end the name before the "
                      "wildcard",
                      sl_fmt(sl_policy_quote(value)), forms[form].owner);
    else if (w == WIDTH_NAME_PREFIX)
        sl_policy_hit(
            view, value, SL_LEVEL_OFF,
            "the subject \"%.*s\" also takes in every %s whose name begins so: "
            "end the name with \"%s\" before the \"*\"",
            sl_fmt(sl_policy_quote(value)), forms[form].name, forms[form].close);
}

void sl_check_oidc_sub_prefix(const sl_policy_view *view)
{
    for_each_subject(view, judge_prefix);
}

/* Claims that whoever runs a workflow chooses: names of branches, files, environments. */
static void judge_order(const sl_policy_view *view, const sl_condition *condition,
                        const sl_node *value)
{
    static const char *const chosen[] = {"workflow", "environment", "ref",
                                         "context",  "head_ref",    "base_ref"};
    const sl_issuer *issuer = NULL;
    sl_str name, claim, first, rest;

    if (sl_claim_split(condition->node->key, &name, &claim))
        issuer = sl_issuer_find(name);
    if (!issuer || !sl_str_starts(sl_str_of(issuer->title), sl_lit("GitHub")) ||
        !sl_str_split(value->value, ':', &first, &rest) ||
        !sl_str_among(chosen, sizeof chosen / sizeof *chosen, first))
        return;
    sl_policy_hit(view, value, SL_LEVEL_OFF,
                  "the subject begins with \"%.*s\", which whoever runs the workflow "
                  "chooses: begin with \"repo:OWNER/NAME\" or \"repository_id:\"",
                  sl_fmt(first));
}

void sl_check_oidc_sub_claim_order(const sl_policy_view *view)
{
    for_each_subject(view, judge_order);
}
