/* bedrock.c - API keys of Amazon Bedrock: ABSK and the base64 of BedrockAPIKey-...,
 * which names the account, or bedrock-api-key- and that of a presigned URL.
 *
 * docs.aws.amazon.com/bedrock/latest/userguide/api-keys-how.html; what stands inside
 * is observed, the URL is that of Signature Version 4. */
#include "token/schemes.h"

#include "base/buf.h"
#include "text/encoding.h"
#include "token/clock.h"

#include <string.h>

enum { ACCOUNT = 12 };

static bool all_digits(sl_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
    return s.len > 0;
}

static void judge_long(sl_str text, sl_verdict *out)
{
    size_t at = sl_str_find(text, sl_lit("-at-"));
    sl_str account =
        at == SIZE_MAX ? (sl_str){0} : sl_str_sub(text, at + 4, at + 4 + ACCOUNT);

    if (!sl_str_starts(text, sl_lit("BedrockAPIKey-")) ||
        sl_str_chr(text, ':') == SIZE_MAX)
        sl_verdict_say(out, SL_VERDICT_MISMATCH,
                       "structure does not hold (edited or placeholder)");
    else if (account.len == ACCOUNT && all_digits(account))
        sl_verdict_say(out, SL_VERDICT_VALID, "AWS account %.*s", sl_fmt(account));
    else
        sl_verdict_say(out, SL_VERDICT_VALID, "structure valid");
}

/* The value of a parameter of the query. */
static sl_str parameter(sl_str url, sl_str name)
{
    size_t at = sl_str_find(url, name), end;

    if (at == SIZE_MAX)
        return (sl_str){0};
    url = sl_str_skip(url, at + name.len);
    end = sl_str_chr(url, '&');
    return sl_str_sub(url, 0, end);
}

static int64_t number(sl_str digits)
{
    int64_t value = 0;

    for (size_t i = 0; i < digits.len && i < 9; i++)
        value = value * 10 + (digits.ptr[i] - '0');
    return value;
}

/* 20250131T120000Z */
static bool read_time(sl_str text, int64_t *out)
{
    static const int before[12] = {0,   31,  59,  90,  120, 151,
                                   181, 212, 243, 273, 304, 334};
    int64_t year, month, day;

    if (text.len != 16 || text.ptr[8] != 'T' || text.ptr[15] != 'Z' ||
        !all_digits(sl_str_sub(text, 0, 8)) || !all_digits(sl_str_sub(text, 9, 15)))
        return false;
    year = number(sl_str_sub(text, 0, 4));
    month = number(sl_str_sub(text, 4, 6));
    day = number(sl_str_sub(text, 6, 8));
    if (year < 1970 || month < 1 || month > 12)
        return false;
    day += 365 * (year - 1970) + (year - 1969) / 4 + before[month - 1] - 1;
    if (month > 2 && year % 4 == 0)
        day++;
    *out = day * 86400 + number(sl_str_sub(text, 9, 11)) * 3600 +
           number(sl_str_sub(text, 11, 13)) * 60 + number(sl_str_sub(text, 13, 15));
    return true;
}

static void judge_short(sl_str url, sl_verdict *out)
{
    sl_str date = parameter(url, sl_lit("X-Amz-Date="));
    sl_str life = parameter(url, sl_lit("X-Amz-Expires="));
    sl_str key = sl_str_sub(parameter(url, sl_lit("X-Amz-Credential=")), 0, 20);
    sl_verdict whose;
    int64_t begin;
    bool expired = read_time(date, &begin) && all_digits(life) &&
                   begin + number(life) < sl_clock_now();

    if (!sl_str_has(url, sl_lit("X-Amz-Signature="))) {
        sl_verdict_say(out, SL_VERDICT_MISMATCH,
                       "structure does not hold (edited or placeholder)");
        return;
    }
    sl_aws_key_judge(key, &whose);
    sl_verdict_say(out, SL_VERDICT_VALID, "presigned%s%s%s",
                   whose.kind == SL_VERDICT_VALID ? ", " : "",
                   whose.kind == SL_VERDICT_VALID ? whose.note : "",
                   expired ? ", expired" : "");
    out->expired = expired;
}

void sl_bedrock_judge(sl_str token, sl_verdict *out)
{
    sl_str forever = sl_str_drop(token, sl_lit("ABSK"));
    sl_str brief = sl_str_drop(token, sl_lit("bedrock-api-key-"));
    sl_buf text = {0};

    sl_verdict_say(out, SL_VERDICT_NONE, "%s", "");
    if (forever.len == token.len && brief.len == token.len)
        return;
    if (!sl_base64_decode(forever.len < token.len ? forever : brief, &text))
        sl_verdict_say(out, SL_VERDICT_MISMATCH, "not base64 (edited or placeholder)");
    else if (forever.len < token.len)
        judge_long(sl_buf_str(&text), out);
    else
        judge_short(sl_buf_str(&text), out);
    sl_buf_free(&text);
}
