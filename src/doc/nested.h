/* nested.h - a document inside a value: JSON in a string in YAML, a script in a block
 * scalar, a line of code in a notebook; with the way back to the outer bytes. */
#ifndef SECLINT_DOC_NESTED_H
#define SECLINT_DOC_NESTED_H

#include "doc/align.h"
#include "doc/doc.h"

typedef struct sl_nested {
    sl_blob blob;
    sl_doc doc;                     /* of the value; in the outer document's arena */
    const struct sl_nested *around; /* NULL: the outer document is a file */
    const sl_node *leaf;            /* whose value it is, in the outer document */
    sl_span span;                   /* of the value in the outer text */
    bool aligned;                   /* else every place in it is span */
    sl_align align;
} sl_nested;

/* Opens value, which is what leaf (of outer, itself in around or in a file) holds, or is
 * made from it (decoded once more: then nothing in it has a place of its own). outer,
 * around and *out must outlive the nested document. */
void sl_nested_open(sl_nested *out, const sl_doc *outer, const sl_nested *around,
                    const sl_node *leaf, sl_str value, sl_doc_kind kind);
/* The tree; for text without one that of its key/value lines. Never NULL, but for
 * encrypted content and for JSON that is none. */
const sl_node *sl_nested_tree(sl_nested *nested);
/* Where a span of the nested text stands in the file; nested may be NULL (it is in the
 * file already). */
sl_span sl_nested_span(const sl_nested *nested, sl_span span);

/* How the value of leaf is written in a document of that kind, for doc/align.h. */
sl_writing sl_leaf_writing(sl_doc_kind kind, const sl_node *leaf);
/* Blanks before the value on its line of text: those of a block scalar's other lines,
 * too; 0 for any other scalar. */
size_t sl_leaf_indent(sl_str text, const sl_node *leaf);

/* Where a part of a leaf's value stands in the text of its document. */
sl_span sl_leaf_part(const sl_doc *doc, const sl_node *leaf, sl_str part);

/* Which document the value of leaf may be, by what it looks like and by what its key
 * says ("application.yml"): SL_DOC_TEXT for several lines of anything else,
 * SL_DOC_MESSAGE for a value that is no document. */
sl_doc_kind sl_nested_kind(const sl_node *leaf, sl_str value);

#endif
