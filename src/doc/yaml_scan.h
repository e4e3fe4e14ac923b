/* yaml_scan.h - where the scalars of plain YAML end, on one line or in a literal block.
 *
 * Rules of libyaml 0.2.5, src/scanner.c. "Not plain" is an answer, too: see
 * doc/yaml_plain.h for what is left to libyaml. */
#ifndef SECLINT_DOC_YAML_SCAN_H
#define SECLINT_DOC_YAML_SCAN_H

#include "base/arena.h"

/* Only line feeds, printable ASCII and UTF-8 beyond it that ends no line? */
bool sl_yaml_bytes_plain(sl_str text);

/* Of the quoted scalar at text[at]: the index of its second quote; 0 if it does not end
 * on the line or is not as written. */
size_t sl_yaml_quoted_end(sl_str text, size_t at);
/* Of the plain scalar at text[at], its end without blanks and comment; at, if none may
 * begin there or a ": " follows. */
size_t sl_yaml_value_end(sl_str text, size_t at);
/* Of the key at text[at], quotes included: the index of the ':' behind it, or 0. */
size_t sl_yaml_key_end(sl_str text, size_t at);
/* Of the plain scalar at text[at] inside of brackets, or at. */
size_t sl_yaml_item_end(sl_str text, size_t at);

typedef struct sl_yaml_block {
    sl_str value; /* in the arena */
    sl_span span; /* from its first byte to its last that is not blank */
    size_t next;  /* the line end behind it, or the end of the text */
} sl_yaml_block;

/* The literal block whose '|' is text[at], in a collection at column `outer`. False if
 * it is empty or its first lines are blanks. */
bool sl_yaml_block_scan(sl_str text, size_t at, size_t outer, sl_arena *arena,
                        sl_yaml_block *out);

#endif
