/* delta.h - git's binary deltas: copies from a base and inserted bytes.
 *
 * Source: gitformat-pack(5), "Deltified representation". */
#ifndef SECLINT_GIT_DELTA_H
#define SECLINT_GIT_DELTA_H

#include "base/str.h"
#include "base/vec.h"

typedef struct sl_delta {
    uint64_t base_size;   /* as declared, not yet checked */
    uint64_t result_size; /* as declared: look at it before allocating */
    sl_str ops;           /* the instructions, a slice of what was parsed */
} sl_delta;

/* result[at, at + len) is base[from, from + len). */
typedef struct sl_copy {
    size_t at;
    size_t from;
    size_t len;
} sl_copy;

SL_VEC(sl_copies, sl_copy);

enum { SL_COPY_MIN = 64 }; /* bytes of a stretch that is told of */

/* Reads the two sizes. False if they are cut short or exceed 63 bits. */
bool sl_delta_parse(sl_str bytes, sl_delta *out);

/* Writes exactly delta->result_size bytes to out. False if base is not of the
 * declared size, a copy leaves the base, the result would be longer or shorter
 * than declared, or an instruction is cut short or reserved.
 * copies, unless NULL, are set to what comes from the base: ascending and apart in the
 * result, those that go on in both joined (git cuts them at 64 KiB), none shorter than
 * SL_COPY_MIN. */
bool sl_delta_apply(const sl_delta *delta, sl_str base, uint8_t *out,
                    sl_copies *copies);

#endif
