/* frontier.h - commits as a walk from child to parent meets them, the newest at hand. */
#ifndef SECLINT_SOURCE_FRONTIER_H
#define SECLINT_SOURCE_FRONTIER_H

#include "base/heap.h"
#include "git/odb.h"
#include "source/commits.h"

/* A commit's number is its place in commits.records, in the order of meeting. */
typedef struct sl_frontier {
    sl_odb *odb;
    sl_commits commits;
    sl_oidmap numbers; /* commit -> number */
    sl_heap queue;     /* the newest first, of one time the one met first */
} sl_frontier;

/* For commits whose ids have oid_len bytes. It must not move while it has a queue. */
void sl_frontier_open(sl_frontier *front, sl_odb *odb, size_t oid_len);
void sl_frontier_close(sl_frontier *front);

/* The number of a commit that was met, or SL_OIDMAP_NONE. */
uint32_t sl_frontier_number(const sl_frontier *front, const sl_oid *oid);
/* Reads a commit that was not met and gives it the next number, which it returns;
 * SL_OIDMAP_NONE if it is not there or no commit. */
uint32_t sl_frontier_meet(sl_frontier *front, const sl_oid *oid);

#endif
