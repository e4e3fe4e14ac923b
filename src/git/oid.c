#include "git/oid.h"

#include "base/hash.h"

enum { NO_DIGIT = 0x80 };

/* Without a branch: digits come as they like, and there are forty of them in an id. */
static unsigned digit(char c)
{
    unsigned decimal = (unsigned)(uint8_t)c - '0';
    unsigned letter = ((unsigned)(uint8_t)c | 0x20) - 'a';

    return decimal < 10 ? decimal : letter < 6 ? letter + 10 : NO_DIGIT;
}

bool sl_oid_parse(sl_str hex, sl_oid *out)
{
    sl_oid oid = {.len = (uint8_t)(hex.len / 2)};
    unsigned wrong = 0;

    if (hex.len != 40 && hex.len != 64)
        return false;
    for (size_t i = 0; i < oid.len; i++) {
        unsigned high = digit(hex.ptr[2 * i]);
        unsigned low = digit(hex.ptr[2 * i + 1]);

        wrong |= high | low;
        oid.raw[i] = (uint8_t)(high << 4 | low);
    }
    if (wrong & NO_DIGIT)
        return false;
    *out = oid;
    return true;
}

const char *sl_oid_hex(const sl_oid *oid, char *out)
{
    sl_hex(oid->raw, oid->len, out);
    return out;
}

bool sl_oid_eq(const sl_oid *a, const sl_oid *b)
{
    return sl_oid_cmp(a, b) == 0;
}

int sl_oid_cmp(const sl_oid *a, const sl_oid *b)
{
    return sl_str_cmp(sl_oid_str(a), sl_oid_str(b));
}

sl_str sl_oid_str(const sl_oid *oid)
{
    return (sl_str){(const char *)oid->raw, oid->len};
}
