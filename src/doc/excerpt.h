/* excerpt.h - a text that stands in a document, perhaps written otherwise there
 * (indented, quoted, with escapes), and the way back to the document's bytes. */
#ifndef SECLINT_DOC_EXCERPT_H
#define SECLINT_DOC_EXCERPT_H

#include "doc/align.h"

/* Lives in the arena, or (text that is written as it is) in the document. */
typedef struct sl_excerpt {
    sl_str text;
    size_t at;              /* where text begins in the document, if starts is NULL */
    const uint32_t *starts; /* by byte of text: its place in the document, */
    const uint32_t *ends;   /* and where that ends */
} sl_excerpt;

/* part as it stands in the document's text whole. */
sl_excerpt sl_excerpt_of(sl_str whole, sl_str part);
/* The part of an excerpt that span says. */
sl_excerpt sl_excerpt_sub(const sl_excerpt *from, sl_span span);
/* The place in the document of a span of the excerpt's text. */
sl_span sl_excerpt_span(const sl_excerpt *excerpt, sl_span span);

/* What a value decoded from part is, if it is written in that way (see doc/align.h).
 * Returns false, with *out untouched, if the two do not fit together. */
bool sl_excerpt_decoded(sl_arena *arena, const sl_excerpt *part, sl_str decoded,
                        sl_writing writing, size_t indent, sl_excerpt *out);

/* An excerpt of an excerpt in the making: bytes are taken over or replaced, in order. */
typedef struct sl_excerpt_maker {
    const sl_excerpt *from;
    char *bytes;
    uint32_t *starts;
    uint32_t *ends;
    size_t len;
    size_t room;
} sl_excerpt_maker;

/* For at most room bytes; what is more is left out. */
sl_excerpt_maker sl_excerpt_begin(sl_arena *arena, const sl_excerpt *from, size_t room);
/* The bytes of from->text in span. */
void sl_excerpt_take(sl_excerpt_maker *maker, sl_span span);
/* c, which is written as span of from->text. */
void sl_excerpt_put(sl_excerpt_maker *maker, char c, sl_span span);
sl_excerpt sl_excerpt_end(const sl_excerpt_maker *maker);

/* Without the blanks and tabs that every line begins with that is not blank. */
sl_excerpt sl_excerpt_dedent(sl_arena *arena, const sl_excerpt *from);

#endif
