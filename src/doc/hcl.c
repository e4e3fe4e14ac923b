/* hcl.c - HCL 2 (Terraform, Packer, Nomad; the specification is hclsyntax/spec.md of
 * hashicorp/hcl) through tree-sitter-hcl, which sees the outline only: what is inside a
 * string is read in the text itself. */
#include "doc/hcl_outline.h"
#include "doc/reader.h"
#include "doc/syntax.h"
#include "doc/unescape.h"

const TSLanguage *tree_sitter_hcl(void);

enum role {
    OTHER,
    WRAP, /* stands for its only child */
    BODY,
    BLOCK,
    PAIR,
    NAME,
    STRING,
    PLAIN,
    MINUS,
    OBJECT,
    TUPLE,
    CALL,
    ARGUMENTS,
    FOR,
    CHOICE,
    EQUAL
};

static const sl_syntax_row grammar[] = {
    {"config_file", BODY},     {"body", BODY},
    {"block", BLOCK},          {"attribute", PAIR},
    {"object_elem", PAIR},     {"identifier", NAME},
    {"expression", WRAP},      {"literal_value", WRAP},
    {"template_expr", WRAP},   {"collection_value", WRAP},
    {"for_expr", WRAP},        {"operation", WRAP},
    {"string_lit", STRING},    {"quoted_template", STRING},
    {"numeric_lit", PLAIN},    {"bool_lit", PLAIN},
    {"null_lit", PLAIN},       {"unary_operation", MINUS},
    {"object", OBJECT},        {"tuple", TUPLE},
    {"function_call", CALL},   {"function_arguments", ARGUMENTS},
    {"for_tuple_expr", FOR},   {"for_object_expr", FOR},
    {"conditional", CHOICE},   {"=", EQUAL},
    {":", EQUAL},
};

typedef struct reading {
    sl_builder *builder;
    sl_syntax syntax;
    size_t flaw; /* where something was not HCL, or SIZE_MAX */
    size_t level;
} reading;

/* Recursion below a bracket is bounded by the outline, that below an ERROR by this. */
enum { DEEPEST = 4 * SL_MAX_DEPTH };

static bool read_value(reading *in);
static bool read_members(reading *in);

/* The outline may be longer than the text. */
static sl_span span_here(const reading *in)
{
    sl_span span = sl_syntax_span(&in->syntax);
    size_t len = in->builder->text.len;

    return (sl_span){span.start < len ? span.start : len,
                     span.end < len ? span.end : len};
}

static char first_byte(const reading *in, sl_span span)
{
    return span.start < span.end ? in->builder->text.ptr[span.start] : '\0';
}

static void note_flaw(reading *in, size_t at)
{
    if (at < in->flaw)
        in->flaw = at;
}

/* Are the children of the node under the cursor to be looked at? */
static bool sound(reading *in)
{
    TSNode node = sl_syntax_here(&in->syntax);

    if (ts_node_is_missing(node) || ts_node_is_error(node))
        note_flaw(in, span_here(in).start);
    return !ts_node_is_missing(node);
}

/* Moves the cursor down through nodes that only stand for another one: returns how many
 * times to go up again. */
static size_t unwrap(reading *in)
{
    size_t steps = 0;

    while (sl_syntax_role(&in->syntax) == WRAP) {
        TSNode node = sl_syntax_here(&in->syntax);
        TSNode child = ts_node_named_child(node, 0);

        if (ts_node_named_child_count(node) != 1 || ts_node_is_error(child))
            break;
        sl_syntax_down(&in->syntax);
        while (!ts_node_is_named(sl_syntax_here(&in->syntax)))
            ts_tree_cursor_goto_next_sibling(&in->syntax.cursor);
        steps++;
    }
    return steps;
}

static void wrap(reading *in, size_t steps)
{
    while (steps-- > 0)
        sl_syntax_up(&in->syntax);
}

static bool add(reading *in, sl_span span, sl_str value, sl_style style, sl_str tag)
{
    sl_node *node = sl_builder_scalar(
        in->builder, sl_builder_decoded(in->builder, value, span), span);

    if (!node)
        return false;
    node->style = style;
    node->tag = tag;
    return true;
}

static bool add_written(reading *in, sl_str tag)
{
    sl_span span = span_here(in);

    return add(in, span, sl_builder_slice(in->builder, span), SL_STYLE_PLAIN, tag);
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

static bool read_string(reading *in)
{
    sl_str text = in->builder->text;
    sl_hcl_string string = sl_hcl_string_at(text, span_here(in).start, true);
    sl_arena *arena = in->builder->arena;
    sl_str value;

    if (!string.closed && !string.heredoc)
        string = sl_hcl_string_at(text, span_here(in).start, false);
    value = sl_builder_slice(in->builder, string.inside);
    if (string.heredoc)
        return add(in, string.inside,
                   string.indent > 0 ? stripped(arena, value, string.indent) : value,
                   SL_STYLE_LITERAL, sl_lit(""));
    if (string.templated)
        return add(in, string.inside, value, SL_STYLE_DOUBLE, sl_lit("!template"));
    return add(in, string.inside, sl_unescape_toml(arena, value), SL_STYLE_DOUBLE,
               sl_lit(""));
}

/* Gives the next node the key that the cursor stands on. */
static void read_key(reading *in)
{
    sl_span span = span_here(in);

    if (first_byte(in, span) == '"')
        span = sl_hcl_string_at(in->builder->text, span.start, false).inside;
    sl_builder_key(in->builder, sl_builder_slice(in->builder, span), span);
}

static sl_node *enter(reading *in, sl_node_type type, sl_span span, sl_str tag)
{
    sl_node *node = sl_builder_enter(in->builder, type, span);

    if (node)
        node->tag = tag;
    return node;
}

static bool read_object(reading *in, sl_str tag)
{
    bool going = enter(in, SL_NODE_MAP, span_here(in), tag) && read_members(in);

    sl_builder_key(in->builder, (sl_str){0}, (sl_span){0});
    sl_builder_leave(in->builder);
    return going;
}

/* The expressions among the children of the node under the cursor. */
static bool read_items(reading *in)
{
    bool going = true;

    for (bool more = sl_syntax_down(&in->syntax); more;
         more = sl_syntax_next(&in->syntax)) {
        uint8_t role = sl_syntax_role(&in->syntax);

        if (!going || !sound(in))
            continue;
        if (role == WRAP)
            going = read_value(in);
        else if (role == ARGUMENTS || role == SL_SYNTAX_ERROR)
            going = read_items(in);
    }
    return going;
}

static bool read_tuple(reading *in, sl_str tag)
{
    bool going = enter(in, SL_NODE_SEQ, span_here(in), tag) && read_items(in);

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
static bool read_computed(reading *in, sl_str tag, bool keep)
{
    sl_builder *builder = in->builder;
    sl_builder_level before = builder->open[builder->depth];
    sl_str key = builder->key;
    sl_span key_span = builder->key_span;
    sl_node *list = enter(in, SL_NODE_SEQ, span_here(in), tag);
    bool going = list && read_items(in);

    sl_builder_leave(builder);
    if (!going || keep || holds_container(list))
        return going;
    if (before.last)
        before.last->next = NULL;
    else
        before.node->first = NULL;
    builder->open[builder->depth] = before;
    sl_builder_key(builder, key, key_span);
    return add_written(in, sl_lit("!expr"));
}

/* Functions whose arguments are the value, in another form. */
static bool transparent(sl_str function)
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
static bool read_only_argument(reading *in, sl_str tag, bool *done)
{
    bool going = true;

    *done = false;
    for (bool more = sl_syntax_down(&in->syntax); more;
         more = sl_syntax_next(&in->syntax)) {
        TSNode node = sl_syntax_here(&in->syntax);
        size_t steps;
        uint8_t role;

        if (sl_syntax_role(&in->syntax) != ARGUMENTS ||
            ts_node_named_child_count(node) != 1)
            continue;
        sl_syntax_down(&in->syntax);
        steps = unwrap(in);
        role = sl_syntax_role(&in->syntax);
        *done = role == OBJECT || role == TUPLE;
        if (*done)
            going = role == OBJECT ? read_object(in, tag) : read_tuple(in, tag);
        wrap(in, steps + 1);
    }
    return going;
}

static bool read_call(reading *in)
{
    TSNode name = ts_node_named_child(sl_syntax_here(&in->syntax), 0);
    sl_span span = {ts_node_start_byte(name), ts_node_end_byte(name)};
    sl_str function = sl_builder_slice(in->builder, span);
    sl_str tag = sl_arena_printf(in->builder->arena, "!%.*s", sl_fmt(function));
    bool done;
    bool going = read_only_argument(in, tag, &done);

    return done ? going : read_computed(in, tag, transparent(function));
}

/* A number with its sign, or something computed. */
static bool read_minus(reading *in)
{
    sl_str text = sl_builder_slice(in->builder, span_here(in));
    bool number = text.len > 1 && text.ptr[0] == '-';

    for (size_t i = 1; i < text.len; i++)
        number = number && ((text.ptr[i] >= '0' && text.ptr[i] <= '9') ||
                            sl_str_chr(sl_lit(".eE+-"), text.ptr[i]) != SIZE_MAX);
    return add_written(in, number ? sl_lit("") : sl_lit("!expr"));
}

static bool read_unwrapped(reading *in)
{
    switch (sl_syntax_role(&in->syntax)) {
    case STRING: return read_string(in);
    case PLAIN: return add_written(in, sl_lit(""));
    case MINUS: return read_minus(in);
    case OBJECT: return read_object(in, sl_lit(""));
    case TUPLE: return read_tuple(in, sl_lit(""));
    case CALL: return read_call(in);
    case FOR: return read_computed(in, sl_lit("!for"), false);
    case CHOICE: return read_computed(in, sl_lit("!If"), false);
    default: return add_written(in, sl_lit("!expr"));
    }
}

static bool read_value(reading *in)
{
    size_t steps;
    bool going;

    if (in->level == DEEPEST)
        return add_written(in, sl_lit("!expr"));
    in->level++;
    steps = unwrap(in);
    going = read_unwrapped(in);
    wrap(in, steps);
    in->level--;
    return going;
}

/* word "label" "label" { ... }: a MAP for each of them. */
static bool read_block(reading *in)
{
    sl_span span = span_here(in);
    size_t opened = 0;
    bool going = true;

    for (bool more = sl_syntax_down(&in->syntax); more;
         more = sl_syntax_next(&in->syntax)) {
        uint8_t role = sl_syntax_role(&in->syntax);

        if (!going || !sound(in))
            continue;
        if (role == NAME || role == STRING) {
            read_key(in);
            going = enter(in, SL_NODE_MAP, span, sl_lit("")) != NULL;
            opened += going;
        } else if (role == BODY || role == SL_SYNTAX_ERROR) {
            going = read_members(in);
        }
    }
    sl_builder_key(in->builder, (sl_str){0}, (sl_span){0});
    while (opened-- > 0)
        sl_builder_leave(in->builder);
    return going;
}

/* One child of a body, an object, a pair or an ERROR, all of which are read alike: behind
 * an error a pair may stand in pieces. *valued: behind a '='. */
static bool read_member(reading *in, bool *valued)
{
    uint8_t role = sl_syntax_role(&in->syntax);
    bool value = *valued;

    *valued = role == EQUAL || (value && role == SL_SYNTAX_ERROR);
    switch (role) {
    case BODY:
    case PAIR:
    case SL_SYNTAX_ERROR: return read_members(in);
    case BLOCK: return read_block(in);
    case OBJECT: return read_object(in, sl_lit(""));
    case WRAP:
    case NAME:
        if (value)
            return read_value(in);
        read_key(in);
        return true;
    default: return true;
    }
}

static bool read_members(reading *in)
{
    bool valued = false;
    bool going = in->level < DEEPEST;

    in->level++;
    for (bool more = sl_syntax_down(&in->syntax); more;
         more = sl_syntax_next(&in->syntax))
        if (going && sound(in))
            going = read_member(in, &valued);
    in->level--;
    return going;
}

static bool read_file(reading *in)
{
    sl_span all = {0, in->builder->text.len};
    bool going = enter(in, SL_NODE_MAP, all, sl_lit("")) && sound(in) &&
                 read_members(in);

    sl_syntax_close(&in->syntax);
    in->builder->kept = going && in->builder->nodes > 1;
    return going;
}

bool sl_hcl_read(sl_builder *builder)
{
    sl_hcl_outline outline = sl_hcl_outline_of(builder->arena, builder->text);
    reading in = {.builder = builder, .flaw = outline.flaw};

    if (outline.too_much)
        return sl_fail(builder->err, SL_ELIMIT, "more than %u levels or %u values",
                       SL_MAX_DEPTH, SL_MAX_NODES);
    if (!sl_syntax_open(&in.syntax, tree_sitter_hcl(), outline.text, grammar,
                        sizeof grammar / sizeof *grammar, builder->arena))
        return sl_fail(builder->err, SL_ELIMIT, "too far from hcl to be read");
    if (!read_file(&in))
        return false;
    return in.flaw == SIZE_MAX || sl_builder_fail(builder, in.flaw, "not hcl");
}
