/* libdeflate.h - libdeflate, loaded when it is first needed (or linked, as the build has it).
 *
 * The functions keep their names: lib->libdeflate_gzip_decompress(...). */
#ifndef SECLINT_GIT_LIBDEFLATE_H
#define SECLINT_GIT_LIBDEFLATE_H

#include <libdeflate.h>

typedef struct sl_libdeflate {
#define SL_FUNCTION(name) __typeof__(name) *name;
#include "git/libdeflate.def"
#undef SL_FUNCTION
} sl_libdeflate;

/* One table for all threads. If the library cannot be loaded, the program ends with
 * status 2. */
const sl_libdeflate *sl_libdeflate_get(void);

#endif
