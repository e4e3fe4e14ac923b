/* sensitive_test.c - the small tables kept by hand: actions that hand out secrets, ways to
 * more rights, accounts of AWS, quotas. */
#include "aws/sensitive.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "aws/accounts.h"
#include "aws/actions.h"
#include "aws/quotas.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void assert_text(sl_str is, const char *should)
{
    char copy[256];

    assert_true(is.len < sizeof copy);
    memcpy(copy, is.ptr ? is.ptr : "", is.len);
    copy[is.len] = '\0';
    assert_string_equal(copy, should);
}

static void actions_hand_out_credentials_or_secrets(void **state)
{
    static const struct {
        const char *service, *name;
        sl_sensitive what;
    } cases[] = {
        {"sts", "AssumeRole", SL_SENSITIVE_CREDENTIALS},
        {"STS", "assumerole", SL_SENSITIVE_CREDENTIALS},
        {"iam", "CreateAccessKey", SL_SENSITIVE_CREDENTIALS},
        {"ecr", "GetAuthorizationToken", SL_SENSITIVE_CREDENTIALS},
        {"secretsmanager", "GetSecretValue", SL_SENSITIVE_SECRETS},
        {"ssm", "GetParametersByPath", SL_SENSITIVE_SECRETS},
        {"kms", "Decrypt", SL_SENSITIVE_SECRETS},
        {"secretsmanager", "DescribeSecret", SL_SENSITIVE_NONE},
        {"s3", "GetObject", SL_SENSITIVE_NONE},
        {"none", "GetSecretValue", SL_SENSITIVE_NONE},
        {"", "", SL_SENSITIVE_NONE},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(
            sl_action_sensitive(sl_str_of(cases[i].service), sl_str_of(cases[i].name)),
            cases[i].what);
}

static void assert_action(sl_str service, sl_str name)
{
    sl_service found;
    sl_action action;

    assert_true(sl_service_find(service, &found));
    assert_true(sl_action_find(&found, name, &action));
    assert_true(sl_str_eq(action.name, name));
}

static void sensitive_actions_are_actions(void **state)
{
    uint32_t at = 0;
    sl_sensitive_action action;

    (void)state;
    while (sl_sensitive_next(&at, &action)) {
        assert_action(action.service, action.name);
        assert_int_equal(sl_action_sensitive(action.service, action.name), action.what);
    }
    assert_true(at > 80);
}

static void escalations_are_sets_of_actions(void **state)
{
    uint32_t at = 0;
    sl_escalation path, found;

    (void)state;
    while (sl_escalation_next(&at, &path)) {
        assert_true(path.id.len > 0 && path.title.len > 0 && path.actions_len > 0);
        assert_true(sl_escalation_find(path.id, &found));
        assert_int_equal(found.index, path.index);
        for (uint32_t i = 0; i < path.actions_len; i++) {
            sl_str prefix, name;

            assert_true(
                sl_str_split(sl_escalation_action(&path, i), ':', &prefix, &name));
            assert_action(prefix, name);
        }
    }
    assert_true(at > 59);
    assert_true(sl_escalation_find(sl_lit("lambda-new-function"), &found));
    assert_int_equal(found.actions_len, 3);
    assert_text(sl_escalation_action(&found, 0), "iam:PassRole");
    assert_text(sl_escalation_action(&found, 2), "lambda:InvokeFunction");
    assert_false(sl_escalation_find(sl_lit("none"), &found));
    assert_true(sl_sensitive_date() > 20260101);
}

static void accounts_of_aws_are_known(void **state)
{
    static const struct {
        const char *id, *owner, *region;
    } cases[] = {
        {"127311923021", "Elastic Load Balancing logs", "us-east-1"},
        {"602401143452", "EKS images", ""},
        {"099720109477", "Ubuntu images (Canonical)", ""},
        {"123456789012", "", ""},
        {"12731192302", "", ""},
        {"", "", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_aws_account found = {0};

        assert_int_equal(sl_aws_account_find(sl_str_of(cases[i].id), &found),
                         cases[i].owner[0] != '\0');
        assert_text(found.owner, cases[i].owner);
        assert_text(found.region, cases[i].region);
    }
    assert_true(sl_aws_accounts_date() > 20260101);
}

static void policies_have_quotas_by_kind(void **state)
{
    static const struct {
        const char *kind;
        uint32_t size, usual;
        bool white_space, sum;
    } cases[] = {
        {"managed", 6144, 6144, false, false}, {"user-inline", 2048, 2048, false, true},
        {"trust", 8192, 2048, false, false},   {"scp", 10240, 10240, true, false},
        {"sqs", 8192, 8192, true, false},      {"KMS", 32768, 32768, true, false},
        {"none", 0, 0, false, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_policy_quota quota = {0};

        assert_int_equal(sl_policy_quota_find(sl_str_of(cases[i].kind), &quota),
                         cases[i].size > 0);
        assert_int_equal(quota.size, cases[i].size);
        assert_int_equal(quota.usual, cases[i].usual);
        assert_int_equal(quota.white_space, cases[i].white_space);
        assert_int_equal(quota.sum, cases[i].sum);
        assert_int_equal(quota.date > 20260101, cases[i].size > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(actions_hand_out_credentials_or_secrets),
        cmocka_unit_test(sensitive_actions_are_actions),
        cmocka_unit_test(escalations_are_sets_of_actions),
        cmocka_unit_test(accounts_of_aws_are_known),
        cmocka_unit_test(policies_have_quotas_by_kind),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
