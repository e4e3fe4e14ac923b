/* index_trees.h - the cache tree of an index.
 *
 * Source: gitformat-index(5), "Cache tree". */
#ifndef SECLINT_GIT_INDEX_TREES_H
#define SECLINT_GIT_INDEX_TREES_H

#include "base/vec.h"
#include "git/index.h"

/* Reads the extension TREE, which may be empty. Names are slices of it. The list is the
 * caller's, to be freed with free(). False if it is malformed. */
bool sl_index_nodes_parse(sl_str tree, size_t oid_len, sl_index_node **out,
                          size_t *len);

/* The node of a directory ("" for the top), or NULL. */
const sl_index_node *sl_index_node_find(const sl_index_node *nodes, size_t len,
                                        sl_str path);

#endif
