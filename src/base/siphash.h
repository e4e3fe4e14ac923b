/* siphash.h - SipHash-2-4, a fast keyed hash of short inputs.
 *
 * Who does not know the key can neither choose inputs that collide nor test a
 * guess. Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012. */
#ifndef SECLINT_BASE_SIPHASH_H
#define SECLINT_BASE_SIPHASH_H

#include "base/str.h"

enum { SL_SIPHASH_KEY = 16 };

uint64_t sl_siphash(const uint8_t key[SL_SIPHASH_KEY], sl_str bytes);

#endif
