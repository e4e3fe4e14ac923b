/* ignore_group.h - paths by the ignore line that decided about them: what one line does
 * to many files is one finding. */
#ifndef SECLINT_CHECK_IGNORE_GROUP_H
#define SECLINT_CHECK_IGNORE_GROUP_H

#include "rule/sink.h"

typedef struct sl_decided {
    sl_str path;
    const sl_ignore_match *match;
    const sl_fact *fact; /* of the path, or NULL */
} sl_decided;

SL_VEC(sl_decided_vec, sl_decided);

/* Sorts by file, line and path, and leaves out what is told twice. */
void sl_decided_sort(sl_decided_vec *decided);
/* The end of the group that begins at start: the paths of one line. */
size_t sl_decided_end(const sl_decided_vec *decided, size_t start);
/* "", " and 1 other file", " and 3 other files": all of the group but its first. */
sl_str sl_decided_others(sl_sink *sink, size_t len);

#endif
