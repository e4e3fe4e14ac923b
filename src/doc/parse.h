/* parse.h - text to tree: the reader of its kind, and what is tried when that refuses. */
#ifndef SECLINT_DOC_PARSE_H
#define SECLINT_DOC_PARSE_H

#include "doc/builder.h"
#include "doc/doc.h"

typedef struct sl_parsed {
    const sl_node *tree; /* what was read; NULL for a kind without a tree */
    bool kept;           /* all of it, or around the error enough to be worth having */
    bool masked;         /* with the marks of templates masked */
    bool templated;      /* the reader refused, and there are such marks: the error is
                          * nothing to complain about */
    bool gaps;           /* JSON: something is left to a template or left out */
    sl_err error;        /* why the reader refused, if it did */
    const char *flaw;    /* the same without the place; NULL unless SL_EFORMAT */
    size_t flaw_at;      /* the place, in text */
} sl_parsed;

/* Is there a reader for the kind? */
bool sl_parse_known(sl_doc_kind kind);
/* All spans of the tree are in text, which must outlive it. If its reader refuses the
 * text, it is read with the marks of templates masked, if there are such; else, if it is
 * JSON, with the quotes in "${f("x")}" masked, if that gets further. */
sl_parsed sl_parse(sl_str text, sl_doc_kind kind, sl_leeway leeway, sl_arena *arena);
/* The same without leeway; the reader notes parts in log or, if log->passing, passes
 * over those known to be barren. NULL: as sl_parse. They say nothing about a text that
 * the reader refuses. */
sl_parsed sl_parse_parts(sl_str text, sl_doc_kind kind, struct sl_subtree_log *log,
                         sl_arena *arena);

#endif
