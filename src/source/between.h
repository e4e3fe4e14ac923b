/* between.h - the commits that lead to one end of a range and not to the other. */
#ifndef SECLINT_SOURCE_BETWEEN_H
#define SECLINT_SOURCE_BETWEEN_H

#include "source/repo.h"

/* Fills commits with what ends->wanted reaches and ends->hidden does not, parents
 * before children, and missing with the parents of such commits that are not there: in
 * a shallow clone the boundary. What lies behind hidden commits is not needed. (The
 * walk of libgit2 1.5 fails on any missing commit.)
 *
 * Newer commits are looked at first, and no more than needed, as in git; clocks that
 * went very wrong can make commits count as new that are not, never the reverse. */
void sl_between(sl_odb *odb, const sl_range_ends *ends, sl_oid_vec *commits,
                sl_oid_vec *missing);

#endif
