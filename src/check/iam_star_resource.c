/* iam_star_resource.c - every secret of the account for everybody who holds the
 * policy: Allow on Resource "*" for Secrets Manager actions that take an ARN.
 * Source: Service Authorization Reference, AWS Secrets Manager. */
#include "aws/policy.h"
#include "check/check.h"

enum { MAX_SHOWN = 80 };

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

static const sl_node *star(const sl_node *statement)
{
    const sl_node *value = NULL;

    while ((value = sl_statement_value(statement, sl_lit("Resource"), value)) != NULL)
        if (sl_str_eq(value->value, sl_lit("*")))
            return value;
    return NULL;
}

static void judge(const sl_rule *rule, const sl_node *statement, sl_doc *doc,
                  sl_sink *sink)
{
    const sl_node *resource = star(statement);
    const sl_node *action = NULL;
    sl_hit hit = {.rule = rule};

    if (!resource || !sl_statement_allows(statement) ||
        sl_node_get(statement, sl_lit("Condition")))
        return; /* a condition may narrow it: not for this rule to say */
    while ((action = sl_statement_value(statement, sl_lit("Action"), action)) != NULL)
        if (takes_arn(action->value))
            break;
    if (!action)
        return;
    hit.span = resource->span;
    sl_sink_hit(sink, doc, &hit, "%.*s is allowed on every secret of the account",
                sl_fmt(sl_str_sub(action->value, 0, MAX_SHOWN)));
}

void sl_check_iam_star_resource(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    const sl_node *tree = sl_doc_tree(doc);
    const sl_node *policy = NULL;

    while (tree && (policy = sl_policy_next(tree, policy)) != NULL) {
        const sl_node *statement = NULL;

        while ((statement = sl_statement_next(policy, statement)) != NULL)
            judge(rule, statement, doc, sink);
    }
}
