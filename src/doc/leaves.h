/* leaves.h - what the values of a readable document are, all together. */
#ifndef SECLINT_DOC_LEAVES_H
#define SECLINT_DOC_LEAVES_H

#include "doc/doc.h"

typedef struct sl_leaves {
    size_t values; /* neither placeholder nor reference; 1 for text without a tree */
    size_t references;   /* ARNs, expansions, inline !vault values */
    size_t placeholders; /* empty values included */
    size_t wanted;       /* placeholders under a name that announces a secret */
} sl_leaves;

/* The byte classes of readable text, the last one that applies. */
typedef enum sl_leaf_class {
    SL_LEAVES_COMMENTS,     /* nothing but comments, or nothing at all */
    SL_LEAVES_PLACEHOLDERS, /* and comments */
    SL_LEAVES_REFERENCES,   /* and placeholders and comments */
    SL_LEAVES_PLAINTEXT
} sl_leaf_class;

sl_leaves sl_leaves_of(sl_doc *doc);
sl_leaf_class sl_leaves_class(const sl_leaves *leaves);
/* "comments-only", "placeholders-only", "references-only", "plaintext" */
const char *sl_leaves_name(sl_leaf_class class_);

#endif
