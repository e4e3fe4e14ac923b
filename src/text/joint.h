/* joint.h - words that a program puts together from literals: "ab" + "cd". */
#ifndef SECLINT_TEXT_JOINT_H
#define SECLINT_TEXT_JOINT_H

#include "base/str.h"

/* How many bytes lead from the quote that text begins with, which ends a literal, past the
 * quote that begins the next one: blanks and at most one end of a line, and + . .. or &
 * between them. 0 if nothing is joined. */
size_t sl_joint(sl_str text);

/* The next word of two pieces or more at or behind *at, which moves behind it: from its
 * first byte to its last one, the quotes at its ends left out. False at the end of the
 * text. */
bool sl_joint_next(sl_str text, size_t *at, sl_span *out);

#endif
