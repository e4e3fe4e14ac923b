/* arn_secret_suffix.c - the six random characters that Secrets Manager puts
 * behind a secret's name. Source: AWS Secrets Manager User Guide. */
#include "aws/arn.h"
#include "check/check.h"
#include "check/prose.h"

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

void sl_check_arn_secret_suffix(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    size_t at = 0;
    sl_arn arn;

    while (!sink->full && sl_arn_next(doc->text, &at, &arn)) {
        sl_str name = sl_str_drop(arn.resource, sl_lit("secret:"));
        sl_str tail;
        sl_hit hit = {.rule = rule};
        size_t dash;

        if (!sl_str_eq(arn.service, sl_lit("secretsmanager")) ||
            name.len == arn.resource.len)
            continue;
        name = sl_str_sub(name, 0, sl_str_chr(name, ':')); /* without an ECS json key */
        dash = sl_str_rchr(name, '-');
        if (dash == SIZE_MAX)
            continue;
        tail = sl_str_skip(name, dash + 1);
        if (tail.len == SUFFIX || tail.len < SHORTEST || tail.len > LONGEST ||
            !random_tail(tail))
            continue;
        hit.span = sl_span_in(doc->text, tail);
        hit.level = sl_prose_level(doc, hit.span.start, rule->level);
        sl_sink_hit(sink, doc, &hit,
                    "secret ARN ends in -%.*s: the suffix has %zu characters, Secrets "
                    "Manager appends 6",
                    sl_fmt(tail), tail.len);
    }
}
