/* field_test.c - what stands in one field of an ARN. */
#include "aws/field.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void every_field_has_a_class(void **state)
{
    static const struct {
        const char *text;
        sl_arn_part part;
        sl_field_class class_;
    } cases[] = {
        {"", SL_ARN_REGION, SL_FIELD_EMPTY},
        {"us-east-1", SL_ARN_REGION, SL_FIELD_LITERAL},
        {"us-east-1a", SL_ARN_REGION, SL_FIELD_LITERAL},
        {"US-EAST-1", SL_ARN_REGION, SL_FIELD_LITERAL},
        {"us-esat-1", SL_ARN_REGION, SL_FIELD_LITERAL},
        {"aws-global", SL_ARN_REGION, SL_FIELD_LITERAL},
        {"*", SL_ARN_REGION, SL_FIELD_WILDCARD},
        {"us-*-1", SL_ARN_REGION, SL_FIELD_WILDCARD},
        {"us-???"
         "?-1",
         SL_ARN_REGION, SL_FIELD_WILDCARD},
        {"<region>", SL_ARN_REGION, SL_FIELD_PLACEHOLDER},
        {"us-${x}-1", SL_ARN_REGION, SL_FIELD_PLACEHOLDER},
        {"%s", SL_ARN_REGION, SL_FIELD_PLACEHOLDER},
        {"$REGION", SL_ARN_REGION, SL_FIELD_PLACEHOLDER},
        {"%AWS_REGION%", SL_ARN_REGION, SL_FIELD_PLACEHOLDER},
        {"(us|eu)-west-1", SL_ARN_REGION, SL_FIELD_PLACEHOLDER},
        {".*", SL_ARN_REGION, SL_FIELD_PLACEHOLDER},
        {".+", SL_ARN_REGION, SL_FIELD_PLACEHOLDER},
        {"REGION", SL_ARN_REGION, SL_FIELD_WORD},
        {"region", SL_ARN_REGION, SL_FIELD_WORD},
        {"your-region", SL_ARN_REGION, SL_FIELD_WORD},
        {"awsRegion", SL_ARN_REGION, SL_FIELD_WORD},
        {"__REGION__", SL_ARN_REGION, SL_FIELD_WORD},
        {"us-xxx-n", SL_ARN_REGION, SL_FIELD_WORD},
        {"us-west-x", SL_ARN_REGION, SL_FIELD_WORD},
        {"us-east-N", SL_ARN_REGION, SL_FIELD_WORD},
        {"xx-xxxx-x", SL_ARN_REGION, SL_FIELD_WORD},
        {"...", SL_ARN_REGION, SL_FIELD_WORD},
        {"mx-central-1", SL_ARN_REGION, SL_FIELD_LITERAL},
        {"local", SL_ARN_REGION, SL_FIELD_WORD},
        {"123456789012", SL_ARN_ACCOUNT, SL_FIELD_EXAMPLE},
        {"314159265358", SL_ARN_ACCOUNT, SL_FIELD_LITERAL},
        {"12345678901", SL_ARN_ACCOUNT, SL_FIELD_LITERAL},
        {"aws", SL_ARN_ACCOUNT, SL_FIELD_LITERAL},
        {"cloudfront", SL_ARN_ACCOUNT, SL_FIELD_LITERAL},
        {"ACCOUNT", SL_ARN_ACCOUNT, SL_FIELD_WORD},
        {"account-id", SL_ARN_ACCOUNT, SL_FIELD_WORD},
        {"account-ID-without-hyphens", SL_ARN_ACCOUNT, SL_FIELD_WORD},
        {"aws_account_id", SL_ARN_ACCOUNT, SL_FIELD_WORD},
        {"accountId", SL_ARN_ACCOUNT, SL_FIELD_WORD},
        {"YOUR_ACCOUNT_ID", SL_ARN_ACCOUNT, SL_FIELD_WORD},
        {"xxxxxxxxxxxx", SL_ARN_ACCOUNT, SL_FIELD_WORD},
        {"XXXXXXXXXXXX", SL_ARN_ACCOUNT, SL_FIELD_WORD},
        {"1234xxxxxxxx", SL_ARN_ACCOUNT, SL_FIELD_WORD},
        {"############", SL_ARN_ACCOUNT, SL_FIELD_WORD},
        {"********9012", SL_ARN_ACCOUNT, SL_FIELD_WILDCARD},
        {"1234567890l2", SL_ARN_ACCOUNT, SL_FIELD_LITERAL},
        {"aws", SL_ARN_PARTITION, SL_FIELD_LITERAL},
        {"AWS", SL_ARN_PARTITION, SL_FIELD_LITERAL},
        {"S3", SL_ARN_SERVICE, SL_FIELD_LITERAL},
        {"resource-groups", SL_ARN_SERVICE, SL_FIELD_LITERAL},
        {"service-name", SL_ARN_SERVICE, SL_FIELD_WORD},
        {"partition", SL_ARN_PARTITION, SL_FIELD_WORD},
        {"*", SL_ARN_PARTITION, SL_FIELD_WILDCARD},
        {"aws[a-z-]*", SL_ARN_PARTITION, SL_FIELD_PLACEHOLDER},
        {"servicecatalog", SL_ARN_SERVICE, SL_FIELD_LITERAL},
        {"someservice", SL_ARN_SERVICE, SL_FIELD_WORD},
        {"service", SL_ARN_SERVICE, SL_FIELD_WORD},
        {"SERVICE", SL_ARN_SERVICE, SL_FIELD_WORD},
        {"s3", SL_ARN_SERVICE, SL_FIELD_LITERAL},
        {"s*", SL_ARN_SERVICE, SL_FIELD_WILDCARD},
        {"NAME", SL_ARN_NAME, SL_FIELD_LITERAL},
        {"my-name(x)", SL_ARN_NAME, SL_FIELD_LITERAL},
        {"x-??????", SL_ARN_NAME, SL_FIELD_WILDCARD},
        {"x-<suffix>", SL_ARN_NAME, SL_FIELD_PLACEHOLDER},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_field_class class_ = sl_field_of(sl_str_of(cases[i].text), cases[i].part);

        if (class_ != cases[i].class_)
            fail_msg("%s: class %d, not %d", cases[i].text, (int)class_,
                     (int)cases[i].class_);
    }
}

static void only_values_are_judged(void **state)
{
    (void)state;
    assert_true(sl_field_concrete(SL_FIELD_LITERAL));
    assert_true(sl_field_concrete(SL_FIELD_EXAMPLE));
    assert_false(sl_field_concrete(SL_FIELD_WORD));
    assert_false(sl_field_concrete(SL_FIELD_EMPTY));
    assert_false(sl_field_concrete(SL_FIELD_WILDCARD));
    assert_false(sl_field_concrete(SL_FIELD_PLACEHOLDER));
}

static void every_part_has_a_name(void **state)
{
    (void)state;
    assert_string_equal(sl_arn_part_name(SL_ARN_PARTITION), "partition");
    assert_string_equal(sl_arn_part_name(SL_ARN_TYPE), "resource type");
    assert_string_equal(sl_arn_part_name(SL_ARN_SUFFIX), "suffix");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_has_a_class),
        cmocka_unit_test(only_values_are_judged),
        cmocka_unit_test(every_part_has_a_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
