/* subtree.h - the parts of a tree, and which of them hold nothing, from version to version.
 *
 * A part is what brackets, tags or braces close, or a block of YAML, that ends where a
 * line is indented less: its tree is a function of its own bytes, of how it stands, and
 * of the bytes that say where it ends. Who judges the leaves of a tree says which parts hold something (a finding, or
 * what might be one elsewhere) and which lean on what is around them. The others are
 * barren: nothing comes of them, wherever they stand.
 *
 * Where a text is a delta on one whose barren parts are known, a part that lies inside
 * one copy needs no reading: it becomes an empty collection with the key, the span and
 * the weight (nodes, depth) that it has, so that everything else in the tree, and every
 * ceiling, is as if it had been read.
 *
 * A flat document (doc/flat.h) has no parts, but its lines are as good, where each verdict
 * was one on the key and the value of a leaf alone: only the lines are read that the delta
 * brings in, and those of which something came. */
#ifndef SECLINT_DOC_SUBTREE_H
#define SECLINT_DOC_SUBTREE_H

#include "doc/builder.h"
#include "doc/doc.h"
#include "git/delta.h"

typedef struct sl_subtree {
    uint32_t start;
    uint32_t end;
    uint32_t reach; /* behind the last byte that says that it ends there */
    uint32_t nodes; /* in it, and itself */
    uint16_t depth; /* levels that were open round it: at so many it is known to fit */
    uint16_t place; /* how it stands, as its reader counts: it is itself only there */
    bool whole;     /* it was closed by its own sign */
    bool leafy;     /* it holds a leaf */
    bool alive;     /* something came of a leaf in it, or might */
    bool leaning;   /* a verdict on a leaf in it looked at something outside */
} sl_subtree;

SL_VEC(sl_subtrees, sl_subtree);

/* What is known of the text that a text is a delta on. */
typedef struct sl_subtree_base {
    const sl_subtree *at; /* barren ones, ascending by start; NULL: nothing is known */
    size_t len;
    unsigned judges; /* a bit for each who found nothing in them */
    bool flat;       /* it is, and at are the lines of which something came */
    const sl_copies *copies;
} sl_subtree_base;

/* One document's parts. Belongs to a worker and is used for one document after the
 * other. */
typedef struct sl_subtree_log {
    sl_subtrees list;  /* by start, outer before inner */
    sl_subtrees lines; /* of which something came, if the document is flat */
    sl_subtree_base base;
    size_t copy;     /* the one in which the last part was looked for, */
    size_t near;     /* and the part of the base that it was compared with */
    unsigned judges; /* who has been through all parts */
    size_t unowned;  /* parts passed over that have no node yet, see sl_subtree_own */
    bool passing;    /* barren parts are passed over, else only noted */
    bool flat;       /* only what is new or lively in a flat document is read */
    bool tied;       /* some verdict was not one on the key and value of a leaf alone */
    bool spoilt;     /* the list says nothing about the document */
} sl_subtree_log;

/* Empties the log; the list keeps its memory. */
void sl_subtree_begin(sl_subtree_log *log, const sl_subtree_base *base);
void sl_subtree_free(sl_subtree_log *log);

/* For readers. All but the first do nothing if builder->parts is NULL. */

/* Where the barren part that begins at start and stands in place ends: a node without
 * children was added for it, under the builder's key. 0, with nothing done: it is none. */
size_t sl_subtree_skip(sl_builder *builder, sl_node_type type, size_t start,
                       uint16_t place);
/* The collection node, just entered, begins at start and stands in place; */
void sl_subtree_open(sl_builder *builder, sl_node *node, size_t start, uint16_t place);
/* and ends at end, as the text up to reach says (that of its own sign: end). */
void sl_subtree_close(sl_builder *builder, const sl_node *node, size_t end,
                      size_t reach);
/* It is no collection after all. */
void sl_subtree_drop(sl_builder *builder, const sl_node *node);
/* What stands here may concern any level that is open. */
void sl_subtree_unsettle(sl_builder *builder);
/* Nothing that was noted holds: the text is read once more, without parts. */
void sl_subtree_forget(sl_builder *builder);

/* For a reader that looks for parts before there are nodes; parts are not nested, and the
 * text has fewer bytes than SL_MAX_NODES. */

/* Where the barren part that begins at start ends, or 0, with another part begun. */
size_t sl_subtree_meet(const sl_builder *builder, size_t start);
/* The part begun last, if it is still open, is closed by its own sign. */
void sl_subtree_finish(const sl_builder *builder, size_t end);
/* node, just entered, is the one whose part ends at end. A part without a node counts as
 * alive; was it passed over, then as something else than it was: it has to be read. */
void sl_subtree_own(const sl_builder *builder, sl_node *node, size_t end);

/* For a reader of flat documents at the beginning of a line: that of the next line which
 * is to be read; at itself unless parts->flat. Spoils parts if that line is no flat one. */
size_t sl_subtree_pass_lines(const sl_builder *builder, size_t at, sl_doc_kind kind);

/* For who judges leaves. log may be NULL. */

/* Was the node a part that was passed over? */
bool sl_subtree_passed(const sl_node *node);
/* leaf is one, and nothing came of it so far. */
void sl_subtree_leaf(sl_subtree_log *log, const sl_node *leaf);
/* Something came of leaf, or would in another place. */
void sl_subtree_enliven(sl_subtree_log *log, const sl_node *leaf);
/* A verdict on leaf looked at the key of node, which is above it (NULL: at anything). */
void sl_subtree_lean(sl_subtree_log *log, const sl_node *leaf, const sl_node *node);
/* The verdict on some leaf looked at more than its key and value. */
void sl_subtree_tie(sl_subtree_log *log);
/* Moves the barren parts to the front of the list and returns how many they are. */
size_t sl_subtree_barren(sl_subtree_log *log);
/* The same of the lines of a flat document of which something came. */
size_t sl_subtree_lively(sl_subtree_log *log);

#endif
