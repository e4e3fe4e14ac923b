/* repo_sparse.h - a sparse index as git has it when it looks at files: of a directory
 * that it holds as a tree alone, the files. Source: git's sparse-index.c. */
#ifndef SECLINT_SOURCE_REPO_SPARSE_H
#define SECLINT_SOURCE_REPO_SPARSE_H

#include "git/index.h"
#include "source/repo.h"

/* Puts their files in the place of sparse directories of the index: of those that lie in
 * the working tree, as git does as soon as one is there, or of all. Its cache tree counts
 * no more then, and is left out. Fails with what a tree of one suffers from. sl_repo_index
 * and sl_repo_index_view do it with those that lie there. */
bool sl_repo_unsparse(sl_repo *repo, bool all, sl_index *index, sl_err *err);

/* sl_repo_index with the files of all sparse directories, from now on; sl_repo_index_view
 * has them too then, so that ignore files in them count. */
const sl_index *sl_repo_index_full(sl_repo *repo, sl_err *err);

#endif
