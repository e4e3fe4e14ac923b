#include "check/kube_secret.h"

#include "doc/subtree.h"

bool sl_kube_data(const sl_node *node)
{
    return sl_str_eq(node->key, sl_lit("data")) ||
           sl_str_eq(node->key, sl_lit("stringData"));
}

bool sl_kube_secret(const sl_node *map)
{
    enum { MAX_KEYS = 64 };
    size_t left = MAX_KEYS;
    bool secret = false;

    for (const sl_node *at = map->first; at && left > 0; at = at->next, left--)
        if (sl_str_eq(at->key, sl_lit("kind")))
            secret = sl_str_eq(at->value, sl_lit("Secret"));
    return secret;
}

bool sl_kube_passed_data(const sl_node *top)
{
    for (const sl_node *node = top; node; node = sl_node_walk(top, node))
        if (sl_subtree_passed(node) && node->parent && sl_kube_data(node) &&
            sl_kube_secret(node->parent))
            return true;
    return false;
}
