/* secret_ref_test.c - references to secrets, field by field, and what is wrong with them. */
#include "aws/secret_ref.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define SM           "arn:aws:secretsmanager:us-west-2:012345678901:secret:"
#define DB           SM "app/db-AbCdE1"
#define SSM          "arn:aws:ssm:us-west-2:012345678901:parameter"

static void assert_text(sl_str is, const char *should, const char *of)
{
    if (!sl_str_eq(is, sl_str_of(should)))
        fail_msg("%s: \"%.*s\" is not \"%s\"", of, sl_fmt(is), should);
}

static void read_any(sl_ref_form form, const char *text, sl_secret_ref *ref)
{
    size_t at = 0;

    if (form == SL_REF_LOCATION)
        sl_ref_location(sl_str_of(text), false, ref);
    else if (form == SL_REF_VALUE_FROM)
        sl_ref_value_from(sl_str_of(text), ref);
    else
        assert_true(sl_ref_resolve_next(sl_str_of(text), &at, ref));
}

static void every_field_is_a_slice_of_the_text(void **state)
{
    static const struct {
        sl_ref_form form;
        const char *text;
        sl_provider provider;
        const char *arn;
        const char *name;
        const char *suffix;
        const char *json_key;
        const char *stage;
        const char *version;
    } cases[] = {
        {SL_REF_LOCATION, DB "|JP:$.host", SL_PROVIDER_SECRETS_MANAGER, DB, "app/db",
         "AbCdE1", "host", "", ""},
        {SL_REF_LOCATION, SM "app/db!json|JP:$.a.b[*]", SL_PROVIDER_SECRETS_MANAGER,
         SM "app/db", "app/db", "", "a", "", ""},
        {SL_REF_LOCATION, "AWS_SM:app/db", SL_PROVIDER_SECRETS_MANAGER, "", "app/db",
         "", "", "", ""},
        {SL_REF_LOCATION, SSM "/app/db", SL_PROVIDER_PARAMETER_STORE, SSM "/app/db",
         "app/db", "", "", "", ""},
        {SL_REF_LOCATION, "ssm:/app/db", SL_PROVIDER_PARAMETER_STORE, "", "/app/db", "",
         "", "", ""},
        {SL_REF_LOCATION, "arn:aws:s3:::bucket/a/k.json#v1", SL_PROVIDER_S3,
         "arn:aws:s3:::bucket/a/k.json", "bucket/a/k.json", "", "", "", "v1"},
        {SL_REF_LOCATION, "aws:appconfig:app/env/profile", SL_PROVIDER_APP_CONFIG, "",
         "app/env/profile", "", "", "", ""},
        {SL_REF_LOCATION, "file:///etc/x", SL_PROVIDER_FILE, "", "/etc/x", "", "", "",
         ""},
        {SL_REF_LOCATION, "ENV:OTHER", SL_PROVIDER_ENV, "", "OTHER", "", "", "", ""},
        {SL_REF_LOCATION, "CONFIG:$.db.host", SL_PROVIDER_CONFIG, "", "", "", "db", "",
         ""},
        {SL_REF_LOCATION,
         "arn:aws:secretsmanager:${AWS::Region}:{{ account | string }}:secret:x-AbCdE1",
         SL_PROVIDER_SECRETS_MANAGER,
         "arn:aws:secretsmanager:${AWS::Region}:{{ account | string }}:secret:x-AbCdE1",
         "x", "AbCdE1", "", "", ""},
        {SL_REF_VALUE_FROM, DB, SL_PROVIDER_SECRETS_MANAGER, DB, "app/db", "AbCdE1", "",
         "", ""},
        {SL_REF_VALUE_FROM, DB ":password::", SL_PROVIDER_SECRETS_MANAGER, DB, "app/db",
         "AbCdE1", "password", "", ""},
        {SL_REF_VALUE_FROM, DB "::AWSPREVIOUS:", SL_PROVIDER_SECRETS_MANAGER, DB,
         "app/db", "AbCdE1", "", "AWSPREVIOUS", ""},
        {SL_REF_VALUE_FROM, DB ":::9d4cb84b-ad69-40c0-a0ab-cead36b967e8",
         SL_PROVIDER_SECRETS_MANAGER, DB, "app/db", "AbCdE1", "", "",
         "9d4cb84b-ad69-40c0-a0ab-cead36b967e8"},
        {SL_REF_VALUE_FROM, SM "app/db:password::", SL_PROVIDER_SECRETS_MANAGER,
         SM "app/db", "app/db", "", "password", "", ""},
        {SL_REF_VALUE_FROM, SSM "/app/db", SL_PROVIDER_PARAMETER_STORE, SSM "/app/db",
         "app/db", "", "", "", ""},
        {SL_REF_VALUE_FROM, SSM "/app/db:3", SL_PROVIDER_PARAMETER_STORE, SSM "/app/db",
         "app/db", "", "", "", "3"},
        {SL_REF_VALUE_FROM, "/app/db", SL_PROVIDER_PARAMETER_STORE, "", "/app/db", "",
         "", "", ""},
        {SL_REF_VALUE_FROM,
         "${aws_secretsmanager_secret.db.arn}:password::", SL_PROVIDER_SECRETS_MANAGER,
         "", "${aws_secretsmanager_secret.db.arn}", "", "password", "", ""},
        {SL_REF_RESOLVE, "{{resolve:secretsmanager:app/db:SecretString:password}}",
         SL_PROVIDER_SECRETS_MANAGER, "", "app/db", "", "password", "", ""},
        {SL_REF_RESOLVE,
         "x{{resolve:secretsmanager:" DB ":SecretString:k:AWSPREVIOUS}}y",
         SL_PROVIDER_SECRETS_MANAGER, DB, "app/db", "AbCdE1", "k", "AWSPREVIOUS", ""},
        {SL_REF_RESOLVE, "{{resolve:secretsmanager:app/db:SecretString:k::uuid}}",
         SL_PROVIDER_SECRETS_MANAGER, "", "app/db", "", "k", "", "uuid"},
        {SL_REF_RESOLVE, "{{resolve:secretsmanager:app/db}}",
         SL_PROVIDER_SECRETS_MANAGER, "", "app/db", "", "", "", ""},
        {SL_REF_RESOLVE, "{{resolve:secretsmanager:${DbSecret}}}",
         SL_PROVIDER_SECRETS_MANAGER, "", "${DbSecret}", "", "", "", ""},
        {SL_REF_RESOLVE, "{{resolve:ssm-secure:/app/db:12}}",
         SL_PROVIDER_PARAMETER_STORE, "", "/app/db", "", "", "", "12"},
        {SL_REF_RESOLVE, "{{resolve:ssm:" SSM "/app/db}}", SL_PROVIDER_PARAMETER_STORE,
         SSM "/app/db", "app/db", "", "", "", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_secret_ref ref;

        read_any(cases[i].form, cases[i].text, &ref);
        assert_int_equal(ref.provider, cases[i].provider);
        assert_text(ref.arn.whole, cases[i].arn, cases[i].text);
        assert_text(ref.name, cases[i].name, cases[i].text);
        assert_text(ref.suffix, cases[i].suffix, cases[i].text);
        assert_text(ref.json_key, cases[i].json_key, cases[i].text);
        assert_text(ref.stage, cases[i].stage, cases[i].text);
        assert_text(ref.version, cases[i].version, cases[i].text);
        assert_int_equal(ref.faults_len, 0);
    }
}

static void what_is_wrong_is_said_with_what_it_should_be(void **state)
{
    static const struct {
        sl_ref_form form;
        const char *text;
        sl_ref_fault fault;
        const char *advice; /* a part of the message */
    } cases[] = {
        {SL_REF_LOCATION, DB "|jp:$.host", SL_REF_TRANSFORM_UNKNOWN,
         "write |JP:$.host,"},
        {SL_REF_LOCATION, DB "| JP:$.host", SL_REF_TRANSFORM_UNKNOWN,
         "write |JP:$.host,"},
        {SL_REF_LOCATION, DB "|$.host", SL_REF_TRANSFORM_UNKNOWN, "write |JP:$.host,"},
        {SL_REF_LOCATION, DB "|self", SL_REF_TRANSFORM_UNKNOWN, "write |SELF,"},
        {SL_REF_LOCATION, DB "|host", SL_REF_TRANSFORM_UNKNOWN, "only |SELF and |JP:"},
        {SL_REF_LOCATION, DB "|x", SL_REF_TRANSFORM_SHORT, "no transform"},
        {SL_REF_LOCATION, DB "|", SL_REF_TRANSFORM_SHORT, "no transform"},
        {SL_REF_LOCATION, DB "|JP:", SL_REF_PATH_EMPTY, "|SELF"},
        {SL_REF_LOCATION, DB "|JP:[*]", SL_REF_PATH_EMPTY, "|SELF"},
        {SL_REF_LOCATION, DB "|JP:host", SL_REF_PATH_ROOTLESS,
         "host does not begin with $"},
        {SL_REF_LOCATION, DB "|JP:$host", SL_REF_PATH_BROKEN, "$host is no JSONPath"},
        {SL_REF_LOCATION, DB "|JP:$.a!json", SL_REF_FORMAT_LATE, "!json stands behind"},
        {SL_REF_LOCATION, DB "!yml|JP:$.a", SL_REF_FORMAT_UNKNOWN, "write !yaml"},
        {SL_REF_LOCATION, DB "!env", SL_REF_FORMAT_UNKNOWN, "write !dotenv"},
        {SL_REF_LOCATION, DB "!toml", SL_REF_FORMAT_UNKNOWN, "are known"},
        {SL_REF_LOCATION, "AWS_APPCONFIG:a/b/c", SL_REF_PROVIDER_UNKNOWN,
         "the code is AWS_APP_CONFIG:"},
        {SL_REF_LOCATION, "aws_sm:app/db", SL_REF_PROVIDER_UNKNOWN,
         "the code is AWS_SM:"},
        {SL_REF_LOCATION, "GCP_SM:projects/x", SL_REF_PROVIDER_UNKNOWN, "GCP_SM: proc"},
        {SL_REF_LOCATION, "vault:secret/x", SL_REF_PROVIDER_UNKNOWN, "vault: proc"},
        {SL_REF_LOCATION, "https://x.test/y", SL_REF_PROVIDER_UNKNOWN, "https: proc"},
        {SL_REF_LOCATION,
         "arn:aws-us-gov:secretsmanager:us-gov-west-1:012345678901:secret:x-AbCdE1",
         SL_REF_ARN_AS_FILE,
         "partition aws-us-gov and opens it as a file: write AWS_SM:"},
        {SL_REF_LOCATION, "arn:aws-cn:ssm:cn-north-1:012345678901:parameter/x",
         SL_REF_ARN_AS_FILE, "write AWS_SSM:"},
        {SL_REF_LOCATION, "arn:aws:s3:us-east-1::b/k", SL_REF_ARN_AS_FILE,
         "arn:aws:s3:::"},
        {SL_REF_LOCATION, "arn:aws:kms:us-east-1:012345678901:key/x",
         SL_REF_ARN_AS_FILE, "nothing from kms"},
        {SL_REF_LOCATION, "some words", SL_REF_TEXT_AS_FILE, "opens it as a file"},
        {SL_REF_LOCATION, "AWS_APP_CONFIG:a/b", SL_REF_APP_CONFIG_PARTS, "three parts"},
        {SL_REF_LOCATION, "AWS_S3:bucket/key", SL_REF_S3_FORM,
         "arn:aws:s3:::bucket/key"},
        {SL_REF_LOCATION, "arn:aws:s3:::bucket", SL_REF_S3_FORM, "names no object"},
        {SL_REF_LOCATION, "CONFIG:JP:$.a", SL_REF_CONFIG_TRANSFORM, "without JP:"},
        {SL_REF_LOCATION, DB ":password::", SL_REF_LOCATION_TAIL, "|JP:$.password"},
        {SL_REF_LOCATION, "AWS_SM:" SSM "/x", SL_REF_SERVICE,
         "Secrets Manager is asked"},
        {SL_REF_VALUE_FROM, DB ":password", SL_REF_TAIL_COLONS, ":password::"},
        {SL_REF_VALUE_FROM, DB ":password:", SL_REF_TAIL_COLONS, ":password::"},
        {SL_REF_VALUE_FROM, DB ":a:b:c:d", SL_REF_TAIL_COLONS, ":a::"},
        {SL_REF_VALUE_FROM, DB "::", SL_REF_TAIL_COLONS, ":json-key:version-stage"},
        {SL_REF_VALUE_FROM, DB ":k:AWSCURRENT:9d4cb84b", SL_REF_STAGE_AND_VERSION,
         "only one of them"},
        {SL_REF_VALUE_FROM, DB "|JP:$.password", SL_REF_FOREIGN_FORM, ":password::"},
        {SL_REF_VALUE_FROM, "AWS_SM:" DB, SL_REF_FOREIGN_FORM, "the ARN alone"},
        {SL_REF_VALUE_FROM, "arn:aws:s3:::b/k", SL_REF_SERVICE,
         "secretsmanager and ssm"},
        {SL_REF_VALUE_FROM, SSM "/app/db:password::", SL_REF_PARAMETER_KEY,
         "no JSON keys"},
        {SL_REF_VALUE_FROM, SSM "/app/db:password", SL_REF_PARAMETER_KEY,
         "no JSON keys"},
        {SL_REF_RESOLVE, "{{resolve:secretsmanager:app/db:password}}",
         SL_REF_RESOLVE_STRING, ":SecretString:key"},
        {SL_REF_RESOLVE, "{{resolve:secrets-manager:app/db}}", SL_REF_RESOLVE_SERVICE,
         "secretsmanager, ssm"},
        {SL_REF_RESOLVE, "{{resolve:secretsmanager:}}", SL_REF_RESOLVE_EMPTY,
         "nothing"},
        {SL_REF_RESOLVE, "{{resolve:ssm-secure:x:latest}}", SL_REF_RESOLVE_VERSION,
         "not latest"},
        {SL_REF_RESOLVE, "{{resolve:secretsmanager:x:SecretString:k:AWSCURRENT:id}}",
         SL_REF_STAGE_AND_VERSION, "only one"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf said = {0};
        sl_secret_ref ref;

        read_any(cases[i].form, cases[i].text, &ref);
        if (ref.faults_len != 1)
            fail_msg("%s has %zu faults", cases[i].text, ref.faults_len);
        assert_int_equal(ref.faults[0].fault, cases[i].fault);
        sl_ref_fault_text(&ref, 0, &said);
        if (!sl_str_has(sl_buf_str(&said), sl_str_of(cases[i].advice)))
            fail_msg("%s: %s", cases[i].text, said.ptr);
        sl_buf_free(&said);
    }
}

static void placeholders_and_plain_forms_are_not_faults(void **state)
{
    static const struct {
        sl_ref_form form;
        const char *text;
    } cases[] = {
        {SL_REF_LOCATION,
         "arn:aws:secretsmanager:<region>:<account_id>:secret:x-xxx123"},
        {SL_REF_LOCATION,
         "arn:aws:secretsmanager:[aws_region]:[id]:secret:[secret_name]"},
        {SL_REF_LOCATION, "{{ location }}"},
        {SL_REF_LOCATION, "{{ location | default('x') }}|JP:$.a"},
        {SL_REF_LOCATION, "${LOCATION}|${TRANSFORM}"},
        {SL_REF_LOCATION, "$LOCATION"},
        {SL_REF_LOCATION, SM "rds!db-0123-AbCdE1"},
        {SL_REF_LOCATION, SM "rds!cluster"},
        {SL_REF_LOCATION, "/run/secrets/db"},
        {SL_REF_LOCATION, "C:\\secrets\\db"},
        {SL_REF_LOCATION, "secrets.env"},
        {SL_REF_LOCATION, "PLAIN:a!yml"},
        {SL_REF_LOCATION, "AWS_S3:{{ bucket }}"},
        {SL_REF_VALUE_FROM, SM "secret-name:json-key:version-stage:version-id"},
        {SL_REF_VALUE_FROM, "{{ arn }}"},
        {SL_REF_VALUE_FROM, "${prefix}:secret:app/db"},
        {SL_REF_VALUE_FROM, "app/db"},
        {SL_REF_VALUE_FROM, SSM "/app/db:released"},
        {SL_REF_VALUE_FROM,
         "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:"
         "parameter/x"},
        {SL_REF_RESOLVE, "{{resolve:secretsmanager:${Arn}:${What}:k}}"},
        {SL_REF_RESOLVE, "{{resolve:ssm:x:${Version}}}"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_secret_ref ref;

        read_any(cases[i].form, cases[i].text, &ref);
        if (ref.faults_len > 0)
            fail_msg("%s has fault %d", cases[i].text, (int)ref.faults[0].fault);
    }
}

static void a_list_of_locations_asks_neither_environment_nor_configuration(void **state)
{
    sl_secret_ref ref;

    (void)state;
    sl_ref_location(sl_lit("ENV:X"), true, &ref);
    assert_int_equal(ref.provider, SL_PROVIDER_FILE);
    assert_int_equal(ref.faults[0].fault, SL_REF_NOT_TOP_LEVEL);
    sl_ref_location(sl_lit("PLAIN:{}"), true, &ref);
    assert_int_equal(ref.provider, SL_PROVIDER_PLAIN);
}

static void a_secret_never_gets_into_a_message(void **state)
{
    static const char *const texts[] = {"PLAIN:hunter2|and more", "hunter2",
                                        "hunter2|x", "hunter2!yml"};

    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        sl_secret_ref ref;
        sl_buf said = {0};

        sl_ref_location(sl_str_of(texts[i]), false, &ref);
        assert_true(ref.faults_len > 0);
        for (size_t k = 0; k < ref.faults_len; k++)
            sl_ref_fault_text(&ref, k, &said);
        assert_false(sl_str_has(sl_buf_str(&said), sl_lit("hunter2")));
        assert_false(sl_str_has(sl_buf_str(&said), sl_lit("and more")));
        sl_buf_free(&said);
    }
}

static void only_what_resolves_to_values_is_found(void **state)
{
    sl_str text = sl_lit("{{resolve:foo:x}} {{ resolve }} "
                         "{{resolve:ssm:[a-z]+(:\\d+)?}} {{resolve:ssm:a}}"
                         "{{resolve:ssm:b\n}} {{resolve:ssm-secure:c:1}}");
    size_t at = 0;
    sl_secret_ref ref;

    (void)state;
    assert_true(sl_ref_resolve_next(text, &at, &ref));
    assert_text(ref.name, "a", "first");
    assert_true(sl_ref_resolve_next(text, &at, &ref));
    assert_text(ref.name, "c", "second");
    assert_false(sl_ref_resolve_next(text, &at, &ref));
    assert_int_equal(at, text.len);
}

static void hostile_text_costs_no_more_than_its_length(void **state)
{
    static const char *const pieces[] = {
        "{{resolve:", ":",  "${",   "|", "[[",
        "arn:",       "{{", "!yml", "<", "{{resolve:ssm:"};
    enum { REPEATS = 100000 };

    (void)state;
    for (size_t i = 0; i < COUNT(pieces); i++) {
        size_t len = strlen(pieces[i]);
        char *text = malloc(len * REPEATS);
        sl_secret_ref ref;
        size_t at = 0;

        assert_non_null(text);
        for (size_t k = 0; k < REPEATS; k++)
            memcpy(text + k * len, pieces[i], len);
        sl_ref_location(sl_str_make(text, len * REPEATS), false, &ref);
        sl_ref_value_from(sl_str_make(text, len * REPEATS), &ref);
        while (sl_ref_resolve_next(sl_str_make(text, len * REPEATS), &at, &ref))
            continue;
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_is_a_slice_of_the_text),
        cmocka_unit_test(what_is_wrong_is_said_with_what_it_should_be),
        cmocka_unit_test(placeholders_and_plain_forms_are_not_faults),
        cmocka_unit_test(
            a_list_of_locations_asks_neither_environment_nor_configuration),
        cmocka_unit_test(a_secret_never_gets_into_a_message),
        cmocka_unit_test(only_what_resolves_to_values_is_found),
        cmocka_unit_test(hostile_text_costs_no_more_than_its_length),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
