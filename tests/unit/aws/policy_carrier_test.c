/* policy_carrier_test.c - the same policy in every carrier: its values, where each of
 * them is written, and whose it is. */
#include "tell.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

typedef struct carrier {
    const char *path, *text, *told;
} carrier;

static void compare(const carrier *cases, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        sl_buf told = {0};

        tell_policies(cases[i].path, sl_str_of(cases[i].text), &told);
        assert_string_equal(told.ptr ? told.ptr : "", cases[i].told);
        sl_buf_free(&told);
    }
}

#define ALLOWED "+{Effect:Allow Action:s3:GetObject Resource:arn:aws:s3:::b/*}\n"

static void json_and_yaml(void **state)
{
    static const carrier cases[] = {
        {"p.json",
         "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\","
         " \"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::b/*\"}}",
         "identity?\n" ALLOWED},
        {"vars.yml",
         "policy:\n  Statement:\n  - Effect: Allow\n    Action: s3:GetObject\n"
         "    Resource: arn:aws:s3:::b/*\n",
         "identity?\n" ALLOWED},
        {"p.json",
         "{\"policy\": \"{\\\"Statement\\\": {\\\"Effect\\\": \\\"Allow\\\", "
         "\\\"Action\\\":"
         " \\\"s3:GetObject\\\", \\\"Resource\\\": \\\"arn:aws:s3:::b/*\\\"}}\"}",
         "identity?\n" ALLOWED},
        /* aliases and merge keys */
        {"vars.yml",
         "x: &act [s3:GetObject]\ny: &base {Effect: Allow, Resource: 'r'}\n"
         "Statement:\n- <<: *base\n  Action: *act\n  Resource: q\n",
         "identity?\n+{Effect:Allow Action:[s3:GetObject] Resource:q}\n"},
        /* a list that is no document */
        {"vars.yml",
         "app_rights:\n- Effect: Allow\n  Action: s3:GetObject\n"
         "  Resource: arn:aws:s3:::b/*\n",
         "identity? fragment\n" ALLOWED},
        /* what only looks like one */
        {"waf.yml",
         "Rules:\n- Statement: {RateBasedStatement: {Limit: 1}}\n  Action: {Block: "
         "{}}\n",
         ""},
        {"ram.json",
         "{\"Version\": \"1\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": "
         "\"oss:*\","
         " \"Resource\": \"acs:oss:*:*:x\"}]}",
         ""},
        {"data.json",
         "{\"Version\": \"2021-06-01\", \"Statement\": [{\"Principal\": [\"*\"],"
         " \"DataIdentifier\": [], \"DataDirection\": \"Inbound\"}]}",
         ""},
        {"stack.json",
         "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"Update:Modify\"],"
         " \"Principal\": \"*\", \"Resource\": \"LogicalResourceId/Api\"}]}",
         ""},
        {"bus.schema.json",
         "{\"properties\": {\"StatementId\": {\"type\": \"string\"}, \"Statement\":"
         " {\"type\": \"object\"}, \"Action\": {\"type\": \"string\"}}}",
         ""},
        {"answer.json",
         "{\"RevisionId\": \"1\", \"Statement\": {\"Effect\": \"Allow\", \"Action\":"
         " \"lambda:GetLayerVersion\", \"Resource\": \"l\"}}",
         "identity? fragment\n+{Effect:Allow Action:lambda:GetLayerVersion "
         "Resource:l}\n"},
        {"notes.yml", "Statement: prose\nEffect: none\n", ""},
    };

    (void)state;
    compare(cases, COUNT(cases));
}

static void cloudformation(void **state)
{
    static const carrier cases[] = {
        {"t.yml",
         "Resources:\n  App:\n    Type: AWS::IAM::Role\n    Properties:\n"
         "      RoleName: app\n      AssumeRolePolicyDocument:\n        Statement:\n"
         "        - {Effect: Allow, Principal: {Service: ec2.amazonaws.com},"
         " Action: 'sts:AssumeRole'}\n"
         "      Policies:\n      - PolicyName: p\n        PolicyDocument:\n"
         "          Statement: {Effect: Allow, Action: 's3:*', Resource: '*'}\n",
         "trust role name=app ref=App\n"
         "+{Effect:Allow Principal:{Service:ec2.amazonaws.com} Action:sts:AssumeRole}\n"
         "identity role name=app ref=App\n"
         "+{Effect:Allow Action:s3:* Resource:*}\n"},
        {"t.json",
         "{\"Resources\": {\"B\": {\"Type\": \"AWS::S3::BucketPolicy\", \"Properties\":"
         " {\"Bucket\": {\"Ref\": \"Data\"}, \"PolicyDocument\": {\"Statement\":"
         " [{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"s3:*\","
         " \"Resource\": {\"Fn::Sub\": \"${Data.Arn}/*\"}}]}}}}}",
         "resource resource ref=Data s3\n"
         "-{Effect:Deny Principal:* Action:s3:*"
         " Resource:${Data.Arn}/*<{\"Fn::Sub\": \"${Data.Arn}/*\"}>}\n"},
        {"t.yml",
         "Resources:\n  P:\n    Type: AWS::IAM::Policy\n    Properties:\n"
         "      Users: [bob]\n      PolicyDocument: !Sub |\n"
         "        {\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"s3:*\",\n"
         "          \"Resource\": \"arn:aws:s3:::b/${!aws:username}\"}}\n",
         "identity user name=bob\n"
         "+{Effect:Allow Action:s3:*"
         " Resource:arn:aws:s3:::b/${aws:username}<arn:aws:s3:::b/"
         "${!aws:username}>}\n"},
        {"t.yml",
         "Resources:\n  E:\n    Type: AWS::Events::EventBusPolicy\n    Properties:\n"
         "      StatementId: x\n      Statement: {Effect: Allow, Principal: '*',"
         " Action: events:PutEvents, Resource: '*'}\n",
         "resource resource events fragment\n"
         "+{Effect:Allow Principal:* Action:events:PutEvents Resource:*}\n"},
        {"t.yml",
         "Resources:\n  L:\n    Type: AWS::Lambda::Permission\n    Properties:\n"
         "      Action: lambda:InvokeFunction\n      FunctionName: app\n"
         "      Principal: s3.amazonaws.com\n      SourceAccount: !Ref Id\n",
         "resource resource name=app lambda folded fragment\n"
         "+{Action:lambda:InvokeFunction Principal:{Service:s3.amazonaws.com}"
         " Condition:{StringEquals:{aws:SourceAccount:${Id}<Id>}}}\n"},
        {"t.yml",
         "Resources:\n  L:\n    Type: AWS::Lambda::Permission\n    Properties:\n"
         "      {Action: 'lambda:InvokeFunctionUrl', FunctionName: app, Principal: '*',"
         " FunctionUrlAuthType: NONE}\n",
         ""},
        {"t.yml",
         "Resources:\n  O:\n    Type: AWS::Organizations::Policy\n    Properties:\n"
         "      Type: RESOURCE_CONTROL_POLICY\n      Content:\n        Statement:\n"
         "        - {Effect: Deny, Principal: '*', Action: 's3:*', Resource: '*'}\n",
         "scp ref=O rcp\n-{Effect:Deny Principal:* Action:s3:* Resource:*}\n"},
    };

    (void)state;
    compare(cases, COUNT(cases));
}

static void sam_and_serverless(void **state)
{
    static const carrier cases[] = {
        {"t.yml",
         "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n"
         "      Policies:\n      - AWSSecretsManagerGetSecretValuePolicy:\n"
         "          SecretArn: !Ref S\n"
         "      - Statement: [{Effect: Allow, Action: 's3:*', Resource: '*'}]\n",
         "identity role ref=F folded fragment\n"
         "+{Action:[secretsmanager:GetSecretValue<SecretArn: !Ref S>] "
         "Resource:[${S}<S>]}\n"
         "identity role ref=F fragment\n+{Effect:Allow Action:s3:* Resource:*}\n"},
        {"serverless.yml",
         "service: app\nprovider:\n  name: aws\n  iam:\n    role:\n      statements:\n"
         "      - Effect: Allow\n        Action: ['sqs:*']\n"
         "        Resource: 'arn:aws:sqs:${aws:region}:*:${self:custom.q}'\n"
         "      - ${file(more.yml)}\n",
         "identity role fragment incomplete\n"
         "+{Effect:Allow Action:[sqs:*] Resource:arn:aws:sqs:${AWS::Region}:*:"
         "${self:custom.q}<arn:aws:sqs:${aws:region}:*:${self:custom.q}>}\n"},
    };

    (void)state;
    compare(cases, COUNT(cases));
}

static void terraform(void **state)
{
    static const carrier cases[] = {
        {"main.tf",
         "resource \"aws_iam_role\" \"app\" {\n  assume_role_policy = jsonencode({\n"
         "    Statement = [{ Effect = \"Allow\", Principal = { AWS = \"*\" },"
         " Action = \"sts:AssumeRole\" }]\n  })\n}\n",
         "trust role ref=aws_iam_role.app\n"
         "+{Effect:Allow Principal:{AWS:*} Action:sts:AssumeRole}\n"},
        {"main.tf",
         "resource \"aws_iam_role_policy\" \"p\" {\n  role = aws_iam_role.app.id\n"
         "  policy = <<-EOT\n    {\"Statement\": {\"Effect\": \"Allow\", \"Action\": "
         "\"s3:*\","
         "\n      \"Resource\": \"${aws_s3_bucket.b.arn}/$${aws:username}\"}}\n  "
         "EOT\n}\n",
         "identity role ref=aws_iam_role.app\n"
         "+{Effect:Allow Action:s3:* Resource:${aws_s3_bucket.b.arn}/${aws:username}"
         "<${aws_s3_bucket.b.arn}/$${aws:username}>}\n"},
        {"main.tf",
         "data \"aws_iam_policy_document\" \"d\" {\n  statement {\n"
         "    actions   = [\"s3:*\"]\n    resources = [aws_s3_bucket.b.arn]\n"
         "    principals {\n      type = \"AWS\"\n      identifiers = [\"*\"]\n    }\n"
         "    condition {\n      test = \"Bool\"\n      variable = "
         "\"aws:SecureTransport\"\n"
         "      values = [\"true\"]\n    }\n  }\n}\n"
         "resource \"aws_s3_bucket_policy\" \"p\" {\n  bucket = \"b\"\n"
         "  policy = data.aws_iam_policy_document.d.json\n}\n",
         "resource resource name=b s3 folded\n"
         "+{Action:[s3:*] Resource:[${aws_s3_bucket.b.arn}<aws_s3_bucket.b.arn>]"
         " Principal:{AWS:[*]} Condition:{Bool:{aws:SecureTransport:[true]}}}\n"},
        {"main.tf",
         "data \"aws_iam_policy_document\" \"d\" {\n"
         "  source_policy_documents = [local.x]\n  dynamic \"statement\" {\n"
         "    for_each = var.x\n    content {\n      effect = \"Deny\"\n"
         "      not_actions = [\"s3:Get&{aws:username}\"]\n      not_resources = "
         "[\"*\"]\n"
         "      not_principals {\n        type = \"*\"\n        identifiers = [\"*\"]\n"
         "      }\n    }\n  }\n}\n",
         "resource? folded incomplete\n"
         "-{Effect:Deny NotAction:[s3:Get${aws:username}<s3:Get&{aws:username}>]"
         " NotResource:[*] NotPrincipal:*}\n"},
        {"main.tf",
         "resource \"aws_iam_policy\" \"p\" {\n  name = \"p\"\n  policy = jsonencode({"
         " Version = \"2012-10-17\", Statement = concat([{ Effect = \"Allow\","
         " Action = \"s3:*\", Resource = \"*\" }], local.more) })\n}\n",
         "identity managed name=p ref=aws_iam_policy.p incomplete\n"
         "+{Effect:Allow Action:s3:* Resource:*}\n"},
        {"main.tf",
         "locals {\n  s = var.x ? { Effect = \"Allow\", Action = \"s3:*\", Resource = "
         "\"*\" }"
         " : null\n}\n",
         "identity? fragment\n+!If{Effect:Allow Action:s3:* Resource:*}\n"},
    };

    (void)state;
    compare(cases, COUNT(cases));
}

static void ansible_and_templates(void **state)
{
    static const carrier cases[] = {
        {"play.yml",
         "- hosts: all\n  tasks:\n  - name: role\n    amazon.aws.iam_role:\n"
         "      name: app\n      assume_role_policy_document:\n        Statement:\n"
         "        - {Effect: Allow, Principal: {Service: ec2.amazonaws.com},"
         " Action: 'sts:AssumeRole'}\n",
         "trust role name=app\n"
         "+{Effect:Allow Principal:{Service:ec2.amazonaws.com} "
         "Action:sts:AssumeRole}\n"},
        {"play.yml",
         "- hosts: all\n  tasks:\n  - name: rights\n    iam_policy:\n"
         "      iam_type: user\n      iam_name: bob\n      policy_json:\n"
         "        Statement:\n        - Effect: Allow\n          Action: 's3:*'\n"
         "          Resource: \"{{ 'arn:aws:s3:::' + bucket ~ '/*' }}\"\n",
         "identity user name=bob\n"
         "+{Effect:Allow Action:s3:* Resource:arn:aws:s3:::{{ bucket }}/*"
         "<{{ 'arn:aws:s3:::' + bucket ~ '/*' }}>}\n"},
        {"policy.json.tpl",
         "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\":"
         " \"arn:aws:s3:::${bucket}/$${aws:username}\"}}",
         "identity?\n"
         "+{Effect:Allow Action:s3:* Resource:arn:aws:s3:::${bucket}/${aws:username}"
         "<arn:aws:s3:::${bucket}/$${aws:username}>}\n"},
        {"policy.json.j2",
         "{\"Statement\": [\n{% for b in buckets %}\n{\"Effect\": \"Allow\", "
         "\"Action\":"
         " \"s3:*\", \"Resource\": \"arn:aws:s3:::{{ b }}\"},\n{% endfor %}\n]}",
         "identity? incomplete\n"
         "+{Effect:Allow Action:s3:* Resource:arn:aws:s3:::{{ b }}}\n"},
    };

    (void)state;
    compare(cases, COUNT(cases));
}

static void shell(void **state)
{
    static const carrier cases[] = {
        {"x.sh",
         "cat > trust.json <<EOF\n{\"Statement\": {\"Effect\": \"Allow\", "
         "\"Principal\":"
         " {\"Service\": \"ec2.amazonaws.com\"}, \"Action\": "
         "\"sts:AssumeRole\"}}\nEOF\n"
         "aws iam create-role --role-name app \\\n"
         "  --assume-role-policy-document file://trust.json\n",
         "trust role name=app\n"
         "+{Effect:Allow Principal:{Service:ec2.amazonaws.com} "
         "Action:sts:AssumeRole}\n"},
        {"x.sh",
         "aws iam put-group-policy --group-name=ops --policy-document"
         " '{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\":"
         " \"arn:aws:s3:::'\"$BUCKET\"'/*\"}}'\n",
         "identity group name=ops\n"
         "+{Effect:Allow Action:s3:* Resource:arn:aws:s3:::$BUCKET/*"
         "<arn:aws:s3:::'\"$BUCKET\"'/*>}\n"},
        {"x.sh",
         "aws s3api put-bucket-policy --bucket b --policy \"{\\\"Statement\\\": "
         "{\\\"Effect\\\":"
         " \\\"Deny\\\", \\\"Principal\\\": \\\"*\\\", \\\"Action\\\": \\\"s3:*\\\","
         " \\\"Resource\\\": \\\"*\\\"}}\"\n",
         "resource resource name=b s3\n"
         "-{Effect:Deny Principal:* Action:s3:* Resource:*}\n"},
    };

    (void)state;
    compare(cases, COUNT(cases));
}

static void prose(void **state)
{
    static const carrier cases[] = {
        {"README.md",
         "Attach this:\n\n```json\n{\n  \"Statement\": {\"Effect\": \"Allow\", "
         "\"Action\":"
         " \"s3:GetObject\",\n    \"Resource\": \"arn:aws:s3:::b/*\"}\n}\n```\n",
         "identity?\n" ALLOWED},
        {"notes.txt",
         "Attach this:\n\n    {\n      \"Statement\": {\n        \"Effect\": "
         "\"Allow\",\n"
         "        \"Action\": \"s3:GetObject\",\n        \"Resource\": "
         "\"arn:aws:s3:::b/*\"\n"
         "      }\n    }\n\nDone.\n",
         "identity?\n" ALLOWED},
    };

    (void)state;
    compare(cases, COUNT(cases));
}

static void programs(void **state)
{
    static const carrier cases[] = {
        {"app.py",
         "iam.create_role(RoleName='app', AssumeRolePolicyDocument=json.dumps({\n"
         "    'Statement': [{'Effect': 'Allow', 'Principal': {'Service':"
         " 'ec2.amazonaws.com'}, 'Action': 'sts:AssumeRole'}]}))\n",
         "trust role\n"
         "+{Effect:Allow Principal:{Service:ec2.amazonaws.com} "
         "Action:sts:AssumeRole}\n"},
        {"app.py",
         "BUCKET = 'b'\npolicy = {'Statement': {'Effect': 'Allow', 'Action': "
         "('s3:Get*',),\n"
         "    'Resource': f'arn:aws:s3:::{bucket}/${{aws:username}}/*'}}\n",
         "identity?\n"
         "+{Effect:Allow Action:[s3:Get*] "
         "Resource:arn:aws:s3:::{bucket}/${aws:username}/*"
         "<arn:aws:s3:::{bucket}/${{aws:username}}/*>}\n"},
        {"app.py",
         "s = iam.PolicyStatement(actions=['s3:*'], resources=[bucket.arn],\n"
         "    principals=[iam.ArnPrincipal('arn:aws:iam::123456789012:role/x')])\n",
         "resource? folded fragment\n"
         "+{Action:[s3:*] Resource:[${bucket.arn}<bucket.arn>]"
         " Principal:{AWS:[arn:aws:iam::123456789012:role/x]}}\n"},
        {"app.ts",
         "role.addToPolicy(new iam.PolicyStatement({\n  effect: iam.Effect.DENY,\n"
         "  notActions: ['s3:*'], resources: [`arn:aws:s3:::${name}/*`],\n"
         "  conditions: {Bool: {'aws:SecureTransport': 'false'}},\n}));\n",
         "identity? folded fragment\n"
         "-{Effect:Deny<iam.Effect.DENY> NotAction:[s3:*] "
         "Resource:[arn:aws:s3:::${name}/*]"
         " Condition:{Bool:{aws:SecureTransport:false}}}\n"},
        {"app.ts",
         "bucket.addToResourcePolicy(new PolicyStatement({actions: ['s3:*'],"
         " resources: ['*'], principals: [new AnyPrincipal()]}));\n",
         "resource resource folded fragment\n"
         "+{Action:[s3:*] Resource:[*] Principal:*<[new AnyPrincipal()]>}\n"},
        {"app.ts",
         "bucket.addToResourcePolicy(new PolicyStatement({actions: ['s3:*'],"
         " resources: ['*'], principals: [grantee]}));\n",
         "resource resource folded fragment\n"
         "+{Action:[s3:*] Resource:[*] Principal:${principals}<[grantee]>}\n"},
        {"app.ts",
         "const role = new Role(this, 'R', {assumedBy: new WebIdentityPrincipal(arn,"
         " {StringEquals: {'gitlab.com:aud': 'x'}})});\n",
         "trust? folded fragment\n"
         "+{Principal:{Federated:${provider}<StringEquals>}"
         " Action:sts:AssumeRoleWithWebIdentity<{StringEquals: {'gitlab.com:aud': "
         "'x'}}>"
         " Condition:{StringEquals:{gitlab.com:aud:x}}}\n"},
        {"app.py",
         "p = iam.FederatedPrincipal(federated=arn, conditions={'StringEquals': {"
         "'gitlab.com:aud': 'x'}}, "
         "assume_role_action='sts:AssumeRoleWithWebIdentity')\n",
         "trust? folded fragment\n"
         "+{Principal:{Federated:${provider}<StringEquals>}"
         " Action:sts:AssumeRoleWithWebIdentity<iam.FederatedPrincipal(federated=arn, "
         "conditions={'StringEquals': {'gitlab.com:aud': 'x'}}, "
         "assume_role_action='sts:AssumeRoleWithWebIdentity')>"
         " Condition:{StringEquals:{gitlab.com:aud:x}}}\n"},
        {"app.js",
         "const p = {Version: '2012-10-17', Statement: [{Effect: 'Allow',"
         " Action: 's3:*', Resource: '*'}]};\n",
         "identity?\n+{Effect:Allow Action:s3:* Resource:*}\n"},
        {"awacs.py",
         "p = PolicyDocument(Statement=[Statement(Effect=Allow, "
         "Action=[s3.GetObject],\n"
         "    Resource=['*'])])\n",
         "identity?\n"
         "+!Statement{Effect:Allow Action:[${s3.GetObject}<s3.GetObject>] "
         "Resource:[*]}\n"},
        /* filled later */
        {"app.js", "const p = {Version: '2012-10-17', Statement: []};\n",
         "identity? incomplete\n"},
    };

    (void)state;
    compare(cases, COUNT(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_and_yaml),
        cmocka_unit_test(cloudformation),
        cmocka_unit_test(sam_and_serverless),
        cmocka_unit_test(terraform),
        cmocka_unit_test(ansible_and_templates),
        cmocka_unit_test(shell),
        cmocka_unit_test(prose),
        cmocka_unit_test(programs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
