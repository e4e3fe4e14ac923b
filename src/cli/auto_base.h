/* auto_base.h - the commit that --range auto and --new-since auto start from. */
#ifndef SECLINT_CLI_AUTO_BASE_H
#define SECLINT_CLI_AUTO_BASE_H

#include "source/repo.h"

typedef struct sl_auto_base {
    sl_oid commit;          /* len 0: there is none, all that HEAD leads to counts */
    sl_oid_vec merge_bases; /* of it and HEAD */
    sl_str name;            /* as people know it: "origin/main", "1a2b3c4d5e6f" */
    sl_str why;             /* "pull request into main, on GitHub Actions" */
} sl_auto_base;

/* What the environment says of the build at hand (cli/ci_system.h): for a request to merge
 * the branch that it goes to, for a push what was there before, else the default branch;
 * where no server is, the branch that work on this one goes to (sl_repo_target). Of
 * several names for a base that counts which parted from HEAD last.
 *
 * Fails if there is a base and it is not in this clone, if HEAD is not what is to be
 * merged, and where nothing tells a base and no server says that this is all. Strings live
 * in arena; free merge_bases with sl_vec_free in any case. */
bool sl_auto_base_find(sl_repo *repo, const char *const *env, sl_arena *arena,
                       sl_auto_base *out, sl_err *err);

#endif
