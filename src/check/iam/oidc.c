/* oidc.c - roles that a token of an OpenID Connect issuer is enough for.
 * Sources: IAM User Guide, "Create a role for OpenID Connect federation"; the pages of
 * the issuers (aws/issuer.h). */
#include "aws/hole.h"
#include "aws/issuer.h"
#include "aws/principal.h"
#include "check/iam/claim.h"
#include "check/iam/policy_hit.h"

/* One issuer that a statement trusts. */
typedef struct trusted {
    const sl_node *node;
    sl_str name;             /* HOST/PATH; empty if it is not known */
    const sl_issuer *issuer; /* or NULL */
} trusted;

/* The issuer of the first claim that a condition is on: a provider that is named by an
 * expression is told from it. */
static const sl_issuer *told_by_claims(const sl_statement *s)
{
    const sl_issuer *found = NULL;
    sl_condition condition = {0};

    while (!found && sl_condition_next(s, &condition)) {
        sl_str name, claim;

        if (sl_claim_split(condition.node->key, &name, &claim))
            found = sl_issuer_find(name);
    }
    return found;
}

/* Describes p if it is an OpenID Connect provider; told is the issuer of the claims. */
static bool describe(const sl_issuer *told, const sl_principal *p, trusted *out)
{
    *out = (trusted){.node = p->node};
    if (p->kind != SL_PRINCIPAL_FEDERATED)
        return false;
    if (p->form == SL_PRINCIPAL_OPEN || sl_hole_in(p->name)) {
        out->issuer = told;
        return out->issuer != NULL;
    }
    if (p->form != SL_PRINCIPAL_OIDC && p->form != SL_PRINCIPAL_WEB)
        return false;
    out->name = p->name;
    out->issuer = sl_issuer_find(p->name);
    return true;
}

typedef void judge_fn(const sl_policy_view *view, const sl_claims *claims,
                      const trusted *by);

/* Calls judge for each issuer that an Allow of a trust policy lets in, if it is known what
 * conditions there are. */
static void for_each_issuer(const sl_policy_view *view, judge_fn *judge)
{
    const sl_policy *policy = view->policy;

    if (policy->kind != SL_POLICY_TRUST)
        return;
    for (size_t i = 0; i < policy->statements_len; i++) {
        const sl_statement *s = &policy->statements[i];
        sl_claims claims = sl_claims_of(s);
        const sl_issuer *told = told_by_claims(s);
        const sl_issuer *last = NULL; /* both branches of a template's condition */
        sl_principal p = {0};
        trusted by;

        if (!s->allows || sl_conditions_open(s) ||
            !sl_statement_covers(s, sl_lit("sts:AssumeRoleWithWebIdentity")))
            continue;
        while (sl_principal_next(s->principal, &p)) {
            if (!describe(told, &p, &by) || (by.issuer && by.issuer == last))
                continue;
            judge(view, &claims, &by);
            last = by.issuer;
        }
    }
}

static sl_issuer_kind kind_of(const trusted *by)
{
    return by->issuer ? by->issuer->kind : SL_ISSUER_OTHER;
}

/* Who else may come, where nothing says who. */
static const char *everybody(sl_issuer_kind kind)
{
    switch (kind) {
    case SL_ISSUER_SHARED: return "any repository of any of its users";
    case SL_ISSUER_CLUSTER: return "any pod of the cluster";
    case SL_ISSUER_TENANT: return "any project of the organization";
    default: return "any token of the issuer";
    }
}

static void judge_subject(const sl_policy_view *view, const sl_claims *claims,
                          const trusted *by)
{
    sl_issuer_kind kind = kind_of(by);
    sl_level level = kind == SL_ISSUER_SHARED ? SL_LEVEL_OFF : SL_LEVEL_WARNING;

    if (claims->subject || claims->other || kind == SL_ISSUER_PUBLIC)
        return;
    if (kind == SL_ISSUER_OTHER) {
        if (!claims->audience)
            sl_policy_hit(view, by->node, level,
                          "no condition on a claim of %.*s: %s may assume the role",
                          sl_fmt(by->name), everybody(kind));
        return;
    }
    sl_policy_hit(
        view, by->node, level,
        "%s on the subject of %s: %s may assume the role; add \":sub\" with a "
        "value such as \"%s\"",
        claims->negated ? "only a negated condition is" : "no condition is",
        by->issuer->title, everybody(kind), by->issuer->example);
}

void sl_check_oidc_no_sub(const sl_policy_view *view)
{
    for_each_issuer(view, judge_subject);
}

static void judge_audience(const sl_policy_view *view, const sl_claims *claims,
                           const trusted *by)
{
    sl_issuer_kind kind = kind_of(by);

    if (claims->audience || kind == SL_ISSUER_OTHER)
        return;
    if (kind == SL_ISSUER_PUBLIC) {
        if (!claims->subject && !claims->other)
            sl_policy_hit(view, by->node, SL_LEVEL_ERROR,
                          "no condition on \"%s:%s\": the users of any application may "
                          "assume the role, not only those of yours",
                          by->issuer->host, by->issuer->audience);
        return;
    }
    sl_policy_hit(
        view, by->node, kind == SL_ISSUER_CLUSTER ? SL_LEVEL_NOTE : SL_LEVEL_OFF,
        "no condition on \":aud\" of %s: tokens that were made for others are "
        "taken too; add it with the audience of the provider, mostly "
        "\"sts.amazonaws.com\"",
        by->issuer->title);
}

/* A token has one subject and one audience; ForAllValues is also met by none. */
static void judge_sets(const sl_policy_view *view, const sl_statement *s)
{
    sl_condition c = {0};

    while (sl_condition_next(s, &c)) {
        sl_str issuer, claim;

        if (c.operator.set == SL_SET_NONE || c.operator.family ==
            SL_OPERATOR_NULL || !sl_claim_split(c.node->key, &issuer, &claim) ||
            (!sl_str_eq_nocase(claim, sl_lit("sub")) &&
             !sl_str_eq_nocase(claim, sl_lit("aud"))))
            continue;
        sl_policy_hit_at(
            view, sl_policy_key_span(c.block), SL_LEVEL_OFF, NULL, 0,
            "\"%.*s\" has one value in a token: \"%.*s\" without \"%.*s:\"%s",
            sl_fmt(claim), sl_fmt(c.operator.name), sl_fmt(c.operator.set_name),
            c.operator.set == SL_SET_ALL
                ? ", which is also met by a token that has none"
                : "");
    }
}

void sl_check_oidc_aud_missing(const sl_policy_view *view)
{
    for_each_issuer(view, judge_audience);
    for (size_t i = 0;
         view->policy->kind == SL_POLICY_TRUST && i < view->policy->statements_len; i++)
        if (view->policy->statements[i].allows)
            judge_sets(view, &view->policy->statements[i]);
}
