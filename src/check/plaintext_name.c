#include "check/plaintext_name.h"

/* Keys that say nothing but "here is the value". */
static const char *const values[] = {
    "value",       "val",         "#text",      "default", "defaultvalue",
    "secretvalue", "setvalue",    "initial",    "string",  "parametervalue",
    "plaintext",   "stringvalue", "param-value"};

/* Keys beside them that hold its name. */
static const char *const names[] = {"name",         "key",   "parametername",
                                    "parameterkey", "field", "id",
                                    "variable",     "param", "param-name"};

enum { MAX_UP = 4, MAX_SIBLINGS = 16 };

/* android:name is a name too. */
static bool among(const char *const *table, size_t len, sl_str word)
{
    size_t prefix = sl_str_chr(word, ':');

    word = sl_str_skip(word, prefix == SIZE_MAX ? 0 : prefix + 1);
    for (size_t i = 0; i < len; i++)
        if (sl_str_eq_nocase(sl_str_of(table[i]), word))
            return true;
    return false;
}

#define AMONG(table, word) among(table, sizeof(table) / sizeof *(table), word)

/* The sibling of node that holds its name; the rows of names in their order. */
static const sl_node *name_beside(const sl_node *node)
{
    size_t left = MAX_SIBLINGS;

    if (!node->parent || node->parent->type != SL_NODE_MAP)
        return NULL;
    for (const sl_node *at = node->parent->first; at && left > 0; at = at->next, left--)
        if (at != node && at->type == SL_NODE_SCALAR && AMONG(names, at->key) &&
            at->value.len > 0)
            return at;
    return NULL;
}

bool sl_plaintext_is_value(sl_str key)
{
    return AMONG(values, key);
}

sl_str sl_plaintext_name(const sl_node *leaf, const sl_node *before,
                         const sl_node **from)
{
    const sl_node *node = leaf;

    *from = leaf;

    /* a property list: the key stands in front of the value */
    if (before && before->parent == leaf->parent &&
        sl_str_eq(before->key, sl_lit("key")) && sl_str_eq(leaf->key, sl_lit("string")))
        return before->value;
    for (size_t up = 0; up < MAX_UP && node->parent; up++) {
        const sl_node *name;

        while (node->key.len == 0 && node->parent && node->parent->type == SL_NODE_SEQ)
            node = node->parent;
        *from = node;
        if (!AMONG(values, node->key))
            return node->key;
        name = name_beside(node);
        if (name)
            return name->value;
        if (!node->parent || (node->parent->key.len == 0 && !node->parent->parent))
            break;
        node = node->parent;
    }
    *from = NULL;
    return sl_node_name(node);
}
