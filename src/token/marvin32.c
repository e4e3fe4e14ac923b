#include "token/marvin32.h"

static uint32_t rotl(uint32_t value, unsigned count)
{
    return value << count | value >> (32 - count);
}

static void block(uint32_t *p0, uint32_t *p1, uint32_t word)
{
    *p0 += word;
    *p1 ^= *p0;
    *p0 = rotl(*p0, 20) + *p1;
    *p1 = rotl(*p1, 9) ^ *p0;
    *p0 = rotl(*p0, 27) + *p1;
    *p1 = rotl(*p1, 19);
}

uint32_t sl_little_endian(sl_str bytes)
{
    uint32_t word = 0;

    for (size_t i = bytes.len; i-- > 0;)
        word = word << 8 | (uint8_t)bytes.ptr[i];
    return word;
}

uint32_t sl_marvin32(sl_str seed, sl_str bytes)
{
    uint32_t p1 = __builtin_bswap32(sl_little_endian(sl_str_sub(seed, 0, 4)));
    uint32_t p0 = __builtin_bswap32(sl_little_endian(sl_str_sub(seed, 4, 8)));

    for (; bytes.len >= 4; bytes = sl_str_skip(bytes, 4))
        block(&p0, &p1, sl_little_endian(sl_str_sub(bytes, 0, 4)));
    block(&p0, &p1, sl_little_endian(bytes) | UINT32_C(0x80) << 8 * bytes.len);
    block(&p0, &p1, 0);
    return p0 ^ p1;
}
