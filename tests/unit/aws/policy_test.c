/* policy_test.c - policies found in trees, and their statements. */
#include "aws/policy.h"

#include "doc/doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* "A(a,b:x) " for each statement: A or D, actions, resources; '/' behind a policy. */
static void tell(sl_policies policies, sl_buf *out)
{
    for (size_t i = 0; i < policies.len; i++) {
        for (size_t k = 0; k < policies.at[i].statements_len; k++) {
            const sl_statement *statement = &policies.at[i].statements[k];
            const sl_node *value = NULL;

            sl_buf_printf(out, "%c(",
                          statement->allows   ? 'A'
                          : statement->denies ? 'D'
                                              : '?');
            while ((value = sl_text_next(statement->action, value)) != NULL)
                sl_buf_printf(out, "%.*s,", sl_fmt(value->value));
            while ((value = sl_text_next(statement->resource, value)) != NULL)
                sl_buf_printf(out, ":%.*s", sl_fmt(value->value));
            sl_buf_add(out, sl_lit(") "));
        }
        sl_buf_char(out, '/');
    }
}

static void policies_are_found_wherever_they_stand(void **state)
{
    static const struct {
        const char *path, *text, *told;
    } cases[] = {
        {"p.json",
         "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"a\",\"Resource\":\"*\"}}",
         "A(a,:*) /"},
        {"p.json",
         "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"a\",\"b\",{\"x\":1}],"
         "\"Resource\":[\"r\",\"s\"]},3,{\"Effect\":\"Deny\"}]}",
         "A(a,b,:r:s) D() /"},
        {"p.json",
         "{\"a\":[{\"Statement\":{\"Effect\":\"Deny\"}},"
         "{\"Statement\":[{\"Effect\":\"Allow\"}]}]}",
         "D() /A() /"},
        /* a policy within a statement of another */
        {"p.json",
         "{\"Statement\":[{\"Effect\":\"Allow\",\"x\":{\"Statement\":"
         "{\"Effect\":\"Deny\"}}}]}",
         "A() /D() /"},
        {"t.yml", "Policy:\n  Statement:\n  - Effect: Allow\n    Action: [a]\n",
         "A(a,) /"},
        /* whose Effect is missing, is written otherwise, or whose Statement is none */
        {"p.json", "{\"Statement\":[{\"Action\":\"a\",\"Resource\":\"r\"}]}",
         "?(a,:r) /"},
        {"p.json", "{\"Statement\":{\"Principal\":\"*\"}}", "?() /"},
        {"p.json",
         "{\"Version\":\"2012-10-17\",\"Statement\":[{\"effect\":\"Allow\"}]}",
         "?() /"},
        {"p.json",
         "{\"Version\":\"2012-10-17\",\"statement\":[{\"effect\":\"Allow\"}]}", "/"},
        {"p.json", "{\"Version\":\"2008-10-17\",\"Statements\":[]}", "/"},
        {"p.json", "{\"Version\":\"2012-10-17\",\"Effect\":\"Allow\"}", "/"},
        {"p.json", "{\"Version\":\"2012-10-17\",\"Statement\":\"x\"}", "/"},
        {"p.json", "{\"Version\":\"2012-10-17\"}", "/"},
        {"p.json", "{\"a\":{\"Version\":\"2012-10-17\"}}", ""},
        {"p.json", "{\"AssumeRolePolicyDocument\":{\"Effect\":\"Allow\"}}", "/"},
        /* of a module of Terraform */
        {"m.tf",
         "p = { version = \"2012-10-17\", statements = [{ effect = \"Allow\" }] }", ""},
        /* the last of two */
        {"p.json",
         "{\"Statement\":{\"Effect\":\"Deny\"},\"Statement\":{\"Effect\":\"Allow\","
         "\"Effect\":\"Deny\",\"Action\":\"a\",\"Action\":\"b\"}}",
         "D(b,) /"},
        {"p.json", "{\"Statement\":\"prose\"}", ""},
        {"p.json", "{\"Statement\":[]}", ""},
        {"p.json", "{\"Statement\":[{\"effect\":\"Allow\"}]}", ""},
        {"p.json", "[1,2]", ""},
        {"p.json", "", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arena arena = {0};
        sl_blob blob = {.path = sl_str_of(cases[i].path),
                        .bytes = sl_str_of(cases[i].text)};
        sl_buf told = {0};
        sl_doc doc;

        sl_doc_open(&doc, &blob, &arena);
        tell(sl_doc_policies(&doc), &told);
        assert_string_equal(told.ptr ? told.ptr : "", cases[i].told);
        sl_buf_free(&told);
        sl_arena_free(&arena);
    }
}

static void actions_match_without_case_and_with_wildcards(void **state)
{
    static const struct {
        const char *pattern, *action;
        bool matches;
    } cases[] = {
        {"secretsmanager:GetSecretValue", "secretsmanager:GetSecretValue", true},
        {"SecretsManager:getsecretvalue", "secretsmanager:GetSecretValue", true},
        {"secretsmanager:Get*", "secretsmanager:GetSecretValue", true},
        {"secretsmanager:*", "secretsmanager:GetSecretValue", true},
        {"*", "secretsmanager:GetSecretValue", true},
        {"secretsmanager:G?tSecretValue", "secretsmanager:GetSecretValue", true},
        {"secretsmanager:Put*", "secretsmanager:GetSecretValue", false},
        {"s3:*", "secretsmanager:GetSecretValue", false},
        {"secretsmanager:GetSecretValu", "secretsmanager:GetSecretValue", false},
        {"", "secretsmanager:GetSecretValue", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(
            sl_action_matches(sl_str_of(cases[i].pattern), sl_str_of(cases[i].action)),
            cases[i].matches);
}

static void what_a_template_fills_in_is_open(void **state)
{
    static const struct {
        const char *value;
        bool open;
    } cases[] = {
        {"s3:GetObject", false},
        {"arn:aws:s3:::bucket/*", false},
        {"arn:aws:s3:::bucket/${aws:username}/*", false},
        {"arn:aws:s3:::bucket/${aws:PrincipalTag/team, 'none'}", false},
        {"arn:aws:s3:::bucket/${*}${?}${$}", false},
        {"${saml:sub}", false},
        {"$LATEST", false},
        {"100%", false},
        {"arn:aws:s3:::${Bucket}/*", true},
        {"arn:aws:s3:::${aws:username}/${Bucket}", true},
        {"arn:${AWS::Partition}:s3:::b", true},
        {"${self:custom.bucket}", true},
        {"{{ bucket }}", true},
        {"<bucket>", true},
        {"[bucket]", true},
        {"arn:aws:s3:::$BUCKET", true},
        {"%s", true},
        {"...", true},
        {".", false},
        {"", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_node node = {.type = SL_NODE_SCALAR, .value = sl_str_of(cases[i].value)};

        assert_int_equal(sl_node_open(&node), cases[i].open);
        node.tag = sl_lit("!expr");
        assert_true(sl_node_open(&node));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(policies_are_found_wherever_they_stand),
        cmocka_unit_test(actions_match_without_case_and_with_wildcards),
        cmocka_unit_test(what_a_template_fills_in_is_open),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
