/* program_value.c - from literals to nodes. Recursion goes no deeper than the builder
 * lets it (SL_MAX_DEPTH). */
#include "doc/program.h"

static bool add(sl_program *program, sl_str value, sl_span span, sl_style style,
                sl_str tag)
{
    sl_node *node = sl_builder_scalar(&program->builder, value, span);

    if (!node)
        return false;
    node->style = style;
    node->tag = tag;
    return true;
}

static bool add_plain(sl_program *program, sl_str value, TSNode node)
{
    return add(program, value, sl_program_span(node), SL_STYLE_PLAIN, sl_lit(""));
}

/* What only a run can tell, as written. What literals it holds are found later. */
static bool add_computed(sl_program *program, TSNode node)
{
    sl_str written = sl_program_written(program, node);

    if (sl_str_chr(written, '{') != SIZE_MAX)
        *sl_vec_push(&program->later) = (sl_program_place){node, program->builder.key};
    return add(program, written, sl_program_span(node), SL_STYLE_PLAIN,
               sl_lit("!expr"));
}

static bool add_text(sl_program *program, TSNode node)
{
    sl_arena *arena = program->work->doc->arena;
    sl_program_text text;
    sl_str value, written;
    bool done;

    if (!sl_program_join(program, node, &text)) {
        sl_program_text_free(&text);
        return add_computed(program, node);
    }
    value = sl_buf_str(&text.bytes);
    written = sl_str_sub(program->text, text.span.start, text.span.end);
    value = sl_str_eq(value, written) ? written : sl_arena_str(arena, value);
    done = add(program, value, text.span, SL_STYLE_DOUBLE,
               text.templated ? sl_lit("!template") : sl_lit(""));
    sl_program_text_free(&text);
    return done;
}

static bool add_name(sl_program *program, TSNode node)
{
    const sl_str *value =
        sl_map_get(&program->strings, sl_program_written(program, node));

    if (!value)
        return add_computed(program, node);
    return add(program, *value, sl_program_span(node), SL_STYLE_DOUBLE, sl_lit(""));
}

/* A number with its sign, else something computed. */
static bool add_signed(sl_program *program, TSNode node)
{
    TSNode last = ts_node_named_child(node, ts_node_named_child_count(node) - 1);

    if (ts_node_named_child_count(node) != 1 ||
        sl_program_role_of(program, last) != SL_PROGRAM_NUMBER)
        return add_computed(program, node);
    return add_plain(program, sl_program_written(program, node), node);
}

/* The name of the class whose object a call makes: "PolicyStatement" of
 * `new iam.PolicyStatement(..)`, "dict" of Python; empty for any other call. */
static sl_str made_class(const sl_program *program, TSNode call)
{
    TSNode class_ = sl_program_field(call, "constructor");
    sl_str name;

    if (ts_node_is_null(class_))
        class_ = sl_program_field(call, "function");
    name = sl_program_last_name(program, class_);
    if (program->grammar.python && sl_str_eq(name, sl_lit("dict")))
        return name;
    return name.len > 0 && name.ptr[0] >= 'A' && name.ptr[0] <= 'Z' ? name
                                                                    : (sl_str){0};
}

/* Are the arguments of a call nothing but keywords? */
static bool only_keywords(const sl_program *program, TSNode arguments)
{
    TSTreeCursor cursor = ts_tree_cursor_new(arguments);
    bool only = true;
    size_t keywords = 0;

    for (bool more = ts_tree_cursor_goto_first_child(&cursor); more && only;
         more = ts_tree_cursor_goto_next_sibling(&cursor)) {
        TSNode node = ts_tree_cursor_current_node(&cursor);
        sl_program_role role = sl_program_role_of(program, node);

        keywords += role == SL_PROGRAM_KEYWORD;
        only = role == SL_PROGRAM_KEYWORD || role == SL_PROGRAM_IGNORED ||
               !ts_node_is_named(node);
    }
    ts_tree_cursor_delete(&cursor);
    return only && keywords > 0;
}

/* Where the members of an object stand that a call makes: its only argument, an object,
 * or its keywords; null if it is another call. */
static TSNode members_of_call(const sl_program *program, TSNode call)
{
    TSNode arguments = sl_program_field(call, "arguments");
    TSNode only;

    if (ts_node_is_null(arguments) || made_class(program, call).len == 0)
        return (TSNode){0};
    if (program->grammar.python)
        return only_keywords(program, arguments) ? arguments : (TSNode){0};
    only = sl_program_bare(program, sl_program_child(program, arguments, 0));
    if (!ts_node_is_null(sl_program_child(program, arguments, 1)) ||
        sl_program_role_of(program, only) != SL_PROGRAM_DICT)
        return (TSNode){0};
    return only;
}

bool sl_program_is_container(const sl_program *program, TSNode node)
{
    node = sl_program_passed(program, node);
    switch (sl_program_role_of(program, node)) {
    case SL_PROGRAM_DICT: return ts_node_named_child_count(node) > 0;
    case SL_PROGRAM_CALL: return !ts_node_is_null(members_of_call(program, node));
    default: return false;
    }
}

static void read_key(sl_program *program, TSNode key)
{
    sl_str written = sl_program_written(program, key);
    sl_span span = sl_program_span(key);
    sl_program_text text;

    if (sl_program_role_of(program, key) == SL_PROGRAM_STRING) {
        sl_program_join(program, key, &text);
        written = sl_arena_str(program->work->doc->arena, sl_buf_str(&text.bytes));
        span = text.span;
        sl_program_text_free(&text);
    }
    sl_builder_key(&program->builder, written, span);
}

/* A pair or a keyword. */
static bool read_pair(sl_program *program, TSNode pair, const char *key)
{
    TSNode name = sl_program_field(pair, key);
    TSNode value = sl_program_field(pair, "value");

    if (ts_node_is_null(name) || ts_node_is_null(value))
        return true;
    read_key(program, name);
    sl_program_note_use(program, program->builder.key,
                        sl_program_passed(program, value));
    return sl_program_value(program, value);
}

static bool read_member(sl_program *program, TSNode node)
{
    switch (sl_program_role_of(program, node)) {
    case SL_PROGRAM_PAIR: return read_pair(program, node, "key");
    case SL_PROGRAM_KEYWORD: return read_pair(program, node, "name");
    case SL_PROGRAM_SHORT: read_key(program, node); return add_name(program, node);
    case SL_PROGRAM_SPREAD:
        program->incomplete = true;
        *sl_vec_push(&program->later) = (sl_program_place){.node = node};
        return true;
    case SL_PROGRAM_OTHER: /* a method, an error */
        if (ts_node_is_named(node))
            *sl_vec_push(&program->later) = (sl_program_place){.node = node};
        return true;
    default: return true;
    }
}

static bool read_item(sl_program *program, TSNode node)
{
    sl_program_role role = sl_program_role_of(program, node);

    if (!ts_node_is_named(node) || role == SL_PROGRAM_IGNORED)
        return true;
    program->incomplete = program->incomplete || role == SL_PROGRAM_SPREAD;
    return sl_program_value(program, node);
}

/* The children of members as members of a MAP or items of a SEQ. */
static bool read_container(sl_program *program, sl_node_type type, TSNode node,
                           TSNode members, sl_str tag)
{
    sl_node *container =
        sl_builder_enter(&program->builder, type, sl_program_span(node));
    TSTreeCursor cursor;
    bool going = true;

    if (!container)
        return false;
    container->tag = tag;
    cursor = ts_tree_cursor_new(members);
    for (bool more = ts_tree_cursor_goto_first_child(&cursor); more && going;
         more = ts_tree_cursor_goto_next_sibling(&cursor)) {
        TSNode child = ts_tree_cursor_current_node(&cursor);

        going = type == SL_NODE_MAP ? read_member(program, child)
                                    : read_item(program, child);
    }
    ts_tree_cursor_delete(&cursor);
    sl_builder_leave(&program->builder);
    return going;
}

static bool read_call(sl_program *program, TSNode call)
{
    TSNode members = members_of_call(program, call);
    sl_str name = made_class(program, call);
    sl_str tag = {0};

    if (ts_node_is_null(members)) /* "a{}".format(b), or anything */
        return add_text(program, call);
    if (!sl_str_eq(name, sl_lit("dict")))
        tag = sl_arena_printf(program->work->doc->arena, "!%.*s", sl_fmt(name));
    return read_container(program, SL_NODE_MAP, call, members, tag);
}

/* b if a else c, a ? b : c: [a, b, c], as in CloudFormation, if b or c has keys. */
static bool read_choice(sl_program *program, TSNode node)
{
    bool python = program->grammar.python;
    TSNode parts[3];
    sl_node *list;
    bool going = true;

    for (uint32_t i = 0; i < 3; i++)
        parts[i] = sl_program_child(program, node, python ? (i == 2 ? 2 : 1 - i) : i);
    if (ts_node_is_null(parts[0]) || ts_node_is_null(parts[1]) ||
        ts_node_is_null(parts[2]) ||
        !(sl_program_is_container(program, parts[1]) ||
          sl_program_is_container(program, parts[2])))
        return add_computed(program, node);
    list = sl_builder_enter(&program->builder, SL_NODE_SEQ, sl_program_span(node));
    if (!list)
        return false;
    list->tag = sl_lit("!If");
    for (size_t i = 0; i < 3 && going; i++)
        going = sl_program_value(program, parts[i]);
    sl_builder_leave(&program->builder);
    return going;
}

/* [{..} for a in b]: its one item, if that has keys. */
static bool read_each(sl_program *program, TSNode node)
{
    TSNode body = sl_program_child(program, node, 0);
    sl_node *list;
    bool going;

    if (!sl_program_is_container(program, body))
        return add_computed(program, node);
    list = sl_builder_enter(&program->builder, SL_NODE_SEQ, sl_program_span(node));
    if (!list)
        return false;
    list->tag = sl_lit("!for");
    going = sl_program_value(program, body);
    sl_builder_leave(&program->builder);
    return going;
}

bool sl_program_value(sl_program *program, TSNode node)
{
    node = sl_program_passed(program, node);
    switch (sl_program_role_of(program, node)) {
    case SL_PROGRAM_DICT:
        return read_container(program, SL_NODE_MAP, node, node, sl_lit(""));
    case SL_PROGRAM_LIST:
        return read_container(program, SL_NODE_SEQ, node, node, sl_lit(""));
    case SL_PROGRAM_STRING:
    case SL_PROGRAM_TEMPLATE:
    case SL_PROGRAM_CONCAT:
    case SL_PROGRAM_BINARY: return add_text(program, node);
    case SL_PROGRAM_NAME: return add_name(program, node);
    case SL_PROGRAM_CALL: return read_call(program, node);
    case SL_PROGRAM_CHOICE: return read_choice(program, node);
    case SL_PROGRAM_EACH: return read_each(program, node);
    case SL_PROGRAM_SIGN: return add_signed(program, node);
    case SL_PROGRAM_NUMBER:
        return add_plain(program, sl_program_written(program, node), node);
    case SL_PROGRAM_TRUE: return add_plain(program, sl_lit("true"), node);
    case SL_PROGRAM_FALSE: return add_plain(program, sl_lit("false"), node);
    case SL_PROGRAM_NULL: return add_plain(program, sl_lit("null"), node);
    default: return add_computed(program, node);
    }
}
