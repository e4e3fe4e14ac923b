/* path_rules.h - what the ignore and attribute files say of a path, in one view of
 * the repository: as the files lie on disk, as they are staged, or as a commit has
 * them. */
#ifndef SECLINT_SOURCE_PATH_RULES_H
#define SECLINT_SOURCE_PATH_RULES_H

#include "source/blob.h"
#include "source/repo.h"
#include "source/tree_files.h"

typedef enum sl_view {
    SL_VIEW_WORKTREE, /* what `git add` goes by */
    SL_VIEW_INDEX,    /* what the next commit brings to every clone */
    SL_VIEW_COMMIT    /* the tree of a commit */
} sl_view;

typedef struct sl_path_rules sl_path_rules;

/* commit: for SL_VIEW_COMMIT, else NULL. Files outside of the tree (info/exclude,
 * core.excludesFile and the like) count in every view but that of a commit, which
 * stands for a fresh clone. Never NULL. Free before the repository is closed. Not for
 * use by several threads at once. */
sl_path_rules *sl_path_rules_open(sl_repo *repo, sl_view view, const sl_oid *commit);
/* The working tree as it would be with the files of over. */
sl_path_rules *sl_path_rules_open_over(sl_repo *repo, sl_filetree over);
void sl_path_rules_free(sl_path_rules *rules);

/* Fills treatment; its slices live as long as rules. */
void sl_path_rules_ask(sl_path_rules *rules, sl_str path, sl_treatment *treatment);

/* Is the directory dir ignored, so that nothing below it can be re-included? */
bool sl_path_rules_closed(sl_path_rules *rules, sl_str dir);

/* Is git-crypt set up in this clone? Then a file whose stat data are those of the index
 * may differ from the blob all the same: it was encrypted on its way there. */
bool sl_path_rules_git_crypt(sl_path_rules *rules);

/* Some attribute file may be in the tree: without it only those outside of it and the
 * root's decide whether filters are asked about. */
void sl_path_rules_expect_attributes(sl_path_rules *rules);

/* As sl_ignore_unreadable. */
sl_str sl_path_rules_unreadable(const sl_path_rules *rules, size_t i, sl_err *err);

/* The files of the commit that it was opened for, or NULL. */
sl_tree_files *sl_path_rules_files(const sl_path_rules *rules);

/* Is path the name of an ignore or attribute file? */
bool sl_path_rules_file(sl_str path);

#endif
