#include "check/ref/ref_variable.h"

/* Is a part of the leaf's value where it seems to be: is it written as it is read? */
static bool verbatim(const sl_doc *doc, const sl_node *leaf)
{
    return sl_str_eq(sl_str_sub(doc->text, leaf->span.start, leaf->span.end),
                     leaf->value);
}

static bool inside(sl_str outer, sl_str part)
{
    return part.len > 0 && part.ptr >= outer.ptr &&
           part.ptr + part.len <= outer.ptr + outer.len;
}

sl_span sl_ref_part_of(const sl_doc *doc, const sl_node *leaf, sl_str part)
{
    sl_span span;

    if (!inside(leaf->value, part) || !verbatim(doc, leaf))
        return leaf->span;
    span = sl_span_in(leaf->value, part);
    return (sl_span){leaf->span.start + span.start, leaf->span.start + span.end};
}

enum { MAX_SIBLINGS = 512 };

static bool key_is(const sl_node *node, const char *word)
{
    return sl_str_eq_nocase(node->key, sl_str_of(word));
}

const sl_node *sl_ref_item_name(const sl_node *child)
{
    size_t left = MAX_SIBLINGS;
    const sl_node *last = NULL;
    bool behind = false;

    if (!child->parent || child->parent->type != SL_NODE_MAP)
        return NULL;
    for (const sl_node *at = child->parent->first; at && left > 0;
         at = at->next, left--) {
        behind = behind || at == child;
        if (behind && last)
            break;
        if (at->type == SL_NODE_SCALAR && key_is(at, "name"))
            last = at;
    }
    return behind ? last : NULL;
}

bool sl_ref_variable_of(const sl_doc *doc, const sl_node *leaf, sl_ref_variable *out)
{
    const sl_node *name = key_is(leaf, "value") ? sl_ref_item_name(leaf) : NULL;
    sl_str before, after;

    if (leaf->type != SL_NODE_SCALAR)
        return false;
    if (name) {
        *out = (sl_ref_variable){name->value, leaf->value, name->span};
    } else if (leaf->key.len > 0) {
        *out = (sl_ref_variable){leaf->key, leaf->value, leaf->key_span};
    } else if (sl_str_split(leaf->value, '=', &before, &after)) {
        before = sl_str_trim(before);
        *out = (sl_ref_variable){before, after, sl_ref_part_of(doc, leaf, before)};
    } else {
        return false;
    }
    return out->name.len > 0;
}
