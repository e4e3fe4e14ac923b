/* tree_log.h - what trees name, written down as they are read, to be gone through again
 * without reading them.
 *
 * Of a tree that is a delta only what its base has not is kept: in a large history some
 * fifty bytes a tree. */
#ifndef SECLINT_SOURCE_TREE_LOG_H
#define SECLINT_SOURCE_TREE_LOG_H

#include "git/tree_delta.h"
#include "source/oidmap.h"

SL_VEC(sl_byte_vec, uint8_t);
SL_VEC(sl_word_vec, uint32_t);

/* One worker's log: a walk hands it a base before what is made from it, and all that is
 * made from it before anything else. A zeroed one with loose.oid_len and room set is
 * empty. */
typedef struct sl_tree_log {
    sl_word_vec objects; /* by tree, in the order in which they came: its number */
    sl_word_vec named;   /* by place, what entries name: numbers, or SL_TREE_LOG_NONE */
    sl_word_vec tags;    /* by place, what stands for how they call it */
    sl_byte_vec entries; /* tree by tree, as in tree_log.c */
    uint32_t next;       /* the place that is likely to come next in there */
    sl_oidmap loose;     /* ids that no pack has */
    size_t room;         /* bytes of all three; when they are used up, none are kept, */
    bool partial;        /* and this is set */
} sl_tree_log;

/* The number of an object in this log. packed: that of sl_odb_number. */
uint32_t sl_tree_log_number(sl_tree_log *log, const sl_oid *oid, size_t packed);

/* A new place, to be what sl_tree_read keeps of an entry; of one that is of no interest
 * SL_TREE_LOG_NONE. What the entry names may be found out later: until then it is
 * nothing. */
uint32_t sl_tree_log_place(sl_tree_log *log, uint32_t tag);
void sl_tree_log_name(sl_tree_log *log, uint32_t place, uint32_t number);
#define SL_TREE_LOG_NONE 0x7fffffffu

/* The object behind a number: its sl_odb_number, or SL_ODB_UNPACKED and in loose its id. */
size_t sl_tree_log_object(const sl_tree_log *log, uint32_t number, sl_oid *loose);

/* Writes a tree down. list->tag must have been log->objects.len when it was read, and the
 * base must be in the same log. */
void sl_tree_log_add(sl_tree_log *log, uint32_t number, const sl_tree_list *list);

/* Trees that are made from one, with that one: they stand side by side in a log. */
typedef struct sl_tree_family {
    uint32_t first; /* of the trees; they end where those of the next family begin */
    uint32_t links; /* where what they name begins */
    uint32_t at;    /* for tree_log.c, as is next */
    uint32_t next;
} sl_tree_family;

SL_VEC(sl_tree_families, sl_tree_family);

/* All families of the log, with one more at the end that is empty, and behind links what
 * the entries of each name. edges: what that is, by place; SL_OIDMAP_NONE for nothing.
 * False, with all that in any state, if the log is partial or the order of the trees was
 * not that of a walk. */
bool sl_tree_log_families(const sl_tree_log *log, const uint32_t *edges,
                          sl_tree_families *out, sl_word_vec *links);

/* Where a replay writes. */
typedef struct sl_tree_links {
    sl_word_vec *places; /* places of entries, tree by tree, */
    uint32_t *first;     /* and by tree where they begin */
    uint32_t *len;
    const bool
        *skip; /* by tree: nothing of its family is told, its first and len stay */
} sl_tree_links;

/* Appends the places of those entries of each tree, in order, for which edges has
 * something. False, with all that in any state, if the order of the trees was not that of
 * a walk. */
bool sl_tree_log_replay(const sl_tree_log *log, const uint32_t *edges,
                        const sl_tree_families *families, const sl_tree_links *out);

/* Frees what only a replay needs: the log is partial from then on. */
void sl_tree_log_drop(sl_tree_log *log);
void sl_tree_log_free(sl_tree_log *log);

#endif
