/* condition_keys_test.c - keys of conditions, their types, and who takes them. */
#include "aws/condition_keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void assert_text(sl_str is, const char *should)
{
    char copy[512];

    assert_true(is.len < sizeof copy);
    memcpy(copy, is.ptr ? is.ptr : "", is.len);
    copy[is.len] = '\0';
    assert_string_equal(copy, should);
}

static void keys_are_found_with_their_type(void **state)
{
    static const struct {
        const char *name, *known;
        sl_key_type type;
        bool many, global;
    } cases[] = {
        {"aws:SourceIp", "aws:SourceIp", SL_KEY_IP, false, true},
        {"AWS:SOURCEIP", "aws:SourceIp", SL_KEY_IP, false, true},
        {"aws:SourceArn", "aws:SourceArn", SL_KEY_ARN, false, true},
        {"aws:CurrentTime", "aws:CurrentTime", SL_KEY_DATE, false, true},
        {"aws:EpochTime", "aws:EpochTime", SL_KEY_ANY, false, true},
        {"aws:SecureTransport", "aws:SecureTransport", SL_KEY_BOOL, false, true},
        {"aws:MultiFactorAuthAge", "aws:MultiFactorAuthAge", SL_KEY_NUMERIC, false,
         true},
        {"aws:TagKeys", "aws:TagKeys", SL_KEY_STRING, true, true},
        {"aws:PrincipalOrgPaths", "aws:PrincipalOrgPaths", SL_KEY_STRING, true, true},
        {"aws:ResourceTag/team", "aws:ResourceTag/${TagKey}", SL_KEY_STRING, false,
         true},
        {"aws:PrincipalTag/a/b", "aws:PrincipalTag/${TagKey}", SL_KEY_STRING, false,
         true},
        {"ec2:ResourceTag/team", "ec2:ResourceTag/${TagKey}", SL_KEY_STRING, false,
         false},
        {"secretsmanager:VersionStage", "secretsmanager:VersionStage", SL_KEY_STRING,
         false, false},
        {"s3:prefix", "s3:prefix", SL_KEY_STRING, false, false},
        {"kms:EncryptionContext:x", "kms:EncryptionContext:${EncryptionContextKey}",
         SL_KEY_STRING, false, false},
        {"sts:ExternalId", "sts:ExternalId", SL_KEY_STRING, false, false},
        {"saml:aud", "saml:aud", SL_KEY_STRING, false, false},
        {"token.actions.githubusercontent.com:sub", "${Host}.${Domain}:sub",
         SL_KEY_STRING, false, false},
        {"oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub", "${Host}.${Domain}:sub",
         SL_KEY_STRING, false, false},
        {"token.actions.githubusercontent.com:ref",
         "token.actions.githubusercontent.com:ref", SL_KEY_STRING, false, false},
        {"nohost:sub", "", SL_KEY_ANY, false, false},
        {"aws:ResourceTag", "", SL_KEY_ANY, false, false},
        {"aws:ResourceTag/", "", SL_KEY_ANY, false, false},
        {"aws:SourceIP4", "", SL_KEY_ANY, false, false},
        {"aws:ARN", "", SL_KEY_ANY, false, false},
        {"SourceIp", "", SL_KEY_ANY, false, false},
        {"", "", SL_KEY_ANY, false, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_condition_key key = {0};

        assert_int_equal(sl_condition_key_find(sl_str_of(cases[i].name), &key),
                         cases[i].known[0] != '\0');
        assert_text(key.name, cases[i].known);
        assert_int_equal(key.type, cases[i].type);
        assert_int_equal(key.multivalued, cases[i].many);
        assert_int_equal(key.global, cases[i].global);
        assert_int_equal(key.variable, strchr(cases[i].known, '$') != NULL);
    }
}

static void a_misspelt_key_has_a_near_one(void **state)
{
    static const struct {
        const char *name, *near;
    } cases[] = {
        {"aws:SourceIPs", "aws:SourceIp"},
        {"aws:SourceVcp", "aws:SourceVpc"},
        {"aws:ResorceTag/team", "aws:ResourceTag/${TagKey}"},
        {"aws:PrincipleArn", "aws:PrincipalArn"},
        {"aws:PrincipalOrgId", "aws:PrincipalOrgID"},
        {"secretsmanager:VersionStge", "secretsmanager:VersionStage"},
        {"sts:ExternalID", "sts:ExternalId"},
        {"aws:ARN", ""},
        {"aws:", ""},
        {"nothing:SourceIp", ""},
        {"SourceIp", ""},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_condition_key key = {0};

        sl_condition_key_near(sl_str_of(cases[i].name), &key);
        assert_text(key.name, cases[i].near);
    }
}

static void prefixes_of_keys_are_known(void **state)
{
    static const struct {
        const char *prefix;
        bool known;
    } cases[] = {
        {"aws", true},
        {"AWS", true},
        {"s3", true},
        {"s3-object-lambda", true},
        {"kms", true},
        {"saml", true},
        {"graph.facebook.com", true},
        {"token.actions.githubusercontent.com", true},
        {"oidc.eks.us-west-2.amazonaws.com/id/X", true},
        {"amazon", false},
        {"aw", false},
        {"", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(sl_condition_prefix_known(sl_str_of(cases[i].prefix)),
                         cases[i].known);
}

static void keys_of_tags_may_lack_the_tag(void **state)
{
    static const struct {
        const char *name;
        bool is_tag, bare;
    } cases[] = {
        {"aws:ResourceTag/x", true, false},  {"aws:ResourceTag", true, true},
        {"aws:resourcetag/", true, true},    {"aws:RequestTag/x", true, false},
        {"aws:PrincipalTag/x", true, false}, {"ec2:ResourceTag", true, true},
        {"aws:TagKeys", false, false},       {"aws:ResourceTags", false, false},
        {"aws:SourceIp", false, false},      {"", false, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        bool bare = false;

        assert_int_equal(sl_condition_key_is_tag(sl_str_of(cases[i].name), &bare),
                         cases[i].is_tag);
        assert_int_equal(bare, cases[i].bare);
        assert_int_equal(sl_condition_key_is_tag(sl_str_of(cases[i].name), NULL),
                         cases[i].is_tag);
    }
}

static void actions_and_services_take_keys(void **state)
{
    static const struct {
        const char *action, *key;
        bool action_takes, service_takes;
    } cases[] = {
        {"secretsmanager:GetSecretValue", "secretsmanager:VersionStage", true, true},
        {"secretsmanager:GetSecretValue", "secretsmanager:versionstage", true, true},
        {"secretsmanager:GetSecretValue", "secretsmanager:RecoveryWindowInDays", false,
         true},
        {"secretsmanager:GetSecretValue", "aws:SourceVpce", true, true},
        {"secretsmanager:GetSecretValue", "aws:ResourceTag/x", true, true},
        {"secretsmanager:GetSecretValue", "s3:prefix", false, false},
        {"secretsmanager:GetSecretValue", "aws:NoSuchKey", false, false},
        {"s3:ListBucket", "s3:prefix", true, true},
        {"s3:GetObject", "s3:prefix", false, true},
        {"sts:AssumeRoleWithWebIdentity", "token.actions.githubusercontent.com:sub",
         true, true},
        {"sts:AssumeRoleWithWebIdentity", "id.example.com/realm:aud", true, true},
        {"sts:AssumeRole", "sts:ExternalId", true, true},
        {"iam:PassRole", "iam:PassedToService", true, true},
        {"s3:ListAllMyBuckets", "aws:RequestTag/x", false, true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_str key = sl_str_of(cases[i].key);
        sl_service service;
        sl_action action;

        assert_true(sl_action_find_whole(sl_str_of(cases[i].action), &action));
        service = sl_service_at(action.service);
        if (sl_action_takes_key(&action, key) != cases[i].action_takes ||
            sl_service_takes_key(&service, key) != cases[i].service_takes)
            fail_msg("%s %s", cases[i].action, cases[i].key);
    }
}

static void an_action_lists_its_keys_once(void **state)
{
    uint32_t at = 0, before = 0;
    sl_action action;
    sl_condition_key key;
    size_t found = 0;

    (void)state;
    assert_true(sl_action_find_whole(sl_lit("secretsmanager:CreateSecret"), &action));
    for (; sl_action_key_next(&action, &at, &key); found++, before = key.index) {
        assert_true(found == 0 || key.index > before);
        assert_true(sl_action_takes_key(&action, key.name));
    }
    assert_true(found > 5);
}

static void types_have_names(void **state)
{
    (void)state;
    for (int type = SL_KEY_ANY; type <= SL_KEY_BINARY; type++)
        assert_true(sl_key_type_name((sl_key_type)type).len > 0);
    assert_text(sl_key_type_name(SL_KEY_IP), "IP address");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_found_with_their_type),
        cmocka_unit_test(a_misspelt_key_has_a_near_one),
        cmocka_unit_test(prefixes_of_keys_are_known),
        cmocka_unit_test(keys_of_tags_may_lack_the_tag),
        cmocka_unit_test(actions_and_services_take_keys),
        cmocka_unit_test(an_action_lists_its_keys_once),
        cmocka_unit_test(types_have_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
