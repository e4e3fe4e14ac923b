/* sitter.h - what the readers by tree-sitter share: parsing within bounds, and
 * walking the syntax tree with one cursor. */
#ifndef SECLINT_DOC_SITTER_H
#define SECLINT_DOC_SITTER_H

#include "doc/builder.h"

#include <tree_sitter/api.h>

/* text parsed, to be deleted with ts_tree_delete; NULL if it costs so much more than
 * well-formed text does that nothing will come of it. */
TSTree *sl_sitter_parse(const TSLanguage *language, sl_str text);

/* A walk over a syntax tree whose recursion is bounded. */
typedef struct sl_sitter {
    sl_builder *builder;
    TSTreeCursor cursor;
    size_t depth; /* of the syntax tree; see sl_sitter_down */
    bool too_deep;
} sl_sitter;

/* What the cursor stands on. */
const char *sl_sitter_type(const sl_sitter *sitter);
bool sl_sitter_is(const sl_sitter *sitter, const char *type);
sl_span sl_sitter_span(const sl_sitter *sitter);

/* To the first child; false if there is none or if it is deeper than a document may
 * be (too_deep). After true, call sl_sitter_up. */
bool sl_sitter_down(sl_sitter *sitter);
bool sl_sitter_next(sl_sitter *sitter);
void sl_sitter_up(sl_sitter *sitter);

/* Parses the builder's text, and has top add a MAP's worth of nodes to the builder;
 * top is called with the cursor on the root. As sl_json_read: what cannot be read
 * is left out; false, with "not <name>" as the error, if there was any such thing. */
bool sl_sitter_read(sl_builder *builder, const TSLanguage *language, const char *name,
                    bool (*top)(sl_sitter *sitter));

#endif
