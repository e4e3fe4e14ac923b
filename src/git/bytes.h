/* bytes.h - the big-endian numbers of git's files, and the little-endian ones of streams
 * and deltas. The caller has checked that they are there. */
#ifndef SECLINT_GIT_BYTES_H
#define SECLINT_GIT_BYTES_H

#include <stdint.h>

static inline uint16_t sl_be16(const void *at)
{
    const uint8_t *b = at;

    return (uint16_t)(b[0] << 8 | b[1]);
}

static inline uint32_t sl_be32(const void *at)
{
    const uint8_t *b = at;

    /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): callers have four bytes */
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static inline uint64_t sl_be64(const void *at)
{
    const uint8_t *b = at;

    return (uint64_t)sl_be32(b) << 32 | sl_be32(b + 4);
}

static inline uint64_t sl_le64(const void *at)
{
    const uint8_t *b = at;

    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 |
           (uint64_t)b[3] << 24 | (uint64_t)b[4] << 32 | (uint64_t)b[5] << 40 |
           (uint64_t)b[6] << 48 | (uint64_t)b[7] << 56;
}

#endif
