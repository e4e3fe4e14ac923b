/* principals_test.c - names of services that assume roles. */
#include "aws/principals.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void assert_text(sl_str is, const char *should)
{
    char copy[128];

    assert_true(is.len < sizeof copy);
    memcpy(copy, is.ptr ? is.ptr : "", is.len);
    copy[is.len] = '\0';
    assert_string_equal(copy, should);
}

static void principals_are_found_in_all_their_forms(void **state)
{
    static const struct {
        const char *name, *found, *near;
        bool shaped;
    } cases[] = {
        {"ecs-tasks.amazonaws.com", "ecs-tasks", "ecs-tasks", true},
        {"ECS-Tasks.amazonaws.com", "ecs-tasks", "ecs-tasks", false},
        {"ec2.amazonaws.com.cn", "ec2", "ec2", true},
        {"ec2.amazonaws.eu", "ec2", "ec2", true},
        {"logs.eu-west-1.amazonaws.com", "logs", "logs", true},
        {"states.${AWS::Region}.amazonaws.com", "states", "states", false},
        {"ec2.${AWS::URLSuffix}", "ec2", "ec2", false},
        {"states.{{ region }}.{{ suffix }}", "states", "states", false},
        {"sagemaker.application-autoscaling.amazonaws.com",
         "sagemaker.application-autoscaling", "sagemaker.application-autoscaling",
         true},
        {"ecs-task.amazonaws.com", "", "ecs-tasks", true},
        {"lamdba.amazonaws.com", "", "lambda", true},
        {"lambda.amazonaws.con", "", "lambda", false},
        {"lambda.aws.amazon.com", "", "", false},
        {"alexa-appkit.amazon.com", "", "", true},
        {"alexa-other.amazon.com", "", "", false},
        {"lambda", "", "", false},
        {"*.amazonaws.com", "", "", false},
        {".amazonaws.com", "", "", false},
        {"amazonaws.com", "", "", false},
        {"ec2-.amazonaws.com", "", "ec2", false},
        {"", "", "", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_str name = sl_str_of(cases[i].name);
        sl_service_principal found = {0}, near = {0};

        sl_service_principal_find(name, &found);
        assert_text(sl_str_drop_end(found.name, sl_lit(".amazonaws.com")),
                    cases[i].found);
        sl_service_principal_near(name, &near);
        assert_text(sl_str_drop_end(near.name, sl_lit(".amazonaws.com")),
                    cases[i].near);
        if (sl_service_principal_shaped(name) != cases[i].shaped)
            fail_msg("%s", cases[i].name);
    }
}

static void principals_say_what_they_are_for(void **state)
{
    static const struct {
        const char *name, *service;
        bool compute, source, to_resources;
    } cases[] = {
        {"ec2.amazonaws.com", "ec2", true, false, false},
        {"lambda.amazonaws.com", "lambda", true, false, true},
        {"ecs-tasks.amazonaws.com", "ecs", true, true, true},
        {"ecs.amazonaws.com", "ecs", false, false, false},
        {"pods.eks.amazonaws.com", "eks", true, true, true},
        {"codebuild.amazonaws.com", "codebuild", true, true, true},
        {"states.amazonaws.com", "states", false, true, true},
        {"scheduler.amazonaws.com", "scheduler", false, true, true},
        {"events.amazonaws.com", "events", false, true, true},
        {"sns.amazonaws.com", "sns", false, false, true},
        {"s3.amazonaws.com", "s3", false, false, true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_service_principal found = {0};

        assert_true(sl_service_principal_find(sl_str_of(cases[i].name), &found));
        assert_text(found.service, cases[i].service);
        assert_int_equal(found.compute, cases[i].compute);
        assert_int_equal(found.sends_source, cases[i].source);
        assert_int_equal(found.sends_source_to_resources, cases[i].to_resources);
    }
    assert_true(sl_service_principals_date() > 20260101);
}

static void long_names_are_none(void **state)
{
    char name[4096];
    sl_service_principal found;

    (void)state;
    memset(name, 'a', sizeof name);
    memcpy(name + sizeof name - 14, ".amazonaws.com", 14);
    assert_false(sl_service_principal_find(sl_str_make(name, sizeof name), &found));
    assert_false(sl_service_principal_near(sl_str_make(name, sizeof name), &found));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(principals_are_found_in_all_their_forms),
        cmocka_unit_test(principals_say_what_they_are_for),
        cmocka_unit_test(long_names_are_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
