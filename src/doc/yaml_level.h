/* yaml_level.h - the block collections that are open while plain YAML is read. */
#ifndef SECLINT_DOC_YAML_LEVEL_H
#define SECLINT_DOC_YAML_LEVEL_H

#include "doc/builder.h"

typedef struct sl_yaml_level {
    size_t column;
    size_t end;      /* of its last key or value, quotes included */
    size_t due_at;   /* where an empty value stands, if one is due */
    sl_str anchor;   /* of the value that is due, */
    sl_str tag;      /* and with its sign */
    bool due;        /* a value is: behind a key, or behind a '-' */
    bool indentless; /* a sequence in the column of its mapping */
} sl_yaml_level;

/* As many levels as the builder has, and of the same depth. */
typedef struct sl_yaml_reading {
    sl_builder *builder;
    sl_str text;
    size_t at;     /* what is read next */
    size_t line;   /* where its line begins */
    bool document; /* something of the document at hand was read, */
    bool marked;   /* which began with "---" */
    bool ended;    /* by "...": only a "---" may follow */
    sl_yaml_level open[SL_MAX_DEPTH + 1];
} sl_yaml_reading;

static inline sl_yaml_level *sl_yaml_top(sl_yaml_reading *r)
{
    return &r->open[r->builder->depth];
}

static inline bool sl_yaml_is_map(const sl_yaml_reading *r)
{
    return r->builder->open[r->builder->depth].node->type == SL_NODE_MAP;
}

/* May something that begins in the column stand here as a value? */
static inline bool sl_yaml_fits(const sl_yaml_reading *r, size_t column)
{
    const sl_yaml_level *top = &r->open[r->builder->depth];

    if (r->builder->depth == 0)
        return !r->document;
    return top->due && column > top->column;
}

/* Has the value that is due neither anchor nor tag so far? */
static inline bool sl_yaml_is_bare(const sl_yaml_reading *r)
{
    const sl_yaml_level *top = &r->open[r->builder->depth];

    return top->anchor.len == 0 && top->tag.len == 0;
}

/* The open level has a value that is due from now on: an empty one stands at due_at. */
static inline void sl_yaml_value_due(sl_yaml_reading *r, size_t due_at)
{
    sl_yaml_top(r)->due = true;
    sl_yaml_top(r)->due_at = due_at;
}

/* The others return false at the ceilings of the builder. end: with its quotes. An alias
 * has neither anchor nor tag, and an empty value that has one is left to libyaml. */
bool sl_yaml_add_scalar(sl_yaml_reading *r, sl_span span, sl_str value, sl_style style,
                        size_t end);
bool sl_yaml_add_alias(sl_yaml_reading *r, sl_span span, sl_str name);
/* For a value that is due. */
bool sl_yaml_add_empty(sl_yaml_reading *r);
static inline bool sl_yaml_add_empty_if_due(sl_yaml_reading *r)
{
    return !sl_yaml_top(r)->due || sl_yaml_add_empty(r);
}
bool sl_yaml_enter(sl_yaml_reading *r, sl_node_type type, size_t start);
/* The same for a block collection that begins at r->at. */
bool sl_yaml_begin(sl_yaml_reading *r, sl_node_type type);
/* A block collection that would begin at r->at is known to be barren (doc/subtree.h): it
 * has an empty node, and is read. Else false, with nothing done. */
bool sl_yaml_pass(sl_yaml_reading *r, sl_node_type type);
/* At the first thing on a line, at the end of the text or behind a bracket. */
bool sl_yaml_leave(sl_yaml_reading *r);
/* Closes what is to the right of the column. */
bool sl_yaml_unroll(sl_yaml_reading *r, size_t column);
/* Closes everything. False also for a document that was marked but holds nothing: to
 * libyaml that is a value. */
bool sl_yaml_end_document(sl_yaml_reading *r);

#endif
