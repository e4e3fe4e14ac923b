/* public.c - resource policies that let everybody in, and those that let nobody in.
 * Sources: IAM User Guide, "AWS JSON policy elements: Principal"; Amazon S3 User Guide,
 * "The meaning of 'public'"; re:Post on bucket policies that deny their owner; AWS KMS API
 * Reference, PutKeyPolicy. */
#include "aws/allowed.h"
#include "aws/arn.h"
#include "aws/principal.h"
#include "aws/site.h"
#include "check/iam/narrowing.h"
#include "check/iam/policy_hit.h"

static bool find_anyone(const sl_statement *statement, sl_principal *out)
{
    *out = (sl_principal){0};
    while (sl_principal_next(statement->principal, out))
        if (sl_principal_is_anyone(out))
            return true;
    return false;
}

static bool says_endpoint(sl_str text)
{
    return sl_str_find_nocase(text, sl_lit("endpoint")) != SIZE_MAX ||
           sl_str_find_nocase(text, sl_lit("vpce")) != SIZE_MAX;
}

/* The policy of a VPC endpoint says what may pass it, for those who are let in
 * elsewhere: "*" is what it begins with. In the CDK only endpoints take principals by
 * addToPolicy: roles have none in theirs, and resources have addToResourcePolicy. */
static bool of_endpoint(const sl_policy_view *view)
{
    const sl_policy *policy = view->policy;

    return sl_str_eq(policy->service, sl_lit("vpce")) ||
           says_endpoint(sl_path_base(view->doc->blob->path)) ||
           says_endpoint(policy->holder_ref) || says_endpoint(policy->holder_name) ||
           (policy->passage && (says_endpoint(policy->passage->context) ||
                                sl_site_is(policy->passage->context, "addtopolicy")));
}

/* What is often meant for everybody: the objects of a web site, calls of an API. */
static bool only_visits(const sl_statement *statement)
{
    static const char *const visits[] = {"s3:GetObject", "s3:GetObjectVersion",
                                         "execute-api:Invoke",
                                         "lambda:InvokeFunctionUrl"};
    const sl_node *action = NULL;
    bool any = false;

    while ((action = sl_text_next(statement->action, action)) != NULL) {
        if (!sl_str_among(visits, sizeof visits / sizeof *visits, action->value))
            return false;
        any = true;
    }
    return any;
}

static bool is_public(const sl_policy_view *view, const sl_exceptions *exceptions,
                      const sl_statement *s)
{
    return s->allows && !sl_conditions_open(s) &&
           !sl_statement_narrowed(s, SL_NARROWS_ALL) &&
           !sl_exceptions_cover(view, exceptions, s);
}

static void tell_public(const sl_policy_view *view, const sl_statement *s,
                        const sl_principal *anyone)
{
    const sl_node *action = sl_text_next(s->action, NULL);
    /* a condition of the template is somebody's decision */
    bool chosen = sl_str_eq(s->node->tag, sl_lit("!If"));
    sl_level level = chosen || only_visits(s) ? SL_LEVEL_WARNING : SL_LEVEL_OFF;
    sl_str what = action ? sl_policy_quote(action) : sl_lit("all but NotAction");
    const sl_node *conditions = s->condition;

    sl_policy_hit(view, anyone->node, level,
                  "everybody may do %.*s%s, with an AWS account or without: %s",
                  sl_fmt(what),
                  action && sl_text_next(s->action, action) ? " and more" : "",
                  conditions && conditions->first
                      ? "no condition says who (aws:PrincipalOrgID, aws:SourceArn, "
                        "aws:SourceVpce ... with a value)"
                      : "name the accounts or roles, or add a condition");
}

void sl_check_iam_public_principal(const sl_policy_view *view)
{
    const sl_policy *policy = view->policy;
    sl_exceptions exceptions;
    sl_principal anyone;

    if (policy->kind != SL_POLICY_RESOURCE || of_endpoint(view))
        return;
    exceptions = sl_policy_exceptions(view, SL_NARROWS_ALL);
    for (size_t i = 0; i < policy->statements_len; i++)
        if (find_anyone(&policy->statements[i], &anyone) &&
            is_public(view, &exceptions, &policy->statements[i]))
            tell_public(view, &policy->statements[i], &anyone);
}

void sl_check_iam_allow_notprincipal(const sl_policy_view *view)
{
    for (size_t i = 0; i < view->policy->statements_len; i++) {
        const sl_statement *s = &view->policy->statements[i];

        if (s->allows && s->not_principal)
            sl_policy_hit(view, s->not_principal, SL_LEVEL_OFF,
                          "Allow with NotPrincipal lets in everybody else, the "
                          "anonymous too: list who may in Principal");
    }
}

/* "*", or every action of one service, with the service's prefix in *service. */
static bool every_action(sl_str pattern, sl_str *service)
{
    sl_str name = {0};

    *service = (sl_str){0};
    if (sl_str_split(pattern, ':', service, &name))
        return sl_str_eq(name, sl_lit("*"));
    return sl_str_eq(pattern, sl_lit("*"));
}

static const sl_node *find_every(const sl_statement *statement)
{
    const sl_node *action = NULL;
    sl_str service;

    while ((action = sl_text_next(statement->action, action)) != NULL)
        if (every_action(action->value, &service))
            return action;
    return NULL;
}

/* Of buckets only the bucket itself has a policy; without Resource, or if it is left to
 * a template, all is meant. */
static bool takes_holder(const sl_statement *statement)
{
    const sl_node *value = NULL;
    sl_arn arn;

    if (!statement->resource)
        return !statement->not_resource;
    while ((value = sl_text_next(statement->resource, value)) != NULL)
        if (sl_arn_parse(value->value, &arn) != SL_ARN_OK ||
            !sl_str_eq(arn.service, sl_lit("s3")) ||
            sl_str_chr(arn.resource, '/') == SIZE_MAX)
            return !sl_node_open(value);
    return false;
}

/* A key has no other way in than its policy: IAM counts only where it says so. */
static void judge_key(const sl_policy_view *view)
{
    const sl_policy *policy = view->policy;
    const sl_node *place = policy->statement ? policy->statement : policy->node;
    sl_action change;

    if (!policy->kind_known || !sl_str_eq(policy->service, sl_lit("kms")) ||
        policy->incomplete || policy->fragment || policy->statements_len == 0 ||
        !sl_action_find_whole(sl_lit("kms:PutKeyPolicy"), &change))
        return;
    for (size_t i = 0; i < policy->statements_len; i++)
        if (policy->statements[i].allows &&
            sl_statement_takes(&policy->statements[i], &change, NULL) != SL_ALLOWED_NO)
            return;
    sl_policy_hit(view, place, SL_LEVEL_OFF,
                  "nobody may change this key policy again (kms:PutKeyPolicy): KMS "
                  "refuses it, or the key is lost to its administrators");
}

/* Deny, and encrypted transport as the only condition: the value that was meant is false. */
static const sl_node *find_transport(const sl_statement *s)
{
    sl_condition c = {0};
    const sl_node *value;

    if (!s->denies || sl_conditions_open(s) || !sl_condition_next(s, &c) ||
        !c.operator.known || c.operator.family !=
         SL_OPERATOR_BOOL || !sl_condition_is(&c, sl_lit("aws:SecureTransport")))
        return NULL;
    value = sl_text_next(c.node, NULL);
    return value && sl_str_eq_nocase(value->value, sl_lit("true")) &&
                   !sl_text_next(c.node, value) && !sl_condition_next(s, &c)
               ? value
               : NULL;
}

void sl_check_iam_resource_policy_lockout(const sl_policy_view *view)
{
    const sl_policy *policy = view->policy;
    sl_principal anyone;

    if (policy->kind != SL_POLICY_RESOURCE || of_endpoint(view))
        return;
    judge_key(view);
    for (size_t i = 0; i < policy->statements_len; i++) {
        const sl_statement *s = &policy->statements[i];
        bool conditional = s->condition && s->condition->first;
        const sl_node *action = find_every(s), *transport = find_transport(s);

        if (s->denies && !conditional && !sl_conditions_open(s) && action &&
            takes_holder(s) && find_anyone(s, &anyone))
            sl_policy_hit(view, action, SL_LEVEL_OFF,
                          "everything is denied to everybody, so that only the root "
                          "user of the account can change this policy again: add a "
                          "condition that excepts its administrators");
        if (transport && find_anyone(s, &anyone))
            sl_policy_hit(view, transport, SL_LEVEL_OFF,
                          "everybody who uses TLS is denied, and nobody else: what was "
                          "meant is aws:SecureTransport \"false\"");
    }
}

static bool is_queue(sl_str service)
{
    return sl_str_eq_nocase(service, sl_lit("sqs")) ||
           sl_str_eq_nocase(service, sl_lit("sns"));
}

static bool about_queue(const sl_statement *statement)
{
    const sl_node *value = NULL;

    while ((value = sl_text_next(statement->resource, value)) != NULL)
        if (sl_str_find(value->value, sl_lit(":sqs:")) != SIZE_MAX ||
            sl_str_find(value->value, sl_lit(":sns:")) != SIZE_MAX)
            return true;
    return false;
}

void sl_check_iam_queue_star_action(const sl_policy_view *view)
{
    const sl_policy *policy = view->policy;

    if (policy->kind != SL_POLICY_RESOURCE)
        return;
    for (size_t i = 0; i < policy->statements_len; i++) {
        const sl_statement *s = &policy->statements[i];
        const sl_node *action = s->allows ? find_every(s) : NULL;
        sl_str service;

        if (!action)
            continue;
        every_action(action->value, &service);
        if (is_queue(service) ||
            (service.len == 0 && (is_queue(policy->service) || about_queue(s))))
            sl_policy_hit(
                view, action, SL_LEVEL_OFF,
                "\"%.*s\" also lets them change and delete it: name what they "
                "need, %s",
                sl_fmt(sl_policy_quote(action)),
                sl_str_eq_nocase(service, sl_lit("sns"))
                    ? "sns:Publish or sns:Subscribe"
                    : "such as sqs:SendMessage or sns:Publish");
    }
}
