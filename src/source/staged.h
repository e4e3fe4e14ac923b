/* staged.h - what the index holds and HEAD does not: the next commit. */
#ifndef SECLINT_SOURCE_STAGED_H
#define SECLINT_SOURCE_STAGED_H

#include "source/feed.h"
#include "source/repo.h"

/* An index entry whose blob or mode differs from HEAD's at that path. */
typedef struct sl_staged {
    const sl_index_entry *entry;
} sl_staged;

SL_VEC(sl_staged_vec, sl_staged);

/* In index order. Directories whose cache-tree id equals HEAD's are skipped
 * whole, so five staged files of 50,000 cost six trees. An unborn HEAD makes
 * every entry staged. */
bool sl_staged_list(sl_repo *repo, sl_staged_vec *out, sl_err *err);

/* Feeds the staged blobs (never the files), as a pre-commit hook must see them. */
bool sl_staged_feed(sl_repo *repo, const sl_feed *feed, sl_err *err);

/* What git says of a tracked path; the stacks may be NULL (then unknown). */
sl_path_state sl_staged_state(const sl_staged *staged, sl_ignore *ignore,
                              sl_attributes *attributes);

/* Is the effective filter of path git-crypt or git-crypt-NAME? */
bool sl_staged_filtered(sl_attributes *attributes, sl_str path);

#endif
