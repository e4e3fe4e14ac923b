/* build.h - which build of the program this is. */
#ifndef SECLINT_BASE_BUILD_H
#define SECLINT_BASE_BUILD_H

#include "base/str.h"

/* The identity that the linker gave the running program, a hash of all its code and
 * constants: two builds with the same one do the same. Empty where there is none
 * (no ELF, or linked without --build-id). Source: elf(5), NT_GNU_BUILD_ID. */
sl_str sl_build_id(void);

#endif
