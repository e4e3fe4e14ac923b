/* hcl_outline.h - what is left of HCL without what is inside strings, heredocs and
 * comments. Inside of doc/ only.
 *
 * The scanner of tree-sitter-hcl makes a token of every character of a template, and
 * knows neither lines nor the end of a string that has none. Here, in one pass, strings
 * and heredocs become strings of blanks, a string before '=' becomes a word, what is not
 * closed is closed and what closes nothing is left out. */
#ifndef SECLINT_DOC_HCL_OUTLINE_H
#define SECLINT_DOC_HCL_OUTLINE_H

#include "doc/builder.h"

typedef struct sl_hcl_outline {
    sl_str text;   /* in the arena: as long as the original, or a little longer */
    size_t flaw;   /* where something is not HCL, or SIZE_MAX */
    bool too_much; /* more than SL_MAX_DEPTH brackets or SL_MAX_NODES values */
} sl_hcl_outline;

/* builder: of what will be read in the outline. Blocks of the file that are known to be
 * barren are blank inside; the others are noted, as alive until they have a node. */
sl_hcl_outline sl_hcl_outline_of(const sl_builder *builder);

/* Where the comment that begins at text[at] ends: "#", "//" before its line end. */
size_t sl_hcl_comment_end(sl_str text, size_t at);

/* A string or heredoc. */
typedef struct sl_hcl_string {
    sl_span inside; /* without quotes; of a heredoc the lines, without the last break */
    size_t end;     /* behind all of it */
    size_t
        indent; /* blanks that <<- strips from each line; inside begins behind them */
    bool heredoc;
    bool templated; /* holds ${ or %{ */
    bool closed;
} sl_hcl_string;

/* The one that begins at text[at], which is '"' or the '<' of "<<". One that is in
 * quotes ends with its line, but inside of ${ } if lines. */
sl_hcl_string sl_hcl_string_at(sl_str text, size_t at, bool lines);

#endif
