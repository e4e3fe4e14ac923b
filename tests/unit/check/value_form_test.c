/* value_form_test.c - which texts the operators of conditions can compare. */
#include "check/iam/value_form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void a_value_fits_the_family_of_its_operator(void **state)
{
    static const struct {
        sl_operator_family family;
        const char *text;
        bool fits;
    } cases[] = {
        {SL_OPERATOR_BOOL, "true", true},
        {SL_OPERATOR_BOOL, "False", true},
        {SL_OPERATOR_BOOL, "yes", false},
        {SL_OPERATOR_BOOL, "1", false},
        {SL_OPERATOR_BOOL, "", false},
        {SL_OPERATOR_NULL, "TRUE", true},
        {SL_OPERATOR_NULL, "null", false},
        {SL_OPERATOR_NUMERIC, "3600", true},
        {SL_OPERATOR_NUMERIC, "-1.5", true},
        {SL_OPERATOR_NUMERIC, "1e3", false},
        {SL_OPERATOR_NUMERIC, "1.", false},
        {SL_OPERATOR_NUMERIC, "-", false},
        {SL_OPERATOR_NUMERIC, "", false},
        {SL_OPERATOR_DATE, "2026-01-31", true},
        {SL_OPERATOR_DATE, "2026-01-31T12:00:00Z", true},
        {SL_OPERATOR_DATE, "2026-01-31T12:00Z", true},
        {SL_OPERATOR_DATE, "2026-01-31T12:00:00", true},
        {SL_OPERATOR_DATE, "2026-01-31T12:00:00.123+01:00", true},
        {SL_OPERATOR_DATE, "2026-01-31T12:00:00-0800", true},
        {SL_OPERATOR_DATE, "2026-01", true},
        {SL_OPERATOR_DATE, "2026", true},
        {SL_OPERATOR_DATE, "1798761599", true},
        {SL_OPERATOR_DATE, "2026-02-30", false},
        {SL_OPERATOR_DATE, "2026-01-31 12:00:00Z", false},
        {SL_OPERATOR_DATE, "2026-01-31T25:00:00Z", false},
        {SL_OPERATOR_DATE, "2026-01-31T12:00:00.Z", false},
        {SL_OPERATOR_DATE, "2026-01-31T", false},
        {SL_OPERATOR_DATE, "31.01.2026", false},
        {SL_OPERATOR_DATE, "2026-*", false},
        {SL_OPERATOR_DATE, "", false},
        {SL_OPERATOR_BINARY, "QmluYXJ5VmFsdWU=", true},
        {SL_OPERATOR_BINARY, "QmluYXJ5", true},
        {SL_OPERATOR_BINARY, "QmluYXJ", false},
        {SL_OPERATOR_BINARY, "Qm=uYXJ5", false},
        {SL_OPERATOR_BINARY, "===", false},
        {SL_OPERATOR_BINARY, "", false},
        {SL_OPERATOR_IP, "203.0.113.0/24", true},
        {SL_OPERATOR_IP, "2001:db8::1", true},
        {SL_OPERATOR_IP, "203.0.113.*", false},
        {SL_OPERATOR_ARN, "arn:aws:sns:eu-west-1:123456789012:news", true},
        {SL_OPERATOR_ARN, "arn:*:s3:::amzn-s3-demo-bucket", true},
        {SL_OPERATOR_ARN, "*", true},
        {SL_OPERATOR_ARN, "*:*:iam::123456789012:role/app", true},
        {SL_OPERATOR_ARN, "arn:aws:s3", false},
        {SL_OPERATOR_ARN, "role/app", false},
        {SL_OPERATOR_ARN, "", false},
        {SL_OPERATOR_STRING, "", true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        bool fits = sl_form_fits(cases[i].family, sl_str_of(cases[i].text));

        if (fits != cases[i].fits)
            print_error("%s\n", cases[i].text);
        assert_int_equal(fits, cases[i].fits);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_fits_the_family_of_its_operator),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
