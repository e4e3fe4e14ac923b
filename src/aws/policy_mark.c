/* policy_mark.c - what marks a map as a policy, or a part of one. */
#include "aws/policy_work.h"

#include "text/suggest.h"

static const char *const elements[] = {"Effect",      "Action",      "NotAction",
                                       "Resource",    "NotResource", "Principal",
                                       "NotPrincipal"};

enum { ELEMENTS = sizeof elements / sizeof *elements };

static bool is_element(sl_str key)
{
    for (size_t i = 0; i < ELEMENTS; i++)
        if (sl_str_eq(key, sl_str_of(elements[i])))
            return true;
    return false;
}

static bool is_iam_date(const sl_node *node)
{
    return sl_str_eq_nocase(node->key, sl_lit("Version")) &&
           node->type == SL_NODE_SCALAR &&
           (sl_str_eq(node->value, sl_lit("2012-10-17")) ||
            sl_str_eq(node->value, sl_lit("2008-10-17")));
}

/* "Statement" in another case, "Statements", "Statment". */
static bool is_nearly_statement(sl_str key)
{
    return key.len > 6 && key.len < 13 && (key.ptr[0] == 'S' || key.ptr[0] == 's') &&
           sl_edit_distance(key, sl_lit("Statement")) <= 2;
}

bool sl_mark_may_be_document(const sl_node *map)
{
    for (const sl_node *child = map->first; child; child = child->next)
        if (sl_str_eq(child->key, sl_lit("Statement")) || is_iam_date(child))
            return true;
    return false;
}

static bool has_element(const sl_node *map)
{
    for (const sl_node *child = map->first; child; child = child->next)
        if (is_element(child->key))
            return true;
    return false;
}

static bool has_statement(const sl_node *value)
{
    const sl_node *item = NULL;

    while ((item = sl_value_next(value, item)) != NULL)
        if (item->type == SL_NODE_MAP && has_element(item))
            return true;
    return false;
}

bool sl_mark_elements(const sl_node *map)
{
    for (const sl_node *child = map->first; child; child = child->next)
        if (is_iam_date(child) || is_nearly_statement(child->key) ||
            sl_str_among(elements, ELEMENTS, child->key))
            return true;
    return false;
}

/* Modules of Terraform have policies of their own, all in small letters and with lists of
 * "statements": those are none. */
static bool is_small(sl_str key)
{
    return key.len > 0 && key.ptr[0] >= 'a' && key.ptr[0] <= 'z';
}

bool sl_mark_document(const sl_node *map, bool strict)
{
    /* A text of its own with nothing but a Version and an Id lacks its Statement. */
    bool bare = !map->parent;
    bool dated = false, stated = false, small = true;

    if (map->type != SL_NODE_MAP)
        return false;
    for (const sl_node *child = map->first; child; child = child->next) {
        if (sl_str_eq(child->key, sl_lit("Statement")) && has_statement(child))
            return !sl_mark_foreign(map);
        bare &= sl_str_eq(child->key, sl_lit("Version")) ||
                sl_str_eq(child->key, sl_lit("Id"));
        dated |= is_iam_date(child);
        stated |= is_nearly_statement(child->key) ||
                  sl_str_among(elements, ELEMENTS, child->key);
        small &= is_small(child->key) && !sl_str_eq(child->key, sl_lit("statement"));
    }
    return !strict && dated && (stated || bare) && !small && !sl_mark_foreign(map);
}

bool sl_mark_statement(const sl_node *map)
{
    bool effect = false, action = false, rest = false;

    if (map->type != SL_NODE_MAP)
        return false;
    for (const sl_node *child = map->first; child; child = child->next) {
        if (sl_str_eq(child->key, sl_lit("Effect")))
            effect = sl_str_eq(child->value, sl_lit("Allow")) ||
                     sl_str_eq(child->value, sl_lit("Deny"));
        else if (sl_str_eq(child->key, sl_lit("Action")) ||
                 sl_str_eq(child->key, sl_lit("NotAction")))
            action = true;
        else
            rest |= is_element(child->key);
    }
    return effect && action && rest && !sl_mark_foreign(map);
}

/* Names of resources and services of Alibaba Cloud and Tencent Cloud, and the actions of
 * stack policies, which say what an update of CloudFormation may touch. */
static bool is_foreign_name(sl_str text)
{
    static const char *const starts[] = {"acs:", "qcs:", "oss:", "name/"};
    static const char *const updates[] = {"Update:*", "Update:Modify", "Update:Replace",
                                          "Update:Delete"};

    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (sl_str_starts(text, sl_str_of(starts[i])))
            return true;
    return sl_str_ends(text, sl_lit(".aliyuncs.com")) ||
           sl_str_among(updates, sizeof updates / sizeof *updates, text);
}

/* "Statement": {"type": "object"}: a JSON schema, which says what a policy looks like. */
static bool is_schema(const sl_node *node)
{
    const sl_node *type = sl_node_get(node, sl_lit("type"));

    return sl_str_eq(node->key, sl_lit("Statement")) && node->type == SL_NODE_MAP &&
           ((type && type->type == SL_NODE_SCALAR) ||
            sl_node_get(node, sl_lit("$ref")) != NULL);
}

/* What Lambda answers when a permission is added: the statement, and the revision. */
static bool is_answer(const sl_node *map)
{
    return sl_node_get(map, sl_lit("RevisionId")) != NULL;
}

/* A data source of Terraform as its state and other tools keep it: attributes of the
 * provider, all of them, and the document itself as JSON in one of them. */
static bool is_state(const sl_node *map)
{
    const sl_node *item = NULL;

    while ((item = sl_value_next(sl_node_get(map, sl_lit("statement")), item)) != NULL)
        if (sl_node_get(item, sl_lit("not_actions")) &&
            sl_node_get(item, sl_lit("not_resources")))
            return true;
    return false;
}

bool sl_mark_foreign(const sl_node *map)
{
    enum { ENOUGH = 200 }; /* a policy of another cloud shows it soon */
    size_t seen = 0;

    if (is_answer(map) || is_state(map))
        return true;

    for (const sl_node *at = map; at && seen < ENOUGH; at = sl_node_walk(map, at)) {
        seen++;
        /* Data protection policies of SNS and CloudWatch Logs. */
        if (sl_str_eq(at->key, sl_lit("DataIdentifier")) ||
            sl_str_eq(at->key, sl_lit("DataDirection")) || is_schema(at))
            return true;
        if (at->type == SL_NODE_SCALAR && is_foreign_name(at->value))
            return true;
    }
    return false;
}
