#include "base/siphash.h"

#include <endian.h>
#include <string.h>

static uint64_t word_at(const char *at)
{
    uint64_t word;

    memcpy(&word, at, sizeof word);
    return le64toh(word);
}

/* Of the last bytes, fewer than eight. */
static uint64_t rest_at(const char *at, size_t len)
{
    uint64_t word = 0;

    for (size_t i = 0; i < len; i++)
        word |= (uint64_t)(uint8_t)at[i] << 8 * i;
    return word;
}

static uint64_t rotate(uint64_t x, unsigned by)
{
    return x << by | x >> (64 - by);
}

static void rounds(uint64_t v[4], unsigned count)
{
    while (count-- > 0) {
        v[0] += v[1];
        v[2] += v[3];
        v[1] = rotate(v[1], 13) ^ v[0];
        v[3] = rotate(v[3], 16) ^ v[2];
        v[0] = rotate(v[0], 32) + v[3];
        v[2] += v[1];
        v[1] = rotate(v[1], 17) ^ v[2];
        v[3] = rotate(v[3], 21) ^ v[0];
        v[2] = rotate(v[2], 32);
    }
}

uint64_t sl_siphash(const uint8_t key[SL_SIPHASH_KEY], sl_str bytes)
{
    uint64_t k0 = word_at((const char *)key);
    uint64_t k1 = word_at((const char *)key + 8);
    uint64_t v[4] = {k0 ^ 0x736f6d6570736575, k1 ^ 0x646f72616e646f6d,
                     k0 ^ 0x6c7967656e657261, k1 ^ 0x7465646279746573};
    uint64_t last = (uint64_t)bytes.len << 56;

    for (; bytes.len >= 8; bytes = sl_str_skip(bytes, 8)) {
        uint64_t word = word_at(bytes.ptr);

        v[3] ^= word;
        rounds(v, 2);
        v[0] ^= word;
    }
    last |= rest_at(bytes.ptr, bytes.len);
    v[3] ^= last;
    rounds(v, 2);
    v[0] ^= last;
    v[2] ^= 0xff;
    rounds(v, 4);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}
