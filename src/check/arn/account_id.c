/* account_id.c - the account field of an ARN, and the account of an image registry:
 * twelve digits, where the resource has one. Source: AWS General Reference, "Amazon
 * Resource Names". */
#include "aws/account.h"
#include "check/arn/each.h"
#include "check/arn/expected.h"

enum { MAX_KNOWN = 64, MAX_SHOWN = 40, MOST_DIGITS = 8, ALIKE = 10, LETTERS = 2 };

/* The account ids of a document that are as they should be, each once. */
typedef struct known_ids {
    sl_str ids[MAX_KNOWN];
    size_t len;
} known_ids;

static void learn(known_ids *known, sl_str account)
{
    if (!sl_account_valid(account) || known->len == MAX_KNOWN)
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
        if (sl_account_near(account, known->ids[i]))
            return known->ids[i];
    return (sl_str){0};
}

/* Digits, but for one or two letters that look like them. */
static bool mistyped(sl_str account)
{
    size_t digits = 0;

    for (size_t i = 0; i < account.len; i++)
        digits += account.ptr[i] >= '0' && account.ptr[i] <= '9';
    return digits >= MOST_DIGITS && digits < account.len &&
           account.len - digits <= LETTERS;
}

static bool one_digit(sl_str number)
{
    for (size_t i = 1; i < number.len; i++)
        if (number.ptr[i] != number.ptr[0])
            return false;
    return true;
}

/* A number that nobody takes for an account id (123, 12345, 1111111111) stands for one in
 * programs, tests and documentation; 1234567890 is what people copy. Zeros stand for one
 * everywhere. */
static sl_level number_level(const sl_arn_report *report, sl_str account)
{
    enum { ZEROS = 10 };
    bool spoken = report->walk->prose || report->walk->setting != SL_SETTING_CONFIG;

    if (account.len >= ZEROS && account.ptr[0] == '0' && one_digit(account))
        return SL_LEVEL_NOTE;
    return spoken && (account.len < ALIKE || one_digit(account))
               ? report->rule->level - 1
               : report->rule->level;
}

static void report_number(const sl_arn_report *report, const known_ids *known,
                          const sl_arn_seen *seen, sl_str account)
{
    sl_str near = meant(known, account);

    sl_arn_hit(report, seen, account, number_level(report, account),
               "account id %.*s%s has %zu characters, must be 12 digits%s%.*s%s",
               sl_fmt(sl_str_sub(account, 0, MAX_SHOWN)),
               account.len > MAX_SHOWN ? "..." : "", account.len, near.len ? "; " : "",
               sl_fmt(near), near.len ? " stands elsewhere in this file" : "");
}

static bool has_letter(sl_str field)
{
    for (size_t i = 0; i < field.len; i++)
        if ((field.ptr[i] | 0x20) >= 'a' && (field.ptr[i] | 0x20) <= 'z')
            return true;
    return false;
}

/* A field that is filled with what cannot be an account. */
static void judge_value(const sl_arn_report *report, const known_ids *known,
                        const sl_arn_seen *seen)
{
    sl_str account = seen->arn.account;

    if (sl_account_valid(account)) {
        if (sl_arn_is_bucket(&seen->arn))
            sl_arn_hit(report, seen, account, SL_LEVEL_WARNING,
                       "the ARN of an S3 bucket or object has no account id");
    } else if (sl_account_numeric(account)) {
        report_number(report, known, seen, account);
    } else if (mistyped(account)) {
        sl_arn_hit(report, seen, account, SL_LEVEL_OFF,
                   "account id %.*s holds something else than digits",
                   sl_fmt(sl_arn_quote(account)));
    }
}

/* "arn:aws:sqs:ACCOUNT:REGION:queue" */
static bool swapped(const sl_arn *arn)
{
    sl_region region;

    return sl_account_valid(arn->region) && sl_region_find(arn->account, &region);
}

static void judge(const sl_arn_report *report, const known_ids *known,
                  const sl_arn_seen *seen)
{
    sl_arn_service service;
    bool expected = sl_arn_expected(&seen->arn, &service);

    if (swapped(&seen->arn)) {
        sl_arn_hit(report, seen, seen->arn.account, SL_LEVEL_OFF,
                   "region and account have changed places");
        return;
    }
    switch (sl_field_of(seen->arn.account, SL_ARN_ACCOUNT)) {
    case SL_FIELD_LITERAL:
    case SL_FIELD_EXAMPLE: judge_value(report, known, seen); break;
    case SL_FIELD_EMPTY:
        if (expected && service.core && service.account == SL_FIELD_REQUIRED)
            sl_arn_hit(report, seen, (sl_str){0}, SL_LEVEL_WARNING,
                       "an ARN of %.*s needs an account id", sl_fmt(service.name));
        break;
    case SL_FIELD_WORD:
        if (has_letter(seen->arn.account) && sl_arn_live(report->walk, seen))
            sl_arn_hit(report, seen, seen->arn.account, SL_LEVEL_WARNING,
                       "%.*s stands where the twelve digits of an account id belong",
                       sl_fmt(sl_arn_quote(seen->arn.account)));
        break;
    default: break;
    }
}

/* "123456789012.dkr.ecr.us-east-1.amazonaws.com", the registry of an account. */
static void judge_registries(const sl_arn_report *report, const known_ids *known,
                             sl_arn_walk *walk)
{
    sl_str text = walk->doc->text;
    size_t at = 0, found;

    while (!report->sink->full &&
           (found = sl_str_find(sl_str_skip(text, at), sl_lit(".dkr.ecr."))) !=
               SIZE_MAX) {
        size_t end = at + found, start = end;
        sl_arn_seen seen;
        sl_str account;

        while (start > at && text.ptr[start - 1] >= '0' && text.ptr[start - 1] <= '9')
            start--;
        account = sl_str_sub(text, start, end);
        at = end + 1;
        if (account.len < MOST_DIGITS || sl_account_valid(account))
            continue;
        sl_arn_walk_place(walk, account, &seen);
        report_number(report, known, &seen, account);
    }
}

void sl_check_arn_account_id(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    known_ids known = {0};
    sl_arn_walk walk;
    sl_arn_report report = {rule, &walk, sink};
    sl_arn_seen seen;

    sl_arn_walk_begin(&walk, doc);
    while (sl_arn_walk_next_whole(&walk, &seen))
        learn(&known, seen.arn.account);
    sl_arn_walk_begin(&walk, doc);
    while (!sink->full && sl_arn_walk_next_whole(&walk, &seen))
        if (sl_arn_amazon(&seen.arn))
            judge(&report, &known, &seen);
    sl_arn_walk_begin(&walk, doc);
    judge_registries(&report, &known, &walk);
}
