/* filetree.h - where ignore and attribute files are read from: a working
 * tree, an index or a commit's tree, behind one function. */
#ifndef SECLINT_GIT_FILETREE_H
#define SECLINT_GIT_FILETREE_H

#include "base/buf.h"
#include "base/err.h"

/* Reads the file at path ('/'-separated, relative to the root) into *out
 * (cleared first). Returns false with err->code SL_ENOTFOUND if there is none;
 * any other code means that it is there and must not or cannot be read (a
 * symbolic link, a FIFO, no permission). Called from one thread at a time. */
typedef bool sl_filetree_read(void *ctx, sl_str path, sl_buf *out, sl_err *err);

typedef struct sl_filetree {
    sl_filetree_read *read;
    void *ctx;
} sl_filetree;

#endif
