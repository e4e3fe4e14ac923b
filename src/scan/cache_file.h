/* cache_file.h - where a cache lies, and who may have written it.
 *
 * A cache is one file in a folder of its own, sealed under a random key of 32 bytes that
 * lies elsewhere:
 *
 *   by default    seclint/cache in the git directory, the key in $XDG_CACHE_HOME/seclint/key
 *                 (~/.cache/seclint/key). A repository that somebody packed up and sent
 *                 may hold a seclint/cache, but not one that this key sealed.
 *   --cache DIR   DIR/<16 hex digits of the repository's path>.cache and DIR/key. Who
 *                 names DIR trusts it; a DIR that the repository tracks is refused.
 *
 * Folders and files count only if they are what they seem (no symbolic links), belong
 * to this user and nobody else may write them; the key only if nobody else may read it.
 * Whatever is wrong: there is no cache, and why says so. */
#ifndef SECLINT_SCAN_CACHE_FILE_H
#define SECLINT_SCAN_CACHE_FILE_H

#include "base/buf.h"
#include "base/err.h"
#include "source/repo.h"

typedef struct sl_cache_file {
    int dir;         /* descriptor of the folder, or -1 */
    char name[32];   /* of the file in it */
    uint8_t key[32]; /* wiped by sl_cache_file_close */
} sl_cache_file;

/* Finds or makes the folder and the key. named: of --cache, or NULL. False, with why
 * set, if there can be no cache here; *out is for sl_cache_file_close either way. */
bool sl_cache_file_open(sl_repo *repo, const char *named, sl_cache_file *out,
                        sl_err *why);

/* Opens the cache for reading. -1, with why set, if there is none to be believed. */
int sl_cache_file_read(const sl_cache_file *file, sl_err *why);

/* Exactly len bytes into *out (cleared first); false if there are fewer. */
bool sl_cache_file_take(int fd, size_t len, sl_buf *out);

/* Makes bytes the cache, in one step. Of two writers one gives way; a killed one leaves
 * cache.new, which the next one takes over. */
bool sl_cache_file_write(const sl_cache_file *file, sl_str bytes, sl_err *why);

void sl_cache_file_close(sl_cache_file *file);

#endif
