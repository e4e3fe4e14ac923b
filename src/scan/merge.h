/* merge.h - what all workers found, as one sorted list without repeats. */
#ifndef SECLINT_SCAN_MERGE_H
#define SECLINT_SCAN_MERGE_H

#include "rule/finding.h"

/* One secret at one path is one finding, wherever it was seen: the working tree
 * is named before the index, the index before history; the others only add to
 * origins, and history adds its first commit. Sorts and shortens the list, gives
 * every finding its fingerprint. */
void sl_merge_findings(sl_finding_vec *findings);
/* Tells which of these, all found in history, decide what sl_merge_findings makes of them,
 * whatever is found elsewhere: the others add nothing. decide: by item, false at first. */
void sl_merge_deciding(const sl_finding *const *findings, size_t len, bool *decide);
/* Sorts notices and drops repeats. */
void sl_merge_notices(sl_notice_vec *notices);

#endif
