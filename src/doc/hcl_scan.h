/* hcl_scan.h - where words, strings and numbers of plain HCL end.
 *
 * "Not plain" is an answer, too: see doc/hcl_plain.h for what is left to tree-sitter. */
#ifndef SECLINT_DOC_HCL_SCAN_H
#define SECLINT_DOC_HCL_SCAN_H

#include "doc/hcl_outline.h"

enum { SL_HCL_PLAIN_DEPTH = 32 /* brackets, blocks and calls in each other */ };

typedef struct sl_hcl_scan {
    sl_str text;
    size_t at;      /* what is read next */
    size_t level;   /* how much is open round it */
    size_t line;    /* sl_hcl_peek was asked there last, */
    size_t further; /* and that was its answer */
} sl_hcl_scan;

/* '\0' at the end of the text */
static inline char sl_hcl_here(const sl_hcl_scan *s)
{
    return s->at < s->text.len ? s->text.ptr[s->at] : '\0';
}

/* Behind that one. */
static inline char sl_hcl_next(const sl_hcl_scan *s)
{
    return s->at + 1 < s->text.len ? s->text.ptr[s->at + 1] : '\0';
}

static inline bool sl_hcl_begins_word(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

static inline bool sl_hcl_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline sl_str sl_hcl_slice(const sl_hcl_scan *s, sl_span span)
{
    return sl_str_sub(s->text, span.start, span.end);
}

/* Those that take something return false if something else stands at s->at, which then
 * may have moved: nothing more is to be read. */

bool sl_hcl_take(sl_hcl_scan *s, char c); /* does not move then */
/* Past blanks and comments on the line. */
void sl_hcl_skip_blanks(sl_hcl_scan *s);
/* Past blanks and a comment: is that a line end, or that of the text? */
bool sl_hcl_rest_is_blank(sl_hcl_scan *s);
/* Past blanks, comments and line ends. */
void sl_hcl_skip_lines(sl_hcl_scan *s);
/* What stands behind them; does not move. *at (or NULL): where. */
char sl_hcl_peek(sl_hcl_scan *s, size_t *at);
/* Goes there and takes c, or does not move. */
bool sl_hcl_take_further(sl_hcl_scan *s, char c);
bool sl_hcl_begins_string(const sl_hcl_scan *s);
/* One that is closed. */
bool sl_hcl_take_string(sl_hcl_scan *s, sl_hcl_string *string);
/* The word that begins here, or an empty one. */
sl_span sl_hcl_take_word(sl_hcl_scan *s);
/* A number without a sign. */
bool sl_hcl_take_number(sl_hcl_scan *s);
/* true, false or null? */
bool sl_hcl_is_literal(sl_str word);
/* May the word mean something else than a name? */
bool sl_hcl_is_reserved(sl_str word);
/* A word that is nothing else, or a string without its quotes. */
bool sl_hcl_take_key(sl_hcl_scan *s, sl_span *key);

#endif
