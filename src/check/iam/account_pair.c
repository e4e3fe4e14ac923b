/* account_pair.c - conditions on an account and on an ARN that no request meets together,
 * because the ARN is of another account.
 * Source: IAM User Guide, "AWS global condition context keys": aws:SourceAccount is the
 * account of the resource in aws:SourceArn, aws:PrincipalAccount that of the caller in
 * aws:PrincipalArn. */
#include "aws/account.h"
#include "aws/arn.h"
#include "aws/condition.h"
#include "check/iam/policy_hit.h"

static const struct {
    const char *account;
    const char *arn;
} pairs[] = {
    {"aws:SourceAccount", "aws:SourceArn"},
    {"aws:PrincipalAccount", "aws:PrincipalArn"},
};

/* The account that a value of either key demands; false: not to be told. */
static bool account_of(const sl_node *value, sl_str *account)
{
    sl_arn arn;

    if (value->type != SL_NODE_SCALAR || sl_node_open(value))
        return false;
    *account = value->value;
    if (sl_arn_parse(value->value, &arn) == SL_ARN_OK)
        *account = arn.account;
    return sl_account_valid(*account);
}

/* Does the ARN's account stand among the others, or is that not to be told? */
static bool agrees(const sl_node *accounts, const sl_node *arns)
{
    const sl_node *arn = NULL;

    while ((arn = sl_value_next(arns, arn)) != NULL) {
        const sl_node *other = NULL;
        sl_str a, b;

        if (!account_of(arn, &a))
            return true;
        while ((other = sl_value_next(accounts, other)) != NULL)
            if (!account_of(other, &b) || sl_str_eq(a, b))
                return true;
    }
    return false;
}

static void judge(const sl_policy_view *view, const sl_statement *s, size_t pair)
{
    sl_condition account = {0}, arn = {0};

    while (sl_condition_on(s, sl_str_of(pairs[pair].account), &account)) {
        if (!sl_condition_demands(&account) || !sl_value_next(account.node, NULL))
            continue;
        arn = (sl_condition){0};
        while (sl_condition_on(s, sl_str_of(pairs[pair].arn), &arn)) {
            const sl_node *value = sl_value_next(arn.node, NULL);

            if (!value || !sl_condition_demands(&arn) || agrees(account.node, arn.node))
                continue;
            sl_policy_hit(view, value, SL_LEVEL_OFF,
                          "no request meets this and %s: the ARN is of another account",
                          pairs[pair].account);
            return;
        }
    }
}

void sl_check_iam_account_pair(const sl_policy_view *view)
{
    for (size_t i = 0; i < view->policy->statements_len; i++)
        for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++)
            judge(view, &view->policy->statements[i], k);
}
