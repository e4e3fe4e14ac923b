/* base58.c - keys in base58, and in base58check with the first four bytes of a double
 * SHA-256 behind them.
 *
 * Bitcoin: en.bitcoin.it/wiki/Wallet_import_format; extended keys: BIP 32, SLIP-132;
 * Tezos: tezos.gitlab.io, Base58check prefixes; XRP Ledger: xrpl.org/docs, base58
 * encodings (an alphabet of its own). JFrog's AKCp: observed. */
#include "token/schemes.h"

#include "base/hash.h"

#include <stdio.h>
#include <string.h>

enum { MAX_TEXT = 160, MAX_BYTES = 128, CHECK = 4, SIGNED_DIGITS = 6 };

static const char bitcoin[] =
    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
static const char ripple[] =
    "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

typedef struct form {
    const char *head; /* first bytes, in hexadecimal */
    size_t size;      /* bytes in all, without the checksum */
    const char *name;
    const char *digits;
} form;

static const form forms[] = {
    {"80", 33, "Bitcoin key", bitcoin},
    {"80", 34, "Bitcoin key", bitcoin},
    {"ef", 33, "Bitcoin testnet key", bitcoin},
    {"ef", 34, "Bitcoin testnet key", bitcoin},
    {"0488ade4", 78, "extended private key", bitcoin},
    {"049d7878", 78, "extended private key", bitcoin},
    {"04b2430c", 78, "extended private key", bitcoin},
    {"0295b005", 78, "extended private key", bitcoin},
    {"02aa7a99", 78, "extended private key", bitcoin},
    {"04358394", 78, "extended private key of a test network", bitcoin},
    {"044a4e28", 78, "extended private key of a test network", bitcoin},
    {"045f18bc", 78, "extended private key of a test network", bitcoin},
    {"0d0f3a07", 36, "Tezos seed", bitcoin},
    {"2bf64e07", 68, "Tezos secret key", bitcoin},
    {"21", 17, "XRP Ledger seed", ripple},
    {"01e14b", 19, "XRP Ledger seed", ripple},
};

/* A number in base 256, the first byte highest. */
typedef struct number {
    uint8_t bytes[MAX_BYTES];
    size_t len;
} number;

/* n = n * factor + add; false if it no longer fits. */
static bool scale(number *n, uint32_t factor, uint32_t add)
{
    uint32_t carry = add;

    for (size_t i = n->len; i-- > 0;) {
        carry += n->bytes[i] * factor;
        n->bytes[i] = (uint8_t)carry;
        carry >>= 8;
    }
    for (; carry; carry >>= 8) {
        if (n->len == MAX_BYTES)
            return false;
        memmove(n->bytes + 1, n->bytes, n->len++);
        n->bytes[0] = (uint8_t)carry;
    }
    return true;
}

/* n /= 58; the remainder is returned. */
static unsigned take_digit(number *n)
{
    unsigned rest = 0;

    for (size_t i = 0; i < n->len; i++) {
        rest = rest << 8 | n->bytes[i];
        n->bytes[i] = (uint8_t)(rest / 58);
        rest %= 58;
    }
    return rest;
}

/* Leading digits of value 0 are bytes of value 0 each. */
static bool decode(sl_str text, const char *digits, number *out)
{
    size_t zeros = 0;

    *out = (number){.len = 0};
    if (text.len == 0 || text.len > MAX_TEXT)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        const char *at = c ? strchr(digits, c) : NULL;

        if (!at || !scale(out, 58, (uint32_t)(at - digits)))
            return false;
    }
    while (zeros < text.len && text.ptr[zeros] == digits[0])
        zeros++;
    if (out->len + zeros > MAX_BYTES)
        return false;
    memmove(out->bytes + zeros, out->bytes, out->len);
    memset(out->bytes, 0, zeros);
    out->len += zeros;
    return true;
}

static void checksum(const uint8_t *bytes, size_t len, uint8_t out[SL_SHA256_SIZE])
{
    sl_sha256 hash;

    sl_sha256_init(&hash);
    sl_sha256_add(&hash, sl_str_make((const char *)bytes, len));
    sl_sha256_done(&hash, out);
    sl_sha256_init(&hash);
    sl_sha256_add(&hash, sl_str_make((const char *)out, SL_SHA256_SIZE));
    sl_sha256_done(&hash, out);
}

static bool fits(const form *row, const number *n)
{
    char head[2 * 4 + 1];
    size_t size = strlen(row->head) / 2;

    if (n->len != row->size + CHECK)
        return false;
    sl_hex(n->bytes, size, head);
    return strcmp(head, row->head) == 0;
}

/* The form of token, and its bytes; NULL if it has none. */
static const form *find(sl_str token, number *n)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (decode(token, forms[i].digits, n) && fits(&forms[i], n))
            return &forms[i];
    return NULL;
}

void sl_base58check_judge(sl_str token, sl_verdict *out)
{
    uint8_t sum[SL_SHA256_SIZE];
    number n;
    const form *row = find(token, &n);

    if (!row) {
        sl_verdict_say(out, SL_VERDICT_NOT_A_TOKEN, "%s", "");
        return;
    }
    checksum(n.bytes, n.len - CHECK, sum);
    if (memcmp(n.bytes + n.len - CHECK, sum, CHECK) == 0)
        sl_verdict_say(out, SL_VERDICT_VALID, "%s, checksum valid", row->name);
    else
        sl_verdict_say(out, SL_VERDICT_MISMATCH,
                       "checksum does not match (edited or placeholder)");
}

/* body: all but the last six digits. Those six say more than the 32 bits of the
 * checksum, so there is a payload P whose number P * 2^32 begins with body. */
static bool complete(sl_str body, const char *digits, char out[SIGNED_DIGITS + 1])
{
    uint8_t sum[SL_SHA256_SIZE];
    number n;

    if (!decode(body, digits, &n))
        return false;
    for (size_t i = 0; i < SIGNED_DIGITS; i++)
        if (!scale(&n, 58, 0))
            return false;
    if (n.len <= CHECK)
        return false;
    /* Rounded up to a multiple of 2^32. */
    for (size_t i = n.len - CHECK; i-- > 0;)
        if (++n.bytes[i])
            break;
    checksum(n.bytes, n.len - CHECK, sum);
    memcpy(n.bytes + n.len - CHECK, sum, CHECK);
    for (size_t i = SIGNED_DIGITS; i-- > 0;)
        out[i] = digits[take_digit(&n)];
    out[SIGNED_DIGITS] = '\0';
    return true;
}

bool sl_base58check_sign(sl_str body, char *out, size_t room)
{
    bool xrp = body.len && body.ptr[0] == 's';

    return room > SIGNED_DIGITS && complete(body, xrp ? ripple : bitcoin, out);
}

void sl_jfrog_key_judge(sl_str token, sl_verdict *out)
{
    number n;

    sl_verdict_say(out, SL_VERDICT_NONE, "%s", "");
    if (!sl_str_starts(token, sl_lit("AKC")))
        return;
    if (!decode(token, bitcoin, &n))
        sl_verdict_say(out, SL_VERDICT_MISMATCH, "not base58 (edited or placeholder)");
    else if (n.len == 54)
        sl_verdict_say(out, SL_VERDICT_VALID, "JFrog API key, structure valid");
}
