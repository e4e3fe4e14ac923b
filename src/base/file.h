/* file.h - whole files, read without surprises. */
#ifndef SECLINT_BASE_FILE_H
#define SECLINT_BASE_FILE_H

#include "base/buf.h"
#include "base/err.h"

#include <sys/stat.h>

/* Reads the regular file name below the directory descriptor dir (AT_FDCWD for
 * the working directory) into *out (cleared first). Symbolic links are not
 * followed, a FIFO or device does not block. Fails with SL_EIO, SL_EFORMAT (not
 * a regular file) or SL_ELIMIT (more than max bytes); shown names the file in
 * the message. */
bool sl_file_read_at(int dir, const char *name, const char *shown, size_t max,
                     sl_buf *out, sl_err *err);

/* The same by path, following symbolic links: for files that the user named. */
bool sl_file_read(const char *path, size_t max, sl_buf *out, sl_err *err);

/* The same from an open descriptor, which is closed in any case. */
bool sl_file_read_fd(int fd, const char *shown, size_t max, sl_buf *out, sl_err *err);

/* The same; *st is what the system says of the file, where the answer is true. */
bool sl_file_read_stat(int fd, const char *shown, size_t max, sl_buf *out,
                       struct stat *st, sl_err *err);

/* Everything up to end of file from an open descriptor. */
bool sl_file_drain(int fd, const char *shown, size_t max, sl_buf *out, sl_err *err);

#endif
