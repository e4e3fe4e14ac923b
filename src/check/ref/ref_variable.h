/* ref_variable.h - the variables that a document sets, one leaf at a time. */
#ifndef SECLINT_CHECK_REF_REF_VARIABLE_H
#define SECLINT_CHECK_REF_REF_VARIABLE_H

#include "doc/passage.h"

/* What a leaf sets: its key; of {name, value} and NAME=value the name. Slices of what the
 * leaf holds. */
typedef struct sl_ref_variable {
    sl_str name;
    sl_str value;
    sl_span name_span; /* empty if it cannot be told */
} sl_ref_variable;

/* False: nothing. */
bool sl_ref_variable_of(const sl_doc *doc, const sl_node *leaf, sl_ref_variable *out);

/* The name of a {name, value} or {name, valueFrom} item, by a child of it: the nearest one
 * in front, because a tree of lines has all items in one MAP, else the first one behind;
 * or NULL. */
const sl_node *sl_ref_item_name(const sl_node *child);

/* Where a part of a leaf's value stands: all of it, if the part is a copy, or if the value
 * is written otherwise than it is read. */
sl_span sl_ref_part_of(const sl_doc *doc, const sl_node *leaf, sl_str part);

#endif
