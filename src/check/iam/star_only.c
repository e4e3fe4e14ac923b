#include "check/iam/star_only.h"

#include "aws/policy.h"

bool sl_action_star_only(const sl_action *action)
{
    static const char *const patterns[] = {
        "autoscaling:Describe*",
        "dynamodb:ListTables",
        "ec2:Describe*",
        "ecr:GetAuthorizationToken",
        "ecs:DeregisterTaskDefinition",
        "ecs:DescribeTaskDefinition",
        "ecs:ListClusters",
        "ecs:ListTaskDefinitions",
        "elasticloadbalancing:Describe*",
        "kms:CreateKey",
        "kms:GenerateRandom",
        "kms:ListAliases",
        "kms:ListKeys",
        "lambda:ListEventSourceMappings",
        "lambda:ListFunctions",
        "s3:ListAllMyBuckets",
        "secretsmanager:BatchGetSecretValue",
        "secretsmanager:GetRandomPassword",
        "secretsmanager:ListSecrets",
        "sns:ListTopics",
        "sqs:ListQueues",
        "ssm:DescribeParameters",
        "sts:GetCallerIdentity",
    };
    sl_str service = sl_service_at(action->service).prefix;

    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        sl_str prefix, name;

        if (sl_str_split(sl_str_of(patterns[i]), ':', &prefix, &name) &&
            sl_str_eq(prefix, service) && sl_action_matches(name, action->name))
            return true;
    }
    return false;
}
