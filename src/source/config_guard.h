/* config_guard.h - a look at a repository's configuration before libgit2 reads it.
 *
 * libgit2 and git open whatever include.path names; a FIFO there stops them for
 * ever. Source: git-config(1), "Includes". */
#ifndef SECLINT_SOURCE_CONFIG_GUARD_H
#define SECLINT_SOURCE_CONFIG_GUARD_H

#include "base/err.h"

/* Does the configuration of the repository at path (NULL: of GIT_DIR or around the
 * current directory) include only regular files and files that are not there?
 * False, with err naming the file, if not. A repository that is not found is left
 * to libgit2. */
bool sl_config_guard(const char *path, sl_err *err);

#endif
