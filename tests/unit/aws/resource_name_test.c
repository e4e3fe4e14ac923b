/* resource_name_test.c - what the resource part of an ARN names. */
#include "aws/resource_name.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void assert_text(sl_str is, const char *should)
{
    if (!sl_str_eq(is, sl_str_of(should)))
        fail_msg("%.*s, not %s", sl_fmt(is), should);
}

static sl_arn arn_of(const char *text)
{
    sl_arn arn;

    assert_int_equal(sl_arn_parse(sl_str_of(text), &arn), SL_ARN_OK);
    return arn;
}

#define IAM    "arn:aws:iam::123456789012:"
#define SECRET "arn:aws:secretsmanager:us-west-2:012345678901:secret:"

static void a_resource_has_a_type_and_a_name(void **state)
{
    static const struct {
        const char *arn, *type;
        char mark;
        const char *name;
    } cases[] = {
        {SECRET "a/b-BHyuR7", "secret", ':', "a/b-BHyuR7"},
        {"arn:aws:ssm:us-west-2:012345678901:parameter/a/b", "parameter", '/', "a/b"},
        {IAM "role/x/y", "role", '/', "x/y"},
        {IAM "role\\/y", "role", '/', "y"},
        {IAM "root", "root", 0, ""},
        {"arn:aws:kms:us-west-2:012345678901:key/1-2", "key", '/', "1-2"},
        {"arn:aws:s3:::bucket/key:x", "", 0, "bucket/key:x"},
        {"arn:aws:s3:us-west-2:012345678901:accesspoint/x", "accesspoint", '/', "x"},
        {"arn:aws:sns:us-west-2:012345678901:topic", "", 0, "topic"},
        {"arn:aws:logs:us-west-2:012345678901:log-group:/a:*", "log-group", ':',
         "/a:*"},
        {IAM "<a:b>/c", "<a:b>", '/', "c"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arn arn = arn_of(cases[i].arn);
        sl_resource_name name = sl_resource_name_of(&arn);

        assert_text(name.type, cases[i].type);
        assert_int_equal(name.mark, cases[i].mark);
        assert_text(name.name, cases[i].name);
    }
}

static void a_role_is_known_by_its_last_word(void **state)
{
    static const struct {
        const char *arn, *role;
    } cases[] = {
        {IAM "role/app", "app"},
        {IAM "role/service-role/team/app", "app"},
        {IAM "role/{{ path/to }}/app-${a/b}", "app-${a/b}"},
        {"arn:aws:sts::123456789012:assumed-role/app/session/x", "app"},
        {IAM "user/app", ""},
        {IAM "role/", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arn arn = arn_of(cases[i].arn);

        assert_text(sl_role_name(&arn), cases[i].role);
    }
}

static void a_secret_has_a_suffix_or_not(void **state)
{
    static const struct {
        const char *arn;
        sl_secret_form form;
        const char *name, *suffix, *rest, *reference;
    } cases[] = {
        {SECRET "a/db-BHyuR7", SL_SECRET_COMPLETE, "a/db", "BHyuR7", "",
         SECRET "a/db-BHyuR7"},
        {SECRET "a/db-xxx123:key::", SL_SECRET_COMPLETE, "a/db", "xxx123",
         ":key::", SECRET "a/db-xxx123"},
        {SECRET "a/db-BHyuR", SL_SECRET_PARTIAL, "a/db-BHyuR", "", "",
         SECRET "a/db-BHyuR-??????"},
        {SECRET "db", SL_SECRET_PARTIAL, "db", "", "", SECRET "db-??????"},
        {SECRET "app-secret", SL_SECRET_PARTIAL, "app-secret", "", "",
         SECRET "app-secret-??????"},
        {SECRET "app-Config", SL_SECRET_PARTIAL, "app-Config", "", "",
         SECRET "app-Config-??????"},
        {SECRET "app-TOKENS:k::", SL_SECRET_PARTIAL, "app-TOKENS", "",
         ":k::", SECRET "app-TOKENS-??????"},
        {SECRET "db-202401", SL_SECRET_PARTIAL, "db-202401", "", "",
         SECRET "db-202401-??????"},
        {SECRET "db-aB.cD1", SL_SECRET_PARTIAL, "db-aB.cD1", "", "",
         SECRET "db-aB.cD1-??????"},
        {SECRET "db-XXXXXX", SL_SECRET_OPEN, "db", "XXXXXX", "", SECRET "db-??????"},
        {SECRET "db-AbCdEf", SL_SECRET_OPEN, "db", "AbCdEf", "", SECRET "db-??????"},
        {SECRET "db-<suffix>", SL_SECRET_OPEN, "db", "<suffix>", "",
         SECRET "db-<suffix>"},
        {SECRET "db-${x}", SL_SECRET_OPEN, "db", "${x}", "", SECRET "db-${x}"},
        {SECRET "${name}", SL_SECRET_OPEN, "${name}", "", "", SECRET "${name}"},
        {SECRET "${name}:k::", SL_SECRET_OPEN, "${name}", "", ":k::", SECRET "${name}"},
        {SECRET "${env}/db", SL_SECRET_PARTIAL, "${env}/db", "", "",
         SECRET "${env}/db-??????"},
        {SECRET "db-??????", SL_SECRET_PATTERN, "db", "??????", "", SECRET "db-??????"},
        {SECRET "db-*", SL_SECRET_PATTERN, "db-*", "", "", SECRET "db-*"},
        {"arn:aws:secretsmanager:us-west-2:012345678901:db", SL_SECRET_NONE, "", "", "",
         "arn:aws:secretsmanager:us-west-2:012345678901:db"},
        {"arn:aws:s3:::b/k#3", SL_SECRET_NONE, "", "", "", "arn:aws:s3:::b/k"},
        {"arn:aws:s3:::b/#{k}", SL_SECRET_NONE, "", "", "", "arn:aws:s3:::b/#{k}"},
        {IAM "role/a/b", SL_SECRET_NONE, "", "", "", IAM "role/a/b"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arn arn = arn_of(cases[i].arn);
        sl_secret_name secret = sl_secret_name_of(&arn);
        sl_buf text = {0};

        if (secret.form != cases[i].form)
            fail_msg("%s: form %d", cases[i].arn, (int)secret.form);
        assert_text(secret.name, cases[i].name);
        assert_text(secret.suffix, cases[i].suffix);
        assert_text(secret.rest, cases[i].rest);
        sl_arn_reference(&arn, &text);
        assert_text(sl_buf_str(&text), cases[i].reference);
        sl_buf_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_resource_has_a_type_and_a_name),
        cmocka_unit_test(a_role_is_known_by_its_last_word),
        cmocka_unit_test(a_secret_has_a_suffix_or_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
