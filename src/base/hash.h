/* hash.h - SHA-256 and HMAC (FIPS 180-4, RFC 2104), CRC-32 (IEEE 802.3, as
 * zlib), FNV-1a for tables. */
#ifndef SECLINT_BASE_HASH_H
#define SECLINT_BASE_HASH_H

#include "base/str.h"

enum { SL_SHA256_SIZE = 32 };

typedef struct sl_sha256 {
    uint32_t state[8];
    uint64_t length; /* bytes so far */
    uint8_t block[64];
} sl_sha256;

void sl_sha256_init(sl_sha256 *hash);
void sl_sha256_add(sl_sha256 *hash, sl_str bytes);
void sl_sha256_done(sl_sha256 *hash, uint8_t out[SL_SHA256_SIZE]);

void sl_hmac_sha256(sl_str key, sl_str bytes, uint8_t out[SL_SHA256_SIZE]);

uint32_t sl_crc32(sl_str bytes);
uint64_t sl_fnv1a(sl_str bytes);

/* Lower-case hex of bytes into out, which holds 2 * len + 1 characters. */
void sl_hex(const uint8_t *bytes, size_t len, char *out);

#endif
