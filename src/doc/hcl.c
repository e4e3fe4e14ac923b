/* hcl.c - HCL 2 (Terraform, Packer, Nomad; the specification is hclsyntax/spec.md of
 * hashicorp/hcl) through tree-sitter-hcl, which sees the outline only: what is inside a
 * string is read in the text itself. */
#include "doc/hcl_outline.h"
#include "doc/hcl_plain.h"
#include "doc/hcl_read.h"
#include "doc/subtree.h"
#include "doc/reader.h"

const TSLanguage *tree_sitter_hcl(void);

static const sl_syntax_row rows[] = {
    {"config_file", SL_HCL_BODY},
    {"body", SL_HCL_BODY},
    {"block", SL_HCL_BLOCK},
    {"attribute", SL_HCL_PAIR},
    {"object_elem", SL_HCL_PAIR},
    {"identifier", SL_HCL_NAME},
    {"expression", SL_HCL_WRAP},
    {"literal_value", SL_HCL_WRAP},
    {"template_expr", SL_HCL_WRAP},
    {"collection_value", SL_HCL_WRAP},
    {"for_expr", SL_HCL_WRAP},
    {"operation", SL_HCL_WRAP},
    {"string_lit", SL_HCL_STRING},
    {"quoted_template", SL_HCL_STRING},
    {"numeric_lit", SL_HCL_PLAIN},
    {"bool_lit", SL_HCL_PLAIN},
    {"null_lit", SL_HCL_PLAIN},
    {"unary_operation", SL_HCL_MINUS},
    {"object", SL_HCL_OBJECT},
    {"tuple", SL_HCL_TUPLE},
    {"function_call", SL_HCL_CALL},
    {"function_arguments", SL_HCL_ARGUMENTS},
    {"for_tuple_expr", SL_HCL_FOR},
    {"for_object_expr", SL_HCL_FOR},
    {"conditional", SL_HCL_CHOICE},
    {"=", SL_HCL_EQUAL},
    {":", SL_HCL_EQUAL},
    {"comment", SL_HCL_REMARK},
};

/* The outline has bounded the nodes: with them it may be as dense as it likes. */
static const sl_syntax_grammar grammar = {tree_sitter_hcl, rows,
                                          sizeof rows / sizeof *rows, 8};

/* The outline may be longer than the text. */
sl_span sl_hcl_span(const sl_hcl_reading *in)
{
    sl_span span = sl_syntax_span(&in->syntax);
    size_t len = in->builder->text.len;

    return (sl_span){span.start < len ? span.start : len,
                     span.end < len ? span.end : len};
}

static void note_flaw(sl_hcl_reading *in, size_t at)
{
    if (at < in->flaw)
        in->flaw = at;
}

bool sl_hcl_sound(sl_hcl_reading *in)
{
    TSNode node = sl_syntax_here(&in->syntax);

    if (ts_node_is_missing(node) || ts_node_is_error(node))
        note_flaw(in, sl_hcl_span(in).start);
    return !ts_node_is_missing(node);
}

static char first_byte(const sl_hcl_reading *in, sl_span span)
{
    return span.start < span.end ? in->builder->text.ptr[span.start] : '\0';
}

/* Gives the next node the key that the cursor stands on. */
static void read_key(sl_hcl_reading *in)
{
    sl_span span = sl_hcl_span(in);

    if (first_byte(in, span) == '"')
        span = sl_hcl_string_at(in->builder->text, span.start, false).inside;
    sl_builder_key(in->builder, sl_builder_slice(in->builder, span), span);
}

sl_node *sl_hcl_enter(sl_hcl_reading *in, sl_node_type type, sl_span span, sl_str tag)
{
    sl_node *node = sl_builder_enter(in->builder, type, span);

    if (node)
        node->tag = tag;
    return node;
}

bool sl_hcl_object(sl_hcl_reading *in, sl_str tag)
{
    bool going =
        sl_hcl_enter(in, SL_NODE_MAP, sl_hcl_span(in), tag) && sl_hcl_members(in);

    sl_builder_key(in->builder, (sl_str){0}, (sl_span){0});
    sl_builder_leave(in->builder);
    return going;
}

/* word "label" "label" { ... }: a MAP for each of them. */
static bool read_block(sl_hcl_reading *in)
{
    sl_span span = sl_hcl_span(in);
    size_t opened = 0;
    bool going = true;

    for (bool more = sl_syntax_down(&in->syntax); more;
         more = sl_syntax_next(&in->syntax)) {
        uint8_t role = sl_syntax_role(&in->syntax);

        if (!going || !sl_hcl_sound(in))
            continue;
        if (role == SL_HCL_NAME || role == SL_HCL_STRING) {
            read_key(in);
            going = sl_hcl_enter(in, SL_NODE_MAP, span, sl_lit("")) != NULL;
            opened += going;
        } else if (role == SL_HCL_BODY || role == SL_SYNTAX_ERROR) {
            going = sl_hcl_members(in);
        }
    }
    sl_builder_key(in->builder, (sl_str){0}, (sl_span){0});
    if (opened > 0)
        sl_subtree_own(in->builder, in->builder->open[in->builder->depth].node,
                       span.end);
    while (opened-- > 0)
        sl_builder_leave(in->builder);
    return going;
}

/* One child of a body, an object, a pair or an ERROR, all of which are read alike: behind
 * an error a pair may stand in pieces. *valued: behind a '='. */
static bool read_member(sl_hcl_reading *in, bool *valued)
{
    uint8_t role = sl_syntax_role(&in->syntax);
    bool value = *valued;

    *valued = role == SL_HCL_EQUAL ||
              (value && (role == SL_SYNTAX_ERROR || role == SL_HCL_REMARK));
    switch (role) {
    case SL_HCL_BODY:
    case SL_HCL_PAIR:
    case SL_SYNTAX_ERROR: return sl_hcl_members(in);
    case SL_HCL_BLOCK: return read_block(in);
    case SL_HCL_OBJECT: return sl_hcl_object(in, sl_lit(""));
    case SL_HCL_WRAP:
    case SL_HCL_NAME:
        if (value)
            return sl_hcl_value(in);
        read_key(in);
        return true;
    default: return true;
    }
}

bool sl_hcl_members(sl_hcl_reading *in)
{
    bool valued = false;
    bool going = in->level < SL_HCL_DEEPEST;

    in->level++;
    for (bool more = sl_syntax_down(&in->syntax); more;
         more = sl_syntax_next(&in->syntax))
        if (going && sl_hcl_sound(in))
            going = read_member(in, &valued);
    in->level--;
    return going;
}

static bool read_file(sl_hcl_reading *in)
{
    sl_span all = {0, in->builder->text.len};
    bool going = sl_hcl_enter(in, SL_NODE_MAP, all, sl_lit("")) && sl_hcl_sound(in) &&
                 sl_hcl_members(in);

    sl_syntax_close(&in->syntax);
    in->builder->kept = going && in->builder->nodes > 1;
    return going;
}

bool sl_hcl_read(sl_builder *builder)
{
    return sl_hcl_plain_read(builder) || sl_hcl_grammar_read(builder);
}

bool sl_hcl_grammar_read(sl_builder *builder)
{
    sl_hcl_outline outline = sl_hcl_outline_of(builder);
    sl_hcl_reading in = {.builder = builder, .flaw = outline.flaw};

    if (outline.too_much)
        return sl_fail(builder->err, SL_ELIMIT, "more than %u levels or %u values",
                       SL_MAX_DEPTH, SL_MAX_NODES);
    if (!sl_syntax_open(&in.syntax, &grammar, outline.text, builder->arena))
        return sl_fail(builder->err, SL_ELIMIT, "too far from hcl to be read");
    if (!read_file(&in))
        return false;
    return in.flaw == SIZE_MAX || sl_builder_fail(builder, in.flaw, "not hcl");
}
