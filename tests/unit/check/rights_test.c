/* rights_test.c - the checks on what policies allow: each on small policies, with all that it
 * says. */
#include "check/check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "aws/actions.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const sl_rule rule = {.id = {"a-rule", 6}, .level = SL_LEVEL_WARNING};

/* Quotes are written ` in the tables, and ARN where a document has it small. */
static sl_str in_earnest(sl_arena *arena, sl_str text)
{
    sl_str out = sl_arena_str(arena, text);
    char *bytes = (char *)(uintptr_t)out.ptr;

    for (size_t i = 0; i < out.len; i++) {
        if (bytes[i] == '`')
            bytes[i] = '"';
        if (i + 4 <= out.len && memcmp(bytes + i, "ARN:", 4) == 0)
            memcpy(bytes + i, "arn:", 4);
    }
    return out;
}

/* "e: message" for each finding on one policy of these statements; levels e, w, n. */
static void run(const char *check, const char *statements, sl_date today, sl_buf *out)
{
    sl_layouts layouts = {0};
    sl_sink sink = {.layouts = &layouts, .policy.today = today};
    sl_arena arena = {0};
    sl_buf text = {0};
    sl_policies policies;
    sl_blob blob;
    sl_doc doc;

    sl_buf_printf(&text, "{`Version`:`2012-10-17`,`Statement`:[%s]}", statements);
    blob = (sl_blob){.path = sl_lit("p.json"),
                     .bytes = in_earnest(&arena, sl_buf_str(&text))};
    sl_doc_open(&doc, &blob, &arena);
    policies = sl_doc_policies(&doc);
    assert_int_equal(policies.len, 1);
    sl_check_find(sl_str_of(check))
        ->policy(&(sl_policy_view){&rule, &policies.at[0], &doc, &sink});
    sl_sink_finish(&sink, &doc);
    for (size_t i = 0; i < sink.findings.len; i++)
        sl_buf_printf(out, "%c: %.*s\n", "?nwe"[sink.findings.at[i].level],
                      sl_fmt(sink.findings.at[i].message));
    sl_buf_free(&text);
    sl_sink_free(&sink);
    sl_arena_free(&arena);
}

#define ALLOW(action, resource) \
    "{`Effect`:`Allow`,`Action`:[" action "],`Resource`:[" resource "]}"
#define DENY(action, resource) \
    "{`Effect`:`Deny`,`Action`:[" action "],`Resource`:[" resource "]}"
#define ALLOW_IF(action, resource, condition)                       \
    "{`Effect`:`Allow`,`Action`:[" action "],`Resource`:[" resource \
    "],`Condition`:{" condition "}}"
#define MFA     "`Bool`:{`aws:MultiFactorAuthPresent`:`true`}"
#define BUCKET  "`ARN:aws:s3:::amzn-s3-demo-bucket`"
#define OBJECTS "`ARN:aws:s3:::amzn-s3-demo-bucket/*`"
#define QUEUE   "`ARN:aws:sqs:us-west-2:123456789012:app`"
#define SECRET  "ARN:aws:secretsmanager:us-west-2:123456789012:secret:"
#define WHO     "`Principal`:{`AWS`:`ARN:aws:iam::123456789012:role/app`}"
#define GRANT(action, resource) \
    "{`Effect`:`Allow`," WHO ",`Action`:[" action "],`Resource`:[" resource "]}"
#define OPEN_SECRETS " allowed on every secret of the account\n"

static const struct {
    const char *check, *statements, *told;
} cases[] = {
    /* the form of actions */
    {"iam-action-form", ALLOW("`s3:GetObject,s3:PutObject`", OBJECTS),
     "e: action \"s3:GetObject,s3:PutObject\": several actions in one text; write a "
     "list\n"},
    {"iam-action-form", ALLOW("` s3:GetObject`", OBJECTS),
     "e: action \" s3:GetObject\": white space in an action, which then matches "
     "nothing\n"},
    {"iam-action-form", ALLOW("`GetObject`", OBJECTS),
     "e: action \"GetObject\": no service prefix; an action is \"service:Action\"\n"},
    {"iam-action-form", ALLOW("`s3:Get:Object`", OBJECTS),
     "e: action \"s3:Get:Object\": more than one colon; an action is "
     "\"service:Action\"\n"},
    {"iam-action-form", ALLOW("`:GetObject`", OBJECTS),
     "e: action \":GetObject\": nothing in front of the colon; an action is "
     "\"service:Action\"\n"},
    {"iam-action-form", ALLOW("`s3:`", OBJECTS),
     "e: action \"s3:\": nothing behind the colon; an action is \"service:Action\"\n"},
    {"iam-action-form", ALLOW("`s3:Get/Object`", OBJECTS),
     "e: action \"s3:Get/Object\": a character that no action has\n"},
    {"iam-action-form", ALLOW(BUCKET, OBJECTS),
     "e: action \"ARN:aws:s3:::amzn-s3-demo-bucket\": an ARN where an action belongs, "
     "as "
     "\"service:Action\"\n"},
    {"iam-action-form", ALLOW("`*:*`", OBJECTS),
     "n: action \"*:*\": a wildcard for the service; write \"*\"\n"},
    {"iam-action-form", ALLOW("`s*:Get*`", OBJECTS),
     "n: action \"s*:Get*\": a wildcard in the service prefix; name the services\n"},
    {"iam-action-form", ALLOW("`*`,`s3:*`,`s3:Get?bject`,`${x}`,`...`", OBJECTS), ""},
    {"iam-action-form", "{`Effect`:`Deny`,`NotAction`:`Get`,`Resource`:`*`}",
     "e: action \"Get\": no service prefix; an action is \"service:Action\"\n"},

    /* what the table knows */
    {"iam-unknown-service", ALLOW("`secretmanager:A`,`secretmanager:B`", "`*`"),
     "w: \"secretmanager\" is no service prefix, did you mean \"secretsmanager\"?\n"},
    {"iam-unknown-service", ALLOW("`EFS:A`", "`*`"),
     "w: \"EFS\" is no service prefix, did you mean \"elasticfilesystem\"?\n"},
    {"iam-unknown-service", ALLOW("`nosuchthing:*`", "`*`"),
     "n: \"nosuchthing\" is no service prefix that is known\n"},
    {"iam-unknown-service", ALLOW("`*`,`s*:Get*`,`S3:x`,`junk`,`${x}:y`", "`*`"), ""},
    {"iam-unknown-action", ALLOW("`s3:ListBuckets`", "`*`"),
     "w: s3 has no action \"ListBuckets\", did you mean \"ListBucket\"?\n"},
    {"iam-unknown-action", ALLOW("`s3:OpenTheDoor`", "`*`"),
     "n: s3 has no action \"OpenTheDoor\"\n"},
    {"iam-unknown-action", DENY("`s3:getobject`,`s3:Nothing*`,`nosuch:A`", "`*`"), ""},
    {"iam-action-matches-nothing", ALLOW("`s3:Read*`", "`*`"),
     "w: no action matches \"s3:Read*\"\n"},
    {"iam-action-matches-nothing", ALLOW("`zzz*:Get*`", "`*`"),
     "w: no action matches \"zzz*:Get*\"\n"},
    {"iam-action-matches-nothing",
     ALLOW("`s3:Get*`,`*`,`*:Tag*`,`s3:ReadObject`,`zzz:Get*`", "`*`"), ""},

    /* actions and resources */
    {"iam-action-resource-mismatch", ALLOW("`sqs:SendMessage`,`s3:*`", BUCKET),
     "w: no resource of the statement fits sqs:SendMessage; wanted is "
     "ARN:${Partition}:sqs:${Region}:${Account}:${QueueName}\n"},
    {"iam-action-resource-mismatch",
     ALLOW("`sqs:Send*`,`sqs:Receive*`,`sqs:Delete*`,`sqs:Get*`", BUCKET),
     "w: no resource of the statement fits sqs:Send*, sqs:Receive*, sqs:Delete* and 1 "
     "more; wanted is "
     "ARN:${Partition}:sqs:${Region}:${Account}:${QueueName}\n"},
    {"iam-action-resource-mismatch", ALLOW("`sqs:SendMessage`", BUCKET "," QUEUE), ""},
    {"iam-action-resource-mismatch", ALLOW("`sqs:SendMessage`", BUCKET ",`*`"), ""},
    {"iam-action-resource-mismatch", ALLOW("`sqs:SendMessage`", BUCKET ",`${x}`"), ""},
    {"iam-action-resource-mismatch", ALLOW("`sqs:SendMessage`", "`ARN:aws:${x}`"), ""},
    {"iam-action-resource-mismatch", ALLOW("`s3:GetObject`", BUCKET), ""},
    {"iam-action-resource-mismatch",
     "{`Effect`:`Allow`,`Action`:`sqs:SendMessage`,`NotResource`:" BUCKET "}", ""},
    {"iam-action-needs-star", ALLOW("`s3:ListAllMyBuckets`", BUCKET),
     "w: only Resource \"*\" does for s3:ListAllMyBuckets: on ARNs never allowed\n"},
    {"iam-action-needs-star", DENY("`kms:ListKeys`", QUEUE),
     "w: only Resource \"*\" does for kms:ListKeys: on ARNs never denied\n"},
    {"iam-action-needs-star", ALLOW("`s3:ListAllMyBuckets`", "`*`"), ""},
    {"iam-action-needs-star", ALLOW("`s3:ListAllMyBuckets`", "`ARN:aws:s3:::*`"), ""},
    {"iam-action-needs-star", ALLOW("`s3:List*`,`ecr:*`", BUCKET), ""},
    /* by the table it takes none, but IAM checks it against a path */
    {"iam-action-needs-star", ALLOW("`iam:ListRoles`", "`ARN:aws:iam::*:role/*`"), ""},
    {"iam-s3-bucket-object-form", ALLOW("`s3:GetObject`,`s3:PutObject`", BUCKET),
     "w: objects are wanted for s3:GetObject, s3:PutObject, not the bucket: "
     "ARN:aws:s3:::BUCKET/*\n"},
    {"iam-s3-bucket-object-form", ALLOW("`s3:ListBucket`", OBJECTS),
     "w: the bucket is wanted for s3:ListBucket, not its objects: ARN:aws:s3:::BUCKET, "
     "with nothing behind\n"},
    {"iam-s3-bucket-object-form", GRANT("`s3:GetObject`", BUCKET),
     "w: objects are wanted for s3:GetObject, not the bucket: ARN:aws:s3:::BUCKET/*\n"},
    {"iam-s3-bucket-object-form", ALLOW("`s3:GetObject`", BUCKET "," OBJECTS), ""},
    {"iam-s3-bucket-object-form", ALLOW("`s3:*`", BUCKET), ""},
    {"iam-s3-bucket-object-form", ALLOW("`s3:GetObject`", "`ARN:aws:s3:::app-*`"), ""},
    {"iam-s3-bucket-object-form", ALLOW("`s3:GetObject`", "`ARN:aws:s3:::${x}`"), ""},
    {"iam-action-wrong-policy", GRANT("`sqs:SendMessage`", OBJECTS),
     "w: sqs:SendMessage in the policy of a bucket, which takes only actions of s3\n"},
    {"iam-action-wrong-policy", GRANT("`s3:GetObject`,`*`,`s?:Get*`", OBJECTS), ""},
    {"iam-action-wrong-policy", GRANT("`sqs:SendMessage`", OBJECTS "," QUEUE), ""},
    {"iam-action-wrong-policy", GRANT("`sqs:NoSuch`", OBJECTS), ""},
    {"iam-action-wrong-policy", ALLOW("`sqs:SendMessage`", OBJECTS), ""},
    /* and nothing more is said of it */
    {"iam-action-resource-mismatch", GRANT("`sqs:SendMessage`", OBJECTS), ""},

    /* secrets */
    {"iam-secret-no-suffix",
     ALLOW("`secretsmanager:GetSecretValue`", "`" SECRET "app/db`"),
     "w: secret ARN without the random suffix matches nothing; end it in "
     "\"db-\?\?\?\?\?\?\"\n"},
    {"iam-secret-no-suffix", DENY("`secretsmanager:*`", "`" SECRET "app-\?\?`"),
     "w: secret ARN without the random suffix matches nothing; end it in "
     "\"app-\?\?-\?\?\?\?\?\?\"\n"},
    {"iam-secret-no-suffix", ALLOW("`secretsmanager:*`", "`" SECRET "${x}/db`"),
     "w: secret ARN without the random suffix matches nothing; end it in "
     "\"db-\?\?\?\?\?\?\"\n"},
    {"iam-secret-no-suffix", ALLOW("`secretsmanager:*`", "`" SECRET "app-secret`"),
     "w: \"-secret\" is read as the random suffix of the secret; if it is part of the "
     "name, end the ARN in \"-\?\?\?\?\?\?\"\n"},
    {"iam-secret-no-suffix",
     ALLOW("`secretsmanager:*`",
           "`" SECRET "app-Wq3rT7`,`" SECRET "app-xxx123`,`" SECRET
           "app-\?\?\?\?\?\?`,`" SECRET "app*`,`" SECRET "app-${x}`,`" SECRET
           "${x}`,`" SECRET "a*b`,`" SECRET "app-BHyuR`,`" SECRET
           "SECRET_NAME`,`" SECRET "app:key::`,`" SECRET "*-a\?\?\?\??`"),
     ""},
    {"iam-secret-json-key", ALLOW("`secretsmanager:*`", "`" SECRET "app-Wq3rT7:key::`"),
     "w: \":key::\" belongs into a reference to one value of the secret; with it the "
     "ARN "
     "matches no secret\n"},
    {"iam-secret-json-key", ALLOW("`secretsmanager:*`", "`" SECRET "a-Wq3rT7|JP:$.a`"),
     "w: \"|JP:$.a\" belongs into a reference to one value of the secret; with it the "
     "ARN matches no secret\n"},
    {"iam-secret-json-key", ALLOW("`secretsmanager:*`", "`" SECRET "app-Wq3rT7`"), ""},
    {"iam-secret-star-suffix", ALLOW("`secretsmanager:*`", "`" SECRET "app/db-*`"),
     "w: \"-*\" takes in every name that begins with \"app/db-\"; for one secret write "
     "\"-\?\?\?\?\?\?\"\n"},
    {"iam-secret-star-suffix",
     ALLOW("`secretsmanager:*`",
           "`" SECRET "app*`,`" SECRET "*-*`,`" SECRET "app/-*`,`" SECRET "-*`"),
     ""},
    {"iam-secret-wildcard", ALLOW("`s3:*`,`secretsmanager:Get*`", "`*`"),
     "w: secretsmanager:Get* is" OPEN_SECRETS},
    {"iam-secret-wildcard",
     ALLOW("`ssm:GetParameter`,`kms:Decrypt`,`secretsmanager:*`", "`*`"),
     "w: ssm:GetParameter, kms:Decrypt and secretsmanager:* are allowed on every "
     "parameter, key and secret of the account\n"},
    {"iam-secret-wildcard",
     ALLOW("`*`", "`ARN:aws:secretsmanager:us-west-2:123456789012:secret:*`"),
     "w: * is" OPEN_SECRETS},
    {"iam-secret-wildcard",
     ALLOW("`secretsmanager:GetSecretValue`", "`" SECRET "*-\?\?\?\?\?\?`"),
     "w: secretsmanager:GetSecretValue is" OPEN_SECRETS},
    {"iam-secret-wildcard", "{`Effect`:`Allow`,`NotAction`:`iam:*`,`Resource`:`*`}",
     "w: NotAction leaves secretsmanager:GetSecretValue" OPEN_SECRETS},
    {"iam-secret-wildcard",
     "{`Effect`:`Allow`,`NotAction`:`secretsmanager:*`,`Resource`:`*`}", ""},
    {"iam-secret-wildcard",
     ALLOW("`secretsmanager:ListSecrets`,`secretsmanager:GetRandomPassword`,"
           "`secretsmanager:DescribeSecret`,`kms:Encrypt`,`ssm:DescribeParameters`",
           "`*`"),
     ""},
    {"iam-secret-wildcard", ALLOW_IF("`secretsmanager:*`", "`*`", MFA), ""},
    {"iam-secret-wildcard", ALLOW_IF("`secretsmanager:GetSecretValue`", "`*`", ""),
     "w: secretsmanager:GetSecretValue is" OPEN_SECRETS},
    {"iam-secret-wildcard",
     ALLOW("`secretsmanager:*`", "`*`") "," DENY("`secretsmanager:*`", "`*`"), ""},
    {"iam-secret-wildcard", ALLOW("`secretsmanager:*`", "`" SECRET "app/*`"), ""},
    {"iam-secret-wildcard", ALLOW("`*`", "`*`"), ""},
    {"iam-secret-wildcard", GRANT("`secretsmanager:GetSecretValue`", "`*`"), ""},

    /* everything */
    {"iam-admin", ALLOW("`s3:*`,`*`", "`*`"),
     "w: allows every action on every resource\n"},
    {"iam-admin", ALLOW("`*:*`", "`*`"), "w: allows every action on every resource\n"},
    {"iam-admin", ALLOW("`*`", "`*`") "," DENY("`iam:*`", "`*`"),
     "w: allows every action on every resource\n"},
    {"iam-admin", ALLOW("`*`", "`*`") "," DENY("`*`", "`*`"), ""},
    {"iam-admin",
     ALLOW("`*`", "`*`") ",{`Effect`:`Deny`,`NotAction`:`s3:*`,`Resource`:`*`}", ""},
    {"iam-admin", ALLOW_IF("`*`", "`*`", MFA), ""},
    {"iam-admin", ALLOW("`*`", BUCKET), ""},
    {"iam-admin", ALLOW("`s3:*`", "`*`"), ""},
    {"iam-admin", GRANT("`*`", "`*`"), ""},
    {"iam-star-action", ALLOW_IF("`*`", BUCKET, MFA),
     "w: allows every action of every service; list those that are needed\n"},
    {"iam-star-action", ALLOW("`s3:*`", BUCKET) "," DENY("`*`", "`*`"), ""},
    {"iam-service-star", ALLOW("`s3:*`,`sqs:Get*`,`sqs:*`", BUCKET),
     "w: allows every action of a service, s3:*, sqs:*; list those that are needed\n"},
    {"iam-service-star", ALLOW("`a2c:*`,`sns:*`,`sqs:*`,`s3:*`,`ecr:*`", BUCKET),
     "w: allows every action of a service, a2c:*, sns:*, sqs:* and 2 more; list those "
     "that are needed\n"},
    {"iam-service-star", ALLOW("`*`,`*:*`,`s3:Get*`", BUCKET), ""},
    {"iam-service-star", GRANT("`s3:*`", BUCKET), ""},

    /* what is allowed on every resource */
    {"iam-star-resource", ALLOW("`s3:GetObject`,`ec2:Describe*`,`sqs:*`", "`*`"),
     "w: \"*\" for s3:GetObject and sqs:*; name ARNs, as "
     "ARN:${Partition}:s3:::${BucketName}/${ObjectName}\n"},
    {"iam-star-resource", ALLOW("`sqs:SendMessage`", "`ARN:aws:sqs:*:*:*`"),
     "n: \"ARN:aws:sqs:*:*:*\" for sqs:SendMessage; name ARNs, as "
     "ARN:${Partition}:sqs:${Region}:${Account}:${QueueName}\n"},
    {"iam-star-resource", ALLOW("`secretsmanager:GetSecretValue`,`kms:Decrypt`", "`*`"),
     ""},
    {"iam-star-resource", ALLOW("`*`", "`*`"), ""},
    {"iam-star-resource", ALLOW("`sqs:SendMessage`", "`ARN:aws:sqs:*:123456789012:*`"),
     ""},
    {"iam-star-resource", ALLOW_IF("`sqs:SendMessage`", "`*`", MFA), ""},
    {"iam-star-resource", ALLOW("`sqs:*`", "`*`") "," DENY("`sqs:*`", "`*`"), ""},
    {"iam-star-resource", GRANT("`sqs:SendMessage`", "`*`"), ""},
    {"iam-star-resource",
     ALLOW("`ecr:GetAuthorizationToken`,`sts:GetCallerIdentity`", "`*`"), ""},
    {"iam-write-unconstrained",
     ALLOW("`sqs:GetQueueUrl`,`sqs:PurgeQueue`,`sqs:AddPermission`,`sqs:TagQueue`",
           "`*`"),
     "w: allows changes on every resource: sqs:PurgeQueue\n"},
    {"iam-permissions-mgmt", ALLOW("`sqs:*`", "`*`"),
     "w: allows changes of permissions on every resource: sqs:AddPermission, "
     "sqs:RemovePermission and sqs:SetQueueAttributes\n"},
    {"iam-permissions-mgmt",
     ALLOW("`sqs:*`", "`*`") "," DENY("`sqs:AddPermission`", "`*`"),
     "w: allows changes of permissions on every resource: sqs:RemovePermission and "
     "sqs:SetQueueAttributes\n"},
    {"iam-permissions-mgmt", ALLOW("`*`", "`*`"), ""},
    {"iam-tagging", ALLOW("`sqs:*Queue`", "`*`"),
     "w: allows changes of tags on every resource: sqs:TagQueue and sqs:UntagQueue\n"},
    {"iam-credentials-exposure", ALLOW("`sts:*`", "`*`"),
     "w: hands out credentials on every resource: sts:AssumeRole, "
     "sts:AssumeRoleWithSAML, sts:AssumeRoleWithWebIdentity and others\n"},
    {"iam-credentials-exposure", ALLOW("`ecr:GetAuthorizationToken`", "`*`"), ""},

    /* more rights than its own */
    {"iam-privilege-escalation", ALLOW("`iam:CreatePolicyVersion`", "`*`"),
     "w: can make a new default version of a policy it has "
     "(iam:CreatePolicyVersion)\n"},
    {"iam-privilege-escalation",
     ALLOW("`iam:PassRole`", "`ARN:aws:iam::123456789012:role/*`") "," ALLOW(
         "`lambda:CreateFunction`,`lambda:Invoke*`", "`*`"),
     "w: can run a new function with a role it passes (iam:PassRole, "
     "lambda:CreateFunction and lambda:InvokeFunction)\n"},
    {"iam-privilege-escalation",
     ALLOW("`iam:PassRole`", "`ARN:aws:iam::123456789012:role/app`") "," ALLOW(
         "`lambda:CreateFunction`,`lambda:Invoke*`", "`*`"),
     ""},
    {"iam-privilege-escalation",
     ALLOW_IF("`iam:PassRole`", "`*`",
              MFA) "," ALLOW("`lambda:CreateFunction`,`lambda:Invoke*`", "`*`"),
     ""},
    {"iam-privilege-escalation", ALLOW("`iam:Attach*`", "`*`"),
     "w: can attach any policy to a group it is in (iam:AttachGroupPolicy)\n"
     "w: can attach any policy to a role it can use (iam:AttachRolePolicy)\n"
     "w: can attach any policy to itself (iam:AttachUserPolicy)\n"},
    {"iam-privilege-escalation",
     ALLOW("`iam:Attach*`", "`*`") "," ALLOW("`iam:CreateAccessKey`", "`*`"),
     "w: can attach any policy to a group it is in (iam:AttachGroupPolicy)\n"
     "w: can attach any policy to a role it can use (iam:AttachRolePolicy)\n"
     "w: can attach any policy to itself (iam:AttachUserPolicy)\n"
     "w: 1 more way to rights that are not its own: iam-create-access-key\n"},
    {"iam-privilege-escalation", ALLOW("`*`", "`*`"), ""},
    {"iam-privilege-escalation", "{`Effect`:`Allow`,`NotAction`:`s3:*`,`Resource`:`*`}",
     ""},
    {"iam-privilege-escalation",
     ALLOW("`iam:CreatePolicyVersion`", "`*`") "," DENY("`iam:*Version`", "`*`"), ""},
    {"iam-s3-policy-escalation", ALLOW("`s3:PutBucketPolicy`", BUCKET),
     "w: s3:PutBucketPolicy lets its holder take s3:GetObject, which the policy does "
     "not "
     "allow\n"},
    {"iam-s3-policy-escalation",
     ALLOW("`s3:PutBucketPolicy`", BUCKET) "," ALLOW("`s3:*Object`", OBJECTS), ""},
    {"iam-s3-policy-escalation",
     ALLOW("`s3:PutBucketPolicy`", BUCKET) "," ALLOW("`${x}`", OBJECTS), ""},
    {"iam-s3-policy-escalation",
     ALLOW("`s3:PutBucketPolicy`", BUCKET) "," DENY("`s3:*Object`", "`*`"), ""},
    {"iam-passrole-star", ALLOW("`iam:Pass*`", "`*`"),
     "w: iam:PassRole hands any role to any service; name the roles, or the services "
     "in "
     "a condition on iam:PassedToService\n"},
    {"iam-passrole-star", "{`Effect`:`Allow`,`NotAction`:`s3:*`,`Resource`:`*`}",
     "w: iam:PassRole hands any role to any service; name the roles, or the services "
     "in "
     "a condition on iam:PassedToService\n"},
    {"iam-passrole-star", ALLOW_IF("`iam:PassRole`", "`*`", MFA),
     "w: iam:PassRole hands any role to any service; name the roles, or the services "
     "in "
     "a condition on iam:PassedToService\n"},
    {"iam-passrole-star",
     ALLOW_IF("`iam:PassRole`", "`*`",
              "`StringLike`:{`iam:passedtoservice`:`ecs-tasks.amazonaws.com`}"),
     ""},
    {"iam-passrole-star",
     ALLOW_IF("`iam:PassRole`", "`*`", "`StringEquals`:{`iam:ResourceTag/app`:`x`}"),
     ""},
    {"iam-passrole-star", ALLOW("`iam:PassRole`", "`ARN:aws:iam::*:role/app-*`"), ""},
    {"iam-passrole-star", ALLOW("`iam:*`", "`*`") "," DENY("`iam:PassRole`", "`*`"),
     ""},
    {"iam-passrole-star", ALLOW("`*`", "`*`"), ""},
    {"iam-slr-star",
     ALLOW("`iam:CreateServiceLinkedRole`", "`ARN:aws:iam::*:role/aws-service-role/*`"),
     "w: iam:CreateServiceLinkedRole is allowed for every service; name the service's "
     "role, or the service in a condition on iam:AWSServiceName\n"},
    {"iam-slr-star",
     ALLOW("`iam:CreateServiceLinkedRole`",
           "`ARN:aws:iam::*:role/aws-service-role/ecs.amazonaws.com/*`"),
     ""},

    /* what is not listed */
    {"iam-allow-notaction", "{`Effect`:`Allow`,`NotAction`:`iam:*`,`Resource`:`*`}",
     "w: Allow with NotAction: all other actions of every service, those to come too; "
     "list what is allowed\n"},
    {"iam-allow-notaction",
     "{`Effect`:`Allow`,`NotAction`:`s3:DeleteBucket`,`Resource`:" BUCKET "}",
     "n: Allow with NotAction: all other actions on the resources, those to come too; "
     "list what is allowed\n"},
    {"iam-allow-notaction", "{`Effect`:`Deny`,`NotAction`:`iam:*`,`Resource`:`*`}", ""},
    {"iam-allow-notresource",
     "{`Effect`:`Allow`,`Action`:`s3:Get*`,`NotResource`:" OBJECTS "}",
     "w: Allow with NotResource: all other resources, those to come too; list what is "
     "allowed\n"},
};

static void each_check_says_what_is_allowed_too_much(void **state)
{
    sl_arena arena = {0};
    size_t wrong = 0;

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_str told = in_earnest(&arena, sl_str_of(cases[i].told));
        sl_buf is = {0};

        run(cases[i].check, cases[i].statements, 0, &is);
        if (!sl_str_eq(sl_buf_str(&is), told)) {
            print_error("%s on %s\nsaid %.*s", cases[i].check, cases[i].statements,
                        sl_fmt(sl_buf_str(&is)));
            wrong++;
        }
        sl_buf_free(&is);
    }
    sl_arena_free(&arena);
    assert_int_equal(wrong, 0);
}

static void an_old_table_speaks_with_less_weight(void **state)
{
    static const struct {
        const char *check, *statements, *told;
    } old[] = {
        {"iam-unknown-action", ALLOW("`s3:ListBuckets`", "`*`"),
         "n: s3 has no action \"ListBuckets\", did you mean \"ListBucket\"?\n"},
        {"iam-unknown-action", ALLOW("`s3:OpenTheDoor`", "`*`"), ""},
        {"iam-unknown-service", ALLOW("`nosuchthing:*`", "`*`"), ""},
        {"iam-action-matches-nothing", ALLOW("`s3:Read*`", "`*`"),
         "n: no action matches \"s3:Read*\"\n"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(old); i++) {
        sl_buf is = {0};

        run(old[i].check, old[i].statements, sl_iam_data_date() + 20000, &is);
        assert_string_equal(is.ptr ? is.ptr : "", old[i].told);
        sl_buf_free(&is);
    }
}

/* All checks on one large policy: each line once cost too much. */
static void hostile_policies_are_left_unjudged_in_time(void **state)
{
    static const char *const pieces[] = {
        ALLOW("`*:*z*`,`ec2:*a*`", "`*`"),
        DENY("`ec2:*`", "`ARN:aws:ec2:*:*:*`") "," ALLOW("`ec2:*`", "`*`"),
        ALLOW("`s3:*z*`,`ec2:NoSuch`", "`ARN:aws:s3:::b*`,`ARN:aws:sqs:*:*:*`"),
        "{`Effect`:`Deny`,`NotAction`:`s3:*`,`Resource`:`ARN:aws:s3:::*`}",
    };
    static const char *const checks[] = {
        "iam-action-matches-nothing", "iam-unknown-action",
        "iam-action-needs-star",      "iam-star-resource",
        "iam-secret-wildcard",        "iam-privilege-escalation"};
    clock_t start = clock();

    (void)state;
    for (size_t i = 0; i < COUNT(pieces); i++) {
        sl_buf text = {0};
        sl_buf is = {0};

        while (text.len < 60000)
            sl_buf_printf(&text, "%s%s", text.len ? "," : "", pieces[i]);
        for (size_t k = 0; k < COUNT(checks); k++)
            run(checks[k], text.ptr, 0, &is);
        sl_buf_free(&is);
        sl_buf_free(&text);
    }
    assert_true((clock() - start) / CLOCKS_PER_SEC < 240);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_check_says_what_is_allowed_too_much),
        cmocka_unit_test(an_old_table_speaks_with_less_weight),
        cmocka_unit_test(hostile_policies_are_left_unjudged_in_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
