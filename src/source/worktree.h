/* worktree.h - every file of a working tree, tracked or not, ignored or not,
 * and every index entry that differs from its file. */
#ifndef SECLINT_SOURCE_WORKTREE_H
#define SECLINT_SOURCE_WORKTREE_H

#include "source/feed.h"
#include "source/repo.h"

/* Feeds SL_ORIGIN_WORKTREE blobs labelled with their state, and SL_ORIGIN_INDEX
 * blobs for entries whose bytes may differ from the file (changed, removed, or
 * under a git-crypt filter). Symbolic links are not followed; nested
 * repositories are a boundary and get a notice; unreadable files get one that
 * makes the scan incomplete. */
bool sl_worktree_feed(sl_repo *repo, const sl_feed *feed, sl_err *err);

#endif
