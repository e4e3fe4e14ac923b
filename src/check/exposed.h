/* exposed.h - untracked files of secret classes, and who tells of one that the next
 * `git add` would take. */
#ifndef SECLINT_CHECK_EXPOSED_H
#define SECLINT_CHECK_EXPOSED_H

#include "rule/sink.h"

/* An untracked plaintext file of a secret class that holds values and that git-crypt
 * will not encrypt. */
bool sl_untracked_secret_file(const sl_fact *fact);

/* Why such a file with secrets is not ignored: one rule for each. */
typedef enum sl_exposure {
    SL_EXPOSURE_NONE,        /* it is ignored, or no such file */
    SL_EXPOSURE_NO_LINE,     /* secret-not-ignored */
    SL_EXPOSURE_NEGATION,    /* ignore-negation-exposes: a "!" line includes it */
    SL_EXPOSURE_UNCOMMITTED, /* ignore-uncommitted: what is staged exposes it, the ignore
                              * files as they lie on disk do not */
} sl_exposure;

sl_exposure sl_exposure_of(const sl_fact *fact, const sl_survey *survey);

/* Does a .gitignore ignore the path there, by what is not in every view of it? One that
 * is not tracked must be on its way into the repository: not ignored, as that of a
 * virtual environment ignores itself, and not the first file of all. */
bool sl_ignored_by_edit(const sl_treatment *there, const sl_survey *survey);

#endif
