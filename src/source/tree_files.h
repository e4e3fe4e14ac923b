/* tree_files.h - files of one commit by their path, for the evaluators of git/. */
#ifndef SECLINT_SOURCE_TREE_FILES_H
#define SECLINT_SOURCE_TREE_FILES_H

#include "git/filetree.h"
#include "git/tree.h"
#include "source/repo.h"

typedef struct sl_tree_files sl_tree_files;

/* Trees are read as they are needed, and kept. A commit that cannot be read has no
 * files. Free before the repository is closed, after all that reads from it. */
sl_tree_files *sl_tree_files_open(sl_repo *repo, const sl_oid *commit);
void sl_tree_files_free(sl_tree_files *files); /* NULL is fine */

/* The object at path; false if there is no file. */
bool sl_tree_files_find(sl_tree_files *files, sl_str path, sl_oid *oid);
/* Calls visit with every file and link, in git's order. path is valid during the call. */
void sl_tree_files_each(sl_tree_files *files, void (*visit)(void *ctx, sl_str path),
                        void *ctx);
/* The same, with what the tree says of each; submodules are among them. */
typedef void sl_tree_visit(void *ctx, sl_str path, const sl_tree_entry *entry);
void sl_tree_files_entries(sl_tree_files *files, sl_tree_visit *visit, void *ctx);
/* So many directories of those that were asked for could not be read: they count as
 * empty. */
size_t sl_tree_files_lost(const sl_tree_files *files);

sl_filetree sl_tree_files_tree(sl_tree_files *files);

#endif
