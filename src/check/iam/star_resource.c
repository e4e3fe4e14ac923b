/* iam_star_resource.c - every secret of the account for everybody who holds the
 * policy: Allow on Resource "*" for Secrets Manager actions that take an ARN.
 * Source: Service Authorization Reference, AWS Secrets Manager. */
#include "check/iam/policy_hit.h"

/* Actions with a resource type; GetRandomPassword, ListSecrets and
 * BatchGetSecretValue take none and need "*". */
static const char *const actions[] = {
    "secretsmanager:GetSecretValue",
    "secretsmanager:PutSecretValue",
    "secretsmanager:CreateSecret",
    "secretsmanager:UpdateSecret",
    "secretsmanager:DeleteSecret",
    "secretsmanager:RestoreSecret",
    "secretsmanager:DescribeSecret",
    "secretsmanager:RotateSecret",
    "secretsmanager:CancelRotateSecret",
    "secretsmanager:ListSecretVersionIds",
    "secretsmanager:GetResourcePolicy",
    "secretsmanager:PutResourcePolicy",
    "secretsmanager:DeleteResourcePolicy",
    "secretsmanager:ValidateResourcePolicy",
    "secretsmanager:TagResource",
    "secretsmanager:UntagResource",
    "secretsmanager:UpdateSecretVersionStage",
    "secretsmanager:ReplicateSecretToRegions",
    "secretsmanager:RemoveRegionsFromReplication",
    "secretsmanager:StopReplicationToReplica",
};

static bool takes_arn(sl_str pattern)
{
    if (!sl_str_starts_nocase(pattern, sl_lit("secretsmanager:")))
        return false;
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (sl_action_matches(pattern, sl_str_of(actions[i])))
            return true;
    return false;
}

static const sl_node *star(const sl_statement *statement)
{
    const sl_node *value = NULL;

    while ((value = sl_text_next(statement->resource, value)) != NULL)
        if (sl_str_eq(value->value, sl_lit("*")))
            return value;
    return NULL;
}

static void judge(const sl_policy_view *view, const sl_statement *statement)
{
    const sl_node *resource = star(statement);
    const sl_node *action = NULL;

    if (!resource || !statement->allows || statement->condition)
        return; /* a condition may narrow it: not for this rule to say */
    while ((action = sl_text_next(statement->action, action)) != NULL)
        if (takes_arn(action->value))
            break;
    if (action)
        sl_policy_hit(view, resource, SL_LEVEL_OFF,
                      "%.*s is allowed on every secret of the account",
                      sl_fmt(sl_policy_quote(action)));
}

void sl_check_iam_star_resource(const sl_policy_view *view)
{
    for (size_t i = 0; i < view->policy->statements_len; i++)
        judge(view, &view->policy->statements[i]);
}
