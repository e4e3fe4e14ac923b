/* flat.h - documents that are lines of a key and a value, each of which says all of itself.
 *
 * Of such a document the tree is a MAP with a SCALAR for each line, whatever stands in the
 * others: where one is a version of another, the lines that both have need no reading (see
 * sl_subtree_pass_lines). Told by the bytes alone, and narrowly: a line that some reader
 * may take for more than that is none. Formats: YAML and .env files. */
#ifndef SECLINT_DOC_FLAT_H
#define SECLINT_DOC_FLAT_H

#include "doc/doc.h"

/* Is what begins at text[at], where a line begins, such a line, a comment or empty? True at
 * the end of the text. */
bool sl_flat_line(sl_str text, size_t at, sl_doc_kind kind);
/* Are all lines of text such lines, and few enough for one tree? */
bool sl_flat_text(sl_str text, sl_doc_kind kind);

#endif
