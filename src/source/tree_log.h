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

/* Appends to edges what is wanted of the entries of each tree, in order, and tells in first
 * and len, by tree, where it stands. wanted: by place, SL_OIDMAP_NONE for nothing. False,
 * with all that in any state, if the log is partial or the order of the trees was not that
 * of a walk. */
bool sl_tree_log_replay(const sl_tree_log *log, const uint32_t *wanted,
                        sl_word_vec *edges, uint32_t *first, uint32_t *len);

/* Frees what only a replay needs: the log is partial from then on. */
void sl_tree_log_drop(sl_tree_log *log);
void sl_tree_log_free(sl_tree_log *log);

#endif
