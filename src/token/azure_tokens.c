/* azure_tokens.c - tokens of Microsoft that carry a checksum in a form of their own.
 *
 * CASK: a key of 84 or 88 characters of base64 whose 52nd is followed by JQQJ9, month
 * and year, platform, provider and signature, and by the first digits of the base62
 * of the Marvin32 over 60 bytes. Entra: the last three characters are the first
 * digits, in base 66, of the Marvin32 of those before. Both observed; Marvin32 and seeds:
 * github.com/microsoft/security-utilities. How short sums are padded is not documented:
 * both readings are taken.
 * Azure DevOps before CASK: 32 bytes in base32, of which four are a CRC-32. */
#include "token/schemes.h"

#include "base/buf.h"
#include "base/hash.h"
#include "text/encoding.h"
#include "token/marvin32.h"

#include <stdio.h>
#include <string.h>

enum {
    CASK_SHORT = 84,
    CASK_LONG = 88,
    CASK_MARK = 52,
    CASK_SUMMED = 80, /* characters: 60 bytes */
    CASK_SIGNATURE = 76,
    ENTRA = 40,
    ENTRA_CHECK = 3,
    DEVOPS = 52,
    DEVOPS_BYTES = 32,
    MAX_DIGITS = 8
};

static const char base62[] =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
static const char base66[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~";

/* The digits of value, the highest first, at least so many. */
static sl_str write_digits(uint32_t value, const char *digits, size_t least,
                           char out[MAX_DIGITS])
{
    size_t at = MAX_DIGITS, base = strlen(digits);

    while (value || MAX_DIGITS - at < least) {
        out[--at] = digits[value % base];
        value /= (uint32_t)base;
    }
    return sl_str_make(out + at, MAX_DIGITS - at);
}

/* Is tail what value begins with, padded to six digits or not padded? */
static bool begins_sum(uint32_t value, const char *digits, sl_str tail)
{
    char text[MAX_DIGITS];

    return sl_str_starts(write_digits(value, digits, 6, text), tail) ||
           sl_str_starts(write_digits(value, digits, tail.len, text), tail);
}

static void say(bool holds, const char *name, sl_verdict *out)
{
    if (holds)
        sl_verdict_say(out, SL_VERDICT_VALID, "%s, checksum valid", name);
    else
        sl_verdict_say(out, SL_VERDICT_MISMATCH,
                       "checksum does not match (edited or placeholder)");
}

static const char *cask_service(sl_str token)
{
    static const char *const services[][2] = {
        {"AZDO", "Azure DevOps token"},    {"AZEG", "Azure Event Grid key"},
        {"AZMP", "Azure Maps key"},        {"AZCS", "Azure Communication key"},
        {"ACOG", "Azure AI services key"}, {"AZAC", "Azure App Configuration key"},
        {"AZFR", "Azure Fluid Relay key"}, {"AZMR", "Azure Mixed Reality key"},
        {"msql", "Azure SQL password"},
    };
    sl_str signature = sl_str_sub(token, CASK_SIGNATURE, CASK_SUMMED);

    for (size_t i = 0; i < sizeof services / sizeof *services; i++)
        if (sl_str_eq(signature, sl_str_of(services[i][0])))
            return services[i][1];
    return "Azure key";
}

static bool is_cask(sl_str token)
{
    return (token.len == CASK_SHORT ||
            (token.len == CASK_LONG && sl_str_ends(token, sl_lit("==")))) &&
           sl_str_eq(sl_str_sub(token, CASK_MARK, CASK_MARK + 5), sl_lit("JQQJ9"));
}

/* The sum over the first 60 bytes, its own four bytes turned round. */
static bool cask_sum(sl_str token, uint32_t *out)
{
    sl_buf bytes = {0};
    bool done = sl_base64_decode(sl_str_sub(token, 0, CASK_SUMMED), &bytes);

    if (done)
        *out = __builtin_bswap32(sl_marvin32(sl_lit("Default0"), sl_buf_str(&bytes)));
    sl_buf_free(&bytes);
    return done;
}

void sl_azure_cask_judge(sl_str token, sl_verdict *out)
{
    sl_str tail = sl_str_drop_end(sl_str_skip(token, CASK_SUMMED), sl_lit("=="));
    uint32_t sum;

    sl_verdict_say(out, SL_VERDICT_NONE, "%s", "");
    if (is_cask(token))
        say(cask_sum(token, &sum) && begins_sum(sum, base62, tail), cask_service(token),
            out);
}

bool sl_azure_cask_sign(sl_str body, char *out, size_t room)
{
    char text[MAX_DIGITS];
    uint32_t sum;
    sl_str digits;

    if (body.len != CASK_SUMMED || !cask_sum(body, &sum))
        return false;
    digits = write_digits(sum, base62, 6, text);
    return snprintf(out, room, "%.*s", 4, digits.ptr) < (int)room;
}

/* A mismatch says little: what is known of the sum is little. */
void sl_azure_entra_judge(sl_str token, sl_verdict *out)
{
    sl_str head = sl_str_sub(token, 0, ENTRA - ENTRA_CHECK);

    sl_verdict_say(out, SL_VERDICT_NONE, "%s", "");
    if (token.len == ENTRA && sl_str_eq(sl_str_sub(token, 3, 6), sl_lit("8Q~")) &&
        begins_sum(sl_marvin32(sl_lit("AadPwd00"), head), base66,
                   sl_str_skip(token, head.len)))
        sl_verdict_say(out, SL_VERDICT_VALID, "checksum valid");
}

bool sl_azure_entra_sign(sl_str body, char *out, size_t room)
{
    char text[MAX_DIGITS];
    sl_str digits;

    if (body.len != ENTRA - ENTRA_CHECK)
        return false;
    digits = write_digits(sl_marvin32(sl_lit("AadPwd00"), body), base66, 6, text);
    return snprintf(out, room, "%.*s", ENTRA_CHECK, digits.ptr) < (int)room;
}

/* 52 lower-case characters are 260 bits, the last four of them 0. */
static bool devops_bytes(sl_str token, uint8_t out[DEVOPS_BYTES + 1])
{
    memset(out, 0, DEVOPS_BYTES + 1);
    for (size_t i = 0; i < DEVOPS; i++) {
        char c = token.ptr[i];
        unsigned five = c >= 'a' && c <= 'z'   ? (unsigned)(c - 'a')
                        : c >= '2' && c <= '7' ? (unsigned)(c - '2') + 26
                                               : 32;

        if (five > 31)
            return false;
        for (size_t bit = 0; bit < 5; bit++)
            if (five >> (4 - bit) & 1)
                out[(5 * i + bit) / 8] |= (uint8_t)(0x80 >> (5 * i + bit) % 8);
    }
    return true;
}

void sl_azure_devops_judge(sl_str token, sl_verdict *out)
{
    static const uint8_t places[4] = {2, 7, 8, 22};
    uint8_t bytes[DEVOPS_BYTES + 1];
    uint32_t stored = 0, sum;
    size_t kept = 0, place = 0;

    if (token.len != DEVOPS) {
        sl_azure_cask_judge(token, out);
        return;
    }
    sl_verdict_say(out, SL_VERDICT_NONE, "%s", "");
    if (!devops_bytes(token, bytes))
        return;
    for (size_t i = 0; i < DEVOPS_BYTES; i++) {
        if (place < 4 && i == places[place]) {
            stored = stored << 8 | bytes[i];
            place++;
        } else {
            bytes[kept++] = bytes[i];
        }
    }
    sum = sl_crc32(sl_str_make((const char *)bytes, kept));
    if (stored == (sum ^ UINT32_C(0xe0b9692d)))
        sl_verdict_say(out, SL_VERDICT_VALID, "token of a user, checksum valid");
    else if (stored == (sum ^ UINT32_C(0x1019f92e)))
        sl_verdict_say(out, SL_VERDICT_VALID, "token of an app, checksum valid");
}
