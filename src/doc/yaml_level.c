#include "doc/yaml_level.h"

#include "doc/subtree.h"

enum {
    SIGN = 3,          /* bytes of a line that say where it belongs: "---", "- ", "x" */
    MAX_COLUMN = 30000 /* of a part */
};

static void value_ended(sl_yaml_reading *r, size_t end)
{
    sl_yaml_level *top = sl_yaml_top(r);

    top->due = false;
    top->anchor = top->tag = (sl_str){0};
    top->end = end;
}

bool sl_yaml_add_scalar(sl_yaml_reading *r, sl_span span, sl_str value, sl_style style,
                        size_t end)
{
    sl_node *node = sl_builder_scalar(r->builder, value, span);

    if (!node)
        return false;
    node->style = style;
    node->anchor = sl_yaml_top(r)->anchor;
    node->tag = sl_yaml_top(r)->tag;
    value_ended(r, end);
    return true;
}

bool sl_yaml_add_alias(sl_yaml_reading *r, sl_span span, sl_str name)
{
    sl_node *node = sl_builder_add(r->builder, SL_NODE_ALIAS, span);

    if (!node || !sl_yaml_is_bare(r))
        return false;
    node->value = name;
    value_ended(r, span.end);
    return true;
}

bool sl_yaml_add_empty(sl_yaml_reading *r)
{
    size_t at = sl_yaml_top(r)->due_at;

    return sl_yaml_is_bare(r) &&
           sl_yaml_add_scalar(r, (sl_span){at, at},
                              sl_str_sub(r->builder->written, at, at), SL_STYLE_PLAIN,
                              at);
}

bool sl_yaml_enter(sl_yaml_reading *r, sl_node_type type, size_t start)
{
    const sl_yaml_level *outer = sl_yaml_top(r);
    sl_node *node = sl_builder_enter(r->builder, type, (sl_span){start, start});

    if (!node)
        return false;
    node->anchor = outer->anchor;
    node->tag = outer->tag;
    *sl_yaml_top(r) = (sl_yaml_level){.column = start - r->line, .end = start};
    return true;
}

/* A part is the same at the same column. 0: none. */
static uint16_t place_of(const sl_yaml_reading *r)
{
    size_t column = r->at - r->line;

    return column < MAX_COLUMN ? (uint16_t)(column + 1) : 0;
}

bool sl_yaml_begin(sl_yaml_reading *r, sl_node_type type)
{
    uint16_t place = place_of(r);

    if (!sl_yaml_enter(r, type, r->at))
        return false;
    if (place > 0)
        sl_subtree_open(r->builder, r->builder->open[r->builder->depth].node, r->at,
                        place);
    return true;
}

bool sl_yaml_pass(sl_yaml_reading *r, sl_node_type type)
{
    uint16_t place = place_of(r);
    size_t end = 0;

    if (place > 0 && sl_yaml_top(r)->anchor.len == 0)
        end = sl_subtree_skip(r->builder, type, r->at, place);
    if (end == 0)
        return false;
    r->builder->open[r->builder->depth].last->tag = sl_yaml_top(r)->tag;
    value_ended(r, end);
    r->at = end;
    return true;
}

bool sl_yaml_leave(sl_yaml_reading *r)
{
    sl_node *node = r->builder->open[r->builder->depth].node;
    size_t end;

    if (!sl_yaml_add_empty_if_due(r))
        return false;
    end = sl_yaml_top(r)->end;
    if (end > node->span.start)
        node->span.end = end;
    sl_subtree_close(r->builder, node, node->span.end, r->at + SIGN);
    sl_builder_leave(r->builder);
    value_ended(r, node->span.end);
    return true;
}

bool sl_yaml_unroll(sl_yaml_reading *r, size_t column)
{
    while (r->builder->depth > 0 && sl_yaml_top(r)->column > column)
        if (!sl_yaml_leave(r))
            return false;
    return true;
}

bool sl_yaml_end_document(sl_yaml_reading *r)
{
    while (r->builder->depth > 0)
        if (!sl_yaml_leave(r))
            return false;
    if (r->marked && !r->document)
        return false;
    r->document = r->marked = false;
    return true;
}
