/* stretch_part.h - what a part of a regex says of every text that it matches, and how the
 * parts of a larger one add up; for match/stretch_read.c. */
#ifndef SECLINT_MATCH_STRETCH_PART_H
#define SECLINT_MATCH_STRETCH_PART_H

#include "base/str.h"

typedef struct sl_stretch_part {
    bool all;     /* it is of the kind from end to end */
    size_t len;   /* it is no shorter */
    size_t front; /* it begins, */
    size_t back;  /* ends with, */
    size_t best;  /* and has somewhere so many bytes of the kind in a row */
} sl_stretch_part;

/* One byte, of the kind or not. */
sl_stretch_part sl_stretch_one(bool of_kind);
/* a and b behind it. */
sl_stretch_part sl_stretch_joined(sl_stretch_part a, sl_stretch_part b);
/* a or b, nobody knows which. */
sl_stretch_part sl_stretch_either(sl_stretch_part a, sl_stretch_part b);

#endif
