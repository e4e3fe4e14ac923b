/* hcl_scan.h - where words, strings and simple expressions of plain HCL end.
 *
 * "Not plain" is an answer, too: see doc/hcl_plain.h for what is left to tree-sitter. */
#ifndef SECLINT_DOC_HCL_SCAN_H
#define SECLINT_DOC_HCL_SCAN_H

#include "doc/hcl_outline.h"

enum { SL_HCL_PLAIN_DEPTH = 32 /* brackets, blocks and calls in each other */ };

typedef struct sl_hcl_scan {
    sl_str text;
    size_t at;    /* what is read next */
    size_t level; /* how much is open round it */
} sl_hcl_scan;

char sl_hcl_here(const sl_hcl_scan *s); /* '\0' at the end of the text */
char sl_hcl_next(const sl_hcl_scan *s); /* behind that one */
bool sl_hcl_begins_word(char c);

/* Those that take something return false if something else stands at s->at, which then
 * may have moved: nothing more is to be read. */

bool sl_hcl_take(sl_hcl_scan *s, char c); /* does not move then */
void sl_hcl_skip_blanks(sl_hcl_scan *s);
/* Past blanks and a comment: is that a line end, or that of the text? */
bool sl_hcl_rest_is_blank(sl_hcl_scan *s);
/* Past blanks, comments and line ends. */
void sl_hcl_skip_lines(sl_hcl_scan *s);
/* One that is closed, on its line unless it is a heredoc. */
bool sl_hcl_take_string(sl_hcl_scan *s, sl_hcl_string *string);
/* A word that is nothing else, or a string without its quotes. */
bool sl_hcl_take_key(sl_hcl_scan *s, sl_span *key);
/* A value that stands in the tree as it is written: a number or a word (*literal: it says
 * its value), or what is computed from such and from strings. */
bool sl_hcl_take_written(sl_hcl_scan *s, sl_span *span, bool *literal);

#endif
