/* arn_account_id.c - the account field of an ARN: twelve digits, where the
 * service has one. Source: AWS General Reference, "Amazon Resource Names". */
#include "aws/arn.h"
#include "check/check.h"
#include "check/prose.h"

enum { ACCOUNT_DIGITS = 12, MAX_KNOWN = 64, MAX_SHOWN = 40 };

/* Services whose resources always belong to an account. */
static const char *const owned[] = {
    "dynamodb",       "ecs", "kms", "lambda", "logs",   "rds",
    "secretsmanager", "sns", "sqs", "ssm",    "states",
};

/* Digits, and hyphens if that is what they are written with: a number that was
 * meant for an account id. */
static bool numeric(sl_str field)
{
    bool digit = false;

    for (size_t i = 0; i < field.len; i++) {
        bool here = field.ptr[i] >= '0' && field.ptr[i] <= '9';

        if (!here && field.ptr[i] != '-')
            return false;
        digit |= here;
    }
    return digit;
}

static bool valid(sl_str account)
{
    return account.len == ACCOUNT_DIGITS && numeric(account) &&
           sl_str_chr(account, '-') == SIZE_MAX;
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

/* The account ids of a document that are as they should be, each once. */
typedef struct known_ids {
    sl_str ids[MAX_KNOWN];
    size_t len;
} known_ids;

static void learn(known_ids *known, sl_str account)
{
    if (!valid(account) || known->len == MAX_KNOWN)
        return;
    for (size_t i = 0; i < known->len; i++)
        if (sl_str_eq(known->ids[i], account))
            return;
    known->ids[known->len++] = account;
}

/* An account id elsewhere in the document that this one is a slip of. */
static sl_str meant(const known_ids *known, sl_str account)
{
    for (size_t i = 0; i < known->len; i++)
        if (one_digit_off(account, known->ids[i]) ||
            one_digit_off(known->ids[i], account))
            return known->ids[i];
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

static void report_number(const sl_rule *rule, const known_ids *known, sl_str account,
                          sl_doc *doc, sl_sink *sink)
{
    sl_hit hit = {.rule = rule, .span = sl_span_in(doc->text, account)};
    sl_str near = meant(known, account);

    hit.level = sl_prose_level(doc, hit.span.start, rule->level);
    sl_sink_hit(sink, doc, &hit,
                "account id %.*s%s has %zu characters, must be 12 digits%s%.*s%s",
                sl_fmt(sl_str_sub(account, 0, MAX_SHOWN)),
                account.len > MAX_SHOWN ? "..." : "", account.len, near.len ? "; " : "",
                sl_fmt(near), near.len ? " stands elsewhere in this file" : "");
}

static void judge(const sl_rule *rule, const known_ids *known, const sl_arn *arn,
                  sl_doc *doc, sl_sink *sink)
{
    sl_hit hit = {.rule = rule, .span = sl_span_in(doc->text, arn->account)};

    if (numeric(arn->account) && !valid(arn->account)) {
        report_number(rule, known, arn->account, doc, sink);
    } else if (numeric(arn->account) && bucket(arn)) {
        hit.level = sl_prose_level(doc, hit.span.start, rule->level);
        sl_sink_hit(sink, doc, &hit,
                    "the ARN of an S3 bucket or object has no account id");
    } else if (arn->account.len == 0 && is_owned(arn->service)) {
        hit.span = sl_span_in(doc->text, arn->whole);
        hit.level = sl_prose_level(doc, hit.span.start, rule->level);
        sl_sink_hit(sink, doc, &hit, "an ARN of %.*s needs an account id",
                    sl_fmt(arn->service));
    }
}

void sl_check_arn_account_id(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    known_ids known = {0};
    size_t at = 0;
    sl_arn arn;

    while (sl_arn_next(doc->text, &at, &arn))
        learn(&known, arn.account);
    at = 0;
    while (!sink->full && sl_arn_next(doc->text, &at, &arn))
        judge(rule, &known, &arn, doc, sink);
}
