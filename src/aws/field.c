#include "aws/field.h"

#include "aws/account.h"
#include "aws/hole.h"

const char *sl_arn_part_name(sl_arn_part part)
{
    static const char *const names[SL_ARN_PARTS] = {
        [SL_ARN_PARTITION] = "partition", [SL_ARN_SERVICE] = "service",
        [SL_ARN_REGION] = "region",       [SL_ARN_ACCOUNT] = "account",
        [SL_ARN_TYPE] = "resource type",  [SL_ARN_NAME] = "name",
        [SL_ARN_SUFFIX] = "suffix"};

    return part < SL_ARN_PARTS ? names[part] : "resource";
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool has_any(sl_str field, const char *set)
{
    for (size_t i = 0; i < field.len; i++)
        if (sl_str_chr(sl_str_of(set), field.ptr[i]) != SIZE_MAX)
            return true;
    return false;
}

/* The next run of letters, cut where a capital follows a small letter. */
static sl_str next_word(sl_str *rest)
{
    size_t start = 0, end;

    while (start < rest->len && !is_letter(rest->ptr[start]))
        start++;
    end = start;
    while (end < rest->len && is_letter(rest->ptr[end]) &&
           (end == start || !is_upper(rest->ptr[end]) || is_upper(rest->ptr[end - 1])))
        end++;
    *rest = sl_str_skip(*rest, end);
    return (sl_str){rest->ptr - (end - start), end - start};
}

/* "xxx", "XXXX", the n of "us-xxx-n" */
static bool stand_in(sl_str word)
{
    for (size_t i = 0; i < word.len; i++)
        if ((word.ptr[i] | 0x20) != 'x' && (word.ptr[i] | 0x20) != 'n')
            return false;
    return word.len > 0;
}

static bool vocabulary(sl_str word)
{
    static const char *const words[] = {
        "account", "accountid", "acct",  "acctid", "customer", "ddblocal", "example",
        "here",    "elasticmq", "id",    "local",  "my",       "name",     "number",
        "owner",   "partition", "place", "region", "replace",  "service",  "some",
        "source",  "target",    "the",   "user",   "your"};

    return sl_str_among(words, sizeof words / sizeof *words, word);
}

/* Capitals and underscores as in REGION, AWS_ACCOUNT; but not US-EAST-1, which is a
 * region in capitals. */
static bool shouted(sl_str field)
{
    size_t capitals = 0;

    for (size_t i = 0; i < field.len; i++) {
        if (!is_upper(field.ptr[i]) && field.ptr[i] != '_' && field.ptr[i] != '-')
            return false;
        capitals += is_upper(field.ptr[i]);
    }
    return capitals > 1;
}

static bool has_word(sl_str field)
{
    sl_str rest = field;

    while (rest.len > 0) {
        sl_str word = next_word(&rest);

        if (stand_in(word) || vocabulary(word))
            return true;
    }
    return false;
}

static bool has_alnum(sl_str field)
{
    for (size_t i = 0; i < field.len; i++)
        if (is_letter(field.ptr[i]) || is_digit(field.ptr[i]))
            return true;
    return false;
}

/* Partitions and services have names that a word of the vocabulary may stand in
 * ("resource-groups"), and capitals there are a mistake. */
static bool names_field(sl_str field)
{
    static const char *const words[] = {"myservice", "namespace",   "partition",
                                        "service",   "servicename", "someservice",
                                        "vendor",    "yourservice"};
    sl_str rest = field;
    sl_str word = next_word(&rest);

    return stand_in(word) || sl_str_among(words, sizeof words / sizeof *words, word);
}

static bool is_stand_in(sl_str field, sl_arn_part part)
{
    switch (part) {
    case SL_ARN_PARTITION:
    case SL_ARN_SERVICE: return !has_alnum(field) || names_field(field);
    case SL_ARN_REGION: return !has_alnum(field) || shouted(field) || has_word(field);
    case SL_ARN_ACCOUNT:
        return !sl_account_is_owner(field) &&
               (!has_alnum(field) || shouted(field) || has_word(field));
    default: return false;
    }
}

sl_field_class sl_field_of(sl_str field, sl_arn_part part)
{
    bool regex = part < SL_ARN_TYPE &&
                 (has_any(field, "()^+|$\\%") || sl_str_has(field, sl_lit(".*")));

    if (field.len == 0)
        return SL_FIELD_EMPTY;
    if (regex || sl_hole_in(field))
        return SL_FIELD_PLACEHOLDER;
    if (has_any(field, "*?"))
        return SL_FIELD_WILDCARD;
    if (part == SL_ARN_ACCOUNT && sl_account_is_example(field))
        return SL_FIELD_EXAMPLE;
    return is_stand_in(field, part) ? SL_FIELD_WORD : SL_FIELD_LITERAL;
}

bool sl_field_concrete(sl_field_class class_)
{
    return class_ == SL_FIELD_LITERAL || class_ == SL_FIELD_EXAMPLE;
}
