/* lookup.h - files below a root, opened without following any symbolic link. */
#ifndef SECLINT_SOURCE_LOOKUP_H
#define SECLINT_SOURCE_LOOKUP_H

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"

/* Opens path ('/'-separated) below the directory descriptor root, refusing a
 * symbolic link anywhere on the way; a FIFO does not block. -1 with errno set. */
int sl_lookup_open(int root, sl_str path, int flags);

/* path for a message, cut to what fits. */
const char *sl_lookup_shown(sl_str path, char shown[SL_MAX_PATH]);
/* What errno says about opening path, into *err. Returns false. */
bool sl_lookup_failed(sl_str path, sl_err *err);

/* Reads path ('/'-separated) below the directory descriptor root. A symbolic
 * link anywhere on the way is refused (SL_EIO, ELOOP or ENOTDIR): a working tree
 * is a stranger's and may point anywhere. Errors as sl_file_read_at. */
bool sl_lookup_file(int root, sl_str path, size_t max, sl_buf *out, sl_err *err);

#endif
