/* value_test.c - what a value is worth. The lists are what keeps the tool quiet:
 * every false alarm and every miss that is fixed leaves a row here. */
#include "base/buf.h"
#include "text/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const char *const placeholders[] = {"",
                                           " ",
                                           "x",
                                           "abc",
                                           "0",
                                           "8080",
                                           "none",
                                           "null",
                                           "true",
                                           "false",
                                           "undefined",
                                           "n/a",
                                           "XXX",
                                           "xxx",
                                           "yyy",
                                           "xyz",
                                           "XYZ",
                                           "FOO",
                                           "xxxx",
                                           "xxxxxxxx",
                                           "********",
                                           "........",
                                           "-----",
                                           "0000000000",
                                           "changeme",
                                           "ChangeMe!",
                                           "change-me",
                                           "change_this_password",
                                           "CHANGE_ME_1",
                                           "replace-me",
                                           "REPLACE_WITH_YOUR_KEY",
                                           "your-api-key",
                                           "YOUR_API_KEY",
                                           "your_secret_here",
                                           "PASTE_TOKEN_HERE",
                                           "put-your-token-here",
                                           "insert_key",
                                           "todo",
                                           "TODO: fill in",
                                           "fixme",
                                           "tbd",
                                           "example",
                                           "dummy",
                                           "Dummy-q8",
                                           "x_FAKE_q8z",
                                           "x_Fake_q8z",
                                           "sample",
                                           "test",
                                           "test1234",
                                           "testing123",
                                           "foo",
                                           "foobar",
                                           "foo-bar-baz",
                                           "password",
                                           "Password1",
                                           "password123",
                                           "mypassword",
                                           "MySecretPassword",
                                           "mysecurepassword",
                                           "badpassword",
                                           "nohackme",
                                           "secret",
                                           "supersecret",
                                           "super-secret-key",
                                           "s3cr3t",
                                           "P@ssw0rd",
                                           "Passw0rd!",
                                           "pa$$word",
                                           "letmein",
                                           "admin",
                                           "admin123",
                                           "root",
                                           "postgres",
                                           "guest",
                                           "minioadmin",
                                           "some-api-key",
                                           "someapikey",
                                           "SOMETOKEN",
                                           "SOME_SECRET_API_KEY",
                                           "grafana-admin-password",
                                           "stripe_secret_key",
                                           "DATABASE_URL",
                                           "api-token",
                                           "<password>",
                                           "<your token>",
                                           "<YOUR_KEY>",
                                           "[REDACTED]",
                                           "[your key]",
                                           "{password}",
                                           "{{ vault_password }}",
                                           "{{ .Values.password }}",
                                           "${DB_PASSWORD}",
                                           "${DB_PASSWORD:-changeme}",
                                           "%(password)s",
                                           "%s",
                                           "%d",
                                           "__PASSWORD__",
                                           "@db.password@",
                                           "<%= password %>",
                                           "Bearer <token>",
                                           "#{password}",
                                           "12345",
                                           "123456",
                                           "12345678",
                                           "1234567890",
                                           "123456789012",
                                           "012345678901",
                                           "111122223333",
                                           "987654321",
                                           "abcdef",
                                           "abc123",
                                           "abcd1234efgh5678",
                                           "0123456789abcdef",
                                           "qwerty",
                                           "qwerty123",
                                           "asdfgh",
                                           "aaaaaaaa",
                                           "abababab",
                                           "abcabcabc",
                                           "12341234",
                                           "00000000-0000-0000-0000-000000000000",
                                           "11111111-2222-3333-4444-555555555555",
                                           "This is a staging secret!",
                                           "enter the password for the database",
                                           "ghp_somepersonalaccesstokenclassic",
                                           "ghp_xxxxxxxxxxxxxxxx",
                                           "sk-...",
                                           "sk-proj-***",
                                           "sk_test_your_key",
                                           "hf_xxxx",
                                           "do-not-use-in-prod",
                                           "not-a-real-key",
                                           "correcthorsebatterystaple",
                                           "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                                           "django-insecure-key",
                                           "AIzaSyMockApiKey123456789",
                                           "VERYLONGSECRETeyJraWQiOiJrZXktMTU2"};

static const char *const secrets[] = {"hunter2!Blue7",
                                      "q8ZkdUmMYw3PxfIXmEt7Rb",
                                      "q8ZkDumMYw3PxFIxMEt7Rb",
                                      "Tr0ub4dor&3",
                                      "correct horse battery staple",
                                      "correct-horse-battery-staple",
                                      "kX9#mQ2$vL",
                                      "Summer2024!",
                                      "MyDogRex2019",
                                      "bluehouse",
                                      "iloveyou",
                                      "zaq12wsx",
                                      "hunter2",
                                      "5f4dcc3b5aa765d61d8327deb882cf99",
                                      "base64:4fT9kq2Lx8vJm3ZtQw7nYr5bHs1dGc6a",
                                      ("postgres://app:"
                                       "kX9mQ2vL@db/app"),
                                      "${DB_PASSWORD:-hunter2!Blue7}",
                                      "${A}:${B:-kX9mQ2vL}",
                                      "${A:-${B:-kX9mQ2vL}}",
                                      "$ecret9!x",
                                      "secret-48213377",
                                      "token_9f8Gh2Kq",
                                      "p%40ssKq9x",
                                      "48213377",
                                      "{\"password\": \"kX9mQ2vL\"}",
                                      ("-----BEGIN "
                                       "PRIVATE KEY-----\nMIIEvQ"),
                                      "\xc3\xa4pfelGeheim9"};

static const char *const references[] = {
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:x-AbCdEf",
    "arn:aws-us-gov:ssm:us-gov-west-1:123456789012:parameter/x",
    "AWS_SM:name!json|JP:$.a",
    "AWS_SSM:/a/b",
    "ssm:/a/b",
    "aws:appconfig:app/env/profile",
    "ENV:NAME",
    "CONFIG:$.x",
    "FILE:/x",
    "file:///run/x",
    "vault:secret/data/x#key",
    "op://vault/item/field",
    "kms:alias/x",
    "ENC[AES256_GCM,data:x,iv:y,tag:z,type:str]",
    "ENC(abc)",
    "$ANSIBLE_VAULT;1.1;AES256",
    "!Ref Password",
    "!vault |",
    "!secret db",
    "${VAR}",
    "${VAR:-}",
    "${VAR:?missing}",
    "${VAR:-${OTHER}}",
    "${{ secrets.TOKEN }}",
    "$VAR",
    "$db_password",
    "$dbPassword",
    "$(cat file)",
    "$env:TOKEN",
    "$1",
    "%TOKEN%",
    "{{ lookup('env', 'X') }}",
    "{{resolve:secretsmanager:x}}",
    "<%= ENV['X'] %>",
    "os.environ[\"X\"]",
    "os.environ.get('X')",
    "process.env.TOKEN",
    "secrets.TOKEN",
    "secrets.TOKEN}}",
    "var.db_password",
    "data.aws_secret.x.value",
    "module.db.password",
    "getenv('X')",
    "get_secret(\"name\")",
    "Config.token()",
    "System.getenv(\"X\")",
    "/run/secrets/db",
    "./keys/db.pem",
    "~/.ssh/id",
    "ref+vault://x#/y",
    "s3://bucket/key",
    "@Microsoft.KeyVault(SecretUri=https://x)",
    "projects/1/${X}"};

static const char *const literals[] = {"",
                                       "x",
                                       "hunter2!Blue7",
                                       "kX9#mQ2$vL",
                                       "$ecret9!x",
                                       "${VAR:-hunter2!Blue7}",
                                       "base64:4fT9kq2Lx8vJm3Zt",
                                       "PLAIN:hunter2!Blue7",
                                       "data.x9!Kfoo",
                                       "Pass(word)x",
                                       "password",
                                       "5f4dcc3b5aa765d61d8327deb882cf99",
                                       "a$b",
                                       "100%",
                                       "arn:",
                                       "$"};

typedef bool judge(sl_str value);

static void assert_all(judge *is, const char *const *values, size_t count, bool want)
{
    for (size_t i = 0; i < count; i++) {
        if (is(sl_str_of(values[i])) != want)
            print_error("%s\n", values[i]);
        assert_int_equal(is(sl_str_of(values[i])), want);
    }
}

static void stand_ins_are_placeholders(void **state)
{
    (void)state;
    assert_all(sl_placeholder, placeholders, COUNT(placeholders), true);
}

static void what_people_really_choose_is_no_placeholder(void **state)
{
    (void)state;
    assert_all(sl_placeholder, secrets, COUNT(secrets), false);
}

/* A mask in a long value may be chance, but not one of eight. */
static void a_long_value_may_be_masked(void **state)
{
    static const char digits[] = "kT4vN8qLw2RzJb7Hs5Pm6Yc9DfGa3Ue1WnKxoX";
    char text[200];

    (void)state;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = digits[i * 7 % (sizeof digits - 1)];
    memset(text + 50, 'X', 4);
    assert_false(sl_placeholder(sl_str_make(text, sizeof text)));
    memset(text + 50, 'X', 8);
    assert_true(sl_placeholder(sl_str_make(text, sizeof text)));
}

static void pointers_to_secrets_are_references(void **state)
{
    (void)state;
    assert_all(sl_reference, references, COUNT(references), true);
}

static void literals_are_no_references(void **state)
{
    (void)state;
    assert_all(sl_reference, literals, COUNT(literals), false);
}

/* Letters and digits from a linear congruence: no random text is a stand-in. */
static void random_values_are_neither(void **state)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint64_t seed = 42;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        char text[40];
        size_t len = 12 + (size_t)i % 28;
        size_t range = i % 3 == 0 ? 64 : i % 3 == 1 ? 62 : 36;

        for (size_t k = 0; k < len; k++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            text[k] = digits[63 - (64 - range) / 2 - (seed >> 33) % range];
        }
        if (range == 64)
            text[0] = 'A';
        if (sl_placeholder((sl_str){text, len}) || sl_reference((sl_str){text, len}))
            print_error("%.*s\n", (int)len, text);
        assert_false(sl_placeholder((sl_str){text, len}));
        assert_false(sl_reference((sl_str){text, len}));
    }
}

/* Defaults in defaults: neither the stack nor the time may grow with them. */
static void nested_defaults_take_no_time(void **state)
{
    sl_buf text = {0};

    (void)state;
    for (int i = 0; i < 100000; i++)
        sl_buf_add(&text, sl_lit("${A:-"));
    sl_placeholder(sl_buf_str(&text));
    sl_reference(sl_buf_str(&text));
    for (int i = 0; i < 100000; i++)
        sl_buf_char(&text, '}');
    assert_false(sl_placeholder(sl_buf_str(&text)));
    assert_false(sl_reference(sl_buf_str(&text)));
    sl_buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stand_ins_are_placeholders),
        cmocka_unit_test(what_people_really_choose_is_no_placeholder),
        cmocka_unit_test(a_long_value_may_be_masked),
        cmocka_unit_test(pointers_to_secrets_are_references),
        cmocka_unit_test(literals_are_no_references),
        cmocka_unit_test(random_values_are_neither),
        cmocka_unit_test(nested_defaults_take_no_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
