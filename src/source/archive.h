/* archive.h - the members of an archive that lies in memory, one after the other.
 *
 * libarchive does the reading, in this process, on a stranger's bytes. So only what the
 * first bytes promise is switched on: zip by its central directory, tar, ar (and so
 * Debian packages), and gzip, bzip2, xz and zstd round a tar or round anything else.
 * Nothing is written to disk, no other program is run, and what may be unpacked is
 * bounded before it is. */
#ifndef SECLINT_SOURCE_ARCHIVE_H
#define SECLINT_SOURCE_ARCHIVE_H

#include "base/str.h"

/* Do the first bytes say that it is an archive, or one compressed file? */
bool sl_archive_marked(sl_str bytes);

/* What may still be unpacked, of an archive and of all archives in it. */
typedef struct sl_archive_budget {
    uint64_t bytes;
    size_t members;
    bool by_ratio; /* bytes was set by the ratio, not by the total */
} sl_archive_budget;

/* The budget of an outermost archive of that size. */
sl_archive_budget sl_archive_budget_of(size_t size);

typedef struct sl_archive_visitor {
    void *ctx;
    /* Is a member whose first bytes (all of them, or some thousands) are head worth
     * reading as a whole? */
    bool (*wanted)(void *ctx, sl_str head);
    /* One file. path: '/'-separated, without "." and "..", never empty. bytes: all of
     * it, or the head alone if it was not wanted. Valid during the call. */
    void (*member)(void *ctx, sl_str path, sl_str bytes);
    /* Something is not given; text says what and why, in one line. */
    void (*notice)(void *ctx, const char *text, bool incomplete);
} sl_archive_visitor;

/* Gives every regular file in bytes to the visitor. name: that of the archive, from
 * which a compressed file without a name gets its own. */
void sl_archive_read(sl_str bytes, sl_str name, sl_archive_budget *budget,
                     const sl_archive_visitor *visitor);

/* The version of libarchive, as the headers have it; the library is not loaded. */
const char *sl_archive_library_version(void);

#endif
