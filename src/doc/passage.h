/* passage.h - what can be read as a tree in a document: the document itself, and the
 * documents that stand in it: JSON in a value, a fence of Markdown, a heredoc or quoted
 * argument of a shell script, a literal of Python or JavaScript.
 *
 * Every span of every node is in the text of the outer document. */
#ifndef SECLINT_DOC_PASSAGE_H
#define SECLINT_DOC_PASSAGE_H

#include "doc/doc.h"

typedef enum sl_carrier {
    SL_CARRIER_WHOLE,   /* the tree of the document */
    SL_CARRIER_VALUE,   /* a document in a value of another passage */
    SL_CARRIER_BLOCK,   /* a fence or an indented block of Markdown, reST, plain text */
    SL_CARRIER_HEREDOC, /* of a shell script, Makefile, CI step */
    SL_CARRIER_ARGUMENT, /* '--policy-document {...}' */
    SL_CARRIER_LITERAL   /* of a program */
} sl_carrier;

/* Lives in the document's arena. */
typedef struct sl_passage {
    const sl_node *tree; /* never NULL; an empty MAP if nothing could be read */
    sl_carrier carrier;
    sl_doc_kind kind;    /* how it was read */
    sl_span span;        /* in doc->text; without the quotes or fence around it */
    const sl_node *leaf; /* VALUE: whose value it is; else NULL */
    sl_str context;      /* HEREDOC, ARGUMENT: the command line, with all lines that it
                          * goes on in; LITERAL: the name that it is assigned or passed
                          * to; BLOCK: the language of the fence; or empty */
    bool prose;          /* in text for people: Markdown, reST, .txt */
    bool incomplete;  /* something is missing in the tree, that a template, a shell or
                          * the reader puts in: statements of a template, "...", a value
                          * that is ${x} or <x> without quotes; not so a placeholder
                          * inside of a string, which stands in the value */
    sl_err error;     /* the first fault: "expected ',' or '}'"; told even where the
                          * rest could be read, but not in a template; in prose, what is
                          * JSON but for commas, comments and dots is no fault */
    sl_span error_at; /* where that is, in doc->text */
} sl_passage;

typedef struct sl_passages {
    const sl_passage *at;
    size_t len;
    sl_err error; /* a ceiling was hit, and there may be more: say so in a notice */
} sl_passages;

/* All passages of a document, outermost first and in the order of the text; found at the
 * first call. At most SL_MAX_PASSAGES. Values, blocks, heredocs, arguments and literals are
 * passages only if they hold a tree of at least one key; those with an error only if
 * their format is given (by the language of a fence, the name of a file) or they have a
 * "Statement". None for a document above SL_MAX_TREE_SIZE, and none but the whole where
 * the tree is made from key/value lines. */
sl_passages sl_doc_passages(sl_doc *doc);

#endif
