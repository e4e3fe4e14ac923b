/* policy_fill.c - from a folded map to a policy and its statements. */
#include "aws/policy_work.h"

/* One row for each element of a statement. */
static const struct {
    const char *name;
    size_t member;
} elements[] = {
    {"Sid", offsetof(sl_statement, sid)},
    {"Effect", offsetof(sl_statement, effect)},
    {"Principal", offsetof(sl_statement, principal)},
    {"NotPrincipal", offsetof(sl_statement, not_principal)},
    {"Action", offsetof(sl_statement, action)},
    {"NotAction", offsetof(sl_statement, not_action)},
    {"Resource", offsetof(sl_statement, resource)},
    {"NotResource", offsetof(sl_statement, not_resource)},
    {"Condition", offsetof(sl_statement, condition)},
};

static void fill_statement(const sl_node *node, bool inexact, sl_statement *out)
{
    *out = (sl_statement){.node = node};
    for (const sl_node *child = node->first; child; child = child->next)
        for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
            if (sl_str_eq(child->key, sl_str_of(elements[i].name)))
                *(const sl_node **)((char *)out + elements[i].member) = child;
    out->allows =
        out->effect ? sl_str_eq(out->effect->value, sl_lit("Allow")) : inexact;
    out->denies = out->effect && sl_str_eq(out->effect->value, sl_lit("Deny"));
}

/* The last child of that name, as most parsers have it. */
static const sl_node *last_of(const sl_node *map, sl_str key)
{
    const sl_node *found = NULL;

    for (const sl_node *child = map->first; child; child = child->next)
        if (sl_str_eq(child->key, key))
            found = child;
    return found;
}

/* Is a statement, or all of them, left to something else? A program fills an empty list
 * later. */
static bool is_left_open(const sl_passage *passage, const sl_node *statement)
{
    const sl_node *item = NULL;

    if (passage->carrier == SL_CARRIER_LITERAL && statement &&
        statement->type == SL_NODE_SEQ && !statement->first)
        return true;
    while ((item = sl_value_next(statement, item)) != NULL)
        if (item->type == SL_NODE_ALIAS ||
            (item->type == SL_NODE_SCALAR && sl_node_open(item)))
            return true;
    return false;
}

static void fill_statements(const sl_policy_finder *finder, sl_policy *out)
{
    const sl_node *item = NULL;
    sl_statement *statements;
    size_t len = 0;

    while ((item = sl_value_next(out->statement, item)) != NULL)
        len += item->type == SL_NODE_MAP;
    statements = sl_arena_calloc(finder->doc->arena, len, sizeof *statements);
    out->statements = statements;
    while ((item = sl_value_next(out->statement, item)) != NULL)
        if (item->type == SL_NODE_MAP)
            fill_statement(item, finder->inexact, &statements[out->statements_len++]);
}

sl_policy *sl_policy_add(sl_policy_finder *finder, const sl_node *map,
                         const sl_site *site, const sl_kind_row *row)
{
    const sl_passage *passage = finder->passage;
    sl_policy *out = sl_vec_push(&finder->policies);

    *out = (sl_policy){.node = map, .passage = passage, .exact = !finder->inexact};
    out->version = last_of(map, sl_lit("Version"));
    out->id = last_of(map, sl_lit("Id"));
    out->statement = last_of(map, sl_lit("Statement"));
    out->attribute = site->attribute;
    out->incomplete = finder->folder.incomplete || passage->incomplete ||
                      passage->error.code != SL_OK ||
                      is_left_open(passage, out->statement);
    fill_statements(finder, out);
    sl_policy_settle(finder, site, row, out);
    return out;
}

sl_node *sl_policy_frame(sl_policy_finder *finder, const sl_node *node,
                         sl_fold_into *statements)
{
    sl_node named = {.key = sl_lit("Statement"), .key_span = node->key_span};
    sl_fold_into map = sl_fold_open(&finder->folder, NULL, SL_NODE_MAP, node, node);

    map.node->parent = node->parent;
    map.node->tag = (sl_str){0};
    *statements = sl_fold_open(&finder->folder, &map, SL_NODE_SEQ, node, &named);
    statements->node->tag = (sl_str){0};
    return map.node;
}
