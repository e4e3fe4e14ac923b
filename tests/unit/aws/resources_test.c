/* resources_test.c - resource types, templates, and the ARNs that fit them. */
#include "aws/resources.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void assert_text(sl_str is, const char *should)
{
    char copy[1024];

    assert_true(is.len < sizeof copy);
    memcpy(copy, is.ptr ? is.ptr : "", is.len);
    copy[is.len] = '\0';
    assert_string_equal(copy, should);
}

static void types_have_templates(void **state)
{
    static const struct {
        const char *service, *type, *template_;
    } cases[] = {
        {"secretsmanager", "secret",
         "arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${SecretId}"},
        {"s3", "BUCKET", "arn:${Partition}:s3:::${BucketName}"},
        {"iam", "role", "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}"},
        {"iam", "secret", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf text = {0};
        sl_service service;
        sl_resource_type type;

        assert_true(sl_service_find(sl_str_of(cases[i].service), &service));
        if (sl_resource_type_find(&service, sl_str_of(cases[i].type), &type)) {
            assert_int_equal(type.service, service.index);
            sl_resource_template(&type, &text);
        }
        assert_text(sl_buf_str(&text), cases[i].template_);
        sl_buf_free(&text);
    }
}

static void actions_name_their_types(void **state)
{
    static const struct {
        const char *action, *types;
    } cases[] = {
        {"secretsmanager:GetSecretValue", "Secret! "},
        {"s3:GetObject", "accesspointobject object "},
        {"s3:ListAllMyBuckets", ""},
        {"iam:PassRole", "role! "},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf all = {0};
        uint32_t at = 0;
        sl_action action;
        sl_resource_type type;
        bool required;

        assert_true(sl_action_find_whole(sl_str_of(cases[i].action), &action));
        while (sl_action_resource_next(&action, &at, &type, &required)) {
            sl_buf_add(&all, type.name);
            sl_buf_add(&all, required ? sl_lit("! ") : sl_lit(" "));
        }
        assert_text(sl_buf_str(&all), cases[i].types);
        sl_buf_free(&all);
    }
}

static void an_arn_pattern_fits_a_type_or_does_not(void **state)
{
    static const struct {
        const char *service, *type, *pattern;
        bool fits;
    } cases[] = {
        {"secretsmanager", "Secret", "*", true},
        {"secretsmanager", "Secret", "arn:aws:secretsmanager:*:*:secret:app-??????",
         true},
        {"secretsmanager", "Secret",
         "arn:aws:secretsmanager:us-east-1:123456789012:secret:app-AbCdEf", true},
        {"secretsmanager", "Secret", "arn:aws:secretsmanager:*", true},
        {"secretsmanager", "Secret", "arn:*", true},
        {"secretsmanager", "Secret", "arn:aws:secretsmanager:*:*:*", true},
        {"secretsmanager", "Secret", "arn:aws:secretsmanager:*:*:s*t:x", true},
        {"secretsmanager", "Secret", "arn:aws:secretsmanager:r:a:app-AbCdEf", false},
        {"secretsmanager", "Secret", "arn:aws:secretsmanager:r:a:secret:", false},
        {"secretsmanager", "Secret", "arn:aws:secretsmanager:r:a:secret", false},
        {"secretsmanager", "Secret", "arn:aws:secretsmanager::a:secret:x", false},
        {"secretsmanager", "Secret", "arn:aws:ssm:r:a:parameter/x", false},
        {"secretsmanager", "Secret", "arn:aws:secretsmanager:r:x:y:secret:z", false},
        {"secretsmanager", "Secret", "ARN:aws:secretsmanager:r:a:secret:z", false},
        {"secretsmanager", "Secret", "", false},
        /* placeholders are any text, also none */
        {"secretsmanager", "Secret",
         "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:<account>:secret:{{ x }}",
         true},
        {"secretsmanager", "Secret", "${SecretArn}", true},
        {"secretsmanager", "Secret", "{{ prefix }}:secret:x", true},
        {"secretsmanager", "Secret", "arn:aws:secretsmanager:${r}${s}:a:secret:z",
         true},
        {"secretsmanager", "Secret", "arn:aws:ssm:${r}:a:secret:z", false},
        /* buckets and objects */
        {"s3", "bucket", "arn:aws:s3:::b", true},
        {"s3", "bucket", "arn:aws:s3:::b*", true},
        {"s3", "bucket", "arn:aws:s3:::b/*", false},
        {"s3", "bucket", "arn:aws:s3:::b/k", false},
        {"s3", "bucket", "arn:aws:s3:::*/*", false},
        {"s3", "bucket", "arn:aws:s3:::${b}/*", false},
        {"s3", "bucket", "arn:aws:s3:us-east-1::b", false},
        {"s3", "object", "arn:aws:s3:::b", false},
        {"s3", "object", "arn:aws:s3:::b*", true},
        {"s3", "object", "arn:aws:s3:::b/*", true},
        {"s3", "object", "arn:aws:s3:::b/a/b/c", true},
        {"s3", "object", "arn:aws:s3:::b/", false},
        {"s3", "object", "arn:aws:s3:::?/?", true},
        {"s3", "object", "arn:aws:s3:::??", false},
        /* a colon more, a type word in part */
        {"iam", "role", "arn:aws:iam::123456789012:role/a/b", true},
        {"iam", "role", "arn:aws:iam:*:123456789012:role/x", true},
        {"iam", "role", "arn:aws:iam:us-east-1:123456789012:role/x", false},
        {"iam", "role", "arn:aws:iam::123456789012:ro*", true},
        {"iam", "role", "arn:aws:iam::123456789012:user/*", false},
        {"iam", "role", "arn:aws:iam::123456789012:root", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_service service;
        sl_resource_type type;
        bool fits;

        assert_true(sl_service_find(sl_str_of(cases[i].service), &service));
        assert_true(sl_resource_type_find(&service, sl_str_of(cases[i].type), &type));
        fits = sl_resource_fits(&type, sl_str_of(cases[i].pattern));
        if (fits != cases[i].fits)
            fail_msg("%s %s", cases[i].type, cases[i].pattern);
    }
}

static void every_template_fits_itself(void **state)
{
    sl_iam_counts counts = sl_iam_data_counts();

    (void)state;
    for (uint32_t i = 0; i < counts.types; i++) {
        sl_resource_type type = sl_resource_type_at(i);
        sl_buf text = {0};

        sl_resource_template(&type, &text);
        assert_true(sl_resource_fits(&type, sl_buf_str(&text)));
        sl_buf_free(&text);
    }
}

static void a_pattern_fits_an_action_by_any_of_its_types(void **state)
{
    static const struct {
        const char *action, *pattern;
        bool any, required;
    } cases[] = {
        {"s3:GetObject", "arn:aws:s3:::b/*", true, true},
        {"s3:GetObject", "arn:aws:s3:::b", false, false},
        {"s3:ListBucket", "arn:aws:s3:::b/*", false, false},
        {"s3:ListAllMyBuckets", "*", true, true},
        {"s3:ListAllMyBuckets", "arn:aws:s3:::b", false, false},
        {"ec2:RunInstances", "arn:aws:ec2:r:a:key-pair/k", true, false},
        {"ec2:RunInstances", "arn:aws:ec2:r::image/ami-1", true, true},
        {"secretsmanager:GetSecretValue", "arn:aws:ssm:*", false, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_str pattern = sl_str_of(cases[i].pattern);
        sl_action action;

        assert_true(sl_action_find_whole(sl_str_of(cases[i].action), &action));
        assert_int_equal(sl_action_fits(&action, pattern, false), cases[i].any);
        assert_int_equal(sl_action_fits(&action, pattern, true), cases[i].required);
    }
}

static void services_say_how_their_arns_use_region_and_account(void **state)
{
    enum { E = SL_FIELD_EITHER, R = SL_FIELD_REQUIRED, F = SL_FIELD_FORBIDDEN };
    static const struct {
        const char *service, *word;
        int region, account;
    } cases[] = {
        {"iam", "", F, R},
        {"sts", "", F, R},
        {"secretsmanager", "", R, R},
        {"s3", "", E, E},
        {"s3", "accesspoint", E, R}, /* of several regions: none */
        {"s3", "job", R, R},
        {"sqs", "", R, R},
        {"ssm", "", R, E},
        {"ssm", "session", R, R},
        {"ssm", "parameter", R, E},
        {"ec2", "", E, E},
        {"ec2", "instance", R, R},
        {"ec2", "image", R, F},
        {"ec2", "no-such-word", E, E},
        {"states", "", E, E},
        {"states", "stateMachine", R, R},
        {"route53", "hostedzone", F, F},
        {"sso", "", F, E},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arn_service service;

        assert_true(sl_arn_service_find(sl_str_of(cases[i].service), &service));
        if (cases[i].word[0])
            sl_arn_service_narrow(&service, sl_str_of(cases[i].word));
        if ((int)service.region != cases[i].region ||
            (int)service.account != cases[i].account)
            fail_msg("%s %s: %d %d", cases[i].service, cases[i].word, service.region,
                     service.account);
    }
}

static void arn_services_are_lower_case(void **state)
{
    static const struct {
        const char *name, *near;
        bool found;
    } cases[] = {
        {"secretsmanager", "secretsmanager", true},
        {"SecretsManager", "secretsmanager", false},
        {"secretmanager", "secretsmanager", false},
        {"execute-api", "execute-api", true},
        {"automate", "automate", true}, /* ARNs, but no actions */
        {"nothing-like-it", "", false},
        {"", "", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arn_service service = {0}, near = {0};

        assert_int_equal(sl_arn_service_find(sl_str_of(cases[i].name), &service),
                         cases[i].found);
        assert_int_equal(sl_arn_service_near(sl_str_of(cases[i].name), &near),
                         cases[i].near[0] != '\0');
        assert_text(near.name, cases[i].near);
    }
}

static void type_words_are_known_by_service(void **state)
{
    static const struct {
        const char *service, *resource, *word, *near;
        bool known;
    } cases[] = {
        {"iam", "role/a/b", "role", "role", true},
        {"iam", "root", "root", "root", true},
        {"iam", "Role/x", "Role", "role", false},
        {"iam", "rol/x", "rol", "role", false},
        {"iam", "roles/x", "roles", "role", false},
        {"iam", "*", "*", "", false},
        {"sts", "assumed-role/r/s", "assumed-role", "assumed-role", true},
        {"secretsmanager", "secret:x:y", "secret", "secret", true},
        {"ssm", "parameter/a", "parameter", "parameter", true},
        {"ssm", "paramter/a", "paramter", "parameter", false},
        {"logs", "log-group:/a:*", "log-group", "log-group", true},
        {"logs", "/aws/lambda/x", "/aws", "", false},
        {"lambda", "function:f:1", "function", "function", true},
        {"rds", "db:x", "db", "db", true},
        {"ecs", "task-definition/f:1", "task-definition", "task-definition", true},
        {"apigateway", "/restapis/x", "/restapis", "/restapis", true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_str word = sl_type_word(sl_str_of(cases[i].resource)), near = {0};
        sl_arn_service service;

        assert_true(sl_arn_service_find(sl_str_of(cases[i].service), &service));
        assert_text(word, cases[i].word);
        assert_int_equal(sl_type_word_known(&service, word), cases[i].known);
        assert_int_equal(sl_type_word_near(&service, word, &near),
                         cases[i].near[0] != '\0');
        assert_text(near, cases[i].near);
    }
}

static void core_services_have_type_words_or_are_free(void **state)
{
    static const struct {
        const char *service;
        bool free_form;
    } cases[] = {{"iam", false},
                 {"sts", false},
                 {"secretsmanager", false},
                 {"ssm", false},
                 {"kms", false},
                 {"ecs", false},
                 {"ecr", false},
                 {"logs", false},
                 {"lambda", false},
                 {"rds", false},
                 {"elasticloadbalancing", false},
                 {"eks", false},
                 {"dynamodb", false},
                 {"events", false},
                 {"s3", true},
                 {"sns", true},
                 {"sqs", true}};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arn_service service;
        uint32_t at = 0;
        sl_str word, before = {0};
        size_t words = 0;

        assert_true(sl_arn_service_find(sl_str_of(cases[i].service), &service));
        assert_true(service.core && service.described);
        if (service.free_form != cases[i].free_form)
            fail_msg("%s", cases[i].service);
        for (; sl_type_word_next(&service, &at, &word); words++, before = word)
            assert_true(words == 0 || sl_str_cmp(before, word) < 0);
        assert_true(words > 0 || cases[i].free_form);
    }
}

static void hostile_patterns_take_no_longer_than_others(void **state)
{
    static const char *const pieces[] = {"*?", "*a", "${", "<a>", "?"};
    clock_t start = clock();
    sl_action action;

    (void)state;
    assert_true(sl_action_find_whole(sl_lit("ec2:CreateTags"), &action));
    for (size_t i = 0; i < COUNT(pieces); i++) {
        sl_buf text = {0};

        sl_buf_add(&text, sl_lit("*"));
        while (text.len < 2000)
            sl_buf_add(&text, sl_str_of(pieces[i]));
        for (size_t round = 0; round < 20; round++)
            sl_action_fits(&action, sl_buf_str(&text), false);
        while (text.len < 1024 * 1024)
            sl_buf_add(&text, sl_str_of(pieces[i]));
        assert_true(sl_action_fits(&action, sl_buf_str(&text), false));
        sl_buf_free(&text);
    }
    assert_true((clock() - start) / CLOCKS_PER_SEC < 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_have_templates),
        cmocka_unit_test(actions_name_their_types),
        cmocka_unit_test(an_arn_pattern_fits_a_type_or_does_not),
        cmocka_unit_test(every_template_fits_itself),
        cmocka_unit_test(a_pattern_fits_an_action_by_any_of_its_types),
        cmocka_unit_test(services_say_how_their_arns_use_region_and_account),
        cmocka_unit_test(arn_services_are_lower_case),
        cmocka_unit_test(type_words_are_known_by_service),
        cmocka_unit_test(core_services_have_type_words_or_are_free),
        cmocka_unit_test(hostile_patterns_take_no_longer_than_others),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
