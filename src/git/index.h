/* index.h - git's index file, versions 2 to 4, without libgit2.
 *
 * Source: gitformat-index(5). Split indexes (extension "link") are merged with
 * their shared index; sparse directory entries ("sdir") are listed as trees; a
 * zero checksum (index.skipHash) is accepted. */
#ifndef SECLINT_GIT_INDEX_H
#define SECLINT_GIT_INDEX_H

#include "base/arena.h"
#include "base/err.h"
#include "git/index_trees.h"
#include "git/mapping.h"
#include "git/oid.h"

enum {
    SL_INDEX_ASSUME_UNCHANGED = 1,
    SL_INDEX_SKIP_WORKTREE = 2,
    SL_INDEX_INTENT_TO_ADD = 4
};

/* One entry, in index order (path bytes, then stage). */
typedef struct sl_index_entry {
    sl_str path; /* of a sparse directory with its trailing slash, as in git */
    sl_oid oid;
    uint32_t mode; /* 0100644, 0100755, 0120000, 0160000, 040000 (sparse) */
    uint32_t size; /* stat data as git stores it, truncated to 32 bits */
    uint32_t mtime_seconds;
    uint32_t mtime_nanoseconds;
    uint32_t ctime_seconds;
    uint32_t ctime_nanoseconds;
    uint32_t inode;
    uint8_t stage; /* 0, or 1 to 3 in a conflict */
    uint8_t flags; /* SL_INDEX_... */
} sl_index_entry;

typedef struct sl_index {
    sl_index_entry *entries;
    size_t len;
    sl_index_trees trees;
    bool sparse;
    uint32_t timestamp_seconds; /* of the index file, for the racy-git rule */
    uint32_t timestamp_nanoseconds;
    sl_arena arena;
    sl_mapping file;
    sl_mapping shared; /* the shared index of a split one */
} sl_index;

/* Reads path, which may be a symbolic link. An index that does not exist gives
 * SL_ENOTFOUND (a repository without one: nothing is tracked); whatever does not follow
 * the format (an empty file, for git too), or holds an extension that must be
 * understood and is not, gives SL_EFORMAT. oid_len is 20 or 32. git_dir is where a
 * shared index of a split one lives. *out is overwritten; free it with
 * sl_index_free in any case. */
bool sl_index_read(const char *path, const char *git_dir, size_t oid_len, sl_index *out,
                   sl_err *err);
void sl_index_free(sl_index *index);

/* The first entry (lowest stage) of path, or NULL. */
const sl_index_entry *sl_index_find(const sl_index *index, sl_str path);
/* Is there an entry below directory path (no trailing slash)? */
bool sl_index_has_below(const sl_index *index, sl_str path);

#endif
