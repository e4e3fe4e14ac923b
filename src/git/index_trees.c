#include "git/index_trees.h"

#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

enum { LEAST = 6 /* bytes of a node beside its id: "a", NUL, "1 0", LF */ };

SL_VEC(place_vec, sl_index_place);

/* A directory whose children follow. */
typedef struct open_dir {
    uint32_t number;
    uint32_t left;
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
        out->oid = NULL;
        return true;
    }
    if (rest->len < oid_len)
        return false;
    out->oid = (const uint8_t *)rest->ptr;
    *rest = sl_str_make(rest->ptr + oid_len, rest->len - oid_len);
    return true;
}

/* Parents come first. */
static bool read_places(sl_index_trees *trees, place_vec *places, open_vec *open)
{
    sl_str rest = trees->text;
    sl_index_node node;
    uint32_t subtrees;

    do {
        open_dir *top = open->len > 0 ? sl_vec_last(open) : NULL;
        uint32_t number = (uint32_t)places->len;

        if (top && top->left == 0) {
            places->at[top->number].next = number;
            open->len--;
            continue;
        }
        if (top)
            top->left--;
        *sl_vec_push(places) =
            (sl_index_place){(uint32_t)(rest.ptr - trees->text.ptr), number + 1};
        if (!read_node(&rest, trees->oid_len, &node, &subtrees))
            return false;
        if (subtrees > 0)
            *sl_vec_push(open) = (open_dir){number, subtrees};
    } while (open->len > 0);
    return true;
}

bool sl_index_trees_parse(sl_str text, size_t oid_len, sl_index_trees *out)
{
    place_vec places = {0};
    open_vec open = {0};
    bool ok = true;

    *out = (sl_index_trees){.text = text, .oid_len = oid_len};
    if (text.len > UINT32_MAX)
        return false;
    if (text.len > 0) {
        /* Room for all that are not stale: growing would touch twice the memory. */
        sl_vec_reserve(&places, text.len / (oid_len + LEAST) + 1);
        ok = read_places(out, &places, &open);
    }
    out->places = places.at;
    out->len = places.len;
    if (!ok)
        sl_index_trees_free(out);
    sl_vec_free(&open);
    return ok;
}

void sl_index_trees_free(sl_index_trees *trees)
{
    free(trees->places);
    *trees = (sl_index_trees){0};
}

sl_index_node sl_index_trees_at(const sl_index_trees *trees, size_t i)
{
    sl_str rest = sl_str_skip(trees->text, trees->places[i].at);
    sl_index_node node = {.below = i + 1, .next = trees->places[i].next};
    uint32_t subtrees;

    read_node(&rest, trees->oid_len, &node, &subtrees);
    return node;
}
