/* fold_intrinsic.c - functions of CloudFormation and Terraform that come to a text. */
#include "aws/fold_work.h"

static const struct {
    const char *name;
    sl_intrinsic_kind kind;
} functions[] = {
    {"Ref", SL_INTRINSIC_REF},
    {"GetAtt", SL_INTRINSIC_GET_ATT},
    {"Sub", SL_INTRINSIC_SUB},
    {"Join", SL_INTRINSIC_JOIN},
    {"Select", SL_INTRINSIC_SELECT},
    {"Split", SL_INTRINSIC_SPLIT},
    {"If", SL_INTRINSIC_IF},
    {"Base64", SL_INTRINSIC_OTHER},
    {"Cidr", SL_INTRINSIC_OTHER},
    {"FindInMap", SL_INTRINSIC_OTHER},
    {"GetAZs", SL_INTRINSIC_OTHER},
    {"ImportValue", SL_INTRINSIC_OTHER},
    {"Transform", SL_INTRINSIC_OTHER},
    /* of Terraform */
    {"join", SL_INTRINSIC_JOIN},
    {"concat", SL_INTRINSIC_CONCAT},
    {"flatten", SL_INTRINSIC_CONCAT},
    {"compact", SL_INTRINSIC_CONCAT},
    {"distinct", SL_INTRINSIC_CONCAT},
    {"setunion", SL_INTRINSIC_CONCAT},
    {"sort", SL_INTRINSIC_CONCAT},
    {"tolist", SL_INTRINSIC_CONCAT},
    {"toset", SL_INTRINSIC_CONCAT},
    {"merge", SL_INTRINSIC_MERGE},
    {"for", SL_INTRINSIC_FOR},
    {"coalesce", SL_INTRINSIC_SAME},
    {"jsonencode", SL_INTRINSIC_SAME},
    {"nonsensitive", SL_INTRINSIC_SAME},
    {"sensitive", SL_INTRINSIC_SAME},
    {"tomap", SL_INTRINSIC_SAME},
    {"try", SL_INTRINSIC_SAME},
    {"yamlencode", SL_INTRINSIC_SAME},
};

static sl_intrinsic_kind kind_of(sl_str name)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (sl_str_eq(name, sl_str_of(functions[i].name)))
            return functions[i].kind;
    return SL_INTRINSIC_NONE;
}

/* {"Ref": ..}, {"Fn::X": ..} */
static sl_intrinsic long_form(const sl_node *map)
{
    const sl_node *only = map->first;
    sl_intrinsic of = {.argument = only};

    if (!only || only->next)
        return of;
    if (sl_str_eq(only->key, sl_lit("Ref")))
        return (sl_intrinsic){SL_INTRINSIC_REF, only->key, only};
    if (!sl_str_starts(only->key, sl_lit("Fn::")))
        return of;
    of.name = sl_str_skip(only->key, 4);
    of.kind = kind_of(of.name);
    if (of.kind == SL_INTRINSIC_NONE)
        of.kind = SL_INTRINSIC_OTHER;
    return of;
}

sl_intrinsic sl_intrinsic_of(const sl_node *node)
{
    sl_str name = sl_str_drop(node->tag, sl_lit("!"));
    sl_intrinsic of = {name.len > 0 ? kind_of(name) : SL_INTRINSIC_NONE, name, node};

    if (of.kind == SL_INTRINSIC_NONE)
        return node->type == SL_NODE_MAP ? long_form(node) : of;
    if (of.kind < SL_INTRINSIC_CONCAT || of.kind == SL_INTRINSIC_OTHER)
        return of;
    /* Calls of Terraform: with one list or object as its argument, the call is that. */
    if (of.kind == SL_INTRINSIC_SAME && node->type == SL_NODE_SEQ && node->first &&
        node->first->type != SL_NODE_SCALAR)
        return (sl_intrinsic){SL_INTRINSIC_SAME, name, node->first};
    if (node->type != SL_NODE_SEQ || of.kind == SL_INTRINSIC_SAME)
        of.kind = SL_INTRINSIC_NONE;
    return of;
}

const sl_node *sl_item_at(const sl_node *seq, size_t n)
{
    const sl_node *item = seq && seq->type == SL_NODE_SEQ ? seq->first : NULL;

    while (item && n-- > 0)
        item = item->next;
    return item;
}

bool sl_fold_is_nothing(const sl_node *node)
{
    sl_intrinsic of = sl_intrinsic_of(node);

    if (of.kind == SL_INTRINSIC_REF)
        return sl_str_eq(of.argument->value, sl_lit("AWS::NoValue"));
    return node->type == SL_NODE_SCALAR && node->style == SL_STYLE_PLAIN &&
           node->tag.len == 0 && sl_str_eq(node->value, sl_lit("null"));
}

/* sl_node_get for as many keys as CloudFormation allows: what is looked up here is
 * looked up often. */
static const sl_node *named(const sl_node *map, sl_str name)
{
    enum { MOST = 200 };
    size_t count = 0;

    for (const sl_node *child = map ? map->first : NULL; child && count < MOST;
         child = child->next, count++)
        if (sl_str_eq(child->key, name))
            return child;
    return NULL;
}

/* The only value that a parameter of the template can have, or an empty text. */
static sl_str only_value(const sl_folder *folder, sl_str name)
{
    const sl_node *parameter = named(folder->parameters, name);
    const sl_node *allowed = sl_node_get(parameter, sl_lit("AllowedValues"));
    const sl_node *preset = sl_node_get(parameter, sl_lit("Default"));
    const sl_node *only = allowed ? sl_item_at(allowed, 0) : NULL;

    if (!only || only->next || only->type != SL_NODE_SCALAR ||
        (preset && !sl_str_eq(preset->value, only->value)))
        return (sl_str){0};
    return only->value;
}

void sl_fold_ref(sl_folder *folder, sl_str name, sl_buf *out)
{
    sl_str value = only_value(folder, name);

    if (value.len > 0)
        sl_buf_add(out, value);
    else
        sl_fold_placeholder(name, out);
}

static void add_get_att(const sl_node *argument, sl_buf *out)
{
    sl_buf name = {.max = SL_MAX_FOLDED_TEXT};

    if (argument->type == SL_NODE_SCALAR)
        sl_buf_add(&name, argument->value);
    for (const sl_node *item = argument->first; item; item = item->next) {
        if (name.len > 0)
            sl_buf_char(&name, '.');
        sl_buf_add(&name, item->value);
    }
    sl_fold_placeholder(sl_buf_str(&name), out);
    sl_buf_free(&name);
}

/* The text of a ${name} in a Fn::Sub. */
static void add_variable(sl_folder *folder, sl_str name, const sl_node *variables,
                         sl_buf *out, unsigned depth)
{
    const sl_node *own = named(variables, name);

    if (name.len > 0 && name.ptr[0] == '!')
        sl_buf_printf(out, "${%.*s}", sl_fmt(sl_str_skip(name, 1)));
    else if (!own)
        sl_fold_ref(folder, name, out);
    else if (!sl_fold_text_of(folder, own, out, depth + 1))
        sl_fold_placeholder(name, out);
}

void sl_fold_sub(sl_folder *folder, sl_str text, const sl_node *variables, sl_buf *out,
                 unsigned depth)
{
    out->truncated |= text.len > SL_MAX_FOLDED_TEXT;
    while (text.len > 0 && !out->truncated) {
        size_t start = sl_str_find(text, sl_lit("${"));
        size_t length =
            start == SIZE_MAX ? SIZE_MAX : sl_str_chr(sl_str_skip(text, start), '}');

        if (length == SIZE_MAX) {
            sl_buf_add(out, text);
            return;
        }
        sl_buf_add(out, sl_str_sub(text, 0, start));
        text = sl_str_skip(text, start);
        add_variable(folder, sl_str_trim(sl_str_sub(text, 2, length)), variables, out,
                     depth);
        text = sl_str_skip(text, length + 1);
    }
}

static bool add_sub(sl_folder *folder, const sl_node *argument, sl_buf *out,
                    unsigned depth)
{
    const sl_node *text = sl_item_at(argument, 0);

    if (argument->type == SL_NODE_SCALAR)
        sl_fold_sub(folder, argument->value, NULL, out, depth);
    else if (text && text->type == SL_NODE_SCALAR)
        sl_fold_sub(folder, text->value, text->next, out, depth);
    else
        return false;
    return true;
}

static bool add_join(sl_folder *folder, const sl_node *argument, sl_buf *out,
                     unsigned depth)
{
    const sl_node *between = sl_item_at(argument, 0);
    const sl_node *list = sl_item_at(argument, 1);
    bool first = true;

    list = list ? sl_fold_target(folder, list) : NULL;
    if (!list || list->type != SL_NODE_SEQ || between->type != SL_NODE_SCALAR ||
        sl_intrinsic_of(list).kind != SL_INTRINSIC_NONE)
        return false;
    for (const sl_node *item = list->first; item; item = item->next) {
        if (sl_fold_is_nothing(item))
            continue;
        if (!first)
            sl_buf_add(out, between->value);
        first = false;
        if (out->truncated || !sl_fold_text_of(folder, item, out, depth + 1))
            return false;
    }
    return true;
}

static bool add_function(sl_folder *folder, const sl_intrinsic *of, sl_buf *out,
                         unsigned depth)
{
    switch (of->kind) {
    case SL_INTRINSIC_REF: sl_fold_ref(folder, of->argument->value, out); return true;
    case SL_INTRINSIC_GET_ATT: add_get_att(of->argument, out); return true;
    case SL_INTRINSIC_SUB: return add_sub(folder, of->argument, out, depth);
    case SL_INTRINSIC_JOIN: return add_join(folder, of->argument, out, depth);
    case SL_INTRINSIC_SELECT: return sl_fold_select(folder, of->argument, out, depth);
    default: return false;
    }
}

bool sl_fold_text_of(sl_folder *folder, const sl_node *node, sl_buf *out,
                     unsigned depth)
{
    size_t start = out->len;
    sl_intrinsic of;

    node = sl_fold_target(folder, node);
    if (!node || depth > SL_FOLD_DEPTH)
        return false;
    of = sl_intrinsic_of(node);
    if (of.kind == SL_INTRINSIC_NONE || of.kind == SL_INTRINSIC_SAME) {
        if (node->type == SL_NODE_SCALAR)
            sl_fold_text_add(folder, node, out);
        return node->type == SL_NODE_SCALAR;
    }
    if (of.kind >= SL_INTRINSIC_SPLIT && of.kind < SL_INTRINSIC_OTHER)
        return false;
    if (add_function(folder, &of, out, depth) && !out->truncated)
        return true;
    out->len = start; /* what it is given cannot be told */
    out->truncated = false;
    sl_fold_hole(&of, out);
    return true;
}
