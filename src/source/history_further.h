/* history_further.h - blobs that are read once more, since their names tell several ways
 * of reading them. */
#ifndef SECLINT_SOURCE_HISTORY_FURTHER_H
#define SECLINT_SOURCE_HISTORY_FURTHER_H

#include "source/history_state.h"

/* Fills further of the history from pairs of a blob and one of its names, in any order and
 * several times, that tell all names of the blobs that have more than one, and
 * SL_OIDMAP_NONE for those that say nothing. named and names are there. Of each way the
 * first name in the order of bytes is taken, but for the one under which the blob is read
 * anyway. Beyond SL_MAX_READINGS of a blob the rest is left out, and told
 * when it is read. */
void sl_history_further(sl_history *history, sl_further_vec *pairs);

#endif
