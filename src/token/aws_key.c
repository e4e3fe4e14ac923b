/* aws_key.c - the account that an AWS access key id names.
 *
 * The 16 characters behind AKIA or ASIA are base32 (RFC 4648); of their first six
 * bytes, read big-endian, bits 7 to 46 are the account. Aidan Steele, "AWS Access
 * Key ID formats" (2020); Tal Be'ery, "A short note on AWS key IDs" (2023). Ids with
 * bit 47 clear (AKIAI..., AKIAJ...) are from before 2019 and do not carry it. */
#include "token/schemes.h"

#include <inttypes.h>

enum { KIND = 4, WHOLE = 20 };

static bool digit(char c, uint64_t *out)
{
    if (c >= 'A' && c <= 'Z')
        *out = (uint64_t)(c - 'A');
    else if (c >= '2' && c <= '7')
        *out = (uint64_t)(c - '2') + 26;
    else
        return false;
    return true;
}

void sl_aws_key_judge(sl_str token, sl_verdict *out)
{
    uint64_t value = 0, account;

    if (token.len != WHOLE || sl_str_ends(token, sl_lit("EXAMPLE"))) {
        sl_verdict_say(out, SL_VERDICT_NOT_A_TOKEN, "%s", "");
        return;
    }
    for (size_t i = KIND; i < WHOLE; i++) {
        uint64_t five;

        if (!digit(token.ptr[i], &five)) {
            sl_verdict_say(out, SL_VERDICT_MISMATCH,
                           "not in base32 (edited or placeholder)");
            return;
        }
        /* Ten digits are 50 bits: the six bytes and two bits more. */
        if (i < KIND + 10)
            value = value << 5 | five;
    }
    value >>= 2;
    account = (value & UINT64_C(0x7fffffffff80)) >> 7;
    if (!(value >> 47))
        sl_verdict_say(out, SL_VERDICT_NONE, "%s", "");
    else if (account > UINT64_C(999999999999))
        sl_verdict_say(out, SL_VERDICT_MISMATCH,
                       "names no possible AWS account (edited or placeholder)");
    else
        sl_verdict_say(out, SL_VERDICT_VALID, "AWS account %012" PRIu64, account);
}
