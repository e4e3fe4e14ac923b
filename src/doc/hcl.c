/* hcl.c - HCL (Terraform, Packer, Nomad) through tree-sitter. */
#include "doc/reader.h"
#include "doc/sitter.h"
#include "doc/unescape.h"

#include <string.h>

const TSLanguage *tree_sitter_hcl(void);

static bool read_body(sl_sitter *sitter);
static bool read_expression(sl_sitter *sitter);

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

static sl_span without_quotes(sl_str text, sl_span span)
{
    if (span.end - span.start >= 2 && text.ptr[span.start] == '"' &&
        text.ptr[span.end - 1] == '"')
        return (sl_span){span.start + 1, span.end - 1};
    return span;
}

static bool add_scalar(sl_sitter *sitter, sl_span span, sl_style style, const char *tag)
{
    sl_builder *builder = sitter->builder;
    sl_str written = sl_builder_slice(builder, span);
    sl_str value =
        style == SL_STYLE_DOUBLE ? sl_unescape_toml(builder->arena, written) : written;
    sl_node *node =
        sl_builder_scalar(builder, sl_builder_decoded(builder, value, span), span);

    if (!node)
        return false;
    node->style = style;
    node->tag = sl_str_of(tag);
    return true;
}

static bool read_string(sl_sitter *sitter, const char *tag)
{
    sl_span span = without_quotes(sitter->builder->text, sl_sitter_span(sitter));

    return add_scalar(sitter, span, SL_STYLE_DOUBLE, tag);
}

/* What stands between the lines "<<EOF" and "EOF", as it is written. */
static bool read_heredoc(sl_sitter *sitter)
{
    sl_str text = sitter->builder->text;
    sl_span span = sl_sitter_span(sitter);
    sl_str written = sl_str_sub(text, span.start, span.end);
    size_t first = sl_str_chr(written, '\n');
    size_t last = sl_str_rchr(written, '\n');

    if (first == SIZE_MAX || last <= first)
        return true;
    span = (sl_span){span.start + first + 1, span.start + last};
    while (span.start < span.end &&
           (text.ptr[span.start] == ' ' || text.ptr[span.start] == '\t'))
        span.start++;
    return add_scalar(sitter, span, SL_STYLE_LITERAL, "");
}

/* Several values for one key. */
static bool read_several(sl_sitter *sitter)
{
    bool going = true;

    if (!sl_builder_enter(sitter->builder, SL_NODE_SEQ, sl_sitter_span(sitter)))
        return false;
    if (sl_sitter_down(sitter)) {
        do
            going = !sl_sitter_is(sitter, "expression") || read_expression(sitter);
        while (going && sl_sitter_next(sitter));
        sl_sitter_up(sitter);
    }
    sl_builder_leave(sitter->builder);
    return going;
}

/* key = value and (key) = value; a key that is computed has no name. */
static bool read_element(sl_sitter *sitter)
{
    sl_str text = sitter->builder->text;
    sl_span span;
    bool going = true;

    if (!sl_sitter_down(sitter))
        return true;
    span = without_quotes(text, sl_sitter_span(sitter));
    sl_builder_key(sitter->builder, sl_builder_slice(sitter->builder, span), span);
    while (going && sl_sitter_next(sitter))
        if (sl_sitter_is(sitter, "expression"))
            going = read_expression(sitter);
    sl_builder_key(sitter->builder, (sl_str){0}, (sl_span){0});
    sl_sitter_up(sitter);
    return going;
}

static bool read_object(sl_sitter *sitter)
{
    bool going = true;

    if (!sl_builder_enter(sitter->builder, SL_NODE_MAP, sl_sitter_span(sitter)))
        return false;
    if (sl_sitter_down(sitter)) {
        do
            going = !sl_sitter_is(sitter, "object_elem") || read_element(sitter);
        while (going && sl_sitter_next(sitter));
        sl_sitter_up(sitter);
    }
    sl_builder_leave(sitter->builder);
    return going;
}

/* The arguments of a function that hands them through; else the call is no value
 * that could be read. */
static bool read_call(sl_sitter *sitter)
{
    sl_span span = sl_sitter_span(sitter);
    bool through, going = true;

    if (!sl_sitter_down(sitter))
        return true;
    through = transparent(sl_builder_slice(sitter->builder, sl_sitter_span(sitter)));
    while (through && going && sl_sitter_next(sitter))
        if (sl_sitter_is(sitter, "function_arguments"))
            going = read_several(sitter);
    sl_sitter_up(sitter);
    return through ? going : add_scalar(sitter, span, SL_STYLE_PLAIN, "!expr");
}

/* Node types that stand for what they hold. */
static bool wrapper(const sl_sitter *sitter)
{
    return sl_sitter_is(sitter, "expression") ||
           sl_sitter_is(sitter, "literal_value") ||
           sl_sitter_is(sitter, "collection_value") ||
           sl_sitter_is(sitter, "template_expr");
}

static bool is_alone(const sl_sitter *sitter)
{
    return ts_node_child_count(ts_tree_cursor_current_node(&sitter->cursor)) == 1;
}

static bool read_expression(sl_sitter *sitter)
{
    bool going;

    if (wrapper(sitter) && is_alone(sitter) && sl_sitter_down(sitter)) {
        going = read_expression(sitter);
        sl_sitter_up(sitter);
        return going;
    }
    if (sl_sitter_is(sitter, "string_lit"))
        return read_string(sitter, "");
    if (sl_sitter_is(sitter, "quoted_template"))
        return read_string(sitter, "!template");
    if (sl_sitter_is(sitter, "heredoc_template"))
        return read_heredoc(sitter);
    if (sl_sitter_is(sitter, "tuple") || sl_sitter_is(sitter, "conditional"))
        return read_several(sitter);
    if (sl_sitter_is(sitter, "object"))
        return read_object(sitter);
    if (sl_sitter_is(sitter, "function_call"))
        return read_call(sitter);
    if (sl_sitter_is(sitter, "numeric_lit") || sl_sitter_is(sitter, "bool_lit") ||
        sl_sitter_is(sitter, "null_lit"))
        return add_scalar(sitter, sl_sitter_span(sitter), SL_STYLE_PLAIN, "");
    return add_scalar(sitter, sl_sitter_span(sitter), SL_STYLE_PLAIN, "!expr");
}

/* resource "aws_instance" "web" { }: a MAP for the word and for each label. */
static bool read_block(sl_sitter *sitter)
{
    sl_str text = sitter->builder->text;
    sl_span whole = sl_sitter_span(sitter);
    size_t opened = 0;
    bool going = true;

    if (!sl_sitter_down(sitter))
        return true;
    do {
        if (sl_sitter_is(sitter, "identifier") || sl_sitter_is(sitter, "string_lit")) {
            sl_span span = without_quotes(text, sl_sitter_span(sitter));

            sl_builder_key(sitter->builder, sl_builder_slice(sitter->builder, span),
                           span);
            going = sl_builder_enter(sitter->builder, SL_NODE_MAP, whole);
            opened += going;
        } else if (sl_sitter_is(sitter, "body")) {
            going = read_body(sitter);
        }
    } while (going && sl_sitter_next(sitter));
    while (opened-- > 0)
        sl_builder_leave(sitter->builder);
    sl_sitter_up(sitter);
    return going;
}

/* Attributes and blocks. */
static bool read_body(sl_sitter *sitter)
{
    bool going = true;

    if (!sl_sitter_down(sitter))
        return true;
    do {
        if (sl_sitter_is(sitter, "attribute"))
            going = read_element(sitter);
        else if (sl_sitter_is(sitter, "block"))
            going = read_block(sitter);
        else if (sl_sitter_is(sitter, "body") || sl_sitter_is(sitter, "object"))
            going = read_body(sitter); /* a .tfvars file may be one object */
        else if (sl_sitter_is(sitter, "object_elem"))
            going = read_element(sitter);
    } while (going && sl_sitter_next(sitter));
    sl_sitter_up(sitter);
    return going;
}

/* Behind an error the grammar gives values to the wrong names: lines are better. */
bool sl_hcl_read(sl_builder *builder)
{
    bool done = sl_sitter_read(builder, tree_sitter_hcl(), "hcl", read_body);

    builder->kept = done;
    return done;
}
