/* narrowing_test.c - which conditions keep strangers out of an Allow for everybody. */
#include "check/iam/claim.h"
#include "check/iam/narrowing.h"

#include "doc/doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

typedef struct bench {
    sl_arena arena;
    sl_blob blob;
    sl_doc doc;
} bench;

/* A policy with these statements behind an Allow of s3:PutObject to everybody that has
 * this Condition ("{}": none). */
static const sl_policy *open_policy(bench *b, const char *condition, const char *rest)
{
    sl_policies policies;

    *b = (bench){0};
    b->blob = (sl_blob){
        .path = sl_lit("p.json"),
        .bytes = sl_arena_printf(
            &b->arena,
            "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\","
            "\"Action\":\"s3:PutObject\",\"Resource\":\"*\",\"Condition\":%s}%s]}",
            condition, rest)};
    sl_doc_open(&b->doc, &b->blob, &b->arena);
    policies = sl_doc_policies(&b->doc);
    assert_int_equal(policies.len, 1);
    return &policies.at[0];
}

#define KEY(operator, key, value) "{\"" operator"\":{\"" key "\":" value "}}"

static void some_conditions_keep_strangers_out(void **state)
{
    static const struct {
        const char *condition;
        bool narrowed;
    } cases[] = {
        {"{}", false},
        {KEY("StringEquals", "aws:PrincipalOrgID", "\"o-a1b2c3d4e5\""), true},
        {KEY("stringequals", "AWS:principalorgid", "\"o-a1b2c3d4e5\""), true},
        {KEY("StringLike", "aws:PrincipalOrgID", "\"o-*\""), false},
        {KEY("StringEquals", "aws:PrincipalOrgID", "\"${var.org}\""), true},
        {KEY("StringEqualsIfExists", "aws:PrincipalOrgID", "\"o-a1b2c3d4e5\""), false},
        {KEY("StringNotEquals", "aws:PrincipalOrgID", "\"o-a1b2c3d4e5\""), false},
        {KEY("ForAllValues:StringEquals", "aws:PrincipalOrgPaths", "\"o-a1/r-1/*\""),
         false},
        {KEY("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "\"o-a1/r-1/*\""),
         true},
        {KEY("StringEquals", "aws:PrincipalOrgID", "[]"), false},
        {KEY("StringLike", "aws:SourceAccount", "[\"123456789012\",\"*\"]"), false},
        {KEY("ArnLike", "aws:SourceArn", "\"arn:aws:s3:*:*:amzn-s3-demo-bucket\""),
         true},
        {KEY("ArnLike", "aws:SourceArn", "\"arn:aws:sns:*:*:*\""), false},
        {KEY("ArnLike", "aws:SourceArn", "\"arn:aws:sns:*:123456789012:*\""), true},
        {KEY("ArnLike", "aws:SourceArn", "\"*\""), false},
        {KEY("ArnLike", "aws:PrincipalArn", "\"arn:aws:iam::*:role/app\""), false},
        {KEY("ArnLike", "aws:PrincipalArn", "\"arn:aws:iam::123456789012:role/*\""),
         true},
        {KEY("IpAddress", "aws:SourceIp", "\"203.0.113.0/24\""), true},
        {KEY("IpAddress", "aws:SourceIp", "\"203.0.113.7\""), true},
        {KEY("IpAddress", "aws:SourceIp", "\"0.0.0.0/0\""), false},
        {KEY("IpAddress", "aws:SourceIp", "\"0.0.0.0/1\""), false},
        {KEY("IpAddress", "aws:SourceIp", "[\"203.0.113.0/24\",\"::/0\"]"), false},
        {KEY("NotIpAddress", "aws:SourceIp", "\"203.0.113.0/24\""), false},
        {KEY("StringEquals", "aws:SourceVpce", "\"vpce-1a2b3c4d\""), true},
        {KEY("StringLike", "aws:SourceVpce", "\"vpce-*\""), false},
        {KEY("Bool", "aws:PrincipalIsAWSService", "true"), true},
        {KEY("Bool", "aws:PrincipalIsAWSService", "\"false\""), false},
        {KEY("Bool", "aws:SecureTransport", "true"), false},
        {KEY("StringEquals", "aws:PrincipalTag/team", "\"web\""), false},
        {KEY("StringLike", "aws:Referer", "\"https://example.com/*\""), false},
        {KEY("StringEquals", "kms:ViaService", "\"s3.eu-west-1.amazonaws.com\""),
         false},
        {KEY("StringEquals", "login.example.com:sub", "\"x\""), true},
        {KEY("StringEquals", "SAML:aud", "\"https://signin.aws.amazon.com/saml\""),
         true},
        {KEY("Null", "aws:PrincipalOrgID", "false"), false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        bench b;
        const sl_policy *policy = open_policy(&b, cases[i].condition, "");
        bool narrowed = sl_statement_narrowed(&policy->statements[0], SL_NARROWS_ALL);

        if (narrowed != cases[i].narrowed)
            print_error("%s\n", cases[i].condition);
        assert_int_equal(narrowed, cases[i].narrowed);
        sl_arena_free(&b.arena);
    }
}

#define DENY(principal, action, condition)                     \
    ",{\"Effect\":\"Deny\"," principal ",\"Action\":\"" action \
    "\",\"Resource\":\"*\",\"Condition\":" condition "}"
#define ALL "\"Principal\":\"*\""

static void a_deny_keeps_the_rest_out(void **state)
{
    static const struct {
        const char *rest;
        bool covered;
    } cases[] = {
        {"", false},
        {DENY(ALL, "s3:*", KEY("StringNotEquals", "aws:PrincipalOrgID", "\"o-a1\"")),
         true},
        {DENY("\"Principal\":{\"AWS\":\"*\"}", "s3:Put*",
              KEY("NotIpAddress", "aws:SourceIp", "\"203.0.113.0/24\"")),
         true},
        {DENY(ALL, "s3:GetObject",
              KEY("StringNotEquals", "aws:PrincipalOrgID", "\"o\"")),
         false},
        {DENY(ALL, "s3:*", KEY("StringEquals", "aws:PrincipalOrgID", "\"o-a1\"")),
         false},
        {DENY(ALL, "s3:*",
              "{\"StringNotEquals\":{\"aws:PrincipalOrgID\":\"o-a1\"},"
              "\"Bool\":{\"aws:SecureTransport\":\"false\"}}"),
         false},
        {DENY(ALL, "s3:*", "{}"), false},
        {DENY("\"Principal\":{\"AWS\":\"123456789012\"}", "s3:*",
              KEY("StringNotEquals", "aws:PrincipalOrgID", "\"o-a1\"")),
         false},
        {",{\"Effect\":\"Deny\",\"NotPrincipal\":{\"AWS\":\"123456789012\"},"
         "\"Action\":\"*\",\"Resource\":\"*\"}",
         true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        bench b;
        const sl_policy *policy = open_policy(&b, "{}", cases[i].rest);
        sl_sink sink = {0};
        sl_policy_view view = {.policy = policy, .doc = &b.doc, .sink = &sink};
        sl_exceptions exceptions = sl_policy_exceptions(&view, SL_NARROWS_ALL);
        bool covered = sl_exceptions_cover(&view, &exceptions, &policy->statements[0]);

        if (covered != cases[i].covered)
            print_error("%s\n", cases[i].rest);
        assert_int_equal(covered, cases[i].covered);
        sl_sink_free(&sink);
        sl_arena_free(&b.arena);
    }
}

static void claims_of_a_token_are_told_apart(void **state)
{
    static const struct {
        const char *condition;
        const char *told; /* s: subject, a: audience, o: other, n: negated */
    } cases[] = {
        {"{}", ""},
        {KEY("StringLike", "gitlab.com:sub", "\"project_path:a/b:*\""), "s"},
        {KEY("StringLike", "gitlab.com:sub", "\"*\""), "s"},
        {KEY("StringNotLike", "gitlab.com:sub", "\"x\""), "n"},
        {KEY("StringEquals", "gitlab.com:aud", "\"x\""), "a"},
        {KEY("StringLike", "gitlab.com:aud", "\"*\""), ""},
        {KEY("StringEquals", "www.amazon.com:app_id", "\"x\""), "a"},
        {KEY("StringEquals", "gitlab.com:project_id", "\"7\""), "o"},
        {KEY("StringEquals", "gitlab.com:ref_protected", "\"true\""), ""},
        {KEY("StringEquals", "gitlab.com:iss", "\"https://gitlab.com\""), ""},
        {KEY("Null", "gitlab.com:sub", "false"), ""},
        {KEY("StringEquals", "aws:SourceAccount", "\"123456789012\""), ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        bench b;
        const sl_policy *policy = open_policy(&b, cases[i].condition, "");
        sl_claims claims = sl_claims_of(&policy->statements[0]);
        char told[5] = "";
        size_t len = 0;

        if (claims.subject)
            told[len++] = 's';
        if (claims.audience)
            told[len++] = 'a';
        if (claims.other)
            told[len++] = 'o';
        if (claims.negated)
            told[len++] = 'n';
        assert_string_equal(told, cases[i].told);
        sl_arena_free(&b.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(some_conditions_keep_strangers_out),
        cmocka_unit_test(a_deny_keeps_the_rest_out),
        cmocka_unit_test(claims_of_a_token_are_told_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
