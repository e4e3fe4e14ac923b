/* policy_sam.c - the policy templates of AWS SAM in Policies of a function, folded to
 * the statements that they become, as far as they are about secrets; and the Statement
 * of an AWS::Events::EventBusPolicy.
 * Source: AWS SAM developer guide, "Policy template list". */
#include "aws/policy_work.h"

/* '$' in a resource stands for what the parameter is given. */
static const struct {
    const char *name, *parameter;
    const char *actions; /* with blanks between */
    const char *resources;
} templates[] = {
    {"AWSSecretsManagerGetSecretValuePolicy", "SecretArn",
     "secretsmanager:GetSecretValue", "$"},
    {"SSMParameterReadPolicy", "ParameterName",
     "ssm:GetParameters ssm:GetParameter ssm:GetParametersByPath",
     "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/$"},
    {"SSMParameterWithSlashPrefixReadPolicy", "ParameterName",
     "ssm:GetParameters ssm:GetParameter ssm:GetParametersByPath",
     "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter$"},
    {"KMSDecryptPolicy", "KeyId", "kms:Decrypt",
     "arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/$"},
    {"S3ReadPolicy", "BucketName",
     "s3:GetObject s3:ListBucket s3:GetBucketLocation s3:GetObjectVersion "
     "s3:GetLifecycleConfiguration",
     "arn:${AWS::Partition}:s3:::$ arn:${AWS::Partition}:s3:::$/*"},
    {"S3CrudPolicy", "BucketName",
     "s3:GetObject s3:ListBucket s3:GetBucketLocation s3:GetObjectVersion s3:PutObject "
     "s3:PutObjectAcl s3:GetLifecycleConfiguration s3:PutLifecycleConfiguration "
     "s3:DeleteObject",
     "arn:${AWS::Partition}:s3:::$ arn:${AWS::Partition}:s3:::$/*"},
};

enum { TEMPLATES = sizeof templates / sizeof *templates };

/* A SEQ of the words of list, in the place of like. */
static void add_words(sl_folder *folder, sl_fold_into *statement, const char *element,
                      sl_str list, sl_str given, const sl_node *like)
{
    sl_node named = {.key = sl_str_of(element), .key_span = like->key_span};
    sl_fold_into seq = sl_fold_open(folder, statement, SL_NODE_SEQ, like, &named);

    seq.node->tag = (sl_str){0};
    while (list.len > 0) {
        sl_str word = list, rest = {0}, before, after;

        sl_str_split(list, ' ', &word, &rest);
        list = rest;
        if (sl_str_ends(word, sl_lit("$")) || sl_str_has(word, sl_lit("$/"))) {
            size_t at = sl_str_rchr(word, '$');

            before = sl_str_sub(word, 0, at);
            after = sl_str_skip(word, at + 1);
            word = sl_arena_printf(folder->doc->arena, "%.*s%.*s%.*s", sl_fmt(before),
                                   sl_fmt(given), sl_fmt(after));
        }
        sl_fold_add_text(folder, &seq, word, like, NULL)->tag = (sl_str){0};
    }
}

static bool add_template(sl_folder *folder, sl_fold_into *statements,
                         const sl_node *template_)
{
    const sl_node *parameter, *given;
    sl_fold_into statement;
    size_t row = 0;

    while (row < TEMPLATES &&
           !sl_str_eq(template_->key, sl_str_of(templates[row].name)))
        row++;
    if (row == TEMPLATES)
        return false;
    parameter = sl_node_get(template_, sl_str_of(templates[row].parameter));
    given = parameter ? sl_fold(folder, parameter) : NULL;
    if (!given || given->type != SL_NODE_SCALAR)
        return false;
    statement = sl_fold_open(folder, statements, SL_NODE_MAP, template_, NULL);
    add_words(folder, &statement, "Action", sl_str_of(templates[row].actions),
              (sl_str){0}, template_);
    add_words(folder, &statement, "Resource", sl_str_of(templates[row].resources),
              given->value, given);
    return true;
}

/* Is an item of Policies a document, or a function of the template that makes one? */
static bool is_document(const sl_node *item)
{
    return sl_node_get(item, sl_lit("Statement")) != NULL;
}

static bool add_templates(sl_policy_finder *finder, const sl_node *policies)
{
    const sl_node *item = NULL;
    sl_fold_into statements;
    sl_site site = sl_site_of(finder->doc, finder->passage, policies);
    sl_node *map;

    if (!sl_str_starts(site.type, sl_lit("AWS::Serverless::")))
        return false;
    finder->folder.incomplete = false;
    map = sl_policy_frame(finder, policies, &statements);
    while ((item = sl_value_next(policies, item)) != NULL) {
        const sl_node *template_ = item->type == SL_NODE_MAP ? item->first : NULL;

        if (!is_document(item) &&
            (!template_ || !add_template(&finder->folder, &statements, template_)))
            finder->folder.incomplete =
                true; /* a managed policy, or another template */
    }
    if (!statements.last)
        return false;
    finder->inexact = true;
    sl_policy_add(finder, map, &site, sl_kind_of(&site))->fragment = true;
    finder->inexact = false;
    return true;
}

bool sl_policy_sam(sl_policy_finder *finder, const sl_node *node)
{
    return sl_str_eq(node->key, sl_lit("Policies")) && node->type != SL_NODE_ALIAS &&
           add_templates(finder, node);
}

/* {EventBusName: .., StatementId: .., Statement: {..}} of AWS::Events::EventBusPolicy. */
bool sl_policy_bus(sl_policy_finder *finder, const sl_node *node)
{
    const sl_node *statement = sl_node_get(node, sl_lit("Statement"));
    sl_fold_into statements;
    sl_node *map;
    sl_site site;

    if (!statement || statement->type != SL_NODE_MAP ||
        !sl_node_get(node, sl_lit("StatementId")) || sl_mark_foreign(node))
        return false;
    site = sl_site_of(finder->doc, finder->passage, node);
    finder->folder.incomplete = false;
    map = sl_policy_frame(finder, node, &statements);
    sl_fold_take(&finder->folder, &statements, statement, NULL);
    sl_policy_add(finder, map, &site, sl_kind_of(&site))->fragment = true;
    return true;
}
