/* libgit2.h - libgit2, loaded when it is first needed (or linked, as the build has it).
 *
 * The functions keep their names: lib->git_revparse_single(...). */
#ifndef SECLINT_SOURCE_LIBGIT2_H
#define SECLINT_SOURCE_LIBGIT2_H

#include "base/err.h"

#include <git2.h>

typedef struct sl_libgit2 {
#define SL_FUNCTION(name) __typeof__(name) *name;
#include "source/libgit2.def"
#undef SL_FUNCTION
} sl_libgit2;

/* Fills *out. SL_EREPO, naming the library, if it cannot be loaded. */
bool sl_libgit2_load(sl_libgit2 *out, sl_err *err);

#endif
