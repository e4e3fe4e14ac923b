/* collect_aws_ref.c - what reads a secret, a parameter or an object of AWS. */
#include "aws/hole.h"
#include "aws/policy.h"
#include "aws/procwrapper.h"
#include "check/aws_place.h"
#include "check/check.h"

typedef struct collecting {
    sl_doc *doc;
    sl_sink *sink;
    sl_aws_fact common; /* what all facts of the passage share */
} collecting;

/* Is the value left to a template as a whole: an expression, a function? */
static bool expression(const sl_node *node)
{
    return node->type != SL_NODE_SCALAR ||
           (sl_node_open(node) && !sl_hole_in(node->value));
}

/* The right that reading a name takes. Who deploys has it from elsewhere. */
static unsigned right_of(const sl_node *node, const sl_secret_ref *ref, sl_aws_use use)
{
    if (ref->arn.whole.len > 0 || use == SL_AWS_USE_DEPLOY || expression(node))
        return 0;
    return ref->provider == SL_PROVIDER_SECRETS_MANAGER   ? SL_AWS_READ_SECRET
           : ref->provider == SL_PROVIDER_PARAMETER_STORE ? SL_AWS_READ_PARAMETER
                                                          : 0;
}

static void add(collecting *c, const sl_node *node, const sl_secret_ref *ref,
                sl_str name, sl_aws_use use)
{
    sl_aws_fact fact = c->common;

    fact.kind = SL_AWS_SECRET_REF;
    fact.text = ref->arn.whole.len > 0 ? ref->arn.whole : ref->name;
    fact.name = name;
    fact.detail = ref->json_key;
    fact.rights = right_of(node, ref, use);
    fact.use = use;
    fact.commented = fact.commented || node->commented;
    if (fact.text.len > 0)
        sl_sink_aws(c->sink, node->span, &fact);
}

static bool of_aws(const sl_secret_ref *ref)
{
    return ref->provider == SL_PROVIDER_SECRETS_MANAGER ||
           ref->provider == SL_PROVIDER_PARAMETER_STORE ||
           ref->provider == SL_PROVIDER_S3;
}

/* KEY_FOR_PROC_WRAPPER_TO_RESOLVE, key__to_resolve. key: of the node or of the pair. */
static void collect_location(collecting *c, const sl_node *node, sl_str key)
{
    sl_wrapper_var var;
    sl_str name;

    if (!sl_wrapper_key(key, sl_wrapper_env_affix(), &name) &&
        !sl_wrapper_key(key, sl_wrapper_config_affix(), &name))
        return;
    sl_wrapper_resolve(name, node->value, &var);
    if (var.resolved && of_aws(&var.ref))
        add(c, node, &var.ref, var.name, SL_AWS_USE_ECS_TASK);
}

static void collect_locations(collecting *c, const sl_node *node)
{
    sl_str rest = node->value;
    sl_str location;
    sl_secret_ref ref;

    while (sl_wrapper_list_next(&rest, &location)) {
        sl_ref_location(location, true, &ref);
        if (of_aws(&ref))
            add(c, node, &ref, node->key, SL_AWS_USE_ECS_TASK);
    }
}

static void collect_resolve(collecting *c, const sl_node *node)
{
    size_t at = 0;
    sl_secret_ref ref;

    while (sl_ref_resolve_next(node->value, &at, &ref))
        add(c, node, &ref, node->key, SL_AWS_USE_DEPLOY);
}

static bool is_locations_key(sl_str key)
{
    return sl_str_eq(key, sl_lit("PROC_WRAPPER_ENV_LOCATIONS")) ||
           sl_str_eq(key, sl_lit("PROC_WRAPPER_CONFIG_LOCATIONS")) ||
           sl_aws_key_is(key, "envlocations") || sl_aws_key_is(key, "configlocations");
}

/* The text of a pair's other half: "value" beside "name". */
static sl_str sibling(const sl_node *node, const char *plain)
{
    const sl_node *first = node->parent ? node->parent->first : NULL;

    for (const sl_node *other = first; other; other = other->next)
        if (other->type == SL_NODE_SCALAR && sl_aws_key_is(other->key, plain))
            return other->value;
    return (sl_str){0};
}

static void collect_value(collecting *c, const sl_node *node)
{
    sl_str key = sl_node_name(node);
    sl_secret_ref ref;

    if (sl_aws_key_is(key, "valuefrom") || sl_aws_key_is(key, "credentialsparameter")) {
        sl_ref_value_from(sl_aws_text(c->doc, node), &ref);
        add(c, node, &ref, sibling(node, "name"), SL_AWS_USE_ECS_EXECUTION);
    } else if (node->type != SL_NODE_SCALAR) {
        return; /* a function in a place where only texts are read */
    } else if (is_locations_key(key)) {
        collect_locations(c, node);
    } else if (sl_str_has(node->value, sl_lit("{{resolve:"))) {
        collect_resolve(c, node);
    } else if (sl_aws_key_is(key, "secretid") &&
               sl_str_starts(node->value, sl_lit("arn:"))) {
        sl_ref_value_from(node->value, &ref);
        add(c, node, &ref, key, SL_AWS_USE_UNKNOWN);
    } else if (sl_aws_key_is(key, "value")) {
        collect_location(c, node, sibling(node, "name"));
    } else {
        collect_location(c, node, key);
    }
}

void sl_collect_aws_ref(sl_doc *doc, sl_sink *sink)
{
    collecting c = {doc, sink, {0}};
    sl_passages passages = sl_doc_passages(doc);

    for (size_t i = 0; i < passages.len; i++) {
        const sl_node *tree = passages.at[i].tree;

        c.common = sl_aws_fact_of(doc, passages.at[i].prose);
        for (const sl_node *node = tree; node; node = sl_node_walk(tree, node))
            if (node->type == SL_NODE_SCALAR ? node->value.len > 0
                                             : sl_aws_function(node) != NULL)
                collect_value(&c, node);
    }
}
