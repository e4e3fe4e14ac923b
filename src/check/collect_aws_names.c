/* collect_aws_names.c - roles, secrets and accounts that a document defines or uses. */
#include "check/aws_place.h"
#include "check/check.h"
#include "check/setting.h"

typedef struct collecting {
    sl_doc *doc;
    sl_sink *sink;
    const sl_node *tree; /* of the passage */
    sl_aws_fact common;  /* what all facts of the passage share */
} collecting;

/* Definitions: the type, the property that names the thing, and for secrets the one
 * that names the key it is encrypted with. */
static const struct {
    const char *type;
    const char *name;
    const char *key;
    sl_aws_kind kind;
    unsigned right; /* that reading it takes */
} definitions[] = {
    {"AWS::IAM::Role", "rolename", "", SL_AWS_ROLE, 0},
    {"aws_iam_role", "name", "", SL_AWS_ROLE, 0},
    {"AWS::SecretsManager::Secret", "name", "kmskeyid", SL_AWS_SECRET,
     SL_AWS_READ_SECRET},
    {"aws_secretsmanager_secret", "name", "kmskeyid", SL_AWS_SECRET,
     SL_AWS_READ_SECRET},
    {"AWS::SSM::Parameter", "name", "", SL_AWS_SECRET, SL_AWS_READ_PARAMETER},
    {"aws_ssm_parameter", "name", "keyid", SL_AWS_SECRET, SL_AWS_READ_PARAMETER},
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
        fact.rights = definitions[i].right;
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

/* Does "${X.Arn}" name a role of the template? */
static bool names_role(const collecting *c, sl_str text)
{
    sl_str id = sl_str_drop(text, sl_lit("${"));
    const sl_node *role = sl_node_get(sl_node_get(c->tree, sl_lit("Resources")),
                                      sl_str_sub(id, 0, sl_str_chr(id, '.')));
    const sl_node *type = sl_node_get(role, sl_lit("Type"));

    return type && sl_str_eq(type->value, sl_lit("AWS::IAM::Role"));
}

static void collect_attachment(collecting *c, const sl_node *node)
{
    sl_aws_resource resource;
    const sl_node *role;
    sl_aws_fact fact = c->common;

    fact.kind = SL_AWS_ATTACHMENT;
    fact.text = sl_aws_text(c->doc, node);
    if (sl_aws_resource_of(node, &resource)) {
        role = property(resource.body, "role");
        fact.holder = role ? sl_aws_text(c->doc, role) : resource.id;
    }
    add(c, node, &fact);
}

/* An output of a template says that the role is used elsewhere, too. */
static void collect_output(collecting *c, const sl_node *node, sl_aws_fact fact)
{
    const sl_node *block = node->parent ? node->parent->parent : NULL;
    bool terraform = sl_str_has(fact.text, sl_lit("aws_iam_role."));

    if (!block || !sl_aws_key_is(node->key, "value") ||
        !(terraform
              ? sl_str_eq(block->key, sl_lit("output"))
              : sl_str_eq(block->key, sl_lit("Outputs")) && names_role(c, fact.text)))
        return;
    fact.kind = SL_AWS_ROLE_REF;
    add(c, node, &fact);
}

/* A value, or a function that makes one. */
static void collect_value(collecting *c, const sl_node *node)
{
    sl_aws_fact fact = c->common;

    if (node->type == SL_NODE_SCALAR ? node->value.len == 0 : !sl_aws_function(node))
        return;
    fact.text = sl_aws_text(c->doc, node);
    fact.name = node->key;
    fact.commented = fact.commented || node->commented;
    if (attaches(sl_node_name(node)))
        collect_attachment(c, node);
    collect_output(c, node, fact);
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
    collecting c = {doc, sink, NULL, {0}};
    sl_passages passages;

    /* Programs get their roles and accounts from elsewhere. */
    if (sl_setting_of(doc->blob->path) == SL_SETTING_SOURCE)
        return;
    passages = sl_doc_passages(doc);
    for (size_t i = 0; i < passages.len; i++) {
        const sl_node *tree = passages.at[i].tree;

        c.tree = tree;
        c.common = sl_aws_fact_of(doc, passages.at[i].prose);
        for (const sl_node *node = tree; node; node = sl_node_walk(tree, node)) {
            collect_value(&c, node);
            if (node->type != SL_NODE_SCALAR)
                collect_definition(&c, node);
        }
    }
}
