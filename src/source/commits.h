/* commits.h - all commits of a repository and the order in which they came. */
#ifndef SECLINT_SOURCE_COMMITS_H
#define SECLINT_SOURCE_COMMITS_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "git/tree.h"
#include "source/oidmap.h"

SL_VEC(sl_author_vec, sl_str);

typedef struct sl_commit_record {
    sl_oid oid;
    sl_oid tree;
    bool reachable; /* here it takes no room */
    int64_t commit_time;
    int64_t author_time;
    uint32_t author;       /* in authors */
    uint32_t first_parent; /* in parents */
    uint32_t parents_len;
    uint32_t tree_number; /* that of sl_odb_number; SL_COMMIT_UNPACKED: not known */
} sl_commit_record;

#define SL_COMMIT_UNPACKED UINT32_MAX

SL_VEC(sl_commit_records, sl_commit_record);
SL_VEC(sl_parent_vec, sl_oid);

typedef struct sl_commits {
    sl_commit_records records;
    sl_parent_vec parents;    /* until sl_commits_order */
    uint32_t *parent_numbers; /* from sl_commits_sort on, by place: index in records, or
                               * SL_OIDMAP_NONE */
    uint32_t *buckets;        /* of many records in order: where those begin whose ids
                               * have these first two bytes; NULL of few */
    sl_author_vec authors;    /* "Name <mail>", each once */
    sl_map author_numbers;    /* index + 1 */
    sl_arena arena;
} sl_commits;

/* Appends a commit's record. */
void sl_commits_put(sl_commits *commits, const sl_oid *oid, const sl_commit *commit);
/* Parses a commit object and appends its record. False if it is malformed. */
bool sl_commits_add(sl_commits *commits, const sl_oid *oid, sl_str bytes);
/* Appends all of other's records. */
void sl_commits_merge(sl_commits *commits, const sl_commits *other);

/* After the last record, once: puts the records in order of their ids, and finds the
 * parents among them. */
void sl_commits_sort(sl_commits *commits);
/* After that, which it does if nobody has: marks what the tips reach and writes to order
 * (room for records.len numbers) the reachable commits and then the others, parents
 * before children, older first, ties by id: the same for every thread count. */
void sl_commits_order(sl_commits *commits, const sl_oid *tips, size_t tips_len,
                      uint32_t *order);
/* After sl_commits_sort: the index of a commit in records, or SL_OIDMAP_NONE. */
uint32_t sl_commits_number(const sl_commits *commits, const sl_oid *oid);
void sl_commits_free(sl_commits *commits);

#endif
