#include "aws/symbol.h"

#include "aws/hole.h"

/* Attributes with blanks between; of CloudFormation Ref is one. What is in no list is not
 * known. The first of the ARNs is the one to be recommended. */
typedef struct attributes {
    const char *arns;
    const char *others;
} attributes;

typedef struct resource {
    const char *what;
    const char *terraform, *cloudformation; /* types; the latter with blanks between */
    const char *arn;
    attributes of_terraform, of_cloudformation;
    bool named; /* the other attributes are the name it is given */
} resource;

static const resource resources[] = {
    {"bucket",
     "aws_s3_bucket",
     "AWS::S3::Bucket",
     "arn:aws:s3:::name",
     {"arn", "id bucket bucket_domain_name bucket_regional_domain_name"},
     {"Arn", "Ref DomainName RegionalDomainName WebsiteURL"},
     false},
    {"queue",
     "aws_sqs_queue",
     "AWS::SQS::Queue",
     "arn:aws:sqs:region:account:name",
     {"arn", "id url name"},
     {"Arn", "Ref QueueName QueueUrl"},
     false},
    {"topic",
     "aws_sns_topic",
     "AWS::SNS::Topic",
     "arn:aws:sns:region:account:name",
     {"arn id", "name"},
     {"Ref TopicArn", "TopicName"},
     false},
    {"table",
     "aws_dynamodb_table",
     "AWS::DynamoDB::Table AWS::DynamoDB::GlobalTable AWS::Serverless::SimpleTable",
     "arn:aws:dynamodb:region:account:table/name",
     {"arn", "id name"},
     {"Arn", "Ref"},
     false},
    {"key",
     "aws_kms_key",
     "AWS::KMS::Key",
     "arn:aws:kms:region:account:key/id",
     {"arn", "id key_id"},
     {"Arn", "Ref KeyId"},
     false},
    {"alias",
     "aws_kms_alias",
     "AWS::KMS::Alias",
     "arn:aws:kms:region:account:alias/name",
     {"arn", "id name"},
     {"", "Ref"},
     false},
    {"secret",
     "aws_secretsmanager_secret",
     "AWS::SecretsManager::Secret",
     "arn:aws:secretsmanager:region:account:secret:name-a1B2c3",
     {"arn id", "name"},
     {"Ref Id", ""},
     false},
    {"parameter",
     "aws_ssm_parameter",
     "AWS::SSM::Parameter",
     "arn:aws:ssm:region:account:parameter/name",
     {"arn", "id name"},
     {"", "Ref"},
     true},
    {"function",
     "aws_lambda_function",
     "AWS::Lambda::Function AWS::Serverless::Function",
     "arn:aws:lambda:region:account:function:name",
     {"arn", "id function_name"},
     {"Arn", "Ref"},
     false},
    {"role",
     "aws_iam_role",
     "AWS::IAM::Role",
     "arn:aws:iam::account:role/name",
     {"arn", "id name unique_id"},
     {"Arn", "Ref RoleId"},
     false},
    {"user",
     "aws_iam_user",
     "AWS::IAM::User",
     "arn:aws:iam::account:user/name",
     {"arn", "id name unique_id"},
     {"Arn", "Ref"},
     false},
    {"policy",
     "aws_iam_policy",
     "AWS::IAM::ManagedPolicy",
     "arn:aws:iam::account:policy/name",
     {"arn id", "name policy_id"},
     {"Ref", ""},
     false},
    {"repository",
     "aws_ecr_repository",
     "AWS::ECR::Repository",
     "arn:aws:ecr:region:account:repository/name",
     {"arn", "id name repository_url"},
     {"Arn", "Ref RepositoryUri"},
     false},
    {"cluster",
     "aws_ecs_cluster",
     "AWS::ECS::Cluster",
     "arn:aws:ecs:region:account:cluster/name",
     {"arn id", "name"},
     {"Arn", "Ref"},
     false},
    {"stream",
     "aws_kinesis_stream",
     "AWS::Kinesis::Stream",
     "arn:aws:kinesis:region:account:stream/name",
     {"arn id", "name"},
     {"Arn", "Ref"},
     false},
    {"delivery stream",
     "aws_kinesis_firehose_delivery_stream",
     "AWS::KinesisFirehose::DeliveryStream",
     "arn:aws:firehose:region:account:deliverystream/name",
     {"arn id", "name"},
     {"Arn", "Ref"},
     false},
    {"state machine",
     "aws_sfn_state_machine",
     "AWS::StepFunctions::StateMachine AWS::Serverless::StateMachine",
     "arn:aws:states:region:account:stateMachine:name",
     {"arn id", "name"},
     {"Ref Arn", "Name"},
     false},
    {"event bus",
     "aws_cloudwatch_event_bus",
     "AWS::Events::EventBus",
     "arn:aws:events:region:account:event-bus/name",
     {"arn", "id name"},
     {"Arn", "Ref Name"},
     false},
    {"log group",
     "aws_cloudwatch_log_group",
     "AWS::Logs::LogGroup",
     "arn:aws:logs:region:account:log-group:name:*",
     {"arn", "id name"},
     {"Arn", "Ref"},
     false},
    {"user pool",
     "aws_cognito_user_pool",
     "AWS::Cognito::UserPool",
     "arn:aws:cognito-idp:region:account:userpool/id",
     {"arn", "id endpoint"},
     {"Arn", "Ref ProviderName ProviderURL"},
     false},
    {"domain",
     "aws_elasticsearch_domain",
     "AWS::Elasticsearch::Domain",
     "arn:aws:es:region:account:domain/name",
     {"arn", "domain_id domain_name endpoint"},
     {"Arn", "Ref DomainEndpoint"},
     false},
    {"file system",
     "aws_efs_file_system",
     "AWS::EFS::FileSystem",
     "arn:aws:elasticfilesystem:region:account:file-system/id",
     {"arn", "id"},
     {"Arn", "Ref"},
     false},
};

enum { RESOURCES = sizeof resources / sizeof *resources };

/* Is word one of the words of list? */
static bool listed(const char *list, sl_str word)
{
    sl_str rest = sl_str_of(list), one;

    while (rest.len > 0) {
        size_t blank = sl_str_chr(rest, ' ');

        one = sl_str_sub(rest, 0, blank);
        if (sl_str_eq(one, word))
            return true;
        rest = sl_str_skip(rest, one.len + 1);
    }
    return false;
}

/* The resource that an expression names, and the attribute of it that is taken. */
typedef struct named {
    const resource *resource; /* NULL: none */
    sl_str type, label, attribute;
    bool terraform;
    bool data; /* defined elsewhere */
} named;

static bool is_word(sl_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        if (!((c | 0x20) >= 'a' && (c | 0x20) <= 'z') && !(c >= '0' && c <= '9') &&
            c != '_' && c != '-')
            return false;
    }
    return text.len > 0;
}

/* One of a list: "queue[0]", "queue[each.key]", not "queue[*]". */
static sl_str without_index(sl_str label)
{
    size_t open = sl_str_chr(label, '[');

    if (open == SIZE_MAX || !sl_str_ends(label, sl_lit("]")) ||
        sl_str_has(label, sl_lit("*")))
        return label;
    return sl_str_sub(label, 0, open);
}

/* aws_sqs_queue.jobs.arn, data.aws_sqs_queue.jobs.arn */
static named of_terraform(sl_str expression)
{
    sl_str rest = sl_str_drop(expression, sl_lit("data."));
    size_t dot = sl_str_chr(rest, '.'), last = sl_str_rchr(rest, '.');
    named out = {.terraform = true, .data = rest.len < expression.len};

    if (dot == last)
        return out;
    out.type = sl_str_sub(rest, 0, dot);
    out.label = without_index(sl_str_sub(rest, dot + 1, last));
    out.attribute = sl_str_skip(rest, last + 1);
    if (!is_word(out.label) || !is_word(out.attribute))
        return out;
    for (size_t i = 0; i < RESOURCES && !out.resource; i++)
        if (sl_str_eq(out.type, sl_str_of(resources[i].terraform)))
            out.resource = &resources[i];
    return out;
}

enum { MOST = 500 }; /* resources of a template of CloudFormation */

/* The resource with a logical id. */
static const sl_node *defined(const sl_passage *passage, sl_str id)
{
    const sl_node *all = sl_node_get(passage->tree, sl_lit("Resources"));
    const sl_node *at = all && all->type == SL_NODE_MAP ? all->first : NULL;

    for (size_t i = 0; at && i < MOST; at = at->next, i++)
        if (sl_str_eq(at->key, id))
            return at;
    return NULL;
}

/* Jobs, Jobs.Arn */
static named of_cloudformation(const sl_passage *passage, sl_str expression)
{
    named out = {0};
    size_t dot = sl_str_chr(expression, '.');
    const sl_node *found, *type;

    out.label = sl_str_sub(expression, 0, dot);
    if (!passage || !is_word(out.label))
        return out;
    found = defined(passage, out.label);
    type =
        found && found->type == SL_NODE_MAP ? sl_node_get(found, sl_lit("Type")) : NULL;
    if (!type || type->type != SL_NODE_SCALAR)
        return out;
    out.type = type->value;
    out.attribute = dot == SIZE_MAX ? sl_lit("Ref") : sl_str_skip(expression, dot + 1);
    for (size_t i = 0; i < RESOURCES && !out.resource; i++)
        if (listed(resources[i].cloudformation, out.type))
            out.resource = &resources[i];
    return out;
}

/* resource "aws_ssm_parameter" "db" { .. }: each is a branch of its own. */
static const sl_node *body_of(const sl_passage *passage, const named *of)
{
    const sl_node *at = passage->tree->first;

    if (!of->terraform)
        return sl_node_get(defined(passage, of->label), sl_lit("Properties"));
    for (size_t i = 0; at && i < MOST; at = at->next, i++) {
        const sl_node *type =
            sl_str_eq(at->key, sl_lit("resource")) ? sl_node_get(at, of->type) : NULL;
        const sl_node *body = type ? sl_node_get(type, of->label) : NULL;

        if (body)
            return body;
    }
    return NULL;
}

/* "/app/db" of Name: /app/db; empty if it is not literal, or somewhere else. */
static sl_str name_of(const sl_passage *passage, const named *of)
{
    const sl_node *body = passage && !of->data ? body_of(passage, of) : NULL;
    const sl_node *name =
        body ? sl_node_get(body, of->terraform ? sl_lit("name") : sl_lit("Name"))
             : NULL;

    return name && name->type == SL_NODE_SCALAR && name->tag.len == 0 &&
                   !sl_hole_in(name->value)
               ? name->value
               : (sl_str){0};
}

sl_symbol sl_symbol_of(const sl_passage *passage, sl_str hole)
{
    sl_symbol out = {0};
    const attributes *all;
    sl_str inside;
    named of;

    if (hole.len < 4 || !sl_str_starts(hole, sl_lit("${")))
        return out;
    inside = sl_str_trim(sl_str_sub(hole, 2, hole.len - 1));
    of = of_terraform(inside);
    if (!of.resource)
        of = of_cloudformation(passage, inside);
    if (!of.resource)
        return out;
    all = of.terraform ? &of.resource->of_terraform : &of.resource->of_cloudformation;
    out.what = of.resource->what;
    if (listed(all->arns, of.attribute)) {
        out.kind = SL_SYMBOL_ARN;
        out.arn = sl_str_of(of.resource->arn);
    } else if (listed(all->others, of.attribute)) {
        sl_str arns = sl_str_of(all->arns);

        out.kind = SL_SYMBOL_OTHER;
        out.wanted = sl_str_sub(arns, 0, sl_str_chr(arns, ' '));
        if (of.resource->named)
            out.name = name_of(passage, &of);
    }
    return out;
}

sl_str sl_symbol_spell(const sl_passage *passage, sl_arena *arena, sl_str text)
{
    size_t hole = sl_str_starts(text, sl_lit("${")) ? sl_hole_at(text, 0) : 0;
    sl_symbol symbol;

    if (hole == 0)
        return text;
    symbol = sl_symbol_of(passage, sl_str_sub(text, 0, hole));
    if (symbol.kind != SL_SYMBOL_ARN)
        return text;
    return sl_arena_printf(arena, "%.*s%.*s", sl_fmt(symbol.arn),
                           sl_fmt(sl_str_skip(text, hole)));
}
