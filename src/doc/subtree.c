#include "doc/subtree.h"

#include "base/rows.h"
#include "doc/flat.h"

#include <stdlib.h>

_Static_assert(offsetof(sl_subtree, start) == 0, "rows begin with their offset");

enum {
    SHORTEST = 48,      /* bytes of a part that is worth noting */
    PASSED = UINT32_MAX /* sl_node.part of one that was passed over */
};

void sl_subtree_begin(sl_subtree_log *log, const sl_subtree_base *base)
{
    *log = (sl_subtree_log){.list = log->list, .lines = log->lines, .base = *base};
    log->list.len = log->lines.len = 0;
}

void sl_subtree_free(sl_subtree_log *log)
{
    sl_vec_free(&log->list);
    sl_vec_free(&log->lines);
}

/* The first barren part of the base that begins at or behind at. Readers go forward. */
static size_t first_from(sl_subtree_log *log, size_t at)
{
    const sl_subtree_base *base = &log->base;

    log->near = sl_rows_from(base->at, sizeof *base->at, base->len, at, log->near);
    return log->near;
}

/* The copy that text[at] is in, or NULL. Readers go forward. */
static const sl_copy *copy_of(sl_subtree_log *log, size_t at)
{
    const sl_copies *copies = log->base.copies;

    if (log->copy < copies->len && copies->at[log->copy].at > at)
        log->copy = 0;
    while (log->copy < copies->len &&
           copies->at[log->copy].at + copies->at[log->copy].len <= at)
        log->copy++;
    return log->copy < copies->len && copies->at[log->copy].at <= at
               ? &copies->at[log->copy]
               : NULL;
}

/* The parts in a barren one that were barren themselves are so here. */
static void take_over(sl_subtree_log *log, size_t first, size_t start)
{
    const sl_subtree_base *base = &log->base;
    uint32_t from = base->at[first].start;
    uint32_t end = base->at[first].end;

    log->tied = true; /* as far as anybody knows */
    for (size_t i = first; i < base->len && base->at[i].start < end; i++) {
        sl_subtree *part = sl_vec_push(&log->list);

        *part = base->at[i];
        part->start = (uint32_t)start + (part->start - from);
        part->end = (uint32_t)start + (part->end - from);
        part->reach = (uint32_t)start + (part->reach - from);
    }
}

/* The end of the barren part that begins at start, or 0. Its parts are noted. */
static size_t pass(const sl_builder *builder, size_t start, uint16_t place)
{
    sl_subtree_log *log = builder->parts;
    const sl_subtree *part;
    const sl_copy *copy;
    size_t from, first;

    if (!log || !log->passing)
        return 0;
    copy = copy_of(log, start);
    if (!copy)
        return 0;
    from = start - copy->at + copy->from;
    first = first_from(log, from);
    part = &log->base.at[first];
    if (first == log->base.len || part->start != from || part->place != place ||
        part->reach > copy->from + copy->len || part->depth < builder->depth ||
        builder->nodes + part->nodes > builder->nodes_max)
        return 0;
    take_over(log, first, start);
    return start + (part->end - part->start);
}

size_t sl_subtree_skip(sl_builder *builder, sl_node_type type, size_t start,
                       uint16_t place)
{
    size_t noted = builder->parts ? builder->parts->list.len : 0;
    size_t end = pass(builder, start, place);
    sl_node *node = NULL;

    if (end > 0)
        node = sl_builder_enter(builder, type, (sl_span){start, end});
    if (!node)
        return 0;
    builder->nodes += builder->parts->list.at[noted].nodes - 1;
    sl_subtree_leaf(builder->parts, node);
    node->part = PASSED;
    sl_builder_leave(builder);
    return end;
}

void sl_subtree_open(sl_builder *builder, sl_node *node, size_t start, uint16_t place)
{
    sl_subtree *part;

    if (!builder->parts)
        return;
    part = sl_vec_push(&builder->parts->list);
    *part = (sl_subtree){.start = (uint32_t)start,
                         .nodes = (uint32_t)builder->nodes,
                         .depth = (uint16_t)(builder->depth - 1),
                         .place = place};
    node->part = (uint32_t)builder->parts->list.len;
}

static sl_subtree *part_of(sl_subtree_log *log, const sl_node *node)
{
    return log && node->part > 0 && node->part <= log->list.len
               ? &log->list.at[node->part - 1]
               : NULL;
}

void sl_subtree_close(sl_builder *builder, const sl_node *node, size_t end,
                      size_t reach)
{
    sl_subtree *part = part_of(builder->parts, node);

    if (!part)
        return;
    part->end = (uint32_t)end;
    part->reach = (uint32_t)reach;
    part->nodes = (uint32_t)builder->nodes - part->nodes + 1;
    part->whole = end - part->start >= SHORTEST;
}

void sl_subtree_drop(sl_builder *builder, const sl_node *node)
{
    sl_subtree *part = part_of(builder->parts, node);

    if (part)
        part->whole = false;
}

void sl_subtree_unsettle(sl_builder *builder)
{
    if (!builder->parts)
        return;
    for (size_t depth = 0; depth <= builder->depth; depth++) {
        sl_subtree *part = part_of(builder->parts, builder->open[depth].node);

        if (part)
            part->alive = true;
    }
}

void sl_subtree_forget(sl_builder *builder)
{
    sl_subtree_log *log = builder->parts;

    if (!log)
        return;
    log->list.len = log->unowned = 0;
    log->spoilt = log->spoilt || log->flat;
}

size_t sl_subtree_meet(const sl_builder *builder, size_t start)
{
    size_t end;

    if (!builder->parts || builder->text.len >= SL_MAX_NODES)
        return 0;
    end = pass(builder, start, 0);
    if (end > 0)
        builder->parts->unowned++;
    else
        *sl_vec_push(&builder->parts->list) =
            (sl_subtree){.start = (uint32_t)start, .alive = true};
    return end;
}

void sl_subtree_finish(const sl_builder *builder, size_t end)
{
    sl_subtrees *list = builder->parts ? &builder->parts->list : NULL;
    sl_subtree *part = list && list->len > 0 ? sl_vec_last(list) : NULL;

    if (!part || part->end > 0)
        return;
    part->end = part->reach = (uint32_t)end;
    part->whole = end - part->start >= SHORTEST;
}

/* The levels round a part are known when there is a node. */
void sl_subtree_own(const sl_builder *builder, sl_node *node, size_t end)
{
    sl_subtree_log *log = builder->parts;
    size_t low = 0, high = log ? log->list.len : 0;
    sl_subtree *part;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (log->list.at[middle].end < end)
            low = middle + 1;
        else
            high = middle;
    }
    part = log && low < log->list.len ? &log->list.at[low] : NULL;
    if (!part || part->end != end)
        return;
    if (part->alive) {
        part->alive = false;
        part->depth = (uint16_t)builder->depth;
        node->part = (uint32_t)low + 1;
        return;
    }
    node->part = PASSED;
    log->unowned -= log->unowned > 0;
    log->spoilt = log->spoilt || part->depth < builder->depth;
}

/* A line stands in a copy with the line end in front of it, or begins both texts. */
static size_t behind_copied(sl_subtree_log *log, sl_str text, size_t at)
{
    const sl_copy *copy = copy_of(log, at);
    size_t end, from, lively, last;

    if (!copy || (copy->at == at && (at > 0 || copy->from > 0)))
        return at;
    end = copy->at + copy->len;
    from = at - copy->at + copy->from;
    lively = first_from(log, from);
    if (lively < log->base.len && log->base.at[lively].start - from < end - at)
        end = at + (log->base.at[lively].start - from); /* "# " may stand in front */
    last = sl_str_rchr(sl_str_sub(text, at, end), '\n');
    return last == SIZE_MAX ? at : at + last + 1;
}

size_t sl_subtree_pass_lines(const sl_builder *builder, size_t at, sl_doc_kind kind)
{
    sl_subtree_log *log = builder->parts;

    if (!log || !log->flat)
        return at;
    at = behind_copied(log, builder->text, at);
    log->spoilt = log->spoilt || !sl_flat_line(builder->text, at, kind);
    return at;
}

bool sl_subtree_passed(const sl_node *node)
{
    return node->part == PASSED;
}

/* What is set for a part is set for those round it, so most ways up are short. */
void sl_subtree_leaf(sl_subtree_log *log, const sl_node *leaf)
{
    if (!log)
        return;
    for (const sl_node *node = leaf->parent; node; node = node->parent) {
        sl_subtree *part = part_of(log, node);

        if (part && part->leafy)
            return;
        if (part)
            part->leafy = true;
    }
}

void sl_subtree_enliven(sl_subtree_log *log, const sl_node *leaf)
{
    if (!log)
        return;
    if (leaf->parent && !leaf->parent->parent)
        *sl_vec_push(&log->lines) =
            (sl_subtree){.start = (uint32_t)leaf->key_span.start};
    for (const sl_node *node = leaf->parent; node; node = node->parent) {
        sl_subtree *part = part_of(log, node);

        if (part)
            part->alive = true;
    }
}

void sl_subtree_lean(sl_subtree_log *log, const sl_node *leaf, const sl_node *node)
{
    if (!log || leaf == node)
        return;
    for (const sl_node *at = leaf->parent; at; at = at->parent) {
        sl_subtree *part = part_of(log, at);

        if (part)
            part->leaning = true;
        if (at == node)
            return;
    }
}

void sl_subtree_tie(sl_subtree_log *log)
{
    if (log)
        log->tied = true;
}

size_t sl_subtree_barren(sl_subtree_log *log)
{
    size_t kept = 0;

    for (size_t i = 0; i < log->list.len; i++) {
        sl_subtree part = log->list.at[i];

        log->list.at[kept] = part;
        kept += part.whole && part.leafy && !part.alive && !part.leaning;
    }
    return kept;
}

static int by_start(const void *a, const void *b)
{
    const sl_subtree *x = a, *y = b;

    return (x->start > y->start) - (x->start < y->start);
}

size_t sl_subtree_lively(sl_subtree_log *log)
{
    size_t kept = 0;

    if (log->lines.len > 0)
        qsort(log->lines.at, log->lines.len, sizeof *log->lines.at, by_start);
    log->list.len = 0;
    for (size_t i = 0; i < log->lines.len; i++)
        if (kept == 0 || log->lines.at[i].start != log->list.at[kept - 1].start) {
            *sl_vec_push(&log->list) = log->lines.at[i];
            kept++;
        }
    return kept;
}
