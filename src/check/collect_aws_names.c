/* collect_aws_names.c - roles, secrets and accounts that a document defines or uses. */
#include "check/aws_place.h"
#include "check/check.h"
#include "check/setting.h"

typedef struct collecting {
    sl_doc *doc;
    sl_sink *sink;
    sl_aws_fact common; /* what all facts of the passage share */
} collecting;

/* Definitions: the type, the property that names the thing, and for secrets the one
 * that names the key it is encrypted with. */
static const struct {
    const char *type;
    const char *name;
    const char *key;
    sl_aws_kind kind;
} definitions[] = {
    {"AWS::IAM::Role", "rolename", "", SL_AWS_ROLE},
    {"aws_iam_role", "name", "", SL_AWS_ROLE},
    {"AWS::SecretsManager::Secret", "name", "kmskeyid", SL_AWS_SECRET},
    {"aws_secretsmanager_secret", "name", "kmskeyid", SL_AWS_SECRET},
    {"aws_ssm_parameter", "name", "keyid", SL_AWS_SECRET},
};

static const sl_node *property(const sl_node *body, const char *plain)
{
    for (const sl_node *node = body->first; node; node = node->next)
        if (node->type == SL_NODE_SCALAR && sl_aws_key_is(node->key, plain))
            return node;
    return NULL;
}

static void add(collecting *c, const sl_node *node, const sl_aws_fact *fact)
{
    sl_sink_aws(c->sink,
                node->span.end > node->span.start ? node->span : node->key_span, fact);
}

/* The name of a definition: its own, if it is literal. Its id is told, too, because
 * that is what the same template refers to it by. */
static void collect_definition(collecting *c, const sl_node *node)
{
    sl_aws_resource resource;

    if (!sl_aws_resource_at(node, &resource))
        return;
    for (size_t i = 0; i < sizeof definitions / sizeof *definitions; i++) {
        const sl_node *name = property(resource.body, definitions[i].name);
        const sl_node *key = property(resource.body, definitions[i].key);
        sl_aws_fact fact = c->common;

        if (!sl_str_eq(resource.type, sl_str_of(definitions[i].type)))
            continue;
        fact.kind = definitions[i].kind;
        fact.holder = resource.id;
        if (name && !sl_node_open(name))
            fact.text = name->value;
        if (key)
            fact.name = key->value;
        sl_sink_aws(c->sink, name ? name->span : node->key_span, &fact);
    }
}

/* Keys whose values are managed policies of the resource that they stand in. */
static bool attaches(sl_str key)
{
    return sl_aws_key_is(key, "managedpolicyarns") || sl_aws_key_is(key, "policyarn") ||
           sl_aws_key_is(key, "managedpolicies");
}

/* {"Ref": "X"}, {"Fn::GetAtt": ["X", "Arn"]}, {"Fn::Sub": ".."}: the function. NULL: a
 * value of another form. */
static const sl_node *function_in(const sl_node *node)
{
    const sl_node *only = node->type == SL_NODE_MAP ? node->first : NULL;

    if (!only || only->next ||
        (!sl_str_eq(only->key, sl_lit("Ref")) &&
         !sl_str_starts(only->key, sl_lit("Fn::"))))
        return NULL;
    return only;
}

/* What a function in its long form comes to, as it stands in texts. */
static sl_str text_of_function(const collecting *c, const sl_node *function)
{
    const sl_node *item = function->type == SL_NODE_SEQ ? function->first : NULL;

    if (sl_str_eq(function->key, sl_lit("Fn::GetAtt")) && item && item->next)
        return sl_arena_printf(c->doc->arena, "${%.*s.%.*s}", sl_fmt(item->value),
                               sl_fmt(item->next->value));
    if (sl_str_eq(function->key, sl_lit("Fn::GetAtt")))
        return sl_arena_printf(c->doc->arena, "${%.*s}", sl_fmt(function->value));
    if (sl_str_eq(function->key, sl_lit("Ref")))
        return sl_arena_printf(c->doc->arena, "${%.*s.Arn}", sl_fmt(function->value));
    if (sl_str_eq(function->key, sl_lit("Fn::Sub")) && function->type == SL_NODE_SCALAR)
        return function->value;
    return sl_lit("${Fn}"); /* known at run time */
}

/* A reference of CloudFormation as it stands in texts. */
static sl_str text_of(const collecting *c, const sl_node *node)
{
    const sl_node *function = function_in(node);

    if (function)
        return text_of_function(c, function);
    if (sl_str_eq(node->tag, sl_lit("!GetAtt")))
        return sl_arena_printf(c->doc->arena, "${%.*s}", sl_fmt(node->value));
    if (sl_str_eq(node->tag, sl_lit("!Ref")))
        return sl_arena_printf(c->doc->arena, "${%.*s.Arn}", sl_fmt(node->value));
    return node->value;
}

static void collect_attachment(collecting *c, const sl_node *node)
{
    sl_aws_resource resource;
    const sl_node *role;
    sl_aws_fact fact = c->common;

    fact.kind = SL_AWS_ATTACHMENT;
    fact.text = text_of(c, node);
    if (sl_aws_resource_of(node, &resource)) {
        role = property(resource.body, "role");
        fact.holder = role ? text_of(c, role) : resource.id;
    }
    add(c, node, &fact);
}

/* A value, or a function that makes one. */
static void collect_value(collecting *c, const sl_node *node)
{
    sl_aws_fact fact = c->common;

    if (node->type == SL_NODE_SCALAR ? node->value.len == 0 : !function_in(node))
        return;
    fact.text = text_of(c, node);
    fact.name = node->key;
    fact.commented = fact.commented || node->commented;
    if (attaches(sl_node_name(node)))
        collect_attachment(c, node);
    if (sl_aws_key_is(sl_node_name(node), "accountid") ||
        sl_aws_key_is(sl_node_name(node), "awsaccountid")) {
        fact.kind = SL_AWS_ACCOUNT;
        add(c, node, &fact);
    } else if (sl_aws_role_use(node, &fact.use)) {
        fact.kind = SL_AWS_ROLE_REF;
        add(c, node, &fact);
    }
}

void sl_collect_aws_names(sl_doc *doc, sl_sink *sink)
{
    collecting c = {doc, sink, {0}};
    sl_passages passages;

    /* Programs get their roles and accounts from elsewhere. */
    if (sl_setting_of(doc->blob->path) == SL_SETTING_SOURCE)
        return;
    passages = sl_doc_passages(doc);
    for (size_t i = 0; i < passages.len; i++) {
        const sl_node *tree = passages.at[i].tree;

        c.common = sl_aws_fact_of(doc, passages.at[i].prose);
        for (const sl_node *node = tree; node; node = sl_node_walk(tree, node)) {
            collect_value(&c, node);
            if (node->type != SL_NODE_SCALAR)
                collect_definition(&c, node);
        }
    }
}
