#include "check/arn/expected.h"

#include "aws/field.h"
#include "aws/hole.h"

bool sl_arn_amazon(const sl_arn *arn)
{
    sl_partition partition;

    if (sl_field_concrete(sl_field_of(arn->partition, SL_ARN_PARTITION)))
        return sl_partition_find(arn->partition, &partition);
    return true;
}

/* "arn:aws:lambda:....:function:x": which field is which cannot be told. */
static bool elided(sl_str field)
{
    return sl_str_starts(field, sl_lit(".."));
}

bool sl_arn_expected(const sl_arn *arn, sl_arn_service *out)
{
    if (!sl_arn_amazon(arn) || elided(arn->region) || elided(arn->account) ||
        !sl_field_concrete(sl_field_of(arn->service, SL_ARN_SERVICE)) ||
        !sl_arn_service_find(arn->service, out))
        return false;
    sl_arn_service_narrow(out, sl_type_word(arn->resource));
    return true;
}

sl_str sl_arn_word(const sl_arn *arn)
{
    sl_str word = sl_type_word(arn->resource);

    for (size_t i = 0; i < word.len; i++)
        if (sl_hole_at(arn->resource, i) > 0 ||
            sl_str_chr(sl_lit("$%^()[]{}<>+|\\"), word.ptr[i]) != SIZE_MAX)
            return (sl_str){0};
    return word;
}

bool sl_arn_is_bucket(const sl_arn *arn)
{
    static const char *const others[] = {
        "access-grants", "accesspoint",  "async-request",     "job",
        "outpost",       "storage-lens", "storage-lens-group"};
    sl_str word = sl_arn_word(arn);

    return sl_str_eq(arn->service, sl_lit("s3")) &&
           sl_field_of(word, SL_ARN_TYPE) == SL_FIELD_LITERAL &&
           !sl_str_among(others, sizeof others / sizeof *others, word);
}
