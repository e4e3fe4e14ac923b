/* yaml_scan.h - where the scalars of plain YAML end that stand on one line.
 *
 * Rules of libyaml 0.2.5, src/scanner.c. "Not plain" is an answer, too: see
 * doc/yaml_plain.h for what is left to libyaml. */
#ifndef SECLINT_DOC_YAML_SCAN_H
#define SECLINT_DOC_YAML_SCAN_H

#include "base/str.h"

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
/* Of the plain scalar at text[at] inside of brackets, or at. key: one that a ": " follows
 * there. */
size_t sl_yaml_item_end(sl_str text, size_t at, bool key);
/* Of the words of a plain scalar from text[at] on, its end on this line without blanks;
 * *stop is the line end, the comment or the ':' that follows. */
size_t sl_yaml_words_end(sl_str text, size_t at, size_t *stop);

#endif
