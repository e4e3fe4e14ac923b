/* range.h - what a range of commits adds: the gate of a pull request. */
#ifndef SECLINT_SOURCE_RANGE_H
#define SECLINT_SOURCE_RANGE_H

#include "source/feed.h"
#include "source/repo.h"

/* Feeds each blob that a commit of "A..B" has at a path where none of its
 * parents has it, once for each path, with the first such commit (merges included),
 * and the messages of the commits and of the tag B. A range without
 * commits feeds nothing. What whole directories with the same content hold is told at 16
 * places of each, not more. */
bool sl_range_feed(sl_repo *repo, const char *range, const sl_feed *feed, sl_err *err);

#endif
