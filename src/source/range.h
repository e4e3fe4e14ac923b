/* range.h - what commits bring in: the gate of a pull request, the hooks of a push. */
#ifndef SECLINT_SOURCE_RANGE_H
#define SECLINT_SOURCE_RANGE_H

#include "source/feed.h"
#include "source/repo.h"

/* Feeds each blob that a commit between the ends has at a path where none of its
 * parents has it, once for each path, with the first such commit (merges included),
 * the messages of the commits and of the tags of the ends, and their other objects. Ends
 * without commits feed nothing. What whole directories with the same content hold is
 * told at SL_MAX_SAME_CONTENT places of each; more make the scan incomplete.
 *
 * What the ignore and attribute files say of a path is asked of the first
 * SL_MAX_RANGE_TIPS wanted commits: of the first that still has the blob there. */
bool sl_range_feed(sl_repo *repo, const sl_range_ends *ends, const sl_feed *feed,
                   sl_err *err);

#endif
