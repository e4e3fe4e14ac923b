/* trust.c - whom the trust policy of a role lets in.
 * Sources: IAM User Guide, "AWS JSON policy elements: Principal" and "How to use an
 * external ID". */
#include "aws/hole.h"
#include "aws/principal.h"
#include "base/map.h"
#include "check/iam/narrowing.h"
#include "check/iam/policy_hit.h"

static bool is_trust(const sl_policy_view *view)
{
    return view->policy->kind == SL_POLICY_TRUST;
}

/* A principal with a wildcard in a trust policy; of "*" what else says who. */
static void judge_wildcard(const sl_policy_view *view, const sl_exceptions *exceptions,
                           const sl_statement *s, const sl_principal *p)
{
    sl_str value = sl_policy_quote(p->node);

    if (p->form == SL_PRINCIPAL_PATTERN) {
        sl_policy_hit(
            view, p->node, SL_LEVEL_OFF,
            "principals are compared as they stand, so \"%.*s\" matches none: "
            "name each role, or the account",
            sl_fmt(value));
    } else if (p->kind == SL_PRINCIPAL_BARE) {
        sl_policy_hit(view, p->node, SL_LEVEL_OFF,
                      "the trust policy of a role takes no bare \"*\": name the "
                      "accounts, roles or services that may assume it");
    } else if (p->kind != SL_PRINCIPAL_AWS) {
        sl_policy_hit(view, p->node, SL_LEVEL_OFF,
                      "%s \"*\" trusts whatever there is: name each",
                      sl_principal_kind_name(p->kind));
    } else if (!sl_conditions_open(s) &&
               !sl_statement_narrowed(s, SL_NARROWS_ALL & ~SL_NARROWS_SECRET) &&
               !sl_exceptions_cover(view, exceptions, s)) {
        bool invited = sl_statement_narrowed(s, SL_NARROWS_SECRET);

        sl_policy_hit(view, p->node, invited ? SL_LEVEL_WARNING : SL_LEVEL_OFF, "%s",
                      invited ? "any AWS account that knows the external id may assume "
                                "the role: name the account that it was agreed with"
                              : "any AWS account may assume the role: name accounts or "
                                "roles, or add a condition on aws:PrincipalOrgID");
    }
}

void sl_check_trust_wildcard(const sl_policy_view *view)
{
    sl_exceptions exceptions;

    if (!is_trust(view))
        return;
    exceptions = sl_policy_exceptions(view, SL_NARROWS_ALL);
    for (size_t i = 0; i < view->policy->statements_len; i++) {
        const sl_statement *s = &view->policy->statements[i];
        sl_principal p = {0};

        while (s->allows && sl_principal_next(s->principal, &p))
            if ((p.form == SL_PRINCIPAL_PATTERN || p.form == SL_PRINCIPAL_STAR) &&
                p.kind != SL_PRINCIPAL_OTHER)
                judge_wildcard(view, &exceptions, s, &p);
    }
}

/* Does a condition say who of an account may come, or how? */
static bool has_caller_condition(const sl_statement *statement)
{
    static const char *const prefixes[] = {"aws:Principal", "aws:MultiFactorAuth",
                                           "aws:RequestTag/", "sts:"};
    sl_condition condition = {0};

    while (sl_condition_next(statement, &condition)) {
        sl_str key = condition.node->key;

        if (condition.operator.family ==
            SL_OPERATOR_STRING && !sl_condition_narrow(&condition))
            continue; /* sts:ExternalId "*" */
        if (sl_key_narrows(key))
            return true;
        for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
            if (sl_str_starts_nocase(key, sl_str_of(prefixes[i])))
                return true;
    }
    return sl_conditions_open(statement);
}

void sl_check_trust_account_root(const sl_policy_view *view)
{
    for (size_t i = 0; is_trust(view) && i < view->policy->statements_len; i++) {
        const sl_statement *s = &view->policy->statements[i];
        sl_principal p = {0};

        if (!s->allows || has_caller_condition(s))
            continue;
        while (sl_principal_next(s->principal, &p))
            if (p.form == SL_PRINCIPAL_ROOT || p.form == SL_PRINCIPAL_ACCOUNT)
                sl_policy_hit(view, p.node, SL_LEVEL_OFF,
                              "every role and user of %s%.*s may assume this role if "
                              "its own policy says so: name the role that needs it, or "
                              "add a condition%s",
                              sl_hole_in(p.account) ? "the account " : "account ",
                              sl_fmt(p.account),
                              sl_hole_in(p.account)
                                  ? ""
                                  : " (sts:ExternalId for an account of others)");
    }
}

/* "ACCOUNT/ROLE" of a role or of its sessions, "ACCOUNT/" of an account; in the
 * document's arena. */
static sl_str key_of(const sl_policy_view *view, const sl_principal *p)
{
    return sl_arena_printf(view->doc->arena, "%.*s/%.*s", sl_fmt(p->account),
                           sl_fmt(p->name));
}

static void judge_redundant(const sl_policy_view *view, const sl_principal *p,
                            const sl_node *other)
{
    sl_policy_hit_at(view, p->node->span, SL_LEVEL_OFF,
                     &(const sl_hit_part){.span = other->span,
                                          .message = sl_lit("what takes it in")},
                     1,
                     "\"%.*s\" is taken in by \"%.*s\" beside it: remove one of them",
                     sl_fmt(sl_policy_quote(p->node)), sl_fmt(sl_policy_quote(other)));
}

/* A session beside its role, an account id beside the ARN that means the same. */
static void judge_pairs(const sl_policy_view *view, const sl_statement *s)
{
    sl_map wide = {0};
    sl_principal p = {0};

    while (sl_principal_next(s->principal, &p))
        if (p.form == SL_PRINCIPAL_ROLE || p.form == SL_PRINCIPAL_ROOT)
            *sl_map_put(&wide, key_of(view, &p)) = (void *)(uintptr_t)p.node;
    p = (sl_principal){0};
    while (wide.len > 0 && sl_principal_next(s->principal, &p)) {
        const sl_node *other = NULL;

        if (p.form == SL_PRINCIPAL_SESSION || p.form == SL_PRINCIPAL_ACCOUNT)
            other = sl_map_get(&wide, key_of(view, &p));
        if (other)
            judge_redundant(view, &p, other);
    }
    sl_map_free(&wide);
}

void sl_check_trust_redundant_principal(const sl_policy_view *view)
{
    for (size_t i = 0; is_trust(view) && i < view->policy->statements_len; i++)
        judge_pairs(view, &view->policy->statements[i]);
}
