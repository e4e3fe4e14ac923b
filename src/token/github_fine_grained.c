/* github_fine_grained.c - github_pat_ + 22 + _ + 59, in all 93 characters.
 *
 * Characters 77 to 84 are the first eight of the base32 (RFC 4648) of the SHA-256 of
 * the 77 before them, prefix included. Observed, not documented by GitHub: a match
 * proves, a mismatch proves nothing. */
#include "token/schemes.h"

#include "base/hash.h"

#include <stdio.h>

enum { HEAD = 77, CHECK = 8, WHOLE = 93 };

static const char base32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/* Eight digits are the first 40 bits; 16 are the first 80. */
static void digits(sl_str head, size_t count, char *out)
{
    uint8_t sum[SL_SHA256_SIZE];
    sl_sha256 hash;

    sl_sha256_init(&hash);
    sl_sha256_add(&hash, head);
    sl_sha256_done(&hash, sum);
    for (size_t i = 0; i < count; i++) {
        size_t bit = 5 * i;
        unsigned pair = (unsigned)sum[bit / 8] << 8 | sum[bit / 8 + 1];

        out[i] = base32[pair >> (11 - bit % 8) & 31];
    }
    out[count] = '\0';
}

void sl_github_fine_grained_judge(sl_str token, sl_verdict *out)
{
    char expected[CHECK + 1];

    sl_verdict_say(out, SL_VERDICT_NONE, "%s", "");
    if (token.len != WHOLE || !sl_str_starts(token, sl_lit("github_pat_")))
        return;
    digits(sl_str_sub(token, 0, HEAD), CHECK, expected);
    if (sl_str_eq(sl_str_sub(token, HEAD, HEAD + CHECK), sl_str_of(expected)))
        sl_verdict_say(out, SL_VERDICT_VALID, "checksum valid");
}

bool sl_github_fine_grained_sign(sl_str body, char *out, size_t room)
{
    /* What the last eight mean is not known: the next 40 bits fill them. */
    char tail[WHOLE - HEAD + 1];

    if (body.len != HEAD)
        return false;
    digits(body, WHOLE - HEAD, tail);
    return snprintf(out, room, "%s", tail) < (int)room;
}
