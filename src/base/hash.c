#include "base/hash.h"

#include <string.h>

static const uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
    0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
    0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
    0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
    0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
    0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
    0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
    0xc67178f2};

static uint32_t rotate(uint32_t x, unsigned by)
{
    return x >> by | x << (32 - by);
}

static uint32_t big_endian(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* One round. The eight words do not move: turn, that of the round modulo 8, tells which
 * of them is the first. */
static inline void step(uint32_t s[8], unsigned turn, uint32_t add)
{
    uint32_t a = s[-turn & 7], b = s[(1 - turn) & 7], c = s[(2 - turn) & 7];
    uint32_t e = s[(4 - turn) & 7], f = s[(5 - turn) & 7], g = s[(6 - turn) & 7];
    uint32_t sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    uint32_t sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    uint32_t t1 = s[(7 - turn) & 7] + sum1 + ((e & f) ^ (~e & g)) + add;

    s[(3 - turn) & 7] += t1;
    s[(7 - turn) & 7] = t1 + sum0 + ((a & b) ^ (a & c) ^ (b & c));
}

static void compress(uint32_t state[8], const uint8_t block[64])
{
    uint32_t w[64];
    uint32_t s[8];

    for (unsigned i = 0; i < 16; i++)
        w[i] = big_endian(block + (size_t)i * 4);
    for (unsigned i = 16; i < 64; i++) {
        uint32_t a = w[i - 15];
        uint32_t b = w[i - 2];
        w[i] = w[i - 16] + w[i - 7] + (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) +
               (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
    }
    memcpy(s, state, sizeof s);
    for (unsigned i = 0; i < 64; i += 8) { /* written out, they stay in registers */
        step(s, 0, round_constants[i] + w[i]);
        step(s, 1, round_constants[i + 1] + w[i + 1]);
        step(s, 2, round_constants[i + 2] + w[i + 2]);
        step(s, 3, round_constants[i + 3] + w[i + 3]);
        step(s, 4, round_constants[i + 4] + w[i + 4]);
        step(s, 5, round_constants[i + 5] + w[i + 5]);
        step(s, 6, round_constants[i + 6] + w[i + 6]);
        step(s, 7, round_constants[i + 7] + w[i + 7]);
    }
    for (unsigned i = 0; i < 8; i++)
        state[i] += s[i];
}

void sl_sha256_init(sl_sha256 *hash)
{
    static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

    memcpy(hash->state, start, sizeof start);
    hash->length = 0;
}

void sl_sha256_add(sl_sha256 *hash, sl_str bytes)
{
    size_t used = hash->length % 64;

    hash->length += bytes.len;
    while (bytes.len > 0) {
        size_t take = bytes.len < 64 - used ? bytes.len : 64 - used;

        memcpy(hash->block + used, bytes.ptr, take);
        bytes = sl_str_skip(bytes, take);
        used += take;
        if (used == 64) {
            compress(hash->state, hash->block);
            used = 0;
        }
    }
}

void sl_sha256_done(sl_sha256 *hash, uint8_t out[SL_SHA256_SIZE])
{
    uint64_t bits = hash->length * 8;
    static const char padding[64] = {(char)0x80};
    char tail[8];
    size_t used = hash->length % 64;

    for (unsigned i = 0; i < 8; i++)
        tail[i] = (char)(bits >> (56 - 8 * i));
    sl_sha256_add(hash, (sl_str){padding, used < 56 ? 56 - used : 120 - used});
    sl_sha256_add(hash, (sl_str){tail, sizeof tail});
    for (unsigned i = 0; i < SL_SHA256_SIZE; i++)
        out[i] = (uint8_t)(hash->state[i / 4] >> (24 - 8 * (i % 4)));
}

void sl_hmac_sha256(sl_str key, sl_str bytes, uint8_t out[SL_SHA256_SIZE])
{
    char pad[64] = {0};
    sl_sha256 hash;

    if (key.len > sizeof pad) {
        sl_sha256_init(&hash);
        sl_sha256_add(&hash, key);
        sl_sha256_done(&hash, (uint8_t *)pad);
    } else if (key.len > 0) {
        memcpy(pad, key.ptr, key.len);
    }
    for (size_t i = 0; i < sizeof pad; i++)
        pad[i] ^= 0x36;
    sl_sha256_init(&hash);
    sl_sha256_add(&hash, (sl_str){pad, sizeof pad});
    sl_sha256_add(&hash, bytes);
    sl_sha256_done(&hash, out);
    for (size_t i = 0; i < sizeof pad; i++)
        pad[i] ^= 0x36 ^ 0x5c;
    sl_sha256_init(&hash);
    sl_sha256_add(&hash, (sl_str){pad, sizeof pad});
    sl_sha256_add(&hash, (sl_str){(const char *)out, SL_SHA256_SIZE});
    sl_sha256_done(&hash, out);
    explicit_bzero(pad, sizeof pad);
}

uint32_t sl_crc32(sl_str bytes)
{
    uint32_t crc = 0xffffffff;

    for (size_t i = 0; i < bytes.len; i++) {
        crc ^= (uint8_t)bytes.ptr[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (0xedb88320 & (0 - (crc & 1)));
    }
    return ~crc;
}

uint64_t sl_fnv1a(sl_str bytes)
{
    uint64_t hash = 0xcbf29ce484222325;

    for (size_t i = 0; i < bytes.len; i++)
        hash = (hash ^ (uint8_t)bytes.ptr[i]) * 0x100000001b3;
    return hash;
}

void sl_hex(const uint8_t *bytes, size_t len, char *out)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < len; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 15];
    }
    out[2 * len] = '\0';
}
