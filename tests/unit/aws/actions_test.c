/* actions_test.c - services and actions in the table. */
#include "aws/actions.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "aws/near.h"
#include "aws/wild.h"
#include "base/buf.h"
#include "text/suggest.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void assert_text(sl_str is, const char *should)
{
    char copy[512];

    assert_true(is.len < sizeof copy);
    memcpy(copy, is.ptr ? is.ptr : "", is.len);
    copy[is.len] = '\0';
    assert_string_equal(copy, should);
}

static void services_are_found_whatever_their_case(void **state)
{
    static const struct {
        const char *prefix, *title;
        bool core;
    } cases[] = {
        {"secretsmanager", "AWS Secrets Manager", true},
        {"SecretsManager", "AWS Secrets Manager", true},
        {"s3", "Amazon S3", true},
        {"S3", "Amazon S3", true},
        {"a2c", "AWS App2Container", false},
        {"xray", "AWS X-Ray", false},
        {"secretmanager", NULL, false},
        {"s3 ", NULL, false},
        {"", NULL, false},
        {"zzz", NULL, false},
        {"*", NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_service found = {0};

        assert_int_equal(sl_service_find(sl_str_of(cases[i].prefix), &found),
                         cases[i].title != NULL);
        assert_text(found.title, cases[i].title ? cases[i].title : "");
        assert_int_equal(found.core, cases[i].core);
    }
}

static void a_near_service_is_one_edit_away_and_alone(void **state)
{
    static const struct {
        const char *prefix, *near;
    } cases[] = {
        {"secretmanager", "secretsmanager"},
        {"secretsmanger", "secretsmanager"},
        {"dynamdob", "dynamodb"},
        {"lamda", "lambda"},
        {"Ec22", "ec2"},
        {"ecz", ""}, /* ec2, ecr and ecs */
        {"secretmanger", ""},
        {"s", ""},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_service found = {0};

        assert_int_equal(sl_service_near(sl_str_of(cases[i].prefix), &found),
                         cases[i].near[0] != '\0');
        assert_text(found.prefix, cases[i].near);
    }
}

static void prefixes_fit_patterns(void **state)
{
    static const struct {
        const char *pattern, *found;
    } cases[] = {
        {"secrets*", "secretsmanager "},
        {"S3", "s3 "},
        {"sq?", "sqs "},
        {"ecr*", "ecr ecr-public "},
        {"*secrets*", "secretsmanager "},
        {"nothing*", ""},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf all = {0};
        uint32_t at = 0;
        sl_service service;

        while (sl_service_next(sl_str_of(cases[i].pattern), &at, &service)) {
            sl_buf_add(&all, service.prefix);
            sl_buf_char(&all, ' ');
        }
        assert_false(sl_service_next(sl_str_of(cases[i].pattern), &at, &service));
        assert_text(sl_buf_str(&all), cases[i].found);
        sl_buf_free(&all);
    }
}

static void actions_say_what_they_do_and_on_what(void **state)
{
    enum {
        L = SL_ACCESS_LIST,
        R = SL_ACCESS_READ,
        W = SL_ACCESS_WRITE,
        T = SL_ACCESS_TAGGING | W,
        P = SL_ACCESS_PERMISSIONS | W
    };
    static const struct {
        const char *whole, *name;
        unsigned access;
        bool takes, needs;
    } cases[] = {
        {"secretsmanager:GetSecretValue", "GetSecretValue", R, true, true},
        {"SECRETSMANAGER:getsecretvalue", "GetSecretValue", R, true, true},
        {"secretsmanager:BatchGetSecretValue", "BatchGetSecretValue", R, false, false},
        {"secretsmanager:PutResourcePolicy", "PutResourcePolicy", P, true, true},
        {"secretsmanager:TagResource", "TagResource", T, true, true},
        {"s3:ListAllMyBuckets", "ListAllMyBuckets", L, false, false},
        {"s3:GetObject", "GetObject", R, true, false},
        {"ecr:GetAuthorizationToken", "GetAuthorizationToken", R, false, false},
        {"iam:PassRole", "PassRole", W, true, true},
        {"kms:Decrypt", "Decrypt", W, true, true},
        {"ssm:GetParameters", "GetParameters", R, true, true},
        {"s3:ListBuckets", NULL, 0, false, false},
        {"s3:", NULL, 0, false, false},
        {"s3", NULL, 0, false, false},
        {":GetObject", NULL, 0, false, false},
        {"s3:Get*", NULL, 0, false, false},
        {"s3:GetObject ", NULL, 0, false, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_action found = {0};

        assert_int_equal(sl_action_find_whole(sl_str_of(cases[i].whole), &found),
                         cases[i].name != NULL);
        assert_text(found.name, cases[i].name ? cases[i].name : "");
        if (!cases[i].name)
            continue;
        assert_int_equal(found.access, cases[i].access);
        assert_int_equal(found.takes_resource, cases[i].takes);
        assert_int_equal(found.needs_resource, cases[i].needs);
        assert_true(found.agreed && found.types_agreed);
    }
}

static void every_action_is_found_by_its_name(void **state)
{
    uint32_t at = 0;
    size_t actions = 0, agreed = 0;
    sl_service service;

    (void)state;
    while (sl_service_next(sl_lit("*"), &at, &service)) {
        uint32_t number = 0;
        sl_action action, found;

        while (sl_action_next(&service, sl_lit("*"), &number, &action)) {
            assert_true(sl_action_find(&service, action.name, &found));
            assert_int_equal(found.index, action.index);
            assert_int_equal(found.service, service.index);
            assert_true(action.access != 0 || !action.agreed);
            actions++;
            agreed += action.agreed;
        }
        assert_true(service.actions_len > 0);
    }
    assert_int_equal(actions, sl_iam_data_counts().actions);
    assert_int_equal(agreed, sl_iam_data_counts().actions_agreed);
}

static void a_misspelt_action_has_a_near_one(void **state)
{
    static const struct {
        const char *service, *name, *near;
    } cases[] = {
        {"secretsmanager", "GetSecretValues", "GetSecretValue"},
        {"secretsmanager", "GetSecertValue", "GetSecretValue"},
        {"s3", "ListBuckets", "ListBucket"},
        {"iam", "PasRole", "PassRole"},
        {"sts", "AsumeRol", "AssumeRole"},
        {"ssm", "GetParameter5", "GetParameter"},
        {"secretsmanager", "ReadSecret", ""},
        {"secretsmanager", "GetSecretVal*", ""},
        {"secretsmanager", "", ""},
        {"secretsmanager", "G", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_service service;
        sl_action found = {0};

        assert_true(sl_service_find(sl_str_of(cases[i].service), &service));
        assert_int_equal(sl_action_near(&service, sl_str_of(cases[i].name), &found),
                         cases[i].near[0] != '\0');
        assert_text(found.name, cases[i].near);
    }
}

static void patterns_expand_to_actions(void **state)
{
    static const struct {
        const char *service, *pattern, *found;
    } cases[] = {
        {"secretsmanager", "Get*",
         "GetRandomPassword GetResourcePolicy GetSecretValue "},
        {"secretsmanager", "get*VALUE", "GetSecretValue "},
        {"secretsmanager", "*GetSecretValue", "BatchGetSecretValue GetSecretValue "},
        {"secretsmanager", "?etSecretValue", "GetSecretValue "},
        {"secretsmanager", "GetSecretValue", "GetSecretValue "},
        {"secretsmanager", "Got*", ""},
        {"secretsmanager", "Zz*", ""},
        {"secretsmanager", "Get", ""},
        {"secretsmanager", "[Gg]et*", ""},
        {"secretsmanager", "", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_str pattern = sl_str_of(cases[i].pattern);
        sl_buf all = {0};
        uint32_t at = 0;
        sl_service service;
        sl_action action;

        assert_true(sl_service_find(sl_str_of(cases[i].service), &service));
        while (sl_action_next(&service, pattern, &at, &action)) {
            sl_buf_add(&all, action.name);
            sl_buf_char(&all, ' ');
        }
        assert_false(sl_action_next(&service, pattern, &at, &action));
        assert_text(sl_buf_str(&all), cases[i].found);
        assert_int_equal(sl_action_any(&service, pattern), all.len > 0);
        sl_buf_free(&all);
    }
}

/* The band finds what the whole matrix finds, as far as it looks. */
static void the_banded_distance_is_the_distance(void **state)
{
    static const char *const words[] = {
        "",        "a",        "ab",      "ba",       "abc",     "acb",    "bca",
        "abcd",    "badc",     "abdc",    "xabcd",    "abcdx",   "bcd",    "axcd",
        "Get",     "gteA",     "GetRole", "GetRoel",  "eGtRole", "GetRol", "PutRole",
        "tGeRole", "GetRoles", "Get*",    "GettRole", "GtRoleX"};

    (void)state;
    for (size_t i = 0; i < COUNT(words); i++) {
        for (size_t j = 0; j < COUNT(words); j++) {
            sl_str a = sl_str_of(words[i]), b = sl_str_of(words[j]);
            size_t whole = sl_edit_distance(a, b);

            for (size_t limit = 0; limit <= SL_NEAR_MAX; limit++)
                assert_int_equal(sl_near_distance(a, b, limit),
                                 whole <= limit ? whole : SIZE_MAX);
        }
    }
}

static void wildcards_match_as_in_iam(void **state)
{
    static const struct {
        const char *pattern, *text;
        bool matches, template_matches;
    } cases[] = {
        {"", "", true, true},
        {"*", "", true, false},
        {"*", "x", true, false},
        {"a*b*c", "aXbXbXc", true, false},
        {"a*b*c", "aXbXbX", false, false},
        {"a?c", "abc", true, false},
        {"a?c", "ac", false, false},
        {"**a", "xa", true, false},
        {"A", "a", true, true},
        {"[a]", "a", false, false},
        {"[a]", "[a]", true, true},
        {"\\*", "*", false, false},
        {"${TagKey}", "x", false, true},
        {"${TagKey}", "", false, false},
        {"a/${x}/b", "a/1/2/b", false, true},
        {"a/${x}/b", "a//b", false, false},
        {"${x}.${y}", "a.b", false, true},
        {"${x}.${y}", "a.", false, false},
        {"${x", "${x", true, true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_str pattern = sl_str_of(cases[i].pattern), text = sl_str_of(cases[i].text);

        assert_int_equal(sl_wild_match(pattern, text), cases[i].matches);
        assert_int_equal(sl_template_match(pattern, text), cases[i].template_matches);
    }
}

static void hostile_names_take_no_longer_than_others(void **state)
{
    enum { SIZE = 1024 * 1024, ROUNDS = 20000 };
    clock_t start = clock();
    sl_buf text = {0};
    sl_service ec2;
    sl_action action;

    (void)state;
    assert_true(sl_service_find(sl_lit("ec2"), &ec2));
    while (text.len < SIZE)
        sl_buf_add(&text, sl_lit("*Describe"));
    assert_false(sl_action_any(&ec2, sl_buf_str(&text)));
    assert_false(sl_action_near(&ec2, sl_buf_str(&text), &action));
    assert_false(sl_service_near(sl_buf_str(&text), &ec2));
    for (size_t i = 0; i < ROUNDS; i++)
        assert_false(sl_action_near(&ec2, sl_lit("DescribeReservedNonsense"), &action));
    assert_true((clock() - start) / CLOCKS_PER_SEC < 100);
    sl_buf_free(&text);
}

static void the_table_is_dated_and_small(void **state)
{
    sl_iam_counts counts = sl_iam_data_counts();
    sl_date made = sl_iam_data_date();

    (void)state;
    assert_true(counts.services > 400 && counts.actions > 20000 && counts.types > 2000);
    assert_true(counts.keys > 1500 && counts.regions > 40);
    assert_true(counts.actions_agreed * 100 > counts.actions * 97);
    assert_true(counts.bytes > 500 * 1024 && counts.bytes < 1024 * 1024);
    assert_true(made >= 20260926);
    assert_false(sl_iam_data_stale(made));
    assert_false(sl_iam_data_stale(made + 10000)); /* a year later to the day */
    assert_true(sl_iam_data_stale(made + 10001));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(services_are_found_whatever_their_case),
        cmocka_unit_test(a_near_service_is_one_edit_away_and_alone),
        cmocka_unit_test(prefixes_fit_patterns),
        cmocka_unit_test(actions_say_what_they_do_and_on_what),
        cmocka_unit_test(every_action_is_found_by_its_name),
        cmocka_unit_test(a_misspelt_action_has_a_near_one),
        cmocka_unit_test(patterns_expand_to_actions),
        cmocka_unit_test(the_banded_distance_is_the_distance),
        cmocka_unit_test(wildcards_match_as_in_iam),
        cmocka_unit_test(hostile_names_take_no_longer_than_others),
        cmocka_unit_test(the_table_is_dated_and_small),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
