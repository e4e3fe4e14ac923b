/* repo_print.h - tells whether a repository is as it was when it was last scanned. */
#ifndef SECLINT_SOURCE_REPO_PRINT_H
#define SECLINT_SOURCE_REPO_PRINT_H

#include "base/hash.h"
#include "source/repo.h"

/* Hashes all that the history of the repository and what is said of it rest on, but no
 * content: objects (git/odb_print.h), refs and heads of worktrees with what they lead
 * to, the shallow boundary. The index is left out. Equal prints: the same scan. False
 * if something could not be read: then nothing can be said. */
bool sl_repo_print(sl_repo *repo, uint8_t out[SL_SHA256_SIZE]);

#endif
