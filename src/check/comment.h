/* comment.h - the lines of a configuration that are commented out. */
#ifndef SECLINT_CHECK_COMMENT_H
#define SECLINT_CHECK_COMMENT_H

#include "doc/doc.h"

/* Finds the next line, from doc->text[*at] on, that begins with the mark of a comment of
 * this kind of document, also inside a text of several lines. Sets *out to what stands
 * behind the mark, up to the end of the line, and moves *at behind it; false if there is
 * none, as in kinds without comments. Of a .env file nothing is taken: what is commented
 * out there shows who fills it in how to write it. */
bool sl_comment_next(const sl_doc *doc, size_t *at, sl_str *out);

#endif
