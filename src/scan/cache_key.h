/* cache_key.h - the folders and the key of a cache; for cache_file.c. */
#ifndef SECLINT_SCAN_CACHE_KEY_H
#define SECLINT_SCAN_CACHE_KEY_H

#include "base/err.h"
#include "base/hash.h"
#include "source/repo.h"

/* Opens the folder name below the directory at, and makes it first where it is missing.
 * -1, with why set, unless it is a directory of this user that nobody else may write. */
int sl_cache_folder(int at, const char *name, sl_err *why);

/* The folder of this user's key: seclint below $XDG_CACHE_HOME or ~/.cache. */
int sl_cache_home(sl_err *why);

/* The 32 random bytes of dir/key, which is made where it is missing. */
bool sl_cache_key(int dir, uint8_t out[32], sl_err *why);

/* Does the index have a path in this folder? Then a clone would bring it. */
bool sl_cache_tracked(sl_repo *repo, const char *folder);

#endif
