/* file_reader.h - one worker's way to the bytes of many files below a root. */
#ifndef SECLINT_SOURCE_FILE_READER_H
#define SECLINT_SOURCE_FILE_READER_H

#include "base/buf.h"
#include "base/err.h"

#include <sys/stat.h>

/* Keeps the directory of the last file open, since the next is nearly always beside it,
 * and reads all files into the same memory. */
typedef struct sl_file_reader {
    int root;
    int dir;        /* descriptor of at, or -1 */
    sl_str at;      /* a path that was asked for; no longer than that lives */
    sl_buf bytes;   /* of the file read last */
    struct stat st; /* and what the system says of it */
} sl_file_reader;

sl_file_reader sl_file_reader_open(int root);
/* Reads path ('/'-separated) below the root, as sl_lookup_file does: no symbolic link is
 * followed anywhere on the way. path must live until the reader is closed. */
bool sl_file_reader_read(sl_file_reader *reader, sl_str path, size_t max, sl_err *err);
/* Wipes what was read. */
void sl_file_reader_close(sl_file_reader *reader);

#endif
