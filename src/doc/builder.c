#include "doc/builder.h"

/* Where a span of what is read stands. */
static sl_span placed(const sl_builder *builder, sl_span span)
{
    return builder->excerpt ? sl_excerpt_span(builder->excerpt, span) : span;
}

static sl_node *node_new(sl_builder *builder, sl_node_type type, sl_span span)
{
    sl_node *node = sl_arena_alloc(builder->arena, sizeof *node);

    node->type = type;
    node->span = placed(builder, span);
    return node;
}

void sl_builder_init(sl_builder *builder, sl_str text, sl_arena *arena, sl_err *err)
{
    *builder = (sl_builder){.text = text,
                            .written = text,
                            .arena = arena,
                            .err = err,
                            .nodes_max = SL_MAX_NODES};
    builder->open[0].node = node_new(builder, SL_NODE_SEQ, (sl_span){0, text.len});
}

void sl_builder_key(sl_builder *builder, sl_str key, sl_span span)
{
    builder->key = key;
    builder->key_span = key.len > 0 ? placed(builder, span) : span;
}

sl_node *sl_builder_add(sl_builder *builder, sl_node_type type, sl_span span)
{
    sl_builder_level *level = &builder->open[builder->depth];
    sl_node *node;

    if (builder->nodes >= builder->nodes_max) {
        sl_fail(builder->err, SL_ELIMIT, "more than %zu values", builder->nodes_max);
        return NULL;
    }
    builder->nodes++;
    node = node_new(builder, type, span);
    node->parent = level->node;
    node->key = builder->key;
    node->key_span = builder->key_span;
    sl_builder_key(builder, (sl_str){0}, (sl_span){0});
    if (level->last)
        level->last->next = node;
    else
        level->node->first = node;
    level->last = node;
    return node;
}

sl_node *sl_builder_scalar(sl_builder *builder, sl_str value, sl_span span)
{
    sl_node *node = sl_builder_add(builder, SL_NODE_SCALAR, span);

    if (node)
        node->value = value;
    return node;
}

sl_node *sl_builder_enter(sl_builder *builder, sl_node_type type, sl_span span)
{
    sl_node *node;

    if (builder->depth >= SL_MAX_DEPTH) {
        sl_fail(builder->err, SL_ELIMIT, "nested deeper than %u levels", SL_MAX_DEPTH);
        return NULL;
    }
    node = sl_builder_add(builder, type, span);
    if (node)
        builder->open[++builder->depth] = (sl_builder_level){.node = node};
    return node;
}

void sl_builder_end(sl_builder *builder, size_t end)
{
    sl_node *node = builder->open[builder->depth].node;

    node->span.end = placed(builder, (sl_span){end, end}).end;
    if (node->span.end < node->span.start)
        node->span.end = node->span.start;
}

void sl_builder_leave(sl_builder *builder)
{
    if (builder->depth > 0)
        builder->depth--;
}

void sl_builder_undo(sl_builder *builder, sl_builder_level before, sl_str key,
                     sl_span key_span)
{
    if (before.last)
        before.last->next = NULL;
    else
        before.node->first = NULL;
    builder->open[builder->depth] = before;
    builder->key = key;
    builder->key_span = key_span;
}

const sl_node *sl_builder_done(sl_builder *builder)
{
    sl_builder_level *top = &builder->open[0];

    for (; builder->depth > 0; builder->depth--) {
        const sl_builder_level *level = &builder->open[builder->depth];

        if (level->last && level->last->span.end > level->node->span.end)
            level->node->span.end = level->last->span.end;
    }
    if (!top->last) {
        top->node->type = SL_NODE_MAP;
        return top->node;
    }
    if (top->node->first != top->last)
        return top->node;
    top->last->parent = NULL;
    return top->last;
}

sl_str sl_builder_slice(const sl_builder *builder, sl_span span)
{
    return sl_str_sub(builder->text, span.start, span.end);
}

sl_str sl_builder_decoded(const sl_builder *builder, sl_str decoded, sl_span span)
{
    sl_str read = sl_builder_slice(builder, span);
    sl_str written = sl_str_sub(builder->written, span.start, span.end);
    bool same = sl_str_eq(decoded, read);
    bool masked = read.ptr != written.ptr && !sl_str_eq(read, written);

    return same || masked ? written : decoded;
}

bool sl_builder_fail(sl_builder *builder, size_t offset, const char *what)
{
    size_t line = 1;

    builder->flaw = what;
    builder->flaw_at = offset;
    for (size_t i = 0; i < offset && i < builder->text.len; i++)
        line += builder->text.ptr[i] == '\n';
    return sl_fail(builder->err, SL_EFORMAT, "line %zu: %s", line, what);
}
