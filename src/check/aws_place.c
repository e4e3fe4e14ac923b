#include "check/aws_place.h"

#include "base/limits.h"
#include "check/prose.h"
#include "check/setting.h"

sl_aws_fact sl_aws_fact_of(const sl_doc *doc, bool prose)
{
    return (sl_aws_fact){
        .prose = prose || sl_prose_file(doc->blob->path),
        .trial = sl_setting_of(doc->blob->path) == SL_SETTING_TRIAL,
    };
}

bool sl_aws_key_is(sl_str key, const char *plain)
{
    sl_str wanted = sl_str_of(plain);
    size_t at = 0;

    for (size_t i = 0; i < key.len; i++) {
        char c = key.ptr[i];

        if (c == '_' || c == '-')
            continue;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c | 0x20);
        if (at == wanted.len || wanted.ptr[at] != c)
            return false;
        at++;
    }
    return at == wanted.len;
}

bool sl_aws_resource_at(const sl_node *node, sl_aws_resource *out)
{
    const sl_node *type = sl_node_get(node, sl_lit("Type"));
    const sl_node *body = sl_node_get(node, sl_lit("Properties"));

    if (type && type->type == SL_NODE_SCALAR &&
        sl_str_starts(type->value, sl_lit("AWS::"))) {
        *out = (sl_aws_resource){type->value, node->key, body ? body : node};
        return true;
    }
    if (node->type != SL_NODE_MAP || !node->parent || !node->parent->parent ||
        !sl_str_starts(node->parent->key, sl_lit("aws_")) ||
        !sl_str_eq(node->parent->parent->key, sl_lit("resource")))
        return false;
    *out = (sl_aws_resource){node->parent->key, node->key, node};
    return true;
}

bool sl_aws_resource_of(const sl_node *node, sl_aws_resource *out)
{
    for (size_t up = 0; node && up < SL_MAX_DEPTH; node = node->parent, up++)
        if (sl_aws_resource_at(node, out))
            return true;
    return false;
}

const sl_node *sl_aws_function(const sl_node *node)
{
    const sl_node *only = node->type == SL_NODE_MAP ? node->first : NULL;

    if (!only || only->next ||
        (!sl_str_eq(only->key, sl_lit("Ref")) &&
         !sl_str_starts(only->key, sl_lit("Fn::"))))
        return NULL;
    return only;
}

/* What a function in its long form comes to. */
static sl_str text_of_function(sl_doc *doc, const sl_node *function)
{
    const sl_node *item = function->type == SL_NODE_SEQ ? function->first : NULL;

    if (sl_str_eq(function->key, sl_lit("Fn::GetAtt")) && item && item->next)
        return sl_arena_printf(doc->arena, "${%.*s.%.*s}", sl_fmt(item->value),
                               sl_fmt(item->next->value));
    if (sl_str_eq(function->key, sl_lit("Fn::GetAtt")))
        return sl_arena_printf(doc->arena, "${%.*s}", sl_fmt(function->value));
    if (sl_str_eq(function->key, sl_lit("Ref")))
        return sl_arena_printf(doc->arena, "${%.*s.Arn}", sl_fmt(function->value));
    if (sl_str_eq(function->key, sl_lit("Fn::Sub")) && function->type == SL_NODE_SCALAR)
        return function->value;
    return sl_lit("${Fn}"); /* known at run time */
}

sl_str sl_aws_text(sl_doc *doc, const sl_node *node)
{
    const sl_node *function = sl_aws_function(node);

    if (function)
        return text_of_function(doc, function);
    if (sl_str_eq(node->tag, sl_lit("!GetAtt")))
        return sl_arena_printf(doc->arena, "${%.*s}", sl_fmt(node->value));
    if (sl_str_eq(node->tag, sl_lit("!Ref")))
        return sl_arena_printf(doc->arena, "${%.*s.Arn}", sl_fmt(node->value));
    return node->value;
}

/* Keys that say it by themselves. */
static const struct {
    const char *key;
    sl_aws_use use;
} role_keys[] = {
    {"taskrolearn", SL_AWS_USE_ECS_TASK},
    {"executionrolearn", SL_AWS_USE_ECS_EXECUTION},
    {"taskexecutionrolearn", SL_AWS_USE_ECS_EXECUTION},
    {"roletoassume", SL_AWS_USE_CI},
    {"eks.amazonaws.com/rolearn", SL_AWS_USE_EKS},
};

/* What "Role", "RoleArn", "role" and "role_arn" mean in a resource. */
static const struct {
    const char *type;
    sl_aws_use use;
} role_resources[] = {
    {"AWS::Lambda::Function", SL_AWS_USE_LAMBDA},
    {"AWS::Serverless::Function", SL_AWS_USE_LAMBDA},
    {"aws_lambda_function", SL_AWS_USE_LAMBDA},
    {"AWS::Events::Rule", SL_AWS_USE_EVENTS},
    {"AWS::Scheduler::Schedule", SL_AWS_USE_EVENTS},
    {"aws_cloudwatch_event_target", SL_AWS_USE_EVENTS},
    {"aws_scheduler_schedule", SL_AWS_USE_EVENTS},
};

/* The same below a key of configuration: "ecs: task: role_arn:". */
static const struct {
    const char *key;
    sl_aws_use use;
} role_parents[] = {
    {"task", SL_AWS_USE_ECS_TASK},
    {"assumerole", SL_AWS_USE_DEPLOY},
    {"scheduler", SL_AWS_USE_EVENTS},
};

static bool plain_role_key(sl_str key)
{
    return sl_aws_key_is(key, "rolearn") || sl_aws_key_is(key, "role");
}

bool sl_aws_role_use(const sl_node *node, sl_aws_use *out)
{
    sl_aws_resource resource;
    sl_str key = sl_node_name(node);

    for (size_t i = 0; i < sizeof role_keys / sizeof *role_keys; i++) {
        *out = role_keys[i].use;
        if (sl_aws_key_is(key, role_keys[i].key))
            return true;
    }
    *out = SL_AWS_USE_UNKNOWN;
    if (!plain_role_key(key))
        return false;
    if (sl_aws_resource_of(node, &resource)) {
        for (size_t i = 0; i < sizeof role_resources / sizeof *role_resources; i++)
            if (sl_str_eq(resource.type, sl_str_of(role_resources[i].type)))
                *out = role_resources[i].use;
        return *out != SL_AWS_USE_UNKNOWN;
    }
    for (size_t i = 0; node->parent && i < sizeof role_parents / sizeof *role_parents;
         i++)
        if (sl_aws_key_is(node->parent->key, role_parents[i].key))
            *out = role_parents[i].use;
    return sl_aws_key_is(key, "rolearn") || *out != SL_AWS_USE_UNKNOWN;
}
