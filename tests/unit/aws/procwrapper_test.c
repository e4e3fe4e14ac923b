/* procwrapper_test.c - names and locations as proc_wrapper 6.0.2 takes them. Every row of
 * the first table was measured with that program (tests/procwrapper_differential_test.py
 * compares many more, where it is installed). */
#include "aws/procwrapper.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define DB           "arn:aws:secretsmanager:us-west-2:012345678901:secret:app/db-AbCdE1"

static void assert_text(sl_str is, const char *should)
{
    char copy[512];

    assert_true(is.len < sizeof copy);
    memcpy(copy, is.ptr ? is.ptr : "", is.len);
    copy[is.len] = '\0';
    assert_string_equal(copy, should);
}

static void each_provider_is_asked_for_the_name_and_then_for_the_location(void **state)
{
    static const struct {
        const char *name;
        const char *location;
        const char *provider;
        const char *target;
        const char *address;
        const char *format; /* of any case */
        const char *transform;
    } cases[] = {
        {"X", DB "|JP:$.host", "AWS_SM", "X", DB, "", "JP:$.host"},
        {"X", DB "|JP:host", "AWS_SM", "X", DB, "", "JP:host"},
        {"X", DB "|jp:$.host", "AWS_SM", "X", DB, "", "jp:$.host"},
        {"X", DB "| JP:$.host", "AWS_SM", "X", DB, "", " JP:$.host"},
        {"X", DB "|JP: $.host", "AWS_SM", "X", DB, "", "JP: $.host"},
        {"X", DB "|JP:$.host|x", "AWS_SM", "X", DB, "", "JP:$.host|x"},
        {"X", DB "|X", "AWS_SM", "X", DB "|X", "", ""},
        {"X", DB "|XY", "AWS_SM", "X", DB, "", "XY"},
        {"X", DB "|SELF", "AWS_SM", "X", DB, "", "SELF"},
        {"X", DB "|self", "AWS_SM", "X", DB, "", "self"},
        {"X", DB "|JP:", "AWS_SM", "X", DB, "", "JP:"},
        {"X", DB "|JP:$", "AWS_SM", "X", DB, "", "JP:$"},
        {"X", DB "|JP:$.l[*]", "AWS_SM", "X", DB, "", "JP:$.l[*]"},
        {"X", DB "|JP:$.l[*][*]", "AWS_SM", "X", DB, "", "JP:$.l[*][*]"},
        {"X", DB "|JP:[*]", "AWS_SM", "X", DB, "", "JP:[*]"},
        {"X", DB "|JP:$.a.b", "AWS_SM", "X", DB, "", "JP:$.a.b"},
        {"X", DB "|JP:$.a!json", "AWS_SM", "X", DB, "", "JP:$.a!json"},
        {"X", DB "!json|JP:$.a", "AWS_SM", "X", DB, "json", "JP:$.a"},
        {"X", DB "!JSON", "AWS_SM", "X", DB, "json", ""},
        {"X", DB "!yml|JP:$.a", "AWS_SM", "X", DB "!yml", "", "JP:$.a"},
        {"X", DB "!json!yaml", "AWS_SM", "X", DB "!json", "yaml", ""},
        {"X", "arn:aws:secretsmanager:us-west-2:012345678901:secret:app/db.yaml",
         "AWS_SM", "X",
         "arn:aws:secretsmanager:us-west-2:012345678901:secret:app/db.yaml", "", ""},
        {"X", "arn:aws:secretsmanager:us-west-2:012345678901:secret:app/db.yaml-AbCdE1",
         "AWS_SM", "X",
         "arn:aws:secretsmanager:us-west-2:012345678901:secret:app/db.yaml-AbCdE1", "",
         ""},
        {"X",
         "arn:aws:secretsmanager:us-west-2:012345678901:secret:app/.env.prod-AbCdE1",
         "AWS_SM", "X",
         "arn:aws:secretsmanager:us-west-2:012345678901:secret:app/.env.prod-AbCdE1",
         "", ""},
        {"X", "AWS_SM:app/db", "AWS_SM", "X", "app/db", "", ""},
        {"X", "AWS_SM:" DB, "AWS_SM", "X", DB, "", ""},
        {"X", "AWS_SSM:/app/db", "AWS_SSM", "X", "/app/db", "", ""},
        {"X", "ssm:/app/db", "AWS_SSM", "X", "ssm:/app/db", "", ""},
        {"X", "AWS_SSM:ssm:/app/db", "AWS_SSM", "X", "ssm:/app/db", "", ""},
        {"X", "arn:aws:ssm:us-west-2:012345678901:parameter/app/db", "AWS_SSM", "X",
         "arn:aws:ssm:us-west-2:012345678901:parameter/app/db", "", ""},
        {"X", "AWS_APPCONFIG:app/env/profile", "FILE", "X",
         "AWS_APPCONFIG:app/env/profile", "", ""},
        {"X", "AWS_APP_CONFIG:app/env/profile", "AWS_APP_CONFIG", "X",
         "app/env/profile", "", ""},
        {"X", "aws:appconfig:app/env/profile", "AWS_APP_CONFIG", "X",
         "aws:appconfig:app/env/profile", "", ""},
        {"X", "AWS_APP_CONFIG:aws:appconfig:app/env/profile", "AWS_APP_CONFIG", "X",
         "aws:appconfig:app/env/profile", "", ""},
        {"X", "AWS_S3:arn:aws:s3:::b/k", "AWS_S3", "X", "arn:aws:s3:::b/k", "", ""},
        {"X", "AWS_S3:b/k", "AWS_S3", "X", "b/k", "", ""},
        {"X", "arn:aws:s3:::b/k#v1", "AWS_S3", "X", "arn:aws:s3:::b/k#v1", "", ""},
        {"X", "arn:aws:s3:::b/k.json#v1", "AWS_S3", "X", "arn:aws:s3:::b/k.json#v1", "",
         ""},
        {"X", "arn:aws:s3:us-east-1::b/k", "FILE", "X", "arn:aws:s3:us-east-1::b/k", "",
         ""},
        {"X",
         "arn:aws-us-gov:secretsmanager:us-gov-west-1:012345678901:secret:app/"
         "db-AbCdE1",
         "FILE", "X",
         "arn:aws-us-gov:secretsmanager:us-gov-west-1:012345678901:secret:app/"
         "db-AbCdE1",
         "", ""},
        {"X", "arn:aws-cn:secretsmanager:cn-north-1:012345678901:secret:app/db-AbCdE1",
         "FILE", "X",
         "arn:aws-cn:secretsmanager:cn-north-1:012345678901:secret:app/db-AbCdE1", "",
         ""},
        {"X",
         "AWS_SM:arn:aws-cn:secretsmanager:cn-north-1:012345678901:secret:app/"
         "db-AbCdE1",
         "AWS_SM", "X",
         "arn:aws-cn:secretsmanager:cn-north-1:012345678901:secret:app/db-AbCdE1", "",
         ""},
        {"X", "file:///etc/x.json", "FILE", "X", "file:///etc/x.json", "", ""},
        {"X", "FILE:/etc/x.json", "FILE", "X", "/etc/x.json", "", ""},
        {"X", "FILE:file:///etc/x", "FILE", "X", "file:///etc/x", "", ""},
        {"X", "/etc/x", "FILE", "X", "/etc/x", "", ""},
        {"X", "bare text", "FILE", "X", "bare text", "", ""},
        {"X", "PLAIN:secret", "PLAIN", "X", "secret", "", ""},
        {"X", "PLAIN:a|b", "PLAIN", "X", "a|b", "", ""},
        {"X", "PLAIN:a|bc", "PLAIN", "X", "a", "", "bc"},
        {"X", "PLAIN:{\"a\":1}!json|JP:$.a", "PLAIN", "X", "{\"a\":1}", "json",
         "JP:$.a"},
        {"X", "ENV:E", "ENV", "X", "E", "", ""},
        {"X", "ENV:E|JP:$.a", "ENV", "X", "E", "", "JP:$.a"},
        {"X", "CONFIG:$.k.z", "CONFIG", "X", "$.k.z", "", ""},
        {"X", "CONFIG:k.z", "CONFIG", "X", "k.z", "", ""},
        {"X", "CONFIG:JP:$.k.z", "CONFIG", "X", "JP:$.k.z", "", ""},
        {"X", " ", "PLAIN", "X", " ", "", ""},
        {"X", "aws_sm:app/db", "FILE", "X", "aws_sm:app/db", "", ""},
        {"X", "GCP_SM:projects/x", "FILE", "X", "GCP_SM:projects/x", "", ""},
        {"X", "AZURE_KV:vault/x", "FILE", "X", "AZURE_KV:vault/x", "", ""},
        {"X", "vault:secret/data/x", "FILE", "X", "vault:secret/data/x", "", ""},
        {"X", "|JP:$.a", "FILE", "X", "|JP:$.a", "", ""},
        {"X", "|ab", "FILE", "X", "|ab", "", ""},
        {"AWS_SM_DB", DB "|JP:$.host", "AWS_SM", "DB", DB, "", "JP:$.host"},
        {"CONFIG_PATH", DB "|JP:$.host", "CONFIG", "PATH", DB, "", "JP:$.host"},
        {"CONFIG_PATH", "$.k.z", "CONFIG", "PATH", "$.k.z", "", ""},
        {"ENV_TOKEN", DB "|JP:$.host", "ENV", "TOKEN", DB, "", "JP:$.host"},
        {"ENV_TOKEN", "E", "ENV", "TOKEN", "E", "", ""},
        {"PLAIN_PW", DB "|JP:$.host", "PLAIN", "PW", DB, "", "JP:$.host"},
        {"FILE_X", DB, "AWS_SM", "FILE_X", DB, "", ""},
        {"AWS_S3_X", DB, "AWS_SM", "AWS_S3_X", DB, "", ""},
        {"AWS_SSM_X", DB, "AWS_SM", "AWS_SSM_X", DB, "", ""},
        {"AWS_SM_X", "arn:aws:ssm:us-west-2:012345678901:parameter/app/db", "AWS_SM",
         "X", "arn:aws:ssm:us-west-2:012345678901:parameter/app/db", "", ""},
        {"AWS_SM_X", "arn:aws:s3:::b/k", "AWS_SM", "X", "arn:aws:s3:::b/k", "", ""},
        {"AWS_SSM_X", "arn:aws:s3:::b/k", "AWS_SSM", "X", "arn:aws:s3:::b/k", "", ""},
        {"AWS_APP_CONFIG_X", "arn:aws:s3:::b/k", "AWS_APP_CONFIG", "X",
         "arn:aws:s3:::b/k", "", ""},
        {"FILE_X", "arn:aws:s3:::b/k", "AWS_S3", "FILE_X", "arn:aws:s3:::b/k", "", ""},
        {"AWS_SM_X", "PLAIN:abc", "PLAIN", "AWS_SM_X", "abc", "", ""},
        {"AWS_SM_X", "ENV:E", "ENV", "AWS_SM_X", "E", "", ""},
        {"AWS_SM_X", "AWS_SM:app/db", "AWS_SM", "X", "app/db", "", ""},
        {"AWS_SSM_X", "ssm:/a/b", "AWS_SSM", "X", "ssm:/a/b", "", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_wrapper_var var;

        sl_wrapper_resolve(sl_str_of(cases[i].name), sl_str_of(cases[i].location),
                           &var);
        assert_text(sl_provider_code(var.ref.provider), cases[i].provider);
        assert_text(var.name, cases[i].target);
        assert_text(var.ref.address, cases[i].address);
        assert_true(sl_str_eq_nocase(var.ref.format, sl_str_of(cases[i].format)));
        assert_text(var.ref.expression, cases[i].transform);
    }
}

static void a_code_in_the_name_hijacks_what_another_provider_would_find(void **state)
{
    static const struct {
        const char *name;
        const char *location;
        const char *code;
        bool hijacked;
    } cases[] = {
        {"AWS_SM_DB_HOST", DB "|JP:$.host", "AWS_SM", false},
        {"CONFIG_PATH", DB, "CONFIG", true},
        {"ENV_TOKEN", DB, "ENV", true},
        {"PLAIN_PW", DB, "PLAIN", true},
        {"PLAIN_PW", "ssm:/app/pw", "PLAIN", true},
        {"ENV_TOKEN", "file://token", "ENV", true},
        {"AWS_SM_DB", "arn:aws:ssm:us-west-2:012345678901:parameter/db", "AWS_SM",
         true},
        {"AWS_S3_X", DB, "", false}, /* Secrets Manager is asked before S3 */
        {"FILE_X", DB, "", false},
        {"ENV_TOKEN", "OTHER_TOKEN", "ENV", false}, /* as in versions 2 */
        {"CONFIG_PATH", "$.path", "CONFIG", false},
        {"AWS_SM_DB", "app/db", "AWS_SM", false},
        {"DB_HOST", DB, "", false},
        {"CONFIGURATION", DB, "", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_wrapper_var var;

        sl_wrapper_resolve(sl_str_of(cases[i].name), sl_str_of(cases[i].location),
                           &var);
        assert_text(var.code, cases[i].code);
        assert_int_equal(var.hijacked, cases[i].hijacked);
    }
}

static void a_key_has_prefix_and_suffix_or_is_none(void **state)
{
    static const struct {
        const char *prefix, *suffix, *key;
        const char *name; /* NULL: announces no location */
    } cases[] = {
        {"", "_FOR_PROC_WRAPPER_TO_RESOLVE", "DB_FOR_PROC_WRAPPER_TO_RESOLVE", "DB"},
        {"", "_FOR_PROC_WRAPPER_TO_RESOLVE", "DB_for_proc_wrapper_to_resolve", NULL},
        {"", "_FOR_PROC_WRAPPER_TO_RESOLVE", "DB", NULL},
        {"", "_FOR_PROC_WRAPPER_TO_RESOLVE", "_FOR_PROC_WRAPPER_TO_RESOLVE", ""},
        {"", "__to_resolve", "db__to_resolve", "db"},
        {"", "__to_resolve", "db_to_resolve", NULL},
        {"S_", "_R", "S_DB_R", "DB"},
        {"S_", "_R", "DB_R", NULL},
        {"S_", "", "S_DB", ""},
        {"", "", "DB", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_wrapper_affix affix = {sl_str_of(cases[i].prefix),
                                  sl_str_of(cases[i].suffix)};
        sl_str name = {0};
        bool announces = sl_wrapper_key(sl_str_of(cases[i].key), affix, &name);

        assert_int_equal(announces, cases[i].name != NULL);
        if (announces)
            assert_text(name, cases[i].name);
    }
}

/* Measured: ConfigResolverParams.split_location_string. */
static void a_list_ends_its_items_with_commas_and_semicolons(void **state)
{
    static const struct {
        const char *list;
        const char *items; /* each with a '|' behind */
    } cases[] = {
        {"a,b", "a|b|"},
        {"a;b", "a|b|"},
        {" a , b ;c ", "a|b|c|"},
        {",,a,;", "a|"},
        {"", ""},
        {" ; ", ""},
        {"\"a,b\"", "\"a|b\"|"},
        {"a\\,b,c", "a,b|c|"},
        {"a\\;b", "a;b|"},
        {"a\\\\,b", "a\\\\|b|"},
        {"a\\\\\\,b", "a\\\\\\|b|"},
        {"a\\b", "a\\b|"},
        {"\\,", ",|"},
        {"a\\\\\\\\b,c", "a\\\\b|c|"},
        {DB "," DB "|JP:$.a", DB "|" DB "|JP:$.a|"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_str rest = sl_str_of(cases[i].list);
        sl_buf found = {0};
        sl_str item;

        while (sl_wrapper_list_next(&rest, &item)) {
            sl_wrapper_unescape(item, &found);
            sl_buf_char(&found, '|');
        }
        assert_text(sl_buf_str(&found), cases[i].items);
        sl_buf_free(&found);
    }
}

/* --- environments --- */

static void note(void *ctx, const sl_wrapper_var *var, const sl_node *leaf)
{
    sl_buf *out = ctx;

    (void)leaf;
    sl_buf_printf(out, "%.*s%s ", sl_fmt(var->name), var->resolved ? "!" : "");
}

static void an_environment_is_a_map_or_a_list(void **state)
{
    sl_node plain = {
        .type = SL_NODE_SCALAR, .key = sl_lit("MODE"), .value = sl_lit("x")};
    sl_node located = {.type = SL_NODE_SCALAR,
                       .key = sl_lit("AWS_SM_DB_FOR_PROC_WRAPPER_TO_RESOLVE"),
                       .value = sl_lit(DB),
                       .next = &plain};
    sl_node map = {.type = SL_NODE_MAP, .first = &located};
    sl_node value = {
        .type = SL_NODE_SCALAR, .key = sl_lit("value"), .value = sl_lit(DB)};
    sl_node name = {.type = SL_NODE_SCALAR,
                    .key = sl_lit("name"),
                    .value = sl_lit("KEY_FOR_PROC_WRAPPER_TO_RESOLVE"),
                    .next = &value};
    sl_node from = {.type = SL_NODE_SCALAR,
                    .key = sl_lit("valueFrom"),
                    .value = sl_lit(DB ":password::")};
    sl_node from_name = {.type = SL_NODE_SCALAR,
                         .key = sl_lit("name"),
                         .value = sl_lit("PASSWORD"),
                         .next = &from};
    sl_node text = {.type = SL_NODE_SCALAR, .value = sl_lit("A=b")};
    sl_node from_item = {.type = SL_NODE_MAP, .first = &from_name, .next = &text};
    sl_node item = {.type = SL_NODE_MAP, .first = &name, .next = &from_item};
    sl_node list = {.type = SL_NODE_SEQ, .first = &item};
    sl_buf out = {0};

    (void)state;
    sl_wrapper_environment(&map, sl_wrapper_env_affix(), note, &out);
    sl_wrapper_environment(&list, sl_wrapper_env_affix(), note, &out);
    assert_text(sl_buf_str(&out), "DB! MODE KEY! PASSWORD! A ");
    sl_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_provider_is_asked_for_the_name_and_then_for_the_location),
        cmocka_unit_test(a_code_in_the_name_hijacks_what_another_provider_would_find),
        cmocka_unit_test(a_key_has_prefix_and_suffix_or_is_none),
        cmocka_unit_test(a_list_ends_its_items_with_commas_and_semicolons),
        cmocka_unit_test(an_environment_is_a_map_or_a_list),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
