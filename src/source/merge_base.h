/* merge_base.h - the commits at which two lines of work parted. */
#ifndef SECLINT_SOURCE_MERGE_BASE_H
#define SECLINT_SOURCE_MERGE_BASE_H

#include "source/repo.h"

/* Appends the best common ancestors of two commits, the newest first: those that lead to
 * no other one (after criss-cross merges there are several). What is not there, behind
 * the boundary of a shallow clone, is passed over: then an older one may be found, or
 * none. Clocks that went wrong may add one that leads to another.
 *
 * Newer commits are looked at first, and no more than needed. After git's own walk,
 * paint_down_to_common in commit-reach.c. */
void sl_merge_bases(sl_odb *odb, const sl_oid *one, const sl_oid *other,
                    sl_oid_vec *out);

/* Hides, in place of what ends hide, the best ancestors that it has in common with what
 * is wanted: the range of a branch. Fails if there is none. */
bool sl_range_ends_part(sl_repo *repo, sl_range_ends *ends, sl_err *err);
/* Sets err to say that two commits have no ancestor in common, and what to do in a clone
 * where it was not fetched. Returns false. */
bool sl_merge_base_missing(const sl_repo *repo, sl_str one, sl_str other, sl_err *err);

/* Does commit lead to ancestor, or is it the same? */
bool sl_merge_leads_to(sl_odb *odb, const sl_oid *commit, const sl_oid *ancestor);

#endif
