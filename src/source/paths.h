/* paths.h - files and folders that belong to no repository, and standard input. */
#ifndef SECLINT_SOURCE_PATHS_H
#define SECLINT_SOURCE_PATHS_H

#include "source/feed.h"

/* Feeds the file, or every file below the folder, path. prefix is put before
 * the reported names ("" for none). Fails if path itself cannot be opened; what
 * is wrong below it becomes a notice. */
bool sl_paths_feed(const char *path, sl_str prefix, const sl_feed *feed, sl_err *err);

/* Feeds standard input under the given name. */
bool sl_paths_feed_stdin(sl_str name, const sl_feed *feed, sl_err *err);

#endif
