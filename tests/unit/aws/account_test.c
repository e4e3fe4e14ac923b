/* account_test.c - account ids, and those that are nobody's. */
#include "aws/account.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void an_account_id_is_twelve_digits(void **state)
{
    static const struct {
        const char *text;
        bool valid, numeric;
    } cases[] = {
        {"123456789012", true, true},    {"000000000012", true, true},
        {"12345678901", false, true},    {"1234567890123", false, true},
        {"1234-5678-9012", false, true}, {"1", false, true},
        {"12345678901x", false, false},  {"-", false, false},
        {"-1234", false, false},         {"", false, false},
        {"aws", false, false},           {"*", false, false},
        {"12 34", false, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(sl_account_valid(sl_str_of(cases[i].text)), cases[i].valid);
        assert_int_equal(sl_account_numeric(sl_str_of(cases[i].text)),
                         cases[i].numeric);
    }
}

static void example_accounts_are_known_by_their_shape(void **state)
{
    static const char *const examples[] = {
        "123456789012", "012345678901", "012345678910", "111122223333", "444455556666",
        "777788889999", "123412341234", "098765432109", "210987654321", "987654321098",
        "000000000000", "111111111111", "999999999999", "234567890123", "121212121212",
        "111222333444", "123456789123", "123123123123", "999988887777", "123456123456"};
    static const char *const others[] = {
        "123456789013", /* one digit off: a slip, or somebody's */
        "314159265358", "271828182845", "0123456789", "12345678901", "1234567890123",
        "112233445566", "192837465564", "",           "aws"};

    (void)state;
    for (size_t i = 0; i < COUNT(examples); i++)
        assert_true(sl_account_is_example(sl_str_of(examples[i])));
    for (size_t i = 0; i < COUNT(others); i++)
        assert_false(sl_account_is_example(sl_str_of(others[i])));
}

static void a_slip_is_one_edit(void **state)
{
    static const struct {
        const char *a, *b;
        bool near;
    } cases[] = {
        {"01234567901", "012345678901", true}, /* a digit missing */
        {"12345678901", "012345678901", true}, /* the leading zero lost */
        {"1234567890123", "123456789012", true},
        {"123456789013", "123456789012", true},
        {"132456789012", "123456789012", true}, /* neighbours swapped */
        {"123456789012", "123456789012", false},
        {"1234567890", "123456789012", false},
        {"", "1", true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_str a = sl_str_of(cases[i].a), b = sl_str_of(cases[i].b);

        assert_int_equal(sl_account_near(a, b), cases[i].near);
        assert_int_equal(sl_account_near(b, a), cases[i].near);
    }
}

static void some_accounts_have_names(void **state)
{
    (void)state;
    assert_true(sl_account_is_owner(sl_lit("aws")));
    assert_true(sl_account_is_owner(sl_lit("cloudfront")));
    assert_false(sl_account_is_owner(sl_lit("AWS")));
    assert_false(sl_account_is_owner(sl_lit("123456789012")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_account_id_is_twelve_digits),
        cmocka_unit_test(example_accounts_are_known_by_their_shape),
        cmocka_unit_test(a_slip_is_one_edit),
        cmocka_unit_test(some_accounts_have_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
