/* issuer_test.c - issuers of OpenID Connect by their names in ARNs and keys. */
#include "aws/issuer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void issuers_are_found_by_host(void **state)
{
    static const struct {
        const char *name, *title;
    } cases[] = {
        {"token.actions.githubusercontent.com", "GitHub Actions"},
        {"token.actions.githubusercontent.com/octo-enterprise", "GitHub Actions"},
        {"github.example.com/_services/token", "GitHub Enterprise Server"},
        {"gitlab.com", "GitLab CI"},
        {"gitlab.example.com", NULL},
        {"oidc.circleci.com/org/0a1b", "CircleCI"},
        {"api.bitbucket.org/2.0/workspaces/w/pipelines-config/identity/oidc",
         "Bitbucket Pipelines"},
        {"oidc.eks.eu-west-1.amazonaws.com/id/0A", "Amazon EKS"},
        {"octo.app.spacelift.io", "Spacelift"},
        {"cognito-identity.amazonaws.com", "Amazon Cognito"},
        {"login.example.com", NULL},
        {"", NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const sl_issuer *issuer = sl_issuer_find(sl_str_of(cases[i].name));

        if (!cases[i].title) {
            assert_null(issuer);
            continue;
        }
        assert_non_null(issuer);
        assert_string_equal(issuer->title, cases[i].title);
        assert_non_null(issuer->example);
        assert_non_null(issuer->audience);
    }
}

static void keys_of_claims_have_a_host(void **state)
{
    static const struct {
        const char *key, *issuer, *claim;
    } cases[] = {
        {"token.actions.githubusercontent.com:sub",
         "token.actions.githubusercontent.com", "sub"},
        {"oidc.eks.eu-west-1.amazonaws.com/id/0A:aud",
         "oidc.eks.eu-west-1.amazonaws.com/id/0A", "aud"},
        {"oidc.example.com:8443:sub", "oidc.example.com:8443", "sub"},
        {"aws:SourceArn", NULL, NULL},
        {"s3:x.y", NULL, NULL},
        {"sub", NULL, NULL},
        {"", NULL, NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_str issuer, claim;
        bool found = sl_claim_split(sl_str_of(cases[i].key), &issuer, &claim);

        assert_int_equal(found, cases[i].issuer != NULL);
        if (!found)
            continue;
        assert_true(sl_str_eq(issuer, sl_str_of(cases[i].issuer)));
        assert_true(sl_str_eq(claim, sl_str_of(cases[i].claim)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(issuers_are_found_by_host),
        cmocka_unit_test(keys_of_claims_have_a_host),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
