/* snippet.h - one line of a document, quoted without its secrets. */
#ifndef SECLINT_RULE_SNIPPET_H
#define SECLINT_RULE_SNIPPET_H

#include "doc/doc.h"

/* A secret in doc->text, with the public bytes it may show. */
typedef struct sl_secret_span {
    sl_span span;
    uint32_t keep;
} sl_secret_span;

/* The secrets of one document, sorted and disjoint. */
typedef struct sl_secrets {
    const sl_secret_span *at;
    size_t len;
} sl_secrets;

/* Sorts the spans in place and makes one of those that overlap. */
sl_secrets sl_secrets_merge(sl_secret_span *at, size_t len);
/* Does a secret reach into span? */
bool sl_secrets_touch(sl_secrets secrets, sl_span span);

typedef struct sl_snippet {
    sl_str text; /* at most SL_MAX_SNIPPET bytes */
    size_t mark_start;
    size_t mark_end;
    bool masked; /* something of the line is not shown */
} sl_snippet;

/* Quotes the line where about starts. Every secret on it is replaced by its
 * public prefix and a fixed number of stars, so not even its length shows; so is
 * any other long run of letters and digits outside about, since what one rule
 * does not know another scanner's reader may. The marks follow about. */
sl_snippet sl_snippet_make(sl_arena *arena, sl_doc *doc, sl_span about,
                           sl_secrets secrets);

/* text[span], which lies on one line, masked in the same way. */
sl_str sl_snippet_part(sl_arena *arena, sl_doc *doc, sl_span span, sl_secrets secrets);

#endif
