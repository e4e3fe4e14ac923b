/* checkout.h - a commit as a fresh clone of it would have it, without making one. */
#ifndef SECLINT_SOURCE_CHECKOUT_H
#define SECLINT_SOURCE_CHECKOUT_H

#include "source/feed.h"
#include "source/repo.h"

/* Feeds what sl_worktree_feed would feed right after a clone of commit: its files as
 * those of a working tree that the index and HEAD agree with, its symbolic links as the
 * index has them, its ignore and attribute files for what they say of the paths. What
 * lies outside of the tree (info/exclude, core.excludesFile) has no say. Content that
 * stands at more than SL_MAX_SAME_CONTENT paths is fed at so many. */
bool sl_checkout_feed(sl_repo *repo, const sl_oid *commit, const sl_feed *feed,
                      sl_err *err);

#endif
