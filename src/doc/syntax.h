/* syntax.h - tree-sitter with a limit. Inside of doc/ only.
 *
 * The error recovery of a grammar may take minutes for 100 kB that a stranger wrote. What
 * a parse may cost is therefore counted, in steps of the parser, in bytes that its lexer
 * reads (a scanner of a grammar can read ahead without end within one step) and in
 * recoveries, and never in seconds: a text is read or refused on every machine alike. */
#ifndef SECLINT_DOC_SYNTAX_H
#define SECLINT_DOC_SYNTAX_H

#include "base/arena.h"

#include <tree_sitter/api.h>

/* A type of node that means something to a reader; a type that begins with a letter is
 * that of a named node. */
typedef struct sl_syntax_row {
    const char *type;
    uint8_t role; /* of the reader; 0 is that of all other types */
} sl_syntax_row;

enum { SL_SYNTAX_ERROR = UINT8_MAX }; /* the role of what could not be read */

typedef struct sl_syntax_grammar {
    const TSLanguage *(*language)(void);
    const sl_syntax_row *rows;
    size_t len;
    size_t patience; /* bytes of text that may cost about 100 steps of the parser: less
                      * is more patient */
} sl_syntax_grammar;

/* A parsed text, and where its reader stands. */
typedef struct sl_syntax {
    TSTree *tree;
    TSTreeCursor cursor;
    const uint8_t *roles; /* by symbol */
} sl_syntax;

/* Reads text (at most 4 GiB) and puts the cursor on the top. The roles lie in the arena.
 * Returns false, with nothing to close, if the text costs too much. */
bool sl_syntax_open(sl_syntax *syntax, const sl_syntax_grammar *grammar, sl_str text,
                    sl_arena *arena);
void sl_syntax_close(sl_syntax *syntax);

/* for (bool more = sl_syntax_down(s); more; more = sl_syntax_next(s)): the children of
 * the node under the cursor. The loop must not be left early: sl_syntax_next goes back
 * up behind the last child. */
bool sl_syntax_down(sl_syntax *syntax);
bool sl_syntax_next(sl_syntax *syntax);
void sl_syntax_up(sl_syntax *syntax);

/* Of the node under the cursor. */
TSNode sl_syntax_here(const sl_syntax *syntax);
uint8_t sl_syntax_role(const sl_syntax *syntax);
sl_span sl_syntax_span(const sl_syntax *syntax);
uint8_t sl_syntax_role_of(const sl_syntax *syntax, TSNode node);

#endif
