/* libarchive.h - libarchive, loaded when it is first needed (or linked, as the build has it).
 *
 * The functions keep their names: lib->archive_read_new(...). */
#ifndef SECLINT_SOURCE_LIBARCHIVE_H
#define SECLINT_SOURCE_LIBARCHIVE_H

#include "base/err.h"

#include <archive.h>
#include <archive_entry.h>

typedef struct sl_libarchive {
#define SL_FUNCTION(name) __typeof__(name) *name;
#include "source/libarchive.def"
#undef SL_FUNCTION
} sl_libarchive;

/* Fills *out. SL_EREPO, naming the library, if it cannot be loaded. */
bool sl_libarchive_load(sl_libarchive *out, sl_err *err);

#endif
