/* git_config.h - git's configuration, from the files and variables that git reads.
 *
 * libgit2 1.5 parses the files, but knows none of GIT_CONFIG_SYSTEM,
 * GIT_CONFIG_NOSYSTEM, GIT_CONFIG_GLOBAL, GIT_CONFIG_COUNT and GIT_CONFIG_PARAMETERS
 * (what `git -c` hands to hooks). Source: git-config(1), FILES and ENVIRONMENT. */
#ifndef SECLINT_SOURCE_GIT_CONFIG_H
#define SECLINT_SOURCE_GIT_CONFIG_H

#include "base/buf.h"
#include "base/err.h"

#include <git2.h>

/* Before a repository is opened: tells libgit2 which files not to look for. */
void sl_git_config_guard(void);

/* All files, weakest first: system, user, and, unless git is NULL, repository and
 * worktree. Never NULL. A file that cannot be read or parsed is left out and *err is
 * set, if it was not before. Free with git_config_free. */
git_config *sl_git_config_open(git_repository *git, sl_err *err);

/* The value of key (lower case but for a subsection) into *out (cleared first), from
 * the environment before the files. False, with *out empty, if it has none; a key
 * without "=" has the value "true". */
bool sl_git_config_text(git_config *files, const char *key, sl_buf *out);
/* fallback also for what is no boolean. */
bool sl_git_config_bool(git_config *files, const char *key, bool fallback);
/* As text, with "~/", "~user/" and "%(prefix)/" expanded. */
bool sl_git_config_path(git_config *files, const char *key, sl_buf *out);

/* A variable of the environment as git takes it for a boolean: unset gives
 * fallback, empty is false. */
bool sl_git_env_bool(const char *name, bool fallback);

#endif
