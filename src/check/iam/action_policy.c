/* action_policy.c - actions of another service in the policy of a bucket, queue, topic,
 * key ... , which the service refuses.
 * Source: the services' own documentation of their resource policies. */
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

static const char *thing_of(sl_str service)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (sl_str_eq(service, sl_str_of(rows[i].service)))
            return rows[i].thing;
    return NULL;
}

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

static void judge(const sl_policy_view *view, const sl_node *value, sl_str service,
                  const char *thing)
{
    sl_str prefix, name;
    bool minor;
    const char *fault = sl_action_fault(value->value, &minor);
    sl_service other;

    if ((fault && !minor) || !sl_str_split(value->value, ':', &prefix, &name) ||
        sl_action_matches(prefix, service))
        return;
    if (!sl_service_find(prefix, &other) || !sl_action_any(&other, name))
        return; /* a slip of the pen, for rules of their own */
    sl_policy_hit(view, value, SL_LEVEL_OFF,
                  "%.*s in the policy of a %s, which takes only actions of %.*s",
                  sl_fmt(sl_policy_quote(value)), thing, sl_fmt(service));
}

void sl_check_iam_action_wrong_policy(const sl_policy_view *view)
{
    sl_str service = view->policy->service;
    sl_action_value at = {0};
    const char *thing;

    if (view->policy->kind != SL_POLICY_RESOURCE)
        return;
    if (service.len == 0)
        service = common_service(view->policy);
    thing = thing_of(service);
    while (thing && !view->sink->full && sl_action_value_next(view->policy, &at))
        judge(view, at.node, service, thing);
}
