/* index_trees.h - the cache tree of an index.
 *
 * Source: gitformat-index(5), "Cache tree". */
#ifndef SECLINT_GIT_INDEX_TREES_H
#define SECLINT_GIT_INDEX_TREES_H

#include "git/index_file.h"

/* Parses file->tree into a list sorted by path, in the arena. */
bool sl_index_trees_parse(const sl_index_file *file, sl_index_tree **trees, size_t *len,
                          sl_err *err);

#endif
