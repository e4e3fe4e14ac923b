/* gitignore.h - the repair of .gitignore: secret files that nothing keeps out of
 * the next commit get the smallest pattern that covers them.
 *
 * Only lines are added, at the end of the top .gitignore, never changed or
 * removed; so a path can only go from not ignored to ignored. Before anything
 * is written, the result is evaluated as git would. */
#ifndef SECLINT_FIX_GITIGNORE_H
#define SECLINT_FIX_GITIGNORE_H

#include "base/vec.h"
#include "scan/results.h"
#include "source/repo.h"

SL_VEC(sl_str_vec, sl_str);

typedef struct sl_gitignore_fix {
    sl_buf before;
    bool existed;
    sl_buf after;     /* equal to before: nothing to do */
    sl_str_vec added; /* patterns, one per path */
    sl_str_vec left; /* paths that stay exposed: a nested .gitignore re-includes them */
    sl_arena arena;
} sl_gitignore_fix;

/* Plans the repair for the secret-not-ignored findings of results. Fails (refuses)
 * if .gitignore is a symbolic link or cannot be read. Free with _free. */
bool sl_gitignore_plan(sl_repo *repo, const sl_results *results, sl_gitignore_fix *out,
                       sl_err *err);
/* Replaces .gitignore in one step (temporary file, fsync, rename), keeping its mode. */
bool sl_gitignore_write(const sl_repo *repo, const sl_gitignore_fix *fix, sl_err *err);
void sl_gitignore_free(sl_gitignore_fix *fix);

#endif
