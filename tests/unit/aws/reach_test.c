/* reach_test.c - how much of what an action works on a Resource takes in. */
#include "aws/reach.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void a_pattern_takes_a_template_whatever_is_in_its_holes(void **state)
{
    static const struct {
        const char *pattern, *template_;
        bool takes;
    } cases[] = {
        {"*", "secret:${Id}", true},
        {"secret:*", "secret:${Id}", true},
        {"secret*", "secret:${Id}", true},
        {"sec?et:*", "secret:${Id}", true},
        {"secret:**", "secret:${Id}", true},
        {"*:*", "secret:${Id}", true},
        {"secret:a*", "secret:${Id}", false},
        {"secret:*a", "secret:${Id}", false},
        {"secret:?*", "secret:${Id}", false},
        {"secret:?", "secret:${Id}", false},
        {"secret:", "secret:${Id}", false},
        {"secret:${Id}", "secret:${Id}", false},
        {"*/*", "${Bucket}/${Key}", true},
        {"*", "${Bucket}/${Key}", true},
        {"b/*", "${Bucket}/${Key}", false},
        {"*/k", "${Bucket}/${Key}", false},
        {"a*c", "a${X}b${Y}c", true},
        {"a*b*c", "a${X}b${Y}c", true},
        {"a*d*c", "a${X}b${Y}c", false},
        {"", "", true},
        {"*", "", true},
        {"a", "", false},
        {"", "${X}", false},
        {"${", "${", true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(sl_pattern_takes(sl_str_of(cases[i].pattern),
                                          sl_str_of(cases[i].template_)),
                         cases[i].takes);
}

/* The same by trying every way, for short texts. 'U' stands for a hole. */
static bool takes_slowly(const char *p, const char *t)
{
    if (*p == '\0')
        return *t == '\0';
    if (*p == '*')
        return takes_slowly(p + 1, t) || (*t && takes_slowly(p, t + 1));
    return *t && *t != 'U' && (*p == '?' || *p == *t) && takes_slowly(p + 1, t + 1);
}

static void taking_agrees_with_trying_every_way(void **state)
{
    static const char pattern_bytes[] = "ab*?";
    static const char text_bytes[] = "abU";
    uint32_t seed = 1;
    size_t taken = 0;

    (void)state;
    for (size_t round = 0; round < 200000; round++) {
        char pattern[8] = {0}, text[8] = {0}, with_holes[64] = {0};
        size_t len = 0;

        for (size_t i = 0; i < sizeof pattern - 1; i++) {
            seed = seed * 1103515245u + 12345u;
            if (seed >> 16 & 7)
                pattern[i] = pattern_bytes[seed >> 20 & 3];
            else
                break;
        }
        for (size_t i = 0; i < sizeof text - 1; i++) {
            seed = seed * 1103515245u + 12345u;
            if (!(seed >> 16 & 3))
                break;
            text[i] = text_bytes[(seed >> 20) % 3];
            if (text[i] != 'U')
                with_holes[len++] = text[i];
            else
                for (const char *c = "${U}"; *c; c++)
                    with_holes[len++] = *c;
        }
        assert_int_equal(sl_pattern_takes(sl_str_of(pattern), sl_str_of(with_holes)),
                         takes_slowly(pattern, text));
        taken += takes_slowly(pattern, text);
    }
    assert_true(taken > 10000 && taken < 150000);
}

static void the_reach_of_a_resource_depends_on_the_action(void **state)
{
    static const struct {
        const char *action, *pattern;
        sl_reach reach;
    } cases[] = {
        {"s3:GetObject", "*", SL_REACH_ALL},
        {"s3:GetObject", "arn:aws:s3:::*", SL_REACH_ALL},
        {"s3:GetObject", "arn:aws:s3:::*/*", SL_REACH_ALL},
        {"s3:GetObject", "arn:*:s3:::*", SL_REACH_ALL},
        {"s3:GetObject", "arn:aws:s3*", SL_REACH_ALL},
        {"s3:GetObject", "arn:aws:*", SL_REACH_ALL},
        {"s3:GetObject", "arn:*", SL_REACH_ALL},
        {"s3:GetObject", "arn:aws:s3:::b/*", SL_REACH_SOME},
        {"s3:GetObject", "arn:aws:s3:::b*", SL_REACH_SOME},
        {"s3:GetObject", "arn:aws:sqs:*:*:*", SL_REACH_SOME},
        {"s3:GetObject", "arn:aws:s3", SL_REACH_SOME},
        {"secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:secret:*",
         SL_REACH_ALL},
        {"secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:secret:*-??????",
         SL_REACH_ALL},
        {"secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:*", SL_REACH_ALL},
        {"secretsmanager:GetSecretValue",
         "arn:aws:secretsmanager:us-west-2:123456789012:secret:*", SL_REACH_ACCOUNT},
        {"secretsmanager:GetSecretValue",
         "arn:aws:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:*",
         SL_REACH_ACCOUNT},
        {"secretsmanager:GetSecretValue",
         "arn:aws:secretsmanager:*:*:secret:app-??????", SL_REACH_SOME},
        {"secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:secret:app/*",
         SL_REACH_SOME},
        {"secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:secret:${x}",
         SL_REACH_SOME},
        {"iam:PassRole", "arn:aws:iam::*:role/*", SL_REACH_ALL},
        {"iam:PassRole", "arn:aws:iam::123456789012:role/*", SL_REACH_ACCOUNT},
        {"iam:PassRole", "arn:aws:iam::*:role/app-*", SL_REACH_SOME},
        {"iam:PassRole", "arn:aws:iam::*:user/*", SL_REACH_SOME},
        /* one type of several that are needed, one of many that may be named */
        {"ec2:RunInstances", "arn:aws:ec2:*:*:image/*", SL_REACH_SOME},
        {"ec2:CreateTags", "arn:aws:ec2:*:*:instance/*", SL_REACH_SOME},
        {"ec2:CreateTags", "arn:aws:ec2:*:*:*", SL_REACH_ALL},
        /* takes no ARN */
        {"s3:ListAllMyBuckets", "*", SL_REACH_ALL},
        {"s3:ListAllMyBuckets", "arn:aws:s3:::*", SL_REACH_SOME},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_action action;

        assert_true(sl_action_find_whole(sl_str_of(cases[i].action), &action));
        if (sl_resource_reach(sl_str_of(cases[i].pattern), &action) != cases[i].reach)
            fail_msg("%s on %s", cases[i].action, cases[i].pattern);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pattern_takes_a_template_whatever_is_in_its_holes),
        cmocka_unit_test(taking_agrees_with_trying_every_way),
        cmocka_unit_test(the_reach_of_a_resource_depends_on_the_action),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
