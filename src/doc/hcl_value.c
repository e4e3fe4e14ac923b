/* hcl_value.c - expressions of HCL. */
#include "doc/hcl_outline.h"
#include "doc/hcl_read.h"
#include "doc/unescape.h"

/* Moves the cursor to the only child that counts: no bracket, no comment. Returns false,
 * with the cursor where it was, if there are several, or errors. */
static bool to_only_child(sl_hcl_reading *in)
{
    enum { FEW = 8 };
    TSNode node = sl_syntax_here(&in->syntax);
    uint32_t count = ts_node_named_child_count(node);
    TSNode only = {0};

    for (uint32_t i = 0; count <= FEW && i < count; i++) {
        TSNode child = ts_node_named_child(node, i);

        if (sl_syntax_role_of(&in->syntax, child) == SL_HCL_REMARK)
            continue;
        if (!ts_node_is_null(only) || ts_node_is_error(child))
            return false;
        only = child;
    }
    if (ts_node_is_null(only))
        return false;
    sl_syntax_down(&in->syntax);
    while (!ts_node_eq(sl_syntax_here(&in->syntax), only))
        if (!ts_tree_cursor_goto_next_sibling(&in->syntax.cursor))
            break;
    return true;
}

/* Moves the cursor down through nodes that only stand for another one: returns how many
 * times to go up again. */
static size_t unwrap(sl_hcl_reading *in)
{
    size_t steps = 0;

    while (sl_syntax_role(&in->syntax) == SL_HCL_WRAP && to_only_child(in))
        steps++;
    return steps;
}

static void wrap(sl_hcl_reading *in, size_t steps)
{
    while (steps-- > 0)
        sl_syntax_up(&in->syntax);
}

bool sl_hcl_add(sl_builder *builder, sl_span span, sl_str value, sl_style style,
                sl_str tag)
{
    sl_node *node =
        sl_builder_scalar(builder, sl_builder_decoded(builder, value, span), span);

    if (!node)
        return false;
    node->style = style;
    node->tag = tag;
    return true;
}

static bool add_written(sl_hcl_reading *in, sl_str tag)
{
    sl_span span = sl_hcl_span(in);

    return sl_hcl_add(in->builder, span, sl_builder_slice(in->builder, span),
                      SL_STYLE_PLAIN, tag);
}

/* Lines without the blanks that <<- strips. */
static sl_str stripped(sl_arena *arena, sl_str lines, size_t indent)
{
    char *out = sl_arena_alloc(arena, lines.len + 1);
    size_t len = 0, skipped = indent; /* the span begins behind those of the first */

    for (size_t i = 0; i < lines.len; i++) {
        char c = lines.ptr[i];

        if (skipped < indent && (c == ' ' || c == '\t')) {
            skipped++;
            continue;
        }
        skipped = c == '\n' ? 0 : indent;
        out[len++] = c;
    }
    return (sl_str){out, len};
}

bool sl_hcl_add_string(sl_builder *builder, const sl_hcl_string *string)
{
    sl_str value = sl_builder_slice(builder, string->inside);

    if (string->heredoc)
        return sl_hcl_add(builder, string->inside,
                          string->indent > 0
                              ? stripped(builder->arena, value, string->indent)
                              : value,
                          SL_STYLE_LITERAL, sl_lit(""));
    if (string->templated)
        return sl_hcl_add(builder, string->inside, value, SL_STYLE_DOUBLE,
                          sl_lit("!template"));
    return sl_hcl_add(builder, string->inside, sl_unescape_toml(builder->arena, value),
                      SL_STYLE_DOUBLE, sl_lit(""));
}

static bool read_string(sl_hcl_reading *in)
{
    sl_str text = in->builder->text;
    sl_hcl_string string = sl_hcl_string_at(text, sl_hcl_span(in).start, true);

    if (!string.closed && !string.heredoc)
        string = sl_hcl_string_at(text, sl_hcl_span(in).start, false);
    return sl_hcl_add_string(in->builder, &string);
}

/* The expressions among the children of the node under the cursor. */
static bool read_items(sl_hcl_reading *in)
{
    bool going = true;

    for (bool more = sl_syntax_down(&in->syntax); more;
         more = sl_syntax_next(&in->syntax)) {
        uint8_t role = sl_syntax_role(&in->syntax);

        if (!going || !sl_hcl_sound(in))
            continue;
        if (role == SL_HCL_WRAP)
            going = sl_hcl_value(in);
        else if (role == SL_HCL_ARGUMENTS || role == SL_SYNTAX_ERROR)
            going = read_items(in);
    }
    return going;
}

static bool read_tuple(sl_hcl_reading *in, sl_str tag)
{
    bool going = sl_hcl_enter(in, SL_NODE_SEQ, sl_hcl_span(in), tag) && read_items(in);

    sl_builder_leave(in->builder);
    return going;
}

/* Is a list of arguments or branches, which is the open level, worth more than its text? */
static bool holds_container(const sl_node *list)
{
    for (const sl_node *node = list->first; node; node = node->next)
        if (node->type != SL_NODE_SCALAR)
            return true;
    return false;
}

/* What is computed from several values: a SEQ of them if one holds objects or lists (or
 * keep says so), else one SCALAR. */
static bool read_computed(sl_hcl_reading *in, sl_str tag, bool keep)
{
    sl_builder *builder = in->builder;
    sl_builder_level before = builder->open[builder->depth];
    sl_str key = builder->key;
    sl_span key_span = builder->key_span;
    sl_node *list = sl_hcl_enter(in, SL_NODE_SEQ, sl_hcl_span(in), tag);
    bool going = list && read_items(in);

    sl_builder_leave(builder);
    if (!going || keep || holds_container(list))
        return going;
    sl_builder_undo(builder, before, key, key_span);
    return add_written(in, sl_lit("!expr"));
}

bool sl_hcl_transparent(sl_str function)
{
    static const char *const names[] = {
        "jsonencode", "yamlencode", "merge",        "concat",       "tomap",
        "tolist",     "toset",      "sensitive",    "nonsensitive", "try",
        "coalesce",   "tostring",   "base64encode", "urlencode"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sl_str_eq(function, sl_str_of(names[i])))
            return true;
    return false;
}

/* If the call under the cursor has one argument, and that is an object or a list: reads
 * it as the value, with the call's name as its tag. */
static bool read_only_argument(sl_hcl_reading *in, sl_str tag, bool *done)
{
    bool going = true;

    *done = false;
    for (bool more = sl_syntax_down(&in->syntax); more;
         more = sl_syntax_next(&in->syntax)) {
        size_t steps;
        uint8_t role;

        if (sl_syntax_role(&in->syntax) != SL_HCL_ARGUMENTS || !to_only_child(in))
            continue;
        steps = unwrap(in);
        role = sl_syntax_role(&in->syntax);
        *done = role == SL_HCL_OBJECT || role == SL_HCL_TUPLE;
        if (*done)
            going =
                role == SL_HCL_OBJECT ? sl_hcl_object(in, tag) : read_tuple(in, tag);
        wrap(in, steps + 1);
    }
    return going;
}

static bool read_call(sl_hcl_reading *in)
{
    TSNode name = ts_node_named_child(sl_syntax_here(&in->syntax), 0);
    sl_span span = {ts_node_start_byte(name), ts_node_end_byte(name)};
    sl_str function = sl_builder_slice(in->builder, span);
    sl_str tag = sl_arena_printf(in->builder->arena, "!%.*s", sl_fmt(function));
    bool done;
    bool going = read_only_argument(in, tag, &done);

    return done ? going : read_computed(in, tag, sl_hcl_transparent(function));
}

/* A number with its sign, or something computed. */
static bool read_minus(sl_hcl_reading *in)
{
    sl_str text = sl_builder_slice(in->builder, sl_hcl_span(in));
    bool number = text.len > 1 && text.ptr[0] == '-';

    for (size_t i = 1; i < text.len; i++)
        number = number && ((text.ptr[i] >= '0' && text.ptr[i] <= '9') ||
                            sl_str_chr(sl_lit(".eE+-"), text.ptr[i]) != SIZE_MAX);
    return add_written(in, number ? sl_lit("") : sl_lit("!expr"));
}

static bool read_unwrapped(sl_hcl_reading *in)
{
    switch (sl_syntax_role(&in->syntax)) {
    case SL_HCL_STRING: return read_string(in);
    case SL_HCL_PLAIN: return add_written(in, sl_lit(""));
    case SL_HCL_MINUS: return read_minus(in);
    case SL_HCL_OBJECT: return sl_hcl_object(in, sl_lit(""));
    case SL_HCL_TUPLE: return read_tuple(in, sl_lit(""));
    case SL_HCL_CALL: return read_call(in);
    case SL_HCL_FOR: return read_computed(in, sl_lit("!for"), false);
    case SL_HCL_CHOICE: return read_computed(in, sl_lit("!If"), false);
    default: return add_written(in, sl_lit("!expr"));
    }
}

bool sl_hcl_value(sl_hcl_reading *in)
{
    size_t steps;
    bool going;

    if (in->level == SL_HCL_DEEPEST)
        return add_written(in, sl_lit("!expr"));
    in->level++;
    steps = unwrap(in);
    going = read_unwrapped(in);
    wrap(in, steps);
    in->level--;
    return going;
}
