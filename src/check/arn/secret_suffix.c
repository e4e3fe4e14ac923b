/* secret_suffix.c - the six random characters that Secrets Manager puts behind a
 * secret's name. Source: AWS Secrets Manager User Guide. */
#include "aws/resource_name.h"
#include "check/arn/each.h"

enum { SUFFIX = 6, SHORTEST = 4, LONGEST = 8 };

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_alnum(char c)
{
    return is_upper(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Capitals and small letters mixed, other than as a capitalised word ("Prod"):
 * no part of a name but made by a machine, and cut or copied wrong. */
static bool random_tail(sl_str tail)
{
    size_t capitals = 0; /* behind the first character */
    size_t small = 0;

    for (size_t i = 0; i < tail.len; i++) {
        if (!is_alnum(tail.ptr[i]))
            return false;
        capitals += i > 0 && is_upper(tail.ptr[i]);
        small += tail.ptr[i] >= 'a' && tail.ptr[i] <= 'z';
    }
    return capitals > 0 && small > 0;
}

static void judge(const sl_arn_report *report, const sl_arn_seen *seen)
{
    sl_secret_name secret = sl_secret_name_of(&seen->arn);
    size_t dash = sl_str_rchr(secret.name, '-');
    sl_str tail;

    if (secret.form != SL_SECRET_PARTIAL || dash == SIZE_MAX)
        return;
    tail = sl_str_skip(secret.name, dash + 1);
    if (tail.len == SUFFIX || tail.len < SHORTEST || tail.len > LONGEST ||
        !random_tail(tail))
        return;
    sl_arn_hit(
        report, seen, tail, SL_LEVEL_OFF,
        "secret ARN ends in -%.*s: the suffix has %zu characters, Secrets Manager "
        "appends 6",
        sl_fmt(tail), tail.len);
}

void sl_check_arn_secret_suffix(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_arn_each(rule, doc, sink, judge);
}
