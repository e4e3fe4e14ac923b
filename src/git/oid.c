#include "git/oid.h"

#include "base/hash.h"

#include <string.h>

sl_oid sl_oid_make(const uint8_t *raw, size_t len)
{
    sl_oid oid = {.len = (uint8_t)len};

    memcpy(oid.raw, raw, len);
    return oid;
}

static int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool sl_oid_parse(sl_str hex, sl_oid *out)
{
    sl_oid oid = {.len = (uint8_t)(hex.len / 2)};

    if (hex.len != 40 && hex.len != 64)
        return false;
    for (size_t i = 0; i < oid.len; i++) {
        int high = digit(hex.ptr[2 * i]);
        int low = digit(hex.ptr[2 * i + 1]);

        if (high < 0 || low < 0)
            return false;
        oid.raw[i] = (uint8_t)(high << 4 | low);
    }
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
