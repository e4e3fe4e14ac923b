/* yaml_block.h - scalars of plain YAML that take several lines. */
#ifndef SECLINT_DOC_YAML_BLOCK_H
#define SECLINT_DOC_YAML_BLOCK_H

#include "base/arena.h"

typedef struct sl_yaml_block {
    sl_str value; /* in the arena */
    sl_span span; /* from its first byte to its last that is not blank */
    size_t next;  /* of a block: the line end behind it, or the end of the text */
} sl_yaml_block;

/* The block whose '|' (literal) or '>' (folded) is text[at], in a collection at column
 * `outer`. False if it is empty, or begins with blanks that are deeper than its words. */
bool sl_yaml_block_scan(sl_str text, size_t at, size_t outer, sl_arena *arena,
                        sl_yaml_block *out);
/* The plain scalar whose first line is text[first], in a collection at column `outer`:
 * no value if the next lines do not go on with it. False if it is an error. */
bool sl_yaml_text_scan(sl_str text, sl_span first, size_t outer, sl_arena *arena,
                       sl_yaml_block *out);

#endif
