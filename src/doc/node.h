/* node.h - one tree for every format that has a structure. */
#ifndef SECLINT_DOC_NODE_H
#define SECLINT_DOC_NODE_H

#include "base/buf.h"

typedef enum sl_node_type {
    SL_NODE_MAP,
    SL_NODE_SEQ,
    SL_NODE_SCALAR,
    SL_NODE_ALIAS
} sl_node_type;

typedef enum sl_style {
    SL_STYLE_PLAIN,
    SL_STYLE_SINGLE,
    SL_STYLE_DOUBLE,
    SL_STYLE_LITERAL, /* | */
    SL_STYLE_FOLDED   /* > */
} sl_style;

/* Lives in the document's arena. Spans are in doc->text. */
typedef struct sl_node {
    sl_node_type type;
    sl_style style;
    sl_str key;       /* decoded; empty in a SEQ and at the top */
    sl_span key_span; /* without quotes; empty like key */
    sl_str tag;       /* "!vault", "!Sub"; empty if none is written */
    sl_str value;     /* SCALAR: decoded; ALIAS: the anchor's name */
    sl_span span;     /* of the whole value, quotes left out */
    sl_str anchor;    /* "&name" of YAML, without the sign; empty if none */
    bool commented;   /* from a commented-out line (key/value fallback, dotenv) */
    uint32_t part;    /* of a MAP or SEQ: see doc/subtree.h */
    const struct sl_node *parent;
    const struct sl_node *first; /* children, in document order */
    const struct sl_node *next;
} sl_node;

/* First child of a MAP with that key, or NULL; also NULL for other types. */
const sl_node *sl_node_get(const sl_node *map, sl_str key);
/* As "a.b[2].c" ("" for the top); keys with dots or blanks are quoted. */
void sl_node_path(const sl_node *node, sl_buf *out);
/* The node after node in document order below top, or NULL: a walk without
 * recursion. Begin with top itself. */
const sl_node *sl_node_walk(const sl_node *top, const sl_node *node);
/* Nearest key on the way up: the node's own, or its SEQ's. */
sl_str sl_node_name(const sl_node *node);

#endif
