/* action_walk_test.c - the actions that one value of Action takes in. */
#include "aws/action_walk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static size_t count(const char *value)
{
    sl_action_walk walk = sl_action_walk_of(sl_str_of(value));
    sl_action action;
    size_t found = 0;

    while (sl_action_walk_next(&walk, &action))
        found++;
    return found;
}

static void a_value_takes_in_the_actions_of_its_pattern(void **state)
{
    static const struct {
        const char *value;
        size_t found;
    } cases[] = {
        {"s3:GetObject", 1},
        {"S3:getobject", 1},
        {"s3:GetObjec?", 1},
        {"s?:GetObject", 1},
        {"*:GetSecretValue", 1},
        {"secretsmanager:*SecretValue", 3},
        {"sts:AssumeRoleWith*", 2},
        {"s3:GetNothing", 0},
        {"s3:GetNothing*", 0},
        {"nosuchthing:*", 0},
        {"s3:", 0},
        {":GetObject", 0},
        {"GetObject", 0},
        {"s3*", 0},
        {"", 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(count(cases[i].value), cases[i].found);
}

static void a_star_takes_in_the_whole_table(void **state)
{
    size_t all = sl_iam_data_counts().actions;

    (void)state;
    assert_int_equal(count("*"), all);
    assert_int_equal(count("**"), all);
    assert_int_equal(count("*:*"), all);
    assert_true(count("s*:*") < all);
}

/* What is charged for a walk is never less than what it yields. */
static void a_walk_costs_what_it_compares(void **state)
{
    static const char *const values[] = {"*",       "*:Get*",       "s3:*", "s3:Get*",
                                         "ec2:*z*", "s3:GetObject", "x:*",  "junk"};

    (void)state;
    for (size_t i = 0; i < COUNT(values); i++)
        assert_true(sl_action_walk_cost(sl_str_of(values[i])) >= count(values[i]));
    assert_int_equal(sl_action_walk_cost(sl_lit("s3:GetObject")), 1);
    assert_true(sl_action_walk_cost(sl_lit("s3:Get*")) < 1000);
}

static void stars_are_told_from_patterns(void **state)
{
    static const struct {
        const char *value;
        bool star, service;
    } cases[] = {
        {"*", true, false},        {"**", true, false},    {"*:*", true, false},
        {"s3:*", false, true},     {"s3:**", false, true}, {"s?:*", false, true},
        {"s3:Get*", false, false}, {"s3:", false, false},  {":*", false, false},
        {"*:Get*", false, false},  {"", false, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_str value = sl_str_of(cases[i].value);

        assert_int_equal(sl_action_is_star(value), cases[i].star);
        assert_int_equal(sl_action_is_service_star(value), cases[i].service);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_takes_in_the_actions_of_its_pattern),
        cmocka_unit_test(a_star_takes_in_the_whole_table),
        cmocka_unit_test(a_walk_costs_what_it_compares),
        cmocka_unit_test(stars_are_told_from_patterns),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
