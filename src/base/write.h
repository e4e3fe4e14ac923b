/* write.h - bytes out, all of them or an error. */
#ifndef SECLINT_BASE_WRITE_H
#define SECLINT_BASE_WRITE_H

#include "base/err.h"

/* Writes all of it, past interruptions and short writes. False with errno set. */
bool sl_write_all(int fd, sl_str bytes);

/* Makes path hold exactly bytes, with the given permission bits, in one step: a
 * temporary file in the same directory, fsync, rename. Whoever reads path, or
 * kills this process, sees the old file or the new one. A symbolic link is
 * replaced, not followed. */
bool sl_file_replace(const char *path, sl_str bytes, unsigned mode, sl_err *err);

#endif
