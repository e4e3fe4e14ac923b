/* bech32.c - keys in bech32 (BIP 173): the human-readable part, 1, data, 6 characters
 * of checksum, all of one case. age: C2SP age.md; nostr: NIP-19. */
#include "token/schemes.h"

#include <string.h>

/* BIP 173 ends at 90 characters; Cardano (CIP 5) has longer keys. */
enum { CHECK = 6, MAX = 200 };

static const char alphabet[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static uint32_t step(uint32_t sum, uint32_t value)
{
    static const uint32_t generator[5] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa,
                                          0x3d4233dd, 0x2a1462b3};
    uint32_t top = sum >> 25;

    sum = (sum & 0x1ffffff) << 5 ^ value;
    for (size_t i = 0; i < 5; i++)
        if (top >> i & 1)
            sum ^= generator[i];
    return sum;
}

/* The running sum over the part before the last 1, and the data behind it. */
static bool sum_of(sl_str text, uint32_t *sum)
{
    size_t one = sl_str_rchr(text, '1');

    if (one == SIZE_MAX || one == 0 || text.len > MAX)
        return false;
    *sum = 1;
    for (size_t i = 0; i < one; i++)
        *sum = step(*sum, (uint32_t)(uint8_t)lower(text.ptr[i]) >> 5);
    *sum = step(*sum, 0);
    for (size_t i = 0; i < one; i++)
        *sum = step(*sum, (uint32_t)(uint8_t)lower(text.ptr[i]) & 31);
    for (size_t i = one + 1; i < text.len; i++) {
        char c = lower(text.ptr[i]);
        const char *at = c ? strchr(alphabet, c) : NULL;

        if (!at)
            return false;
        *sum = step(*sum, (uint32_t)(at - alphabet));
    }
    return true;
}

void sl_bech32_judge(sl_str token, sl_verdict *out)
{
    uint32_t sum;

    if (!sum_of(token, &sum))
        sl_verdict_say(out, SL_VERDICT_NOT_A_TOKEN, "%s", "");
    else if (sum == 1)
        sl_verdict_say(out, SL_VERDICT_VALID, "checksum valid");
    else
        sl_verdict_say(out, SL_VERDICT_MISMATCH,
                       "checksum does not match (edited or placeholder)");
}

bool sl_bech32_sign(sl_str body, char *out, size_t room)
{
    bool upper = body.len && body.ptr[0] >= 'A' && body.ptr[0] <= 'Z';
    uint32_t sum;

    if (room <= CHECK || !sum_of(body, &sum))
        return false;
    for (size_t i = 0; i < CHECK; i++)
        sum = step(sum, 0);
    sum ^= 1;
    for (size_t i = 0; i < CHECK; i++) {
        char c = alphabet[sum >> 5 * (CHECK - 1 - i) & 31];

        out[i] = upper && c >= 'a' ? (char)(c - 'a' + 'A') : c;
    }
    out[CHECK] = '\0';
    return true;
}
