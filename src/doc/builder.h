/* builder.h - a tree in the making: what the readers of YAML, JSON, dotenv and
 * key/value lines share, above all the ceilings on depth and number of nodes. */
#ifndef SECLINT_DOC_BUILDER_H
#define SECLINT_DOC_BUILDER_H

#include "base/arena.h"
#include "base/err.h"
#include "base/limits.h"
#include "doc/excerpt.h"
#include "doc/node.h"

/* A MAP or SEQ that still takes children. */
typedef struct sl_builder_level {
    sl_node *node;
    sl_node *last;
} sl_builder_level;

/* What a reader lets pass that its format does not have; heeded by that of JSON and that
 * of .env files. */
typedef enum sl_leeway {
    SL_LEEWAY_NONE,
    SL_LEEWAY_PROSE,   /* what people write for people: trailing commas, bare words,
                        * a value that runs over several lines */
    SL_LEEWAY_TEMPLATE /* and what is left of a template without its marks: no commas */
} sl_leeway;

/* Level 0 is a SEQ that holds the document's top value, or its several ones. */
typedef struct sl_builder {
    sl_str text;    /* that is read and that all spans are in */
    sl_str written; /* the same, but with the templates that text has masked */
    sl_arena *arena;
    sl_err *err;
    sl_str key; /* of the next node, see sl_builder_key */
    sl_span key_span;
    const sl_excerpt *excerpt; /* NULL, or what text is: spans are those behind it */
    struct sl_subtree_log
        *parts; /* NULL: nobody asks for the parts, see doc/subtree.h */
    sl_leeway leeway;
    bool kept;        /* what was read before or around an error is worth having */
    bool gaps;        /* something is left to a template or left out (JSON only) */
    const char *flaw; /* what sl_builder_fail was told last; NULL: nothing */
    size_t flaw_at;
    size_t nodes;
    size_t nodes_max; /* SL_MAX_NODES, unless somebody has reason for another one */
    size_t depth;
    sl_builder_level open[SL_MAX_DEPTH + 1];
} sl_builder;

void sl_builder_init(sl_builder *builder, sl_str text, sl_arena *arena, sl_err *err);

/* Gives the next node its key. */
void sl_builder_key(sl_builder *builder, sl_str key, sl_span span);

/* A new last child of the open level. NULL, with the error filled (SL_ELIMIT),
 * when the document has SL_MAX_NODES already. */
sl_node *sl_builder_add(sl_builder *builder, sl_node_type type, sl_span span);
/* As sl_builder_add for a scalar. */
sl_node *sl_builder_scalar(sl_builder *builder, sl_str value, sl_span span);
/* As sl_builder_add for a MAP or SEQ, which then is the open level; NULL also
 * (SL_ELIMIT) at the depth SL_MAX_DEPTH. */
sl_node *sl_builder_enter(sl_builder *builder, sl_node_type type, sl_span span);
/* Where the open level ends in text. */
void sl_builder_end(sl_builder *builder, size_t end);
/* Closes the open level, unless it is level 0. */
void sl_builder_leave(sl_builder *builder);

/* The open level is what it was before a child was added under the key: it has none. */
void sl_builder_undo(sl_builder *builder, sl_builder_level before, sl_str key,
                     sl_span key_span);

/* The value of the document: the only child of level 0, or the SEQ of several, or
 * an empty MAP. Levels still open are closed behind what is in them. */
const sl_node *sl_builder_done(sl_builder *builder);

/* text[span] as a slice. */
sl_str sl_builder_slice(const sl_builder *builder, sl_span span);
/* What a node decoded from text[span] is to hold: decoded, or the slice as written
 * where that is the same or has a template in it. */
sl_str sl_builder_decoded(const sl_builder *builder, sl_str decoded, sl_span span);
/* "line N: what" as an SL_EFORMAT error, N being the line of offset; what is kept and
 * must be a constant. Returns false. */
bool sl_builder_fail(sl_builder *builder, size_t offset, const char *what);

#endif
