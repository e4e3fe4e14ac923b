/* cwd.h - where we stand in a repository, as git sees it. */
#ifndef SECLINT_SOURCE_CWD_H
#define SECLINT_SOURCE_CWD_H

#include "source/repo.h"

typedef struct sl_cwd {
    sl_str worktree;    /* absolute, without symbolic links; empty for a bare one */
    sl_str prefix;      /* the current directory below it, "sub/", or empty */
    bool ignore_case;   /* core.ignorecase */
    sl_str info_ignore; /* how git calls info/exclude from here */
} sl_cwd;

/* The slices live in arena. From outside of the working tree, paths are relative to
 * its top, as in git. Fails with SL_EREPO inside of the git directory of a repository
 * that has a working tree. */
bool sl_cwd_find(const sl_repo *repo, sl_arena *arena, sl_cwd *out, sl_err *err);

#endif
