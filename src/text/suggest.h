/* suggest.h - "did you mean": the known word nearest to one that is not known. */
#ifndef SECLINT_TEXT_SUGGEST_H
#define SECLINT_TEXT_SUGGEST_H

#include "base/str.h"

enum { SL_SUGGEST_MAX = 64 }; /* bytes; longer words are near to nothing */

/* Start with {.word = what was given} and offer it every known word; then best
 * is the answer, or empty. Of equally near words the first offered stays. */
typedef struct sl_suggestion {
    sl_str word;
    sl_str best; /* points into what was offered */
    size_t distance;
} sl_suggestion;

/* A word is near if a third of its letters at most must change (one of three,
 * two of six, never more than three), or if the known one begins with it. */
void sl_suggest(sl_suggestion *near, sl_str known);

/* Insertions, deletions, changes and swaps of neighbours that turn a into b, ASCII
 * case ignored: the optimal string alignment distance (Damerau 1964, no substring
 * edited twice). SIZE_MAX if one is longer than SL_SUGGEST_MAX. */
size_t sl_edit_distance(sl_str a, sl_str b);

#endif
