/* near.h - the row of a table whose name is nearest to a word that is not in it.
 *
 * Distance as in text/suggest.h (sl_edit_distance), but only up to two edits, for which a
 * band of five cells a row is enough: a table of hundreds costs little. */
#ifndef SECLINT_AWS_NEAR_H
#define SECLINT_AWS_NEAR_H

#include "base/str.h"

enum { SL_NEAR_MAX = 2 };

/* Start with {.word, .limit}; offer rows; row is then the nearest one, the first of
 * equals, if there is one (found). */
typedef struct sl_near {
    sl_str word;
    size_t limit; /* edits, SL_NEAR_MAX at most */
    size_t row;
    size_t distance;
    bool found;
    bool tied; /* another row is as near */
} sl_near;

void sl_near_offer(sl_near *near, sl_str known, size_t row);
/* Two edits, but no more than a third of the word. */
size_t sl_near_limit(sl_str word);
/* SIZE_MAX if it is more than limit. Case is ignored. */
size_t sl_near_distance(sl_str a, sl_str b, size_t limit);

#endif
