/* marvin32.h - Marvin32, the keyed checksum in Microsoft's keys.
 *
 * github.com/dotnet/runtime, System.Marvin; which bytes it covers is told beside each key. */
#ifndef SECLINT_TOKEN_MARVIN32_H
#define SECLINT_TOKEN_MARVIN32_H

#include "base/str.h"

/* seed: eight bytes, read as one big-endian number. */
uint32_t sl_marvin32(sl_str seed, sl_str bytes);

/* Up to four bytes, the first lowest. */
uint32_t sl_little_endian(sl_str bytes);

#endif
