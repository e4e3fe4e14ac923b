/* ref_storage.h - in which form and where a repository keeps its refs.
 *
 * Source: git-config(1), extensions.refStorage; git(1), GIT_REFERENCE_BACKEND. */
#ifndef SECLINT_SOURCE_REF_STORAGE_H
#define SECLINT_SOURCE_REF_STORAGE_H

#include "base/arena.h"
#include "git/refs.h"
#include "source/git_config.h"

/* Sets the directories and the form of *out for the repository of that configuration;
 * what it does not have from the caller lies in arena. False if nobody knows the form, or
 * the place is not there. */
bool sl_ref_storage_find(const sl_git_config *config, const char *git_dir,
                         const char *common_dir, sl_arena *arena, sl_refs *out,
                         sl_err *err);

/* The ref that HEAD is into *out (cleared first), while the configuration is being read:
 * known is what was found the first time, or NULL. *again is set if it takes that, because
 * refs are kept elsewhere. False if HEAD is no ref, or not known yet. */
bool sl_ref_storage_head(const sl_git_config *known, const char *git_dir,
                         const char *common_dir, bool *again, sl_buf *out);

#endif
