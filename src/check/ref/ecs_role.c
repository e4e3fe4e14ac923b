/* ecs_role.c - a task definition whose containers get secrets, without the role that ECS
 * reads them with: it is refused when it is registered. Source: Amazon ECS Developer Guide,
 * "Amazon ECS task execution IAM role". */
#include "check/aws_place.h"
#include "check/ref/ecs_item.h"

enum { MOST_LEVELS = 8 };

/* The node of containerDefinitions round a list; calls of a template, as jsonencode, may
 * stand between. NULL: none. */
static const sl_node *definitions_round(const sl_node *list)
{
    const sl_node *node = list->parent;

    for (size_t up = 0; node && up < MOST_LEVELS; up++, node = node->parent)
        if (sl_aws_key_is(node->key, "containerdefinitions"))
            return node;
    return NULL;
}

static bool key_is(const sl_node *node, const char *key)
{
    return node && sl_str_eq(node->key, sl_str_of(key));
}

/* All of a task definition: of CloudFormation or Terraform, or a file of JSON that has a
 * family; not a part that something else completes. */
static bool is_whole(const sl_doc *doc, const sl_node *map)
{
    const sl_node *resource = map->parent, *type;

    if (map->type != SL_NODE_MAP || sl_node_get(map, sl_lit("<<")) ||
        sl_node_get(map, sl_lit("Fn::Transform")))
        return false;
    if (!resource)
        return doc->kind == SL_DOC_JSON && sl_node_get(map, sl_lit("family"));
    if (key_is(resource, "aws_ecs_task_definition"))
        return key_is(resource->parent, "resource");
    type = key_is(map, "Properties") ? sl_node_get(resource, sl_lit("Type")) : NULL;
    return type && type->type == SL_NODE_SCALAR &&
           sl_str_eq(type->value, sl_lit("AWS::ECS::TaskDefinition"));
}

/* The first list of secrets that the same task definition has is told. */
static bool is_first(const sl_node *definitions, const sl_node *list)
{
    for (const sl_node *node = definitions; node && node != list;
         node = sl_node_walk(definitions, node))
        if (node->type == SL_NODE_SEQ && sl_aws_key_is(node->key, "secrets") &&
            node->first)
            return false;
    return true;
}

static void judge(const sl_ref_report *report, const sl_node *list)
{
    const sl_node *definitions;

    if (!sl_aws_key_is(list->key, "secrets") || !list->first ||
        !sl_ecs_reference(list->first))
        return;
    definitions = definitions_round(list);
    if (!definitions || !definitions->parent ||
        !is_whole(report->doc, definitions->parent) ||
        sl_ecs_child(definitions->parent, "executionrolearn") ||
        !is_first(definitions, list))
        return;
    sl_ref_hit(
        report, list->key_span, SL_LEVEL_OFF,
        "the task definition has secrets, but no executionRoleArn that ECS could "
        "read them with");
}

void sl_check_ecs_role_missing(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_ref_report report = {rule, doc, sink};

    sl_ecs_each_list(&report, judge);
}
