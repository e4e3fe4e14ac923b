/* crc_tokens.c - tokens that carry the CRC-32 of themselves.
 *
 * GitHub: "Behind GitHub's new authentication token formats" (github.blog, 2021);
 * npm: "Introducing npm's new access token format" (github.blog, 2021);
 * Cloudflare: developers.cloudflare.com/fundamentals/api/get-started/token-formats.
 * Vercel, Zuplo, Grafana, Atlassian, Bitbucket, Confluent: observed. */
#include "token/schemes.h"

#include "base/buf.h"
#include "base/hash.h"

#include <stdio.h>
#include <string.h>

static const char base62[] =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
static const char base64[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* How the 32 bits are written: 6 digits padded with 0, 8 hexadecimal digits (LE: the
 * lowest byte first), or the base64 of the bytes, lowest first, without padding. */
typedef enum crc_form { BASE62, HEX, HEX_UPPER, HEX_LE, BASE64_LE } crc_form;

/* Which bytes are summed. */
typedef enum crc_cover { BODY, PREFIX_BODY, PREFIX_BODY_SEPARATOR } crc_cover;

typedef struct crc_token {
    const char *prefix;
    size_t body;           /* characters; 0: any number */
    const char *separator; /* between body and checksum */
    crc_form form;
    crc_cover cover;
} crc_token;

static const crc_token tokens[] = {
    {"ghp_", 30, "", BASE62, BODY},
    {"gho_", 30, "", BASE62, BODY},
    {"ghu_", 30, "", BASE62, BODY},
    {"ghs_", 30, "", BASE62, BODY},
    {"ghr_", 70, "", BASE62, BODY},
    {"npm_", 30, "", BASE62, BODY},
    {"vcp_", 50, "", BASE62, BODY},
    {"vci_", 50, "", BASE62, BODY},
    {"vca_", 50, "", BASE62, BODY},
    {"vcr_", 50, "", BASE62, BODY},
    {"vck_", 50, "", BASE62, BODY},
    {"cfk_", 40, "", HEX, BODY},
    {"cfut_", 40, "", HEX, BODY},
    {"cfat_", 40, "", HEX, BODY},
    {"zpka_", 32, "_", HEX, BODY},
    {"glsa_", 32, "_", HEX_LE, PREFIX_BODY},
    {"ATBB", 24, "", HEX_UPPER, PREFIX_BODY},
    {"ATATT3", 0, "=", HEX_UPPER, PREFIX_BODY_SEPARATOR},
    {"ATCTT3", 0, "=", HEX_UPPER, PREFIX_BODY_SEPARATOR},
    {"cflt", 54, "", BASE64_LE, BODY},
};

static bool is_hex(crc_form form)
{
    return form == HEX || form == HEX_UPPER || form == HEX_LE;
}

static size_t tail_size(const crc_token *row)
{
    return is_hex(row->form) ? 8 : 6;
}

/* The row whose prefix and length fit; extra counts what stands behind the body. */
static const crc_token *find(sl_str token, bool with_tail)
{
    for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++) {
        const crc_token *row = &tokens[i];
        size_t size = strlen(row->prefix) + row->body;

        if (with_tail)
            size += strlen(row->separator) + tail_size(row);
        if (sl_str_starts(token, sl_str_of(row->prefix)) &&
            (row->body ? token.len == size : token.len > size))
            return row;
    }
    return NULL;
}

/* Writes value as row wants it into out, which holds 9 bytes. */
static void encode(const crc_token *row, uint32_t value, char *out)
{
    uint32_t swapped = __builtin_bswap32(value);

    switch (row->form) {
    case HEX: snprintf(out, 9, "%08x", value); return;
    case HEX_UPPER: snprintf(out, 9, "%08X", value); return;
    case HEX_LE: snprintf(out, 9, "%08x", swapped); return;
    case BASE62:
        for (size_t i = 6; i-- > 0; value /= 62)
            out[i] = base62[value % 62];
        break;
    case BASE64_LE:
        /* 32 bits are five digits and two bits more. */
        for (size_t i = 0; i < 5; i++)
            out[i] = base64[swapped >> (26 - 6 * i) & 63];
        out[5] = base64[(swapped & 3) << 4];
        break;
    }
    out[6] = '\0';
}

/* head is prefix and body, without the separator. */
static void checksum(const crc_token *row, sl_str head, char *out)
{
    sl_buf summed = {0};

    sl_buf_add(&summed,
               row->cover == BODY ? sl_str_skip(head, strlen(row->prefix)) : head);
    if (row->cover == PREFIX_BODY_SEPARATOR)
        sl_buf_add(&summed, sl_str_of(row->separator));
    encode(row, sl_crc32(sl_buf_str(&summed)), out);
    sl_buf_free(&summed);
}

void sl_crc_token_judge(sl_str token, sl_verdict *out)
{
    const crc_token *row = find(token, true);
    sl_str head, tail, want;
    char expected[9];

    sl_verdict_say(out, SL_VERDICT_NONE, "%s", "");
    if (!row)
        return;
    tail = sl_str_skip(token, token.len - tail_size(row));
    head = sl_str_sub(token, 0, token.len - tail.len);
    if (!sl_str_ends(head, sl_str_of(row->separator)))
        return;
    head = sl_str_drop_end(head, sl_str_of(row->separator));
    checksum(row, head, expected);
    want = sl_str_of(expected);
    if (is_hex(row->form) ? sl_str_eq_nocase(tail, want) : sl_str_eq(tail, want))
        sl_verdict_say(out, SL_VERDICT_VALID, "checksum valid");
    else
        sl_verdict_say(out, SL_VERDICT_MISMATCH,
                       "checksum does not match (edited or placeholder)");
}

/* ghs_<app id>_<JWT>: GitHub's changelog, April 2026. */
void sl_github_judge(sl_str token, sl_verdict *out)
{
    sl_str rest = sl_str_drop(token, sl_lit("ghs_")), app, jwt;

    if (rest.len < token.len && sl_str_chr(rest, '.') != SIZE_MAX &&
        sl_str_split(rest, '_', &app, &jwt))
        sl_jwt_judge(jwt, out);
    else
        sl_crc_token_judge(token, out);
}

bool sl_crc_token_sign(sl_str body, char *out, size_t room)
{
    const crc_token *row = find(body, false);
    char sum[9];

    if (!row)
        return false;
    checksum(row, body, sum);
    return snprintf(out, room, "%s%s", row->separator, sum) < (int)room;
}
