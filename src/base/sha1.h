/* sha1.h - SHA-1 (FIPS 180-4), only to compare with what other tools wrote: the
 * baseline of detect-secrets names secrets so, and git's packs end in one. */
#ifndef SECLINT_BASE_SHA1_H
#define SECLINT_BASE_SHA1_H

#include "base/str.h"

enum { SL_SHA1_SIZE = 20 };

void sl_sha1(sl_str bytes, uint8_t out[SL_SHA1_SIZE]);

#endif
