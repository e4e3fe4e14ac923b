#include "git/index_trees.h"

#include <string.h>

enum { LEAST = 6 /* bytes of a node beside its id: "a", NUL, "1 0", LF */ };

SL_VEC(node_vec, sl_index_node);

/* A directory whose children follow. */
typedef struct open_dir {
    size_t node;
    size_t left;
} open_dir;
SL_VEC(open_vec, open_dir);

/* A decimal number and the byte end behind it; "-1" is the only negative one. */
static bool number(sl_str *rest, char end, bool *negative, uint32_t *out)
{
    const char *at = rest->ptr;
    const char *stop = at + rest->len;
    const char *digits;
    uint32_t value = 0;

    *negative = at < stop && *at == '-';
    digits = at += *negative;
    for (; at < stop && *at >= '0' && *at <= '9'; at++) {
        if (value > UINT32_MAX / 10 - 1)
            return false;
        value = value * 10 + (uint32_t)(*at - '0');
    }
    if (at == digits || at == stop || *at != end)
        return false;
    *out = value;
    *rest = sl_str_make(at + 1, (size_t)(stop - at) - 1);
    return true;
}

/* One node: name NUL entries SPACE subtrees LF, and an id if entries >= 0. */
static bool read_node(sl_str *rest, size_t oid_len, sl_index_node *out,
                      uint32_t *subtrees)
{
    const char *zero = rest->len > 0 ? memchr(rest->ptr, '\0', rest->len) : NULL;
    bool stale, negative;

    if (!zero)
        return false;
    out->name = sl_str_make(rest->ptr, (size_t)(zero - rest->ptr));
    *rest = sl_str_make(zero + 1, rest->len - out->name.len - 1);
    if (!number(rest, ' ', &stale, &out->entries) ||
        !number(rest, '\n', &negative, subtrees) || negative)
        return false;
    if (stale) {
        out->entries = 0;
        return true;
    }
    if (rest->len < oid_len)
        return false;
    out->oid = (const uint8_t *)rest->ptr;
    *rest = sl_str_make(rest->ptr + oid_len, rest->len - oid_len);
    return true;
}

/* Nodes come parents first. */
static bool read_nodes(sl_str rest, size_t oid_len, node_vec *nodes, open_vec *open)
{
    uint32_t subtrees;

    do {
        open_dir *top = open->len > 0 ? sl_vec_last(open) : NULL;

        if (top && top->left == 0) {
            nodes->at[top->node].next = (uint32_t)nodes->len;
            open->len--;
            continue;
        }
        if (top)
            top->left--;
        if (nodes->len == UINT32_MAX ||
            !read_node(&rest, oid_len, sl_vec_push(nodes), &subtrees))
            return false;
        *sl_vec_push(open) = (open_dir){nodes->len - 1, subtrees};
    } while (open->len > 0);
    return true;
}

bool sl_index_nodes_parse(sl_str tree, size_t oid_len, sl_index_node **out, size_t *len)
{
    node_vec nodes = {0};
    open_vec open = {0};
    bool ok = true;

    if (tree.len > 0) {
        /* Room for all that are not stale: growing would touch twice the memory. */
        sl_vec_reserve(&nodes, tree.len / (oid_len + LEAST) + 1);
        ok = read_nodes(tree, oid_len, &nodes, &open);
    }
    sl_vec_free(&open);
    if (!ok)
        sl_vec_free(&nodes);
    *out = nodes.at;
    *len = nodes.len;
    return ok;
}

const sl_index_node *sl_index_node_find(const sl_index_node *nodes, size_t len,
                                        sl_str path)
{
    size_t at = 0;

    while (len > 0 && path.len > 0) {
        sl_str name = sl_str_sub(path, 0, sl_str_chr(path, '/'));
        size_t end = nodes[at].next;

        at++;
        while (at < end && !sl_str_eq(nodes[at].name, name))
            at = nodes[at].next;
        if (at == end)
            return NULL;
        path = sl_str_skip(path, name.len + 1);
    }
    return len > 0 ? &nodes[at] : NULL;
}
