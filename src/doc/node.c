#include "doc/node.h"

#include "base/limits.h"

const sl_node *sl_node_get(const sl_node *map, sl_str key)
{
    if (!map || map->type != SL_NODE_MAP)
        return NULL;
    for (const sl_node *child = map->first; child; child = child->next) {
        if (sl_str_eq(child->key, key))
            return child;
    }
    return NULL;
}

/* A key that stands in a path without quotes. */
static bool plain_key(sl_str key)
{
    for (size_t i = 0; i < key.len; i++) {
        unsigned char c = (unsigned char)key.ptr[i];

        if (c <= ' ' || c == '.' || c == '[' || c == ']' || c == '"' || c == '\\')
            return false;
    }
    return key.len > 0;
}

static void add_key(sl_str key, sl_buf *out)
{
    if (out->len > 0)
        sl_buf_char(out, '.');
    if (plain_key(key)) {
        sl_buf_add(out, key);
        return;
    }
    sl_buf_char(out, '"');
    for (size_t i = 0; i < key.len; i++) {
        if (key.ptr[i] == '"' || key.ptr[i] == '\\')
            sl_buf_char(out, '\\');
        sl_buf_char(out, key.ptr[i]);
    }
    sl_buf_char(out, '"');
}

static void add_index(const sl_node *node, sl_buf *out)
{
    size_t index = 0;

    for (const sl_node *at = node->parent->first; at && at != node; at = at->next)
        index++;
    sl_buf_printf(out, "[%zu]", index);
}

void sl_node_path(const sl_node *node, sl_buf *out)
{
    /* The builder opens at most SL_MAX_DEPTH levels below the top. */
    const sl_node *way[SL_MAX_DEPTH + 2];
    size_t depth = 0;
    sl_buf path = {0};

    for (; node && node->parent && depth < SL_MAX_DEPTH + 2; node = node->parent)
        way[depth++] = node;
    while (depth-- > 0) {
        if (way[depth]->parent->type == SL_NODE_SEQ)
            add_index(way[depth], &path);
        else
            add_key(way[depth]->key, &path);
    }
    sl_buf_add(out, sl_buf_str(&path));
    sl_buf_free(&path);
}

const sl_node *sl_node_walk(const sl_node *top, const sl_node *node)
{
    if (node->first)
        return node->first;
    while (node != top) {
        if (node->next)
            return node->next;
        node = node->parent;
    }
    return NULL;
}

sl_str sl_node_name(const sl_node *node)
{
    while (node->key.len == 0 && node->parent && node->parent->type == SL_NODE_SEQ)
        node = node->parent;
    return node->key;
}
