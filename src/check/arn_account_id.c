/* arn_account_id.c - the account field of an ARN: twelve digits, where the
 * service has one. Source: AWS General Reference, "Amazon Resource Names". */
#include "aws/arn.h"
#include "check/check.h"
#include "check/prose.h"

enum { ACCOUNT_DIGITS = 12 };

/* Services whose resources always belong to an account. */
static const char *const owned[] = {
    "dynamodb", "ecs",  "kms", "lambda", "logs", "rds",
    "secretsmanager", "sns", "sqs", "ssm",  "states",
};

static bool all_digits(sl_str field)
{
    for (size_t i = 0; i < field.len; i++)
        if ((field.ptr[i] < '0' || field.ptr[i] > '9') && field.ptr[i] != '-')
            return false;
    return field.len > 0;
}

static bool is_owned(sl_str service)
{
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        if (sl_str_eq(service, sl_str_of(owned[i])))
            return true;
    return false;
}

/* Does one digit more in longer give shorter? */
static bool one_digit_off(sl_str shorter, sl_str longer)
{
    size_t i = 0;

    if (shorter.len + 1 != longer.len)
        return false;
    while (i < shorter.len && shorter.ptr[i] == longer.ptr[i])
        i++;
    return sl_str_eq(sl_str_skip(shorter, i), sl_str_skip(longer, i + 1));
}

/* An account id elsewhere in the document that this one is a slip of. */
static sl_str meant(const sl_doc *doc, sl_str account)
{
    size_t at = 0;
    sl_arn other;

    while (sl_arn_next(doc->text, &at, &other))
        if (other.account.len == ACCOUNT_DIGITS && all_digits(other.account) &&
            (one_digit_off(account, other.account) || one_digit_off(other.account, account)))
            return other.account;
    return (sl_str){0};
}

static bool bucket(const sl_arn *arn)
{
    return sl_str_eq(arn->service, sl_lit("s3")) &&
           !sl_str_starts(arn->resource, sl_lit("accesspoint")) &&
           !sl_str_starts(arn->resource, sl_lit("job/")) &&
           !sl_str_starts(arn->resource, sl_lit("storage-lens")) &&
           !sl_str_starts(arn->resource, sl_lit("access-grants"));
}

static void judge(const sl_rule *rule, const sl_arn *arn, sl_doc *doc, sl_sink *sink)
{
    sl_hit hit = {.rule = rule, .span = sl_span_in(doc->text, arn->account)};
    sl_str near;

    if (all_digits(arn->account) && arn->account.len != ACCOUNT_DIGITS) {
        hit.level = sl_prose_level(doc, hit.span.start, rule->level);
        near = meant(doc, arn->account);
        sl_sink_hit(sink, doc, &hit, "account id %.*s has %zu characters, must be 12 digits%s%.*s%s",
                    sl_fmt(arn->account), arn->account.len, near.len ? "; " : "",
                    sl_fmt(near), near.len ? " stands elsewhere in this file" : "");
    } else if (all_digits(arn->account) && bucket(arn)) {
        hit.level = sl_prose_level(doc, hit.span.start, rule->level);
        sl_sink_hit(sink, doc, &hit, "the ARN of an S3 bucket or object has no account id");
    } else if (arn->account.len == 0 && is_owned(arn->service)) {
        hit.span = sl_span_in(doc->text, arn->whole);
        hit.level = sl_prose_level(doc, hit.span.start, rule->level);
        sl_sink_hit(sink, doc, &hit, "an ARN of %.*s needs an account id",
                    sl_fmt(arn->service));
    }
}

void sl_check_arn_account_id(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    size_t at = 0;
    sl_arn arn;

    while (sl_arn_next(doc->text, &at, &arn))
        judge(rule, &arn, doc, sink);
}
