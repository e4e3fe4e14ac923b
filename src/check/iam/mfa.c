/* mfa.c - conditions on multi-factor authentication that do not ask for it.
 * Source: IAM User Guide, "AWS global condition context keys", section on
 * aws:MultiFactorAuthPresent: the key is missing, not false, in requests with long-term
 * access keys; and it is there, and false, in sessions without MFA. */
#include "aws/condition.h"
#include "check/iam/policy_hit.h"

static bool is_true(const sl_condition *c)
{
    const sl_node *value = sl_text_next(c->node, NULL);

    return value && sl_str_eq_nocase(value->value, sl_lit("true"));
}

static bool is_false(const sl_condition *c)
{
    const sl_node *value = sl_text_next(c->node, NULL);

    return value && sl_str_eq_nocase(value->value, sl_lit("false"));
}

/* Why the condition lets in, or does not shut out, who has no second factor; NULL: it
 * does what it should, or is not known to. */
static const char *flaw(const sl_statement *s, const sl_condition *c)
{
    const sl_operator *op = &c->operator;

    if (!op->known)
        return NULL;
    if (op->family == SL_OPERATOR_NULL && s->allows && is_false(c))
        return "the key is in every temporary session, with false if there was no MFA: "
               "take Bool \"true\"";
    if (op->family != SL_OPERATOR_BOOL)
        return NULL;
    if (s->allows && is_false(c))
        return "this allows who has no second factor: take Bool \"true\"";
    if (s->allows && is_true(c) && op->if_exists)
        return "requests with access keys have no such key and are allowed: Bool "
               "without IfExists";
    if (s->denies && is_false(c) && !op->if_exists)
        return "requests with access keys have no such key and are not denied: take "
               "BoolIfExists";
    return NULL;
}

/* Does another Deny take in the requests that have no such key? */
static bool missing_denied(const sl_policy *policy)
{
    for (size_t i = 0; i < policy->statements_len; i++) {
        const sl_statement *s = &policy->statements[i];
        sl_condition c = {0};

        if (!s->denies)
            continue;
        while (sl_condition_next(s, &c))
            if (c.operator.family == SL_OPERATOR_NULL && is_true(&c) &&
                sl_str_starts_nocase(c.node->key, sl_lit("aws:MultiFactorAuth")))
                return true;
    }
    return false;
}

void sl_check_iam_mfa_pattern(const sl_policy_view *view)
{
    int covered = -1; /* not asked yet */

    for (size_t i = 0; i < view->policy->statements_len; i++) {
        const sl_statement *s = &view->policy->statements[i];
        sl_condition c = {0};

        while (sl_condition_on(s, sl_lit("aws:MultiFactorAuthPresent"), &c)) {
            const char *what = flaw(s, &c);

            if (what && s->denies && covered < 0)
                covered = missing_denied(view->policy);
            if (what && !(s->denies && covered > 0))
                sl_policy_hit(view, sl_text_next(c.node, NULL), SL_LEVEL_OFF, "%s",
                              what);
        }
    }
}
