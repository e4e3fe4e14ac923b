/* policy_kind_test.c - what a policy is for, by where it stands or what it says. */
#include "tell.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* The first line of what is told. */
static void assert_kind(const char *path, const char *text, const char *kind)
{
    sl_buf told = {0};
    sl_str rest;

    tell_policies(path, sl_str_of(text), &told);
    rest = sl_buf_str(&told);
    assert_true(rest.len > 0);
    rest = sl_str_line(&rest);
    told.ptr[rest.len] = '\0';
    assert_string_equal(told.ptr, kind);
    sl_buf_free(&told);
}

#define ANYBODY "{Effect: Allow, Principal: '*', Action: 'a:b', Resource: '*'}"
#define ITSELF  "{Effect: Allow, Action: 'a:b', Resource: '*'}"

static void attributes_of_cloudformation_tell_it(void **state)
{
    static const struct {
        const char *type, *attribute, *statement, *kind;
    } cases[] = {
        {"AWS::IAM::Role", "AssumeRolePolicyDocument", ANYBODY, "trust role ref=R"},
        {"AWS::IAM::ManagedPolicy", "PolicyDocument", ITSELF, "identity managed ref=R"},
        {"AWS::IAM::RolePolicy", "PolicyDocument", ITSELF, "identity role"},
        {"AWS::IAM::Policy", "PolicyDocument", ITSELF, "identity inline"},
        {"AWS::SSO::PermissionSet", "InlinePolicy", ITSELF, "identity inline ref=R"},
        {"AWS::S3::BucketPolicy", "PolicyDocument", ANYBODY, "resource resource s3"},
        {"AWS::SQS::QueuePolicy", "PolicyDocument", ANYBODY, "resource resource sqs"},
        {"AWS::SNS::TopicPolicy", "PolicyDocument", ANYBODY, "resource resource sns"},
        {"AWS::KMS::Key", "KeyPolicy", ANYBODY, "resource resource ref=R kms"},
        {"AWS::ECR::Repository", "RepositoryPolicyText", ANYBODY,
         "resource resource ref=R ecr"},
        {"AWS::SecretsManager::ResourcePolicy", "ResourcePolicy", ANYBODY,
         "resource resource secretsmanager"},
        {"AWS::EC2::VPCEndpoint", "PolicyDocument", ANYBODY,
         "resource resource ref=R vpce"},
        {"AWS::OpenSearchService::Domain", "AccessPolicies", ANYBODY,
         "resource resource ref=R es"},
        {"AWS::Organizations::Policy", "Content", ITSELF, "scp ref=R scp"},
        {"AWS::Other::Thing", "PolicyDocument", ITSELF, "identity?"},
        {"AWS::Other::Thing", "PolicyDocument", ANYBODY, "resource?"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf text = {0};

        sl_buf_printf(&text,
                      "Resources:\n  R:\n    Type: %s\n    Properties:\n      %s:\n"
                      "        Statement: [%s]\n",
                      cases[i].type, cases[i].attribute, cases[i].statement);
        assert_kind("t.yml", text.ptr, cases[i].kind);
        sl_buf_free(&text);
    }
}

static void attributes_of_terraform_tell_it(void **state)
{
    static const struct {
        const char *type, *attribute, *kind;
    } cases[] = {
        {"aws_iam_role", "assume_role_policy", "trust role ref=aws_iam_role.r"},
        {"aws_iam_policy", "policy", "identity managed ref=aws_iam_policy.r"},
        {"aws_iam_role_policy", "policy", "identity role"},
        {"aws_iam_user_policy", "policy", "identity user"},
        {"aws_iam_group_policy", "policy", "identity group"},
        {"aws_s3_bucket_policy", "policy", "resource resource s3"},
        {"aws_sqs_queue_policy", "policy", "resource resource sqs"},
        {"aws_sns_topic_policy", "policy", "resource resource sns"},
        {"aws_kms_key", "policy", "resource resource ref=aws_kms_key.r kms"},
        {"aws_ecr_repository_policy", "policy", "resource resource ecr"},
        {"aws_secretsmanager_secret_policy", "policy",
         "resource resource secretsmanager"},
        {"aws_vpc_endpoint", "policy", "resource resource ref=aws_vpc_endpoint.r vpce"},
        {"aws_organizations_policy", "content",
         "scp ref=aws_organizations_policy.r scp"},
        {"aws_ssoadmin_permission_set_inline_policy", "inline_policy",
         "identity inline"},
        {"aws_other_thing", "policy", "identity?"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf text = {0};

        sl_buf_printf(
            &text,
            "resource \"%s\" \"r\" {\n  %s = jsonencode({ Statement = [{"
            " Effect = \"Allow\", Action = \"a:b\", Resource = \"*\" }] })\n}\n",
            cases[i].type, cases[i].attribute);
        assert_kind("main.tf", text.ptr, cases[i].kind);
        sl_buf_free(&text);
    }
}

static void commands_tell_it(void **state)
{
    static const struct {
        const char *command, *kind;
    } cases[] = {
        {"aws iam create-role --role-name r --assume-role-policy-document",
         "trust role name=r"},
        {"aws iam put-role-policy --role-name=r --policy-document",
         "identity role name=r"},
        {"aws iam put-user-policy --user-name u --policy-document",
         "identity user name=u"},
        {"aws iam create-policy --policy-name p --policy-document",
         "identity managed name=p"},
        {"aws organizations create-policy --name p --content", "scp name=p scp"},
        {"aws s3api put-bucket-policy --bucket b --policy",
         "resource resource name=b s3"},
        {"aws kms put-key-policy --key-id k --policy", "resource resource name=k kms"},
        {"aws secretsmanager put-resource-policy --secret-id s --resource-policy",
         "resource resource name=s secretsmanager"},
        {"aws iam put-role-policy --role-name \"$ROLE\" --policy-document",
         "identity role"},
        {"other tool", "identity?"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf text = {0};

        sl_buf_printf(
            &text,
            "%s '{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"a:b\","
            " \"Resource\": \"*\"}]}'\n",
            cases[i].command);
        assert_kind("x.sh", text.ptr, cases[i].kind);
        sl_buf_free(&text);
    }
}

static void else_the_elements_tell_it(void **state)
{
    static const char *const cases[][2] = {
        {"Statement: [" ITSELF "]", "identity?"},
        {"Statement: [" ANYBODY "]", "resource?"},
        {"Statement: [{Effect: Allow, Principal: {AWS: 'x'}, Action: "
         "'sts:AssumeRole'}]",
         "trust?"},
        {"Statement: [{Effect: Allow, Principal: {Federated: 'x'},"
         " Action: 'sts:AssumeRoleWithWebIdentity'}]",
         "trust?"},
        /* of a VPC endpoint of STS */
        {"Statement: [{Effect: Allow, Principal: '*', Action: 'sts:AssumeRole',"
         " Resource: '*'}]",
         "resource?"},
        {"Statement: [{Effect: Allow, Action: 'sts:AssumeRole', Resource: '*'}]",
         "identity?"},
        {"AssumeRolePolicyDocument: {Statement: [" ITSELF "]}", "trust role"},
        {"KeyPolicy: {Statement: [" ITSELF "]}", "resource resource kms"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_kind("v.yml", cases[i][0], cases[i][1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(attributes_of_cloudformation_tell_it),
        cmocka_unit_test(attributes_of_terraform_tell_it),
        cmocka_unit_test(commands_tell_it),
        cmocka_unit_test(else_the_elements_tell_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
