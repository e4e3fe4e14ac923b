/* yaml_scan.h - where scalars of plain YAML end on their line.
 *
 * Rules of libyaml 0.2.5, src/scanner.c. "Not plain" is an answer, too: see
 * doc/yaml_plain.h for what is left to libyaml. */
#ifndef SECLINT_DOC_YAML_SCAN_H
#define SECLINT_DOC_YAML_SCAN_H

#include "base/str.h"

/* Only line feeds, printable ASCII and UTF-8 beyond it that ends no line? */
bool sl_yaml_bytes_plain(sl_str text);

/* A line end behind the text. */
static inline char sl_yaml_char(sl_str text, size_t at)
{
    return at < text.len ? text.ptr[at] : '\n';
}

/* How many spaces begin there: nearly always none or one. */
static inline size_t sl_yaml_spaces(sl_str text, size_t at)
{
    size_t count = 0;

    while (sl_yaml_char(text, at + count) == ' ')
        count++;
    return count;
}

/* Of the plain scalar at text[at], its end without blanks and comment; at, if none may
 * begin there or a ": " follows. */
size_t sl_yaml_value_end(sl_str text, size_t at);
/* Of the key at text[at], in quotes or not: the index of the ':' behind it and of blanks,
 * or 0. */
size_t sl_yaml_key_end(sl_str text, size_t at);
/* The end of the key at text[at] that stands behind a '?', or at. */
size_t sl_yaml_long_key_end(sl_str text, size_t at);
/* As sl_yaml_key_end inside of brackets; behind quotes the ':' needs no blank. */
size_t sl_yaml_item_key_end(sl_str text, size_t at);
/* Of the plain scalar at text[at] inside of brackets, its end on this line without
 * blanks; at, if none may begin there. */
size_t sl_yaml_item_end(sl_str text, size_t at);
/* Of the words of a plain scalar from text[at] on, its end on this line without blanks;
 * *stop is the line end, the comment or the ':' that follows. */
size_t sl_yaml_words_end(sl_str text, size_t at, size_t *stop);

#endif
