/* library.h - a shared library that is loaded when it is first needed.
 *
 * Being linked with libgit2 and libarchive costs a start 6 ms, most of it for libraries
 * behind them that a scan never calls; PCRE2, libyaml and libdeflate cost 0.03 ms each. */
#ifndef SECLINT_BASE_LIBRARY_H
#define SECLINT_BASE_LIBRARY_H

#include "base/err.h"

/* A function of the library, and the place of its pointer in a table of them. */
typedef struct sl_symbol {
    char name[48];
    size_t offset;
} sl_symbol;

/* Loads the library (by its soname), or finds it loaded, and fills table. It stays
 * loaded: its threads and exit handlers do not ask. False, with the library named in
 * err, if it or one of the functions is missing. */
bool sl_library_load(const char *soname, const sl_symbol *symbols, size_t len,
                     void *table, sl_err *err);

/* The same of a library without which nothing can be said of a file: if it is missing,
 * that is told and the program ends with status 2, as where it is linked. The table, of
 * size bytes, is made once, by whichever thread is first, and kept for good in *kept. */
const void *sl_library_need(_Atomic(void *) *kept, const char *soname,
                            const sl_symbol *symbols, size_t len, size_t size);

#endif
