/* repo_fallback.h - objects that our own reader cannot read, by libgit2.
 *
 * The ladder: our reader, libgit2, a notice "not scanned: OBJECT, WHY". */
#ifndef SECLINT_SOURCE_REPO_FALLBACK_H
#define SECLINT_SOURCE_REPO_FALLBACK_H

#include "source/repo.h"

/* Loads libgit2 and asks it for a loose object of the repository, of at most
 * SL_MAX_FILE_SIZE. *out is cleared first. False if it has no answer either. Not for
 * two threads at once. */
bool sl_repo_fallback_read(sl_repo *repo, const sl_oid *oid, sl_object_type *type,
                           sl_buf *out);

enum { SL_NOT_SCANNED = 4096 + 256 };

/* Writes "not scanned: ID, WHY" for a message that may begin with "object ID: ".
 * Returns out. */
const char *sl_not_scanned(const sl_oid *oid, const char *why,
                           char out[SL_NOT_SCANNED]);

#endif
