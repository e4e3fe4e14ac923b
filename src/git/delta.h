/* delta.h - git's binary deltas: copies from a base and inserted bytes.
 *
 * Source: gitformat-pack(5), "Deltified representation". */
#ifndef SECLINT_GIT_DELTA_H
#define SECLINT_GIT_DELTA_H

#include "base/str.h"

typedef struct sl_delta {
    uint64_t base_size;   /* as declared, not yet checked */
    uint64_t result_size; /* as declared: look at it before allocating */
    sl_str ops;           /* the instructions, a slice of what was parsed */
} sl_delta;

/* Reads the two sizes. False if they are cut short or exceed 63 bits. */
bool sl_delta_parse(sl_str bytes, sl_delta *out);

/* Writes exactly delta->result_size bytes to out. False if base is not of the
 * declared size, a copy leaves the base, the result would be longer or shorter
 * than declared, or an instruction is cut short or reserved. */
bool sl_delta_apply(const sl_delta *delta, sl_str base, uint8_t *out);

#endif
