/* worktree_list.h - the files of a working tree and the entries of its index, as one list
 * of paths to read. */
#ifndef SECLINT_SOURCE_WORKTREE_LIST_H
#define SECLINT_SOURCE_WORKTREE_LIST_H

#include "source/repo.h"
#include "source/walk.h"

#include <sys/stat.h>

typedef struct sl_worktree_path {
    sl_str path;
    size_t entry; /* the first of the path in the index; SL_INDEX_NONE: untracked */
    bool missing; /* there is no file */
} sl_worktree_path;

typedef struct sl_worktree_list {
    sl_worktree_path *at; /* files of a directory behind each other */
    size_t len;
    bool attributes; /* some directory holds a .gitattributes */
    bool
        rules_differ; /* an ignore or attribute file may be other than the index has it */
    sl_walk walk;     /* owns the paths */
} sl_worktree_list;

/* Walks below the directory descriptor root, tells repo which ignore files there are, and
 * feed->path of every path, in order. *out is overwritten; the index must outlive it. */
void sl_worktree_list_make(sl_repo *repo, const sl_index_view *index, int root,
                           const sl_feed *feed, sl_worktree_list *out);
void sl_worktree_list_free(sl_worktree_list *list);

/* Has the entry the stat data of the file? So git sees that nothing has changed; but for a
 * file that was written in the same instant as the index ("racily clean": git's
 * technical/racy-git), which counts nanoseconds where the file has them. */
bool sl_worktree_matches(const sl_index_view *index, const sl_index_entry *entry,
                         const struct stat *st);
/* Is it one of bytes, a file or the target of a symbolic link? Submodules have none. */
bool sl_worktree_has_content(const sl_index_entry *entry);

#endif
