/* index_trees.h - the cache tree of an index: which trees its directories are, if known.
 *
 * A hook asks for few of thousands of directories: noted is where each stands, and what is
 * said there is read when it is asked for. Source: gitformat-index(5), "Cache tree". */
#ifndef SECLINT_GIT_INDEX_TREES_H
#define SECLINT_GIT_INDEX_TREES_H

#include "base/str.h"

/* Where a directory stands in the text, and the number of the one behind those below. */
typedef struct sl_index_place {
    uint32_t at;
    uint32_t next;
} sl_index_place;

/* Directories in the order of the file: each before those below it. [0] is the top; none
 * without an extension. */
typedef struct sl_index_trees {
    sl_str text;
    size_t oid_len;
    sl_index_place *places;
    size_t len;
} sl_index_trees;

/* A directory. A valid one means: the index below it is exactly the tree oid. */
typedef struct sl_index_node {
    sl_str name;        /* within the directory above; "" for the top */
    uint32_t entries;   /* index entries that it covers, when valid */
    const uint8_t *oid; /* raw; NULL: not valid */
    size_t below;       /* the number of the first one below, if that is not next: */
    size_t next;        /* that of the one behind those below */
} sl_index_node;

/* Reads the extension TREE, which may be empty and must outlive *out. False, with nothing
 * in *out, if it is malformed. Free with sl_index_trees_free. */
bool sl_index_trees_parse(sl_str text, size_t oid_len, sl_index_trees *out);
void sl_index_trees_free(sl_index_trees *trees);

/* The i-th of them; name and oid are slices of the text. */
sl_index_node sl_index_trees_at(const sl_index_trees *trees, size_t i);

#endif
