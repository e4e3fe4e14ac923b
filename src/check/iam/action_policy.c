/* action_policy.c - actions of another service in the policy of a bucket, queue, topic,
 * key ... , which the service refuses.
 * Source: the services' own documentation of their resource policies. */
#include "check/iam/action_policy.h"

#include "aws/action_walk.h"
#include "aws/arn.h"
#include "check/iam/action_value.h"
#include "check/iam/policy_hit.h"

/* Services whose policies take their own actions and no others, and what they are
 * policies of. */
static const struct {
    const char *service;
    const char *thing;
} rows[] = {
    {"backup", "backup vault"},
    {"dynamodb", "table"},
    {"ecr", "repository"},
    {"ecr-public", "repository"},
    {"elasticfilesystem", "file system"},
    {"glacier", "vault"},
    {"kinesis", "stream"},
    {"kms", "key"},
    {"lambda", "function"},
    {"s3", "bucket"},
    {"s3express", "directory bucket"},
    {"secretsmanager", "secret"},
    {"sns", "topic"},
    {"sqs", "queue"},
};

/* The service of all resources of all statements; empty if there is no such. */
static sl_str common_service(const sl_policy *policy)
{
    sl_str service = {0};

    for (size_t i = 0; i < policy->statements_len; i++) {
        const sl_node *value = NULL;

        while ((value = sl_value_next(policy->statements[i].resource, value)) != NULL) {
            sl_arn arn;

            if (value->type != SL_NODE_SCALAR ||
                sl_arn_parse(value->value, &arn) != SL_ARN_OK ||
                (service.len > 0 && !sl_str_eq(service, arn.service)))
                return (sl_str){0};
            service = arn.service;
        }
    }
    return service;
}

sl_str sl_policy_takes_only(const sl_policy *policy, const char **thing)
{
    sl_str service = policy->service;

    if (policy->kind != SL_POLICY_RESOURCE)
        return (sl_str){0};
    if (service.len == 0)
        service = common_service(policy);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (sl_str_eq(service, sl_str_of(rows[i].service))) {
            if (thing)
                *thing = rows[i].thing;
            return service;
        }
    return (sl_str){0};
}

bool sl_action_foreign(sl_str value, sl_str service)
{
    sl_str prefix, name;
    bool minor;
    const char *fault = sl_action_fault(value, &minor);

    return (!fault || minor) && sl_str_split(value, ':', &prefix, &name) &&
           !sl_action_matches(prefix, service);
}

static void judge(const sl_policy_view *view, const sl_node *value, sl_str service,
                  const char *thing)
{
    sl_action_walk walk = sl_action_walk_of(value->value);
    sl_action action;

    /* what names no action at all is a slip of the pen, for rules of their own */
    if (sl_action_foreign(value->value, service) && sl_action_walk_next(&walk, &action))
        sl_policy_hit(view, value, SL_LEVEL_OFF,
                      "%.*s in the policy of a %s, which takes only actions of %.*s",
                      sl_fmt(sl_policy_quote(value)), thing, sl_fmt(service));
}

void sl_check_iam_action_wrong_policy(const sl_policy_view *view)
{
    const char *thing = NULL;
    sl_str service = sl_policy_takes_only(view->policy, &thing);
    sl_action_value at = {0};

    while (thing && !view->sink->full && sl_action_value_next(view->policy, &at))
        judge(view, at.node, service, thing);
}
