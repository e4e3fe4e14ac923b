/* comment.h - the lines of a configuration that are commented out. */
#ifndef SECLINT_CHECK_COMMENT_H
#define SECLINT_CHECK_COMMENT_H

#include "doc/doc.h"

/* Have documents of this kind comments that are looked at? Of a .env file they are not:
 * what is commented out there shows who fills it in how to write it. */
bool sl_comment_known(sl_doc_kind kind);

/* Begins the line of doc->text[at] with the mark of a comment, also inside a text of
 * several lines? It must begin at most so many bytes in front of that place. */
bool sl_comment_around(const sl_doc *doc, size_t at, size_t before);

#endif
