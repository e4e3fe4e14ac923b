/* document_test.c - the checks over one document: what they say, and where. */
#include "check/check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/limits.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const sl_rule rule = {.id = {"a-rule", 6}, .level = SL_LEVEL_ERROR};

/* Our own tree shall be clean: the tables say "arn;" where a document has a colon. */
static sl_str with_colons(sl_arena *arena, sl_str text)
{
    sl_str out = sl_arena_str(arena, text);
    char *bytes = (char *)(uintptr_t)out.ptr;

    for (size_t i = 0; i + 4 <= out.len; i++)
        if (memcmp(bytes + i, "arn;", 4) == 0)
            memcpy(bytes + i, "arn:", 4);
    return out;
}

static void ask(const sl_check *check, sl_doc *doc, sl_sink *sink)
{
    sl_policies policies = check->policy ? sl_doc_policies(doc) : (sl_policies){0};

    if (check->document)
        check->document(&rule, doc, sink);
    for (size_t i = 0; i < policies.len; i++) {
        sl_policy_view view = {&rule, &policies.at[i], doc, sink};

        check->policy(&view);
    }
}

/* "line: message" for each finding. */
static void run(const char *check, const char *path, sl_str text, sl_buf *out)
{
    sl_layouts layouts = {0};
    sl_sink sink = {.layouts = &layouts};
    sl_arena arena = {0};
    sl_blob blob = {.path = sl_str_of(path), .bytes = with_colons(&arena, text)};
    sl_doc doc;

    sl_doc_open(&doc, &blob, &arena);
    ask(sl_check_find(sl_str_of(check)), &doc, &sink);
    sl_sink_finish(&sink, &doc);
    for (size_t i = 0; i < sink.findings.len; i++)
        sl_buf_printf(out, "%zu: %.*s\n", sink.findings.at[i].place.start.line,
                      sl_fmt(sink.findings.at[i].message));
    sl_sink_free(&sink);
    sl_arena_free(&arena);
}

static void each_check_says_what_is_wrong(void **state)
{
    static const struct {
        const char *check, *path, *text, *told;
    } cases[] = {
        {"arn-account-id", "a.yml", "x: arn;aws:ecs:us-east-1:12345678901:task/x",
         "1: account id 12345678901 has 11 characters, must be 12 digits\n"},
        {"arn-account-id", "a.yml",
         "x: arn;aws:iam::123456789012:role/x\ny: arn;aws:iam::12345678902:role/y",
         "2: account id 12345678902 has 11 characters, must be 12 digits; 123456789012 "
         "stands elsewhere in this file\n"},
        {"arn-account-id", "a.yml", "arn;aws:iam::1234-5678-9012:role/x",
         "1: account id 1234-5678-9012 has 14 characters, must be 12 digits\n"},
        /* twelve characters, but not twelve digits; a bug once */
        {"arn-account-id", "a.yml", "arn;aws:iam::123-456-7890:role/x",
         "1: account id 123-456-7890 has 12 characters, must be 12 digits\n"},
        {"arn-account-id", "a.yml", "arn;aws:iam::--:role/x", ""},
        {"arn-account-id", "a.yml", "arn;aws:iam::<account id>:role/x", ""},
        {"arn-account-id", "a.yml", "arn;aws:iam::{{ account }}:role/x", ""},
        {"arn-account-id", "a.yml", "arn;aws:iam::aws:policy/x", ""},
        {"arn-account-id", "a.yml", "arn;aws:s3:::bucket", ""},
        {"arn-account-id", "a.yml", "arn;aws:s3::123456789012:bucket",
         "1: the ARN of an S3 bucket or object has no account id\n"},
        {"arn-account-id", "a.yml", "arn;aws:s3:r:123456789012:accesspoint/x", ""},
        {"arn-account-id", "a.yml", "arn;aws:sns:us-east-1::topic",
         "1: an ARN of sns needs an account id\n"},
        {"arn-secret-suffix-length", "a.yml",
         "arn;aws:secretsmanager:r:1:secret:name-AbCdEf", ""},
        {"arn-secret-suffix-length", "a.yml",
         "arn;aws:secretsmanager:r:1:secret:name-AbCdE",
         "1: secret ARN ends in -AbCdE: the suffix has 5 characters, Secrets Manager "
         "appends 6\n"},
        {"arn-secret-suffix-length", "a.yml",
         "arn;aws:secretsmanager:r:1:secret:name-AbCdEf1:key::",
         "1: secret ARN ends in -AbCdEf1: the suffix has 7 characters, Secrets Manager "
         "appends 6\n"},
        {"arn-secret-suffix-length", "a.yml",
         "arn;aws:secretsmanager:r:1:secret:my-Prod\n"
         "arn;aws:secretsmanager:r:1:secret:my-stage\n"
         "arn;aws:secretsmanager:r:1:secret:name-*\n"
         "arn;aws:secretsmanager:r:1:secret:name-????\n"
         "arn;aws:ssm:r:1:secret:name-AbCdE\n",
         ""},
        {"iam-secret-wildcard", "p.json",
         "{\"Statement\":[{\"Effect\":\"Allow\",\n"
         "\"Action\":[\"s3:*\",\"secretsmanager:Get*\"],\n\"Resource\":\"*\"}]}",
         "3: secretsmanager:Get* is allowed on every secret of the account\n"},
        {"iam-secret-wildcard", "p.json",
         "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"secretsmanager:"
         "ListSecrets\","
         "\"Resource\":\"*\"}]}",
         ""},
        {"iam-secret-wildcard", "p.json",
         "{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"secretsmanager:*\","
         "\"Resource\":\"*\"}]}",
         ""},
        {"iam-secret-wildcard", "p.json",
         "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"secretsmanager:*\","
         "\"Resource\":\"*\",\"Condition\":{}}]}",
         "1: secretsmanager:* is allowed on every secret of the account\n"},
        {"plaintext-config", "a.yml", "a:\n  b:\n  - password: tr0ub4dor-and-3\n",
         "3: a.b[0].password holds a secret in plain text\n"},
        {"plaintext-dotenv", ".env", "DB_PASSWORD=swordfish\n",
         "1: DB_PASSWORD holds a secret in plain text\n"},
        /* a key that may be a secret itself is not named */
        {"plaintext-config", "a.yml",
         "abcdefghij0123456789xyz:\n  password: tr0ub4dor-and-3\n",
         "2: a value holds a secret in plain text\n"},
        {"vault-header", "a.yml", "# note\n$ANSIBLE_VAULT;1.1;AES256\n6162\n",
         "2: not a vault to Ansible: "},
        {"vault-body", "a.yml", "$ANSIBLE_VAULT;1.1;AES256\n616\n",
         "2: vault cannot be decrypted: "},
        {"vault-body", "a.yml", "a: b\n", ""},
        {"vault-header", "a.yml", "a: b\n", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf told = {0};
        sl_str should = sl_str_of(cases[i].told);

        run(cases[i].check, cases[i].path, sl_str_of(cases[i].text), &told);
        print_message("%s\n", cases[i].text);
        if (!sl_str_ends(should, sl_lit(": ")))
            assert_string_equal(told.ptr ? told.ptr : "", cases[i].told);
        else if (!sl_str_starts(sl_buf_str(&told),
                                sl_str_drop_end(should, sl_lit(" "))))
            assert_string_equal(told.ptr ? told.ptr : "", cases[i].told);
        sl_buf_free(&told);
    }
}

/* Bugs once: each cost the square of the text, or more memory than there is. */
static void hostile_documents_are_cut_short(void **state)
{
    static const struct {
        const char *check, *path, *begin, *piece, *end;
    } cases[] = {
        {"arn-account-id", "a.txt", "", "arn;aws:sns:r:1:t ", ""},
        {"arn-secret-suffix-length", "a.txt", "",
         "arn;aws:secretsmanager:r:1:secret:n-AbCdE ", ""},
        {"plaintext-config", "a.yml", "passwords: [", "tr0ub4dor-and-3, ", "x]"},
    };
    enum { SIZE = 1024 * 1024 };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf text = {0};
        sl_buf told = {0};
        size_t lines = 0;

        sl_buf_add(&text, sl_str_of(cases[i].begin));
        while (text.len < SIZE)
            sl_buf_add(&text, sl_str_of(cases[i].piece));
        sl_buf_add(&text, sl_str_of(cases[i].end));
        run(cases[i].check, cases[i].path, sl_buf_str(&text), &told);
        for (size_t k = 0; k < told.len; k++)
            lines += told.ptr[k] == '\n';
        assert_int_equal(lines, SL_MAX_FINDINGS_PER_BLOB);
        sl_buf_free(&told);
        sl_buf_free(&text);
    }
}

static void a_check_is_found_by_its_name(void **state)
{
    static const char *const names[] = {"vault-body", "secret-tracked"};

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++)
        assert_string_equal(sl_check_find(sl_str_of(names[i]))->name, names[i]);
    assert_null(sl_check_find(sl_lit("no-check")));
    assert_null(sl_check_find(sl_lit("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_check_says_what_is_wrong),
        cmocka_unit_test(hostile_documents_are_cut_short),
        cmocka_unit_test(a_check_is_found_by_its_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
