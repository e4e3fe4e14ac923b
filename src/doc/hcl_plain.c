#include "doc/hcl_plain.h"

#include "doc/hcl_expression.h"
#include "doc/subtree.h"

enum { MAX_LABELS = 8 };

typedef struct reading {
    sl_builder *builder;
    sl_hcl_scan scan;
} reading;

/* The key of the next node. */
static bool read_key(reading *r)
{
    sl_span key;

    if (!sl_hcl_take_key(&r->scan, &key))
        return false;
    sl_builder_key(r->builder, sl_builder_slice(r->builder, key), key);
    return true;
}

static bool read_value(reading *r);
static bool read_expression(reading *r, const sl_hcl_expression *e);

static bool enter(reading *r, sl_node_type type, sl_span span, sl_str tag)
{
    sl_node *node = sl_builder_enter(r->builder, type, span);

    if (node)
        node->tag = tag;
    return node != NULL;
}

/* The next item behind a comma, or the bracket that ends them. */
static bool read_item(reading *r, char end)
{
    sl_hcl_skip_lines(&r->scan);
    return read_value(r) &&
           (sl_hcl_take_further(&r->scan, ',') || sl_hcl_peek(&r->scan, NULL) == end);
}

static bool read_tuple(reading *r, sl_str tag)
{
    size_t start = r->scan.at++;

    if (!enter(r, SL_NODE_SEQ, (sl_span){start, start}, tag))
        return false;
    while (!sl_hcl_take_further(&r->scan, ']'))
        if (!read_item(r, ']'))
            return false;
    sl_builder_end(r->builder, r->scan.at);
    sl_builder_leave(r->builder);
    return true;
}

static bool read_object(reading *r, sl_str tag)
{
    size_t start = r->scan.at++;

    if (!enter(r, SL_NODE_MAP, (sl_span){start, start}, tag))
        return false;
    while (!sl_hcl_take_further(&r->scan, '}')) {
        sl_span key;

        sl_hcl_skip_lines(&r->scan);
        if (!sl_hcl_take_pair(&r->scan, &key))
            return false;
        sl_builder_key(r->builder, sl_builder_slice(r->builder, key), key);
        if (!read_value(r) || !sl_hcl_take_pair_end(&r->scan))
            return false;
    }
    sl_builder_end(r->builder, r->scan.at);
    sl_builder_leave(r->builder);
    return true;
}

/* The only argument of the call whose bracket was passed. */
static bool is_collection(const reading *r)
{
    sl_hcl_scan scan = r->scan;
    sl_hcl_expression only;

    sl_hcl_skip_lines(&scan);
    if (!sl_hcl_take_expression(&scan, &only) ||
        (only.role != SL_HCL_TUPLE && only.role != SL_HCL_OBJECT))
        return false;
    sl_hcl_take_further(&scan, ',');
    return sl_hcl_peek(&scan, NULL) == ')';
}

static bool read_call(reading *r, sl_span span)
{
    sl_hcl_expression only;
    sl_str name = sl_hcl_slice(&r->scan, sl_hcl_take_word(&r->scan));
    sl_str tag = sl_arena_printf(r->builder->arena, "!%.*s", sl_fmt(name));

    sl_hcl_take_further(&r->scan, '(');
    if (is_collection(r)) {
        sl_hcl_skip_lines(&r->scan);
        if (!sl_hcl_take_expression(&r->scan, &only))
            return false;
        r->scan.at = only.span.start;
        return only.role == SL_HCL_TUPLE ? read_tuple(r, tag) : read_object(r, tag);
    }
    if (!enter(r, SL_NODE_SEQ, span, tag))
        return false;
    while (sl_hcl_peek(&r->scan, NULL) != ')' && !sl_hcl_take_ellipsis(&r->scan))
        if (!read_item(r, ')') && sl_hcl_peek(&r->scan, NULL) != '.')
            return false;
    sl_builder_leave(r->builder);
    return true;
}

/* What a for expression makes: values, or keys and values. */
static bool read_for(reading *r, sl_span span)
{
    if (!enter(r, SL_NODE_SEQ, span, sl_lit("!for")) || !sl_hcl_take_for(&r->scan) ||
        !read_value(r))
        return false;
    if (sl_hcl_take_further(&r->scan, '=')) {
        r->scan.at++;
        sl_hcl_skip_lines(&r->scan);
        if (!read_value(r))
            return false;
    }
    sl_builder_leave(r->builder);
    return true;
}

/* a ? b : c */
static bool read_choice(reading *r, sl_span span)
{
    sl_hcl_expression part;

    if (!enter(r, SL_NODE_SEQ, span, sl_lit("!If")) ||
        !sl_hcl_take_operation(&r->scan, &part) || !read_expression(r, &part))
        return false;
    sl_hcl_take_further(&r->scan, '?');
    sl_hcl_skip_lines(&r->scan);
    if (!read_value(r))
        return false;
    sl_hcl_take_further(&r->scan, ':');
    sl_hcl_skip_lines(&r->scan);
    if (!sl_hcl_take_operation(&r->scan, &part) || !read_expression(r, &part))
        return false;
    sl_builder_leave(r->builder);
    return true;
}

static bool add_scalar(reading *r, const sl_hcl_expression *e)
{
    if (e->role == SL_HCL_STRING) {
        sl_hcl_string string = sl_hcl_string_at(r->scan.text, e->span.start, true);

        return sl_hcl_add_string(r->builder, &string);
    }
    return sl_hcl_add(r->builder, e->span, sl_builder_slice(r->builder, e->span),
                      SL_STYLE_PLAIN,
                      e->role == SL_HCL_PLAIN ? sl_lit("") : sl_lit("!expr"));
}

static bool read_parts(reading *r, const sl_hcl_expression *e)
{
    switch (e->role) {
    case SL_HCL_TUPLE: return read_tuple(r, sl_lit(""));
    case SL_HCL_OBJECT: return read_object(r, sl_lit(""));
    case SL_HCL_CALL: return read_call(r, e->span);
    case SL_HCL_FOR: return read_for(r, e->span);
    case SL_HCL_CHOICE: return read_choice(r, e->span);
    default: return false;
    }
}

/* One that was just taken. */
static bool read_expression(reading *r, const sl_hcl_expression *e)
{
    size_t end = r->scan.at;
    bool read;

    if (!e->parts)
        return add_scalar(r, e);
    r->scan.at = e->span.start;
    read = read_parts(r, e);
    r->scan.at = end;
    return read;
}

/* A list or an object, as it nearly always is, if a bracket is at hand: nothing is taken
 * twice then. *read: it is one. */
static bool read_collection(reading *r, bool *read)
{
    sl_builder *builder = r->builder;
    sl_builder_level before = builder->open[builder->depth];
    sl_str key = builder->key;
    sl_span key_span = builder->key_span;
    size_t start = r->scan.at;
    bool tuple = sl_hcl_here(&r->scan) == '[';

    *read = (tuple || sl_hcl_here(&r->scan) == '{') && !sl_hcl_begins_for(&r->scan);
    if (!*read)
        return true;
    if (tuple ? !read_tuple(r, sl_lit("")) : !read_object(r, sl_lit("")))
        return false;
    *read = !sl_hcl_goes_on(&r->scan);
    if (!*read) {
        sl_builder_undo(builder, before, key, key_span);
        r->scan.at = start;
    }
    return true;
}

static bool read_value(reading *r)
{
    sl_hcl_expression e;
    bool done;

    if (++r->scan.level > SL_HCL_PLAIN_DEPTH ||
        r->builder->depth + SL_HCL_PLAIN_DEPTH > SL_MAX_DEPTH)
        return false;
    if (!read_collection(r, &done) ||
        (!done && (!sl_hcl_take_expression(&r->scan, &e) || !read_expression(r, &e))))
        return false;
    r->scan.level--;
    return true;
}

static bool read_body(reading *r);

/* The braces of a block. One of the file may be known to be barren, or is noted. */
static bool read_braces(reading *r)
{
    bool top = r->scan.level == 0;
    size_t end = top ? sl_subtree_meet(r->builder, r->scan.at) : 0;

    if (end > 0) {
        r->scan.at = end;
        return true;
    }
    r->scan.at++;
    if (++r->scan.level > SL_HCL_PLAIN_DEPTH || !read_body(r) ||
        !sl_hcl_take(&r->scan, '}'))
        return false;
    r->scan.level--;
    if (top)
        sl_subtree_finish(r->builder, r->scan.at);
    return true;
}

/* word "label" { ... }: the key of its first MAP is known. */
static bool read_block(reading *r, size_t start)
{
    size_t opened = 0;
    bool labelled;

    do {
        if (opened == MAX_LABELS ||
            !sl_builder_enter(r->builder, SL_NODE_MAP, (sl_span){start, start}))
            return false;
        opened++;
        sl_hcl_skip_blanks(&r->scan);
        labelled = sl_hcl_here(&r->scan) != '{';
        if (labelled && !read_key(r))
            return false;
    } while (labelled);
    if (!read_braces(r))
        return false;
    sl_builder_key(r->builder, (sl_str){0}, (sl_span){0});
    sl_subtree_own(r->builder, r->builder->open[r->builder->depth].node, r->scan.at);
    while (opened-- > 0) {
        sl_builder_end(r->builder, r->scan.at);
        sl_builder_leave(r->builder);
    }
    return true;
}

static bool ends_member(reading *r)
{
    return sl_hcl_rest_is_blank(&r->scan) || sl_hcl_here(&r->scan) == '}';
}

static bool read_member(reading *r)
{
    size_t start = r->scan.at;

    if (!sl_hcl_begins_word(sl_hcl_here(&r->scan)) || !read_key(r))
        return false;
    sl_hcl_skip_blanks(&r->scan);
    if (sl_hcl_here(&r->scan) != '=')
        return read_block(r, start) && ends_member(r);
    if (sl_hcl_next(&r->scan) == '=' || sl_hcl_next(&r->scan) == '>')
        return false;
    r->scan.at++;
    sl_hcl_skip_blanks(&r->scan);
    return read_value(r) && ends_member(r);
}

/* Up to a brace, or the end of the text. */
static bool read_body(reading *r)
{
    sl_hcl_skip_lines(&r->scan);
    while (r->scan.at < r->scan.text.len && sl_hcl_here(&r->scan) != '}') {
        if (!read_member(r))
            return false;
        sl_hcl_skip_lines(&r->scan);
    }
    return true;
}

bool sl_hcl_plain_read(sl_builder *builder)
{
    sl_builder before = *builder;
    reading r = {.builder = builder, .scan = {.text = builder->text}};
    sl_span all = {0, r.scan.text.len};

    if (builder->excerpt || builder->depth > 0 || builder->open[0].last ||
        r.scan.text.len >= SL_MAX_NODES)
        return false;
    if (sl_builder_enter(builder, SL_NODE_MAP, all) && read_body(&r) &&
        r.scan.at == r.scan.text.len)
        return true;
    if (before.err)
        *before.err = (sl_err){0};
    *builder = before;
    builder->open[0].node->first = NULL;
    sl_subtree_forget(builder);
    return false;
}
