/* align.h - from the bytes of a decoded value to where they are written. */
#ifndef SECLINT_DOC_ALIGN_H
#define SECLINT_DOC_ALIGN_H

#include "base/arena.h"

/* How a value was written, as far as it matters here. */
typedef enum sl_writing {
    SL_WRITTEN_PLAIN,     /* folded or indented lines at most */
    SL_WRITTEN_BACKSLASH, /* JSON, TOML, HCL, YAML in double quotes, .properties */
    SL_WRITTEN_ENTITIES,  /* XML */
    SL_WRITTEN_DOUBLED    /* a quote is written twice: YAML in single quotes */
} sl_writing;

/* Lives in the arena. */
typedef struct sl_align {
    const uint32_t *starts; /* by byte of the decoded value: its offset in what is */
    const uint32_t *ends;   /* written, and where that ends; NULL: the same text */
    size_t len;             /* of the decoded value */
} sl_align;

/* indent: blanks before each line that the format strips. Linear time. Returns false
 * if the two do not fit together. */
bool sl_align_make(sl_arena *arena, sl_str written, sl_str decoded, sl_writing writing,
                   size_t indent, sl_align *out);
/* The written bytes of a span of the decoded value. */
sl_span sl_align_span(const sl_align *align, sl_span decoded);

#endif
