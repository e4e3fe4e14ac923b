/* tree.h - the text forms of tree, commit and tag objects. */
#ifndef SECLINT_GIT_TREE_H
#define SECLINT_GIT_TREE_H

#include "git/oid.h"

typedef struct sl_tree_entry {
    uint32_t mode;
    sl_str name;
    sl_oid oid;
} sl_tree_entry;

/* Takes the next entry off *rest (the object's bytes at first). Returns false
 * at the end, and with *rest not empty if the tree is malformed there. */
bool sl_tree_next(sl_str *rest, size_t oid_len, sl_tree_entry *entry);

/* Is it the tree without entries? git knows that one by heart, so the object may be
 * missing. */
bool sl_tree_is_empty(const sl_oid *oid);

typedef struct sl_commit {
    sl_oid tree;
    sl_str parents; /* the raw "parent ..." lines; sl_commit_parent reads them */
    size_t parents_len;
    sl_str author;       /* "Name <mail>" */
    int64_t author_time; /* seconds since the epoch */
    int64_t commit_time;
    sl_str message; /* slices of the object's bytes */
} sl_commit;

/* False if the first line is no tree line. The rest may be missing or malformed
 * (then it is empty or 0). */
bool sl_commit_parse(sl_str bytes, sl_commit *out);
/* The i-th parent; false past the last one. */
bool sl_commit_parent(const sl_commit *commit, size_t i, sl_oid *out);

typedef struct sl_tag {
    sl_oid target;
    sl_object_type type;
    sl_str name;
    int64_t time; /* seconds since the epoch; 0 if it does not say */
    sl_str message;
} sl_tag;

/* False if there is no object line or no known type. */
bool sl_tag_parse(sl_str bytes, sl_tag *out);

#endif
