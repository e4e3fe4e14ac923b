/* repo_fallback.h - objects, whichever reader it takes.
 *
 * The ladder: our reader, libgit2, a notice "not scanned: OBJECT, WHY". Every source
 * goes by it; the walk over a history takes its steps apart, as it reads by itself. */
#ifndef SECLINT_SOURCE_REPO_FALLBACK_H
#define SECLINT_SOURCE_REPO_FALLBACK_H

#include "source/feed.h"
#include "source/repo.h"

/* The first two steps: an object of at most SL_MAX_FILE_SIZE. *out is cleared first. Any
 * thread. False, with err saying why our reader could not, if libgit2 cannot either. */
bool sl_repo_read_any(sl_repo *repo, const sl_oid *oid, sl_object_type *type,
                      sl_buf *out, sl_err *err);
/* The same; what is no object of the type want is as bad as one that cannot be read. */
bool sl_repo_read(sl_repo *repo, const sl_oid *oid, sl_object_type want, sl_buf *out,
                  sl_err *err);

/* As sl_repo_read, where without the object nothing can be told at all: *err is SL_ELOST
 * and "not scanned: ID, WHY". */
bool sl_repo_need(sl_repo *repo, const sl_oid *oid, sl_object_type want, sl_buf *out,
                  sl_err *err);

/* The third: tells the feed that the object was not scanned, and why. */
void sl_repo_tell_lost(const sl_feed *feed, unsigned worker, sl_str subject,
                       const sl_oid *oid, const char *why);

/* The second: loads libgit2 and asks it for a loose object of the repository, of at most
 * SL_MAX_FILE_SIZE; for SL_MAX_FALLBACKS in all. *out is cleared first. False if it has
 * no answer either. Any thread. */
bool sl_repo_fallback_read(sl_repo *repo, const sl_oid *oid, sl_object_type *type,
                           sl_buf *out);

/* Tells the feed that the index was not scanned, and why: no other reader knows more forms
 * of it than ours does. */
void sl_repo_tell_index(const sl_repo *repo, const sl_feed *feed, const char *why);

enum { SL_NOT_SCANNED = 4096 + 256 };

/* Writes "not scanned: ID, WHY" for a message that may begin with "object ID: ".
 * Returns out. */
const char *sl_not_scanned(const sl_oid *oid, const char *why,
                           char out[SL_NOT_SCANNED]);

#endif
