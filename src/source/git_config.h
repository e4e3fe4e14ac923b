/* git_config.h - git's configuration, from the files and variables that git reads.
 *
 * Source: git-config(1), FILES, ENVIRONMENT and "Conditional includes" (of these
 * gitdir, gitdir/i, onbranch and hasconfig:remote.*.url, for which only remotes in files
 * count; others never hold, as in older git). */
#ifndef SECLINT_SOURCE_GIT_CONFIG_H
#define SECLINT_SOURCE_GIT_CONFIG_H

#include "base/buf.h"
#include "base/err.h"

typedef struct sl_git_config sl_git_config;

/* All files, weakest first: system, user, and, unless git_dir is NULL, those of the
 * repository (in common_dir) and of its worktree (in git_dir). Never NULL. A file that
 * cannot be read or parsed is left out and *err is set, if it was not before. */
sl_git_config *sl_git_config_open(const char *git_dir, const char *common_dir,
                                  sl_err *err);
void sl_git_config_free(sl_git_config *config);

/* The value of key (lower case but for a subsection) into *out (cleared first), from
 * the environment before the files. False, with *out empty, if it has none; a key
 * without "=" has the value "true". */
bool sl_git_config_text(const sl_git_config *config, const char *key, sl_buf *out);
/* fallback also for what is no boolean. */
bool sl_git_config_bool(const sl_git_config *config, const char *key, bool fallback);
/* As text, with "~/", "~user/" and "%(prefix)/" expanded. */
bool sl_git_config_path(const sl_git_config *config, const char *key, sl_buf *out);

/* The i-th assignment of the files, weakest first; false past the last one. own: it
 * stands in the repository's own file or in one that this includes. */
typedef struct sl_git_setting {
    sl_str key;
    sl_str value;
    bool own;
} sl_git_setting;
bool sl_git_config_at(const sl_git_config *config, size_t i, sl_git_setting *out);

/* A variable of the environment as git takes it for a boolean: unset gives
 * fallback, empty is false. */
bool sl_git_env_bool(const char *name, bool fallback);

#endif
