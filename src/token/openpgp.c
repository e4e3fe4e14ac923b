#include "token/openpgp.h"

enum { SECRET_KEY = 5, CREATED = 4 };

static bool take(sl_str *rest, size_t count, sl_str *out)
{
    if (rest->len < count)
        return false;
    *out = sl_str_sub(*rest, 0, count);
    *rest = sl_str_skip(*rest, count);
    return true;
}

/* A big-endian number of so many bytes. */
static bool take_number(sl_str *rest, size_t count, size_t *out)
{
    sl_str bytes;

    if (!take(rest, count, &bytes))
        return false;
    *out = 0;
    for (size_t i = 0; i < bytes.len; i++)
        *out = *out << 8 | (uint8_t)bytes.ptr[i];
    return true;
}

/* The length of a packet in the new format; partial lengths are not for keys. */
static bool take_length(sl_str *rest, size_t *out)
{
    size_t second;

    if (!take_number(rest, 1, out))
        return false;
    if (*out < 192)
        return true;
    if (*out == 255)
        return take_number(rest, 4, out);
    if (*out > 223 || !take_number(rest, 1, &second))
        return false;
    *out = ((*out - 192) << 8) + second + 192;
    return true;
}

static bool take_packet(sl_str *rest, sl_str *body)
{
    size_t tag, length;

    if (!take_number(rest, 1, &tag) || !(tag & 0x80))
        return false;
    if (tag & 0x40) {
        if ((tag & 0x3f) != SECRET_KEY || !take_length(rest, &length))
            return false;
    } else if ((tag >> 2 & 0xf) != SECRET_KEY || (tag & 3) == 3 ||
               !take_number(rest, (size_t)1 << (tag & 3), &length)) {
        return false;
    }
    return take(rest, length, body);
}

static bool skip_integers(sl_str *rest, size_t count)
{
    sl_str ignored;
    size_t bits;

    while (count-- > 0)
        if (!take_number(rest, 2, &bits) || !take(rest, (bits + 7) / 8, &ignored))
            return false;
    return true;
}

/* An object identifier or parameters: a byte of length before. */
static bool skip_short(sl_str *rest)
{
    sl_str ignored;
    size_t length;

    return take_number(rest, 1, &length) && take(rest, length, &ignored);
}

static bool skip_public(sl_str *rest, size_t algorithm)
{
    sl_str ignored;

    switch (algorithm) {
    case 1: /* RSA */
    case 2:
    case 3: return skip_integers(rest, 2);
    case 16: return skip_integers(rest, 3); /* Elgamal */
    case 17: return skip_integers(rest, 4); /* DSA */
    case 18: return skip_short(rest) && skip_integers(rest, 1) && skip_short(rest);
    case 19: /* ECDSA, the old EdDSA */
    case 22: return skip_short(rest) && skip_integers(rest, 1);
    case 25: /* X25519, Ed25519 */
    case 27: return take(rest, 32, &ignored);
    case 26: return take(rest, 56, &ignored); /* X448 */
    case 28: return take(rest, 57, &ignored); /* Ed448 */
    default: return false;
    }
}

sl_openpgp_lock sl_openpgp_lock_of(sl_str packets)
{
    size_t version, algorithm, usage, length;
    sl_str body, ignored;

    if (!take_packet(&packets, &body) || !take_number(&body, 1, &version) ||
        version < 4 || version > 6 || !take(&body, CREATED, &ignored) ||
        !take_number(&body, 1, &algorithm))
        return SL_OPENPGP_UNKNOWN;
    if (version > 4 ? !take_number(&body, 4, &length) || !take(&body, length, &ignored)
                    : !skip_public(&body, algorithm))
        return SL_OPENPGP_UNKNOWN;
    if (!take_number(&body, 1, &usage))
        return SL_OPENPGP_UNKNOWN;
    return usage ? SL_OPENPGP_LOCKED : SL_OPENPGP_OPEN;
}
