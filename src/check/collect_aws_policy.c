/* collect_aws_policy.c - what policies grant, deny and trust. */
#include "aws/condition.h"
#include "check/aws_place.h"
#include "check/check.h"

/* What matters of a statement's actions. */
static const struct {
    const char *action;
    unsigned right;
} rights[] = {
    {"secretsmanager:GetSecretValue", SL_AWS_READ_SECRET},
    {"ssm:GetParameter", SL_AWS_READ_PARAMETER},
    {"ssm:GetParameters", SL_AWS_READ_PARAMETER | SL_AWS_READ_PARAMETERS},
    {"ssm:GetParametersByPath", SL_AWS_READ_PARAMETER},
    {"s3:GetObject", SL_AWS_READ_OBJECT},
    {"kms:Decrypt", SL_AWS_DECRYPT},
    {"sts:AssumeRole", SL_AWS_ASSUME},
};

typedef struct collecting {
    sl_doc *doc;
    sl_sink *sink;
    const sl_policy *policy;
    const sl_statement *statement;
    sl_aws_fact fact; /* what all facts of the statement share */
} collecting;

/* The services whose actions are named, whatever they do. */
static unsigned named_by(const sl_statement *statement)
{
    const sl_node *action = NULL;
    unsigned found = 0;

    while ((action = sl_text_next(statement->action, action)) != NULL) {
        if (sl_str_starts_nocase(action->value, sl_lit("secretsmanager:")))
            found |= SL_AWS_NAME_SECRET;
        else if (sl_str_starts_nocase(action->value, sl_lit("ssm:")))
            found |= SL_AWS_NAME_PARAMETER;
    }
    return found;
}

static unsigned rights_of(const sl_statement *statement)
{
    unsigned found = named_by(statement);

    for (size_t i = 0; i < sizeof rights / sizeof *rights; i++)
        if (sl_statement_covers(statement, sl_str_of(rights[i].action)))
            found |= rights[i].right;
    return found;
}

static void add_patterns(collecting *c, const sl_node *value, bool negated)
{
    const sl_node *pattern = NULL;

    while ((pattern = sl_text_next(value, pattern)) != NULL) {
        c->fact.text = pattern->value;
        c->fact.negated = negated;
        sl_sink_aws(c->sink, pattern->span, &c->fact);
    }
}

static void add_principals(collecting *c, const sl_node *principal)
{
    for (const sl_node *node = principal; node; node = sl_node_walk(principal, node)) {
        if (node->type != SL_NODE_SCALAR)
            continue;
        c->fact.text = node->value;
        sl_sink_aws(c->sink, node->span, &c->fact);
    }
}

/* The first value under a condition key that ends like that; or empty. */
static sl_str condition_value(const sl_node *condition, sl_str tail)
{
    for (const sl_node *node = condition; node; node = sl_node_walk(condition, node)) {
        const sl_node *value;

        if (!sl_str_ends_nocase(node->key, tail))
            continue;
        value = sl_text_next(node, NULL);
        if (value)
            return value->value;
    }
    return (sl_str){0};
}

/* "Null": {"sts:ExternalId": "false"}: with it, IfExists asks for the id, too. */
static bool wants_present(const sl_condition *c)
{
    const sl_node *value = sl_text_next(c->node, NULL);

    return c->operator.family == SL_OPERATOR_NULL && value &&
        sl_str_eq_nocase(value->value, sl_lit("false"));
}

/* Does a condition ask more of the caller than an external id that may be left out? */
static bool limits_caller(const sl_statement *s)
{
    sl_condition c = {0};

    if (sl_conditions_open(s))
        return s->condition != NULL;
    while (sl_condition_next(s, &c))
        if (!c.operator.known || !sl_condition_is(&c, sl_lit("sts:ExternalId")) ||
            sl_condition_demands(&c) || wants_present(&c))
            return true;
    return false;
}

static void collect_statement(collecting *c)
{
    const sl_statement *s = c->statement;

    if (c->policy->kind == SL_POLICY_TRUST) {
        if (!s->allows)
            return;
        c->fact.kind = SL_AWS_TRUST;
        c->fact.conditional = limits_caller(s);
        c->fact.name = condition_value(s->condition, sl_lit(":sub"));
        if (c->fact.name.len == 0)
            c->fact.name = condition_value(s->condition, sl_lit("sts:ExternalId"));
        add_principals(c, s->principal);
        return;
    }
    c->fact.rights = rights_of(s);
    if (c->policy->kind == SL_POLICY_RESOURCE && s->allows &&
        (c->fact.rights & (SL_AWS_READ_SECRET | SL_AWS_DECRYPT))) {
        c->fact.kind = SL_AWS_READER;
        add_principals(c, s->principal);
        return;
    }
    if (c->policy->kind != SL_POLICY_IDENTITY || c->fact.rights == 0)
        return;
    c->fact.kind = s->allows ? SL_AWS_GRANT : SL_AWS_DENY;
    add_patterns(c, s->resource, false);
    add_patterns(c, s->not_resource, true);
}

/* What its template calls the holder: of "aws_iam_role.task" the last part. */
static sl_str id_of(const sl_policy *policy)
{
    size_t dot = sl_str_rchr(policy->holder_ref, '.');

    return dot == SIZE_MAX ? policy->holder_ref
                           : sl_str_skip(policy->holder_ref, dot + 1);
}

void sl_collect_aws_policy(sl_doc *doc, sl_sink *sink)
{
    sl_policies policies = sl_doc_policies(doc);

    for (size_t i = 0; i < policies.len; i++) {
        collecting c = {doc, sink, &policies.at[i], NULL, {0}};
        bool prose = c.policy->passage && c.policy->passage->prose;

        for (size_t k = 0; k < c.policy->statements_len; k++) {
            c.statement = &c.policy->statements[k];
            if (!c.statement->allows && !c.statement->denies)
                continue;
            c.fact = sl_aws_fact_of(doc, prose);
            c.fact.name = id_of(c.policy);
            c.fact.holder =
                c.policy->holder_name.len > 0 ? c.policy->holder_name : c.fact.name;
            c.fact.policy = i + 1;
            c.fact.statement = k;
            c.fact.conditional = c.statement->condition != NULL;
            c.fact.incomplete = c.policy->incomplete;
            collect_statement(&c);
        }
    }
}
