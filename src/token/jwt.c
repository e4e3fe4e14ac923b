/* jwt.c - what a JSON Web Token says of itself (RFC 7519; compact form RFC 7515). */
#include "token/schemes.h"

#include "base/buf.h"
#include "text/encoding.h"
#include "token/clock.h"
#include "token/object.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

/* Names and addresses only: a claim is a stranger's text, and perhaps personal. */
static bool is_plain(sl_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];

        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
              (c >= '0' && c <= '9') || (c && strchr("-._:/", c))))
            return false;
    }
    return s.len > 0 && s.len <= 64;
}

/* Whole seconds of a NumericDate; 0 for what is none, and for 1.6e9, which would have to
 * be reckoned. */
static int64_t seconds(sl_str number)
{
    int64_t value = 0;

    if (sl_str_chr(number, 'e') != SIZE_MAX || sl_str_chr(number, 'E') != SIZE_MAX)
        return 0;
    for (size_t i = 0; i < number.len && number.ptr[i] != '.'; i++) {
        if (number.ptr[i] < '0' || number.ptr[i] > '9' || value > INT64_C(1) << 40)
            return 0;
        value = value * 10 + (number.ptr[i] - '0');
    }
    return value;
}

/* The token that jwt.io shows, and what people made of it; and what a Supabase that runs on
 * one's own machine is told to trust, signed with the secret of its documentation. */
static bool is_shown(sl_str claims)
{
    sl_str subject = {0}, name = {0}, issuer = {0};

    if (sl_object_string(claims, sl_lit("iss"), &issuer) &&
        sl_str_eq(issuer, sl_lit("supabase-demo")))
        return true;
    return sl_object_string(claims, sl_lit("sub"), &subject) &&
           sl_str_eq(subject, sl_lit("1234567890")) &&
           sl_object_string(claims, sl_lit("name"), &name) &&
           sl_str_eq(name, sl_lit("John Doe"));
}

static void describe(sl_str header, sl_str claims, sl_verdict *out)
{
    sl_str alg = {0}, iss = {0}, exp = {0};
    char date[40] = "";
    int64_t end = 0;
    bool expired = false;

    sl_object_string(header, sl_lit("alg"), &alg);
    if (!sl_object_string(claims, sl_lit("iss"), &iss) || !is_plain(iss))
        iss = (sl_str){0};
    if (sl_object_get(claims, sl_lit("exp"), &exp))
        end = seconds(exp);
    if (end > 0) {
        time_t at = (time_t)end;
        struct tm tm;

        expired = end < sl_clock_now();
        if (gmtime_r(&at, &tm))
            strftime(date, sizeof date, "%Y-%m-%d", &tm);
    }
    sl_verdict_say(out, SL_VERDICT_VALID, "JWT, alg %.*s%s%.*s%s%s",
                   sl_fmt(is_plain(alg) ? alg : sl_lit("?")),
                   iss.len ? ", issuer " : "", sl_fmt(iss),
                   !date[0]  ? ""
                   : expired ? ", expired "
                             : ", expires ",
                   date);
    out->expired = expired;
}

void sl_jwt_judge(sl_str token, sl_verdict *out)
{
    sl_buf header = {0}, claims = {0};
    sl_str head, rest, body, signature, alg;

    sl_verdict_say(out, SL_VERDICT_NOT_A_TOKEN, "%s", "");
    if (sl_str_split(token, '.', &head, &rest) &&
        sl_str_split(rest, '.', &body, &signature) && sl_base64_decode(head, &header) &&
        sl_base64_decode(body, &claims) &&
        sl_object_string(sl_buf_str(&header), sl_lit("alg"), &alg) &&
        sl_object_is(sl_buf_str(&claims)) && !is_shown(sl_buf_str(&claims)))
        describe(sl_buf_str(&header), sl_buf_str(&claims), out);
    sl_buf_free(&header);
    sl_buf_free(&claims);
}
