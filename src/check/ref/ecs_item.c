#include "check/ref/ecs_item.h"

#include "check/aws_place.h"

const sl_node *sl_ecs_child(const sl_node *map, const char *plain)
{
    for (const sl_node *at = map->type == SL_NODE_MAP ? map->first : NULL; at;
         at = at->next)
        if (sl_aws_key_is(at->key, plain))
            return at;
    return NULL;
}

const sl_node *sl_ecs_reference(const sl_node *item)
{
    const sl_node *from = sl_ecs_child(item, "valuefrom");
    const sl_node *name = sl_ecs_child(item, "name");

    return from && name && from->type == SL_NODE_SCALAR && name->type == SL_NODE_SCALAR
               ? from
               : NULL;
}

bool sl_ecs_names_secret(const sl_node *from)
{
    return sl_str_starts(from->value, sl_lit("arn:")) &&
           (sl_str_has(from->value, sl_lit(":secretsmanager:")) ||
            sl_str_has(from->value, sl_lit(":ssm:")));
}

void sl_ecs_each_list(const sl_ref_report *report,
                      void (*judge)(const sl_ref_report *, const sl_node *))
{
    sl_passages passages = sl_doc_passages(report->doc);

    for (size_t i = 0; i < passages.len; i++) {
        const sl_node *tree = passages.at[i].tree;

        for (const sl_node *node = tree; node && !report->sink->full;
             node = sl_node_walk(tree, node))
            if (node->type == SL_NODE_SEQ)
                judge(report, node);
    }
}
