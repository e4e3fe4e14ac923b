/* staged.h - what the index holds and HEAD does not: the next commit. */
#ifndef SECLINT_SOURCE_STAGED_H
#define SECLINT_SOURCE_STAGED_H

#include "source/feed.h"
#include "source/repo.h"

/* An index entry whose blob or mode differs from HEAD's at that path. */
typedef struct sl_staged {
    sl_index_entry entry; /* its path lives as long as the repository */
    bool in_head;         /* as a regular file: */
    sl_oid head;
} sl_staged;

SL_VEC(sl_staged_vec, sl_staged);

/* In index order. Directories whose cache-tree id equals HEAD's are skipped
 * whole, so five staged files of 50,000 cost six trees. An unborn HEAD makes
 * every entry staged. *rules_change (may be NULL): an ignore or attribute file is
 * among them, or is removed. */
bool sl_staged_list(sl_repo *repo, sl_staged_vec *out, bool *rules_change, sl_err *err);

/* The bytes of the regular file that the index has at path into *out (cleared first).
 * False if it has none, or in conflict, or they cannot be read. */
bool sl_staged_file(sl_repo *repo, sl_str path, size_t max, sl_buf *out);

/* Feeds the staged blobs, as a pre-commit hook must see them, and what HEAD has in
 * their place. Where the commit changes ignore files, the untracked files that it
 * exposes are fed, too. The staged ignore and attribute files decide. */
bool sl_staged_feed(sl_repo *repo, const sl_feed *feed, sl_err *err);

/* Feeds what HEAD has where the index has another version. */
void sl_staged_feed_head(sl_repo *repo, unsigned worker, const sl_staged *staged,
                         const sl_path_state *state, const sl_feed *feed);

#endif
