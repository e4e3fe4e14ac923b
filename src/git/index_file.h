/* index_file.h - the parts of one index file, before they make an index.
 *
 * Source: gitformat-index(5). The checksum is not verified. */
#ifndef SECLINT_GIT_INDEX_FILE_H
#define SECLINT_GIT_INDEX_FILE_H

#include "git/index.h"

/* One index file on disk. Slices point into what was parsed. */
typedef struct sl_index_file {
    const char *name; /* for messages */
    sl_str bytes;
    size_t oid_len;
    sl_arena *arena; /* for entries and paths */
    sl_index_entry *entries;
    size_t len;
    sl_str tree; /* extension TREE, empty if none */
    sl_str link; /* extension link */
    bool sparse; /* extension sdir */
} sl_index_file;

/* Parses file->bytes; name, oid_len and arena are set too. Entries are not yet
 * checked for order: those of a split index may have empty paths. */
bool sl_index_file_parse(sl_index_file *file, sl_err *err);

/* The entry that begins at that offset of a file of version 2 or 3, which was found to
 * be well formed. */
void sl_index_entry_read(sl_str bytes, size_t at, size_t oid_len, sl_index_entry *out);

#endif
