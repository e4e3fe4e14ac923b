#include "aws/policy.h"

#include "git/wildmatch.h"

static bool is_policy(const sl_node *node)
{
    const sl_node *statement = sl_node_get(node, sl_lit("Statement"));
    const sl_node *first = statement;

    if (statement && statement->type == SL_NODE_SEQ)
        first = statement->first;
    return first && first->type == SL_NODE_MAP &&
           sl_node_get(first, sl_lit("Effect")) != NULL;
}

const sl_node *sl_policy_next(const sl_node *top, const sl_node *after)
{
    const sl_node *node = after ? sl_node_walk(top, after) : top;

    while (node && !is_policy(node))
        node = sl_node_walk(top, node);
    return node;
}

/* The item behind after of a value that may be one node or a SEQ of them. */
static const sl_node *next_item(const sl_node *value, const sl_node *after)
{
    if (!value)
        return NULL;
    if (value->type == SL_NODE_SEQ)
        return after ? after->next : value->first;
    return after ? NULL : value;
}

const sl_node *sl_statement_next(const sl_node *policy, const sl_node *after)
{
    const sl_node *statement = sl_node_get(policy, sl_lit("Statement"));
    const sl_node *node = next_item(statement, after);

    while (node && node->type != SL_NODE_MAP)
        node = next_item(statement, node);
    return node;
}

bool sl_statement_allows(const sl_node *statement)
{
    const sl_node *effect = sl_node_get(statement, sl_lit("Effect"));

    return effect && sl_str_eq(effect->value, sl_lit("Allow"));
}

const sl_node *sl_statement_value(const sl_node *statement, sl_str element,
                                  const sl_node *after)
{
    const sl_node *value = sl_node_get(statement, element);
    const sl_node *node = next_item(value, after);

    while (node && node->type != SL_NODE_SCALAR)
        node = next_item(value, node);
    return node;
}

bool sl_action_matches(sl_str pattern, sl_str action)
{
    return sl_wildmatch(pattern, action, SL_WM_CASEFOLD);
}
