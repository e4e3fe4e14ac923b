/* libpcre2.h - PCRE2, loaded when it is first needed (or linked, as the build has it).
 *
 * The functions keep their names: lib->pcre2_match(...). */
#ifndef SECLINT_MATCH_LIBPCRE2_H
#define SECLINT_MATCH_LIBPCRE2_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

typedef struct sl_libpcre2 {
#define SL_FUNCTION(name) __typeof__(name) *name;
#include "match/libpcre2.def"
#undef SL_FUNCTION
} sl_libpcre2;

/* One table for all threads. If the library cannot be loaded, the program ends with
 * status 2. */
const sl_libpcre2 *sl_libpcre2_get(void);

#endif
