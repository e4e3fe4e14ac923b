/* doubles.h - findings of contents that history reads under several names: what more than
 * one reading found is one finding. */
#ifndef SECLINT_SCAN_DOUBLES_H
#define SECLINT_SCAN_DOUBLES_H

#include "rule/sink.h"

/* A finding of such a content, where it counts most. */
typedef struct sl_double {
    sl_sink *sink;
    size_t finding; /* in there */
    sl_str name;    /* under which the content was read */
    bool fits;      /* it was read so at that path */
    unsigned worth; /* sl_worth */
    size_t rank;    /* of the path, the oldest first */
} sl_double;

SL_VEC(sl_double_vec, sl_double);

/* Of findings of one rule about the same bytes of a content the one stays that is worth
 * most, of those the oldest; the others get level SL_LEVEL_OFF. Sorts all. */
void sl_doubles_drop(sl_double_vec *all);

#endif
