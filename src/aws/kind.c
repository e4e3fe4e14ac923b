#include "aws/kind.h"

#define IDENTITY(type, attribute, holder, name, own)                           \
    {                                                                          \
        type, attribute, SL_POLICY_IDENTITY, SL_HOLDER_##holder, "", name, own \
    }
#define TRUST(type, attribute, name, own)                               \
    {                                                                   \
        type, attribute, SL_POLICY_TRUST, SL_HOLDER_ROLE, "", name, own \
    }
#define RESOURCE(type, attribute, service, name, own)                               \
    {                                                                               \
        type, attribute, SL_POLICY_RESOURCE, SL_HOLDER_RESOURCE, service, name, own \
    }

/* Attributes of resources; the first row that fits counts. */
static const sl_kind_row properties[] = {
    TRUST("awsiamrole", "assumerolepolicy", "name", true),
    TRUST("awsiamrole", "assumerolepolicydocument", "rolename", true),
    TRUST("iamrole", "assumerolepolicydocument", "name", true),
    TRUST("awsserverless*", "assumerolepolicydocument", "", true),
    IDENTITY("awsserverless*", "policies", ROLE, "", true),
    IDENTITY("awsiamrole", "policies", ROLE, "rolename", true),
    IDENTITY("awsiamrole", "policydocument", ROLE, "rolename", true),
    IDENTITY("awsiamrole", "policy", ROLE, "name", true),
    IDENTITY("awsiamuser", "policies", USER, "username", true),
    IDENTITY("awsiamuser", "policydocument", USER, "username", true),
    IDENTITY("awsiamgroup", "policies", GROUP, "groupname", true),
    IDENTITY("awsiamgroup", "policydocument", GROUP, "groupname", true),
    IDENTITY("awsiamrolepolicy", "policy", ROLE, "role", false),
    IDENTITY("awsiamrolepolicy", "policydocument", ROLE, "rolename", false),
    IDENTITY("awsiamuserpolicy", "policy", USER, "user", false),
    IDENTITY("awsiamuserpolicy", "policydocument", USER, "username", false),
    IDENTITY("awsiamgrouppolicy", "policy", GROUP, "group", false),
    IDENTITY("awsiamgrouppolicy", "policydocument", GROUP, "groupname", false),
    IDENTITY("awsiampolicy", "policy", MANAGED, "name", true),
    IDENTITY("awsiampolicy", "policydocument", INLINE, "", false),
    IDENTITY("iampolicy", "policyjson", INLINE, "iamname", false),
    IDENTITY("awsiammanagedpolicy", "policydocument", MANAGED, "managedpolicyname",
             true),
    IDENTITY("iammanagedpolicy", "policy", MANAGED, "name", true),
    IDENTITY("awsssopermissionset", "inlinepolicy", INLINE, "name", true),
    IDENTITY("awsssoadminpermissionsetinlinepolicy", "inlinepolicy", INLINE, "", false),
    IDENTITY("awstransferuser", "policy", INLINE, "", false),
    IDENTITY("awstransferaccess", "policy", INLINE, "", false),
    IDENTITY("awsrolesanywhereprofile", "sessionpolicy", INLINE, "", false),
    IDENTITY("awsiotpolicy", "policy", UNKNOWN, "", false),
    IDENTITY("awsiotpolicy", "policydocument", UNKNOWN, "", false),
    RESOURCE("awss3bucket", "policy", "s3", "bucket", true),
    RESOURCE("awss3bucketpolicy", "policy", "s3", "bucket", false),
    RESOURCE("awss3bucketpolicy", "policydocument", "s3", "bucket", false),
    RESOURCE("awss3accesspoint", "policy", "s3", "name", true),
    RESOURCE("awss3controlaccesspointpolicy", "policy", "s3", "", false),
    RESOURCE("awss3controlbucketpolicy", "policy", "s3", "bucket", false),
    RESOURCE("s3bucket", "policy", "s3", "name", true),
    RESOURCE("awssqsqueue", "policy", "sqs", "name", true),
    RESOURCE("awssqsqueuepolicy", "policy", "sqs", "queueurl", false),
    RESOURCE("awssqsqueuepolicy", "policydocument", "sqs", "", false),
    RESOURCE("sqsqueue", "policy", "sqs", "name", true),
    RESOURCE("awssnstopic", "policy", "sns", "name", true),
    RESOURCE("awssnstopicpolicy", "policy", "sns", "arn", false),
    RESOURCE("awssnstopicpolicy", "policydocument", "sns", "", false),
    RESOURCE("snstopic", "policy", "sns", "name", true),
    RESOURCE("awskmskey", "policy", "kms", "", true),
    RESOURCE("awskmskey", "keypolicy", "kms", "", true),
    RESOURCE("awskmskeypolicy", "policy", "kms", "keyid", false),
    RESOURCE("awskmsexternalkey", "policy", "kms", "", true),
    RESOURCE("awskmsreplicakey", "policy", "kms", "", true),
    RESOURCE("awskmsreplicakey", "keypolicy", "kms", "", true),
    RESOURCE("kmskey", "policy", "kms", "alias", true),
    RESOURCE("awsecrrepository", "repositorypolicytext", "ecr", "repositoryname", true),
    RESOURCE("awsecrpublicrepository", "repositorypolicytext", "ecr-public",
             "repositoryname", true),
    RESOURCE("awsecrregistrypolicy", "policytext", "ecr", "", false),
    RESOURCE("awsecrregistrypolicy", "policy", "ecr", "", false),
    RESOURCE("awsecrrepositorypolicy", "policy", "ecr", "repository", false),
    RESOURCE("awsecrpublicrepositorypolicy", "policy", "ecr-public", "repositoryname",
             false),
    RESOURCE("ecsecr", "policy", "ecr", "name", true),
    RESOURCE("awssecretsmanagersecret", "policy", "secretsmanager", "name", true),
    RESOURCE("awssecretsmanagersecretpolicy", "policy", "secretsmanager", "secretarn",
             false),
    RESOURCE("awssecretsmanagerresourcepolicy", "resourcepolicy", "secretsmanager",
             "secretid", false),
    RESOURCE("secretsmanagersecret", "resourcepolicy", "secretsmanager", "name", true),
    RESOURCE("awsvpcendpoint", "policy", "vpce", "", true),
    RESOURCE("awsvpcendpointpolicy", "policy", "vpce", "", false),
    RESOURCE("awsec2vpcendpoint", "policydocument", "vpce", "", true),
    RESOURCE("awselasticsearchdomain", "accesspolicies", "es", "domainname", true),
    RESOURCE("awselasticsearchdomainpolicy", "accesspolicies", "es", "domainname",
             false),
    RESOURCE("awsopensearchdomain", "accesspolicies", "es", "domainname", true),
    RESOURCE("awsopensearchdomainpolicy", "accesspolicies", "es", "domainname", false),
    RESOURCE("awsopensearchservicedomain", "accesspolicies", "es", "domainname", true),
    RESOURCE("awsapigatewayrestapi", "policy", "execute-api", "name", true),
    RESOURCE("awsapigatewayrestapipolicy", "policy", "execute-api", "", false),
    RESOURCE("awsserverlessapi", "customstatements", "execute-api", "", true),
    RESOURCE("awsefsfilesystem", "filesystempolicy", "elasticfilesystem", "", true),
    RESOURCE("awsefsfilesystempolicy", "policy", "elasticfilesystem", "", false),
    RESOURCE("awslambdapermission", "*", "lambda", "functionname", false),
    RESOURCE("awsbackupbackupvault", "accesspolicy", "backup", "backupvaultname", true),
    RESOURCE("awsbackupvaultpolicy", "policy", "backup", "backupvaultname", false),
    RESOURCE("awsglaciervault", "accesspolicy", "glacier", "name", true),
    RESOURCE("awsglaciervaultlock", "policy", "glacier", "vaultname", false),
    RESOURCE("awscloudwatchlogresourcepolicy", "policydocument", "logs", "", false),
    RESOURCE("awscloudwatchlogdestinationpolicy", "accesspolicy", "logs", "", false),
    RESOURCE("awslogsresourcepolicy", "policydocument", "logs", "", false),
    RESOURCE("awslogsdestination", "destinationpolicy", "logs", "", true),
    RESOURCE("awscloudwatcheventbuspolicy", "policy", "events", "eventbusname", false),
    RESOURCE("awseventseventbus", "policy", "events", "name", true),
    RESOURCE("awseventseventbuspolicy", "*", "events", "eventbusname", false),
    RESOURCE("awseventschemasregistrypolicy", "policy", "schemas", "", false),
    RESOURCE("awsschemasregistrypolicy", "policy", "schemas", "registryname", false),
    RESOURCE("awskinesisresourcepolicy", "*", "kinesis", "", false),
    RESOURCE("awsdynamodbresourcepolicy", "policy", "dynamodb", "", false),
    RESOURCE("awsdynamodbtable", "policydocument", "dynamodb", "tablename", true),
    RESOURCE("awscodeartifactdomain", "permissionspolicydocument", "codeartifact", "",
             true),
    RESOURCE("awscodeartifactrepository", "permissionspolicydocument", "codeartifact",
             "", true),
    RESOURCE("awscodeartifact*", "policydocument", "codeartifact", "", false),
    RESOURCE("awscodebuildresourcepolicy", "policy", "codebuild", "", false),
    RESOURCE("awsglueresourcepolicy", "policy", "glue", "", false),
    RESOURCE("awsacmpcapolicy", "policy", "acm-pca", "", false),
    RESOURCE("awsmskclusterpolicy", "policy", "kafka", "", false),
    RESOURCE("awssesidentitypolicy", "policy", "ses", "identity", false),
    RESOURCE("awssesv2emailidentitypolicy", "policy", "ses", "", false),
    RESOURCE("awsmediastorecontainer", "policy", "mediastore", "", true),
    RESOURCE("awsmediastorecontainerpolicy", "policy", "mediastore", "", false),
    {"awsorganizationspolicy", "content", SL_POLICY_SCP, SL_HOLDER_UNKNOWN, "scp",
     "name", true},
};

/* Attributes, arguments and variables that say it themselves; name: the key above. */
static const sl_kind_row attributes[] = {
    TRUST("", "assumerolepolicy", "", false),
    TRUST("", "assumerolepolicydocument", "", false),
    TRUST("", "assumerolepolicyjson", "", false),
    IDENTITY("", "iamrolestatements", ROLE, "", false),
    IDENTITY("", "statements", ROLE, "role", false),
    IDENTITY("", "inlinepolicy", INLINE, "", false),
    IDENTITY("", "addtorolepolicy", ROLE, "", false),
    IDENTITY("", "addtoprincipalpolicy", UNKNOWN, "", false),
    IDENTITY("", "sessionpolicy", INLINE, "", false),
    RESOURCE("", "keypolicy", "kms", "", false),
    RESOURCE("", "bucketpolicy", "s3", "", false),
    RESOURCE("", "repositorypolicytext", "ecr", "", false),
    RESOURCE("", "addtoresourcepolicy", "", "", false),
};

/* Commands of the AWS CLI, and the option that names the holder. */
static const sl_kind_row commands[] = {
    TRUST("createrole", "", "rolename", true),
    TRUST("updateassumerolepolicy", "", "rolename", false),
    IDENTITY("putrolepolicy", "", ROLE, "rolename", false),
    IDENTITY("putuserpolicy", "", USER, "username", false),
    IDENTITY("putgrouppolicy", "", GROUP, "groupname", false),
    IDENTITY("createpolicyversion", "", MANAGED, "policyarn", false),
    {"organizations", "", SL_POLICY_SCP, SL_HOLDER_UNKNOWN, "scp", "name", true},
    IDENTITY("createpolicy", "", MANAGED, "policyname", true),
    IDENTITY("putinlinepolicytopermissionset", "", INLINE, "", false),
    IDENTITY("assumerole", "", INLINE, "", false),
    IDENTITY("getfederationtoken", "", INLINE, "", false),
    RESOURCE("putbucketpolicy", "", "s3", "bucket", false),
    RESOURCE("putaccesspointpolicy", "", "s3", "name", false),
    RESOURCE("putkeypolicy", "", "kms", "keyid", false),
    RESOURCE("createkey", "", "kms", "", true),
    RESOURCE("setrepositorypolicy", "", "ecr", "repositoryname", false),
    RESOURCE("setqueueattributes", "", "sqs", "queueurl", false),
    RESOURCE("createqueue", "", "sqs", "queuename", true),
    RESOURCE("settopicattributes", "", "sns", "topicarn", false),
    RESOURCE("createtopic", "", "sns", "name", true),
    RESOURCE("secretsmanager", "", "secretsmanager", "secretid", false),
    RESOURCE("createvpcendpoint", "", "vpce", "", true),
    RESOURCE("modifyvpcendpoint", "", "vpce", "vpcendpointid", false),
    RESOURCE("putfilesystempolicy", "", "elasticfilesystem", "filesystemid", false),
    RESOURCE("putbackupvaultaccesspolicy", "", "backup", "backupvaultname", false),
    RESOURCE("logs", "", "logs", "policyname", false),
    RESOURCE("dynamodb", "", "dynamodb", "", false),
    RESOURCE("kinesis", "", "kinesis", "", false),
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Types may lack their "aws", and have the name of a collection of Ansible before them. */
static bool is_type(sl_str type, const char *word)
{
    type = sl_str_drop(type, sl_lit("amazon."));
    type = sl_str_drop(type, sl_lit("community."));
    return sl_site_is(type, word) || (sl_str_starts(type, sl_lit("aws.")) &&
                                      sl_site_is(sl_str_skip(type, 4), word));
}

static const sl_kind_row *command_row(sl_str command)
{
    while (command.len > 0) {
        sl_str rest = sl_str_trim(command);
        size_t end = 0;

        while (end < rest.len &&
               sl_str_chr(sl_lit(" \t\r\n\"'"), rest.ptr[end]) == SIZE_MAX)
            end++;
        for (size_t i = 0; end > 2 && i < COUNT(commands); i++)
            if (sl_site_is(sl_str_sub(rest, 0, end), commands[i].type))
                return &commands[i];
        command = sl_str_skip(rest, end + 1);
    }
    return NULL;
}

const sl_kind_row *sl_kind_of(const sl_site *site)
{
    for (size_t i = 0; site->type.len > 0 && i < COUNT(properties); i++)
        if (sl_site_is(site->attribute, properties[i].attribute) &&
            is_type(site->type, properties[i].type))
            return &properties[i];
    for (size_t i = 0; site->attribute.len > 0 && i < COUNT(attributes); i++)
        if (sl_site_is(site->attribute, attributes[i].attribute) &&
            (attributes[i].name[0] == '\0' ||
             sl_site_is(site->outer, attributes[i].name)))
            return &attributes[i];
    return command_row(site->command);
}

bool sl_kind_is_certain(const sl_kind_row *row)
{
    return row && row->type[0] != '\0' && row->attribute[0] != '\0' &&
           row->attribute[0] != '*' &&
           !sl_site_is(sl_str_of(row->attribute), "policies") &&
           !sl_site_is(sl_str_of(row->attribute), "customstatements");
}
