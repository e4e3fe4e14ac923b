/* policy_permission.c - permissions of functions, AWS::Lambda::Permission and
 * aws_lambda_permission, folded to the statement that each adds to the function's policy.
 * Sources: AWS CloudFormation User Guide, "AWS::Lambda::Permission"; the AWS provider's page
 * of aws_lambda_permission; AWS Lambda Developer Guide, "Resource-based policies". */
#include "aws/policy_work.h"

/* A property of CloudFormation, an argument of Terraform, and the condition that they
 * become. Those of one operator stand together. */
static const struct {
    const char *property, *argument;
    const char *operator, * key;
} conditions[] = {
    {"SourceArn", "source_arn", "ArnLike", "aws:SourceArn"},
    {"SourceAccount", "source_account", "StringEquals", "aws:SourceAccount"},
    {"PrincipalOrgID", "principal_org_id", "StringEquals", "aws:PrincipalOrgID"},
    {"EventSourceToken", "event_source_token", "StringEquals",
     "lambda:EventSourceToken"},
};

enum { CONDITIONS = sizeof conditions / sizeof *conditions };

/* The body of such a resource? */
static bool is_permission(const sl_policy_finder *finder, const sl_node *node)
{
    const sl_node *resource = node->parent, *type;

    if (node->type != SL_NODE_MAP || !resource)
        return false;
    if (finder->passage->kind == SL_DOC_HCL)
        return sl_str_eq(resource->key, sl_lit("aws_lambda_permission")) &&
               resource->parent && sl_str_eq(resource->parent->key, sl_lit("resource"));
    type = sl_str_eq(node->key, sl_lit("Properties"))
               ? sl_node_get(resource, sl_lit("Type"))
               : NULL;
    return type && type->type == SL_NODE_SCALAR &&
           sl_str_eq(type->value, sl_lit("AWS::Lambda::Permission"));
}

static const sl_node *child(const sl_node *body, const char *property,
                            const char *argument)
{
    const sl_node *found = sl_node_get(body, sl_str_of(property));

    return found ? found : sl_node_get(body, sl_str_of(argument));
}

static sl_node named_as(const sl_node *like, const char *key)
{
    return (sl_node){.key = sl_str_of(key), .key_span = like->key_span};
}

/* "*", an account or ARN, or the name of a service. False: not known what it is. */
static bool add_principal(sl_folder *folder, sl_fold_into *statement,
                          const sl_node *principal)
{
    const sl_node *folded = sl_fold(folder, principal);
    sl_node element = named_as(principal, "Principal"), kind;
    sl_fold_into map;
    bool service;

    if (!folded || folded->type != SL_NODE_SCALAR)
        return false;
    if (sl_str_eq(folded->value, sl_lit("*"))) {
        sl_fold_add_text(folder, statement, folded->value, folded, &element);
        return true;
    }
    service = sl_str_has(folded->value, sl_lit(".amazonaws.")) ||
              sl_str_ends(folded->value, sl_lit(".amazon.com")) || /* Alexa */
              sl_str_has(folded->value, sl_lit(".${AWS::URLSuffix}"));
    kind = named_as(principal, service ? "Service" : "AWS");
    map = sl_fold_open(folder, statement, SL_NODE_MAP, principal, &element);
    map.node->tag = (sl_str){0};
    sl_fold_add_text(folder, &map, folded->value, folded, &kind);
    return true;
}

static void add_conditions(sl_folder *folder, sl_fold_into *statement,
                           const sl_node *body)
{
    sl_fold_into map = {0}, block = {0};
    const char *last = NULL;

    for (size_t i = 0; i < CONDITIONS; i++) {
        const sl_node *value =
            child(body, conditions[i].property, conditions[i].argument);
        sl_node named;

        if (!value)
            continue;
        if (!map.node) {
            named = named_as(value, "Condition");
            map = sl_fold_open(folder, statement, SL_NODE_MAP, body, &named);
        }
        if (last != conditions[i].operator) {
            last = conditions[i].operator;
            named = named_as(value, last);
            block = sl_fold_open(folder, &map, SL_NODE_MAP, body, &named);
        }
        named = named_as(value, conditions[i].key);
        sl_fold_take(folder, &block, value, &named);
    }
}

/* Does the permission belong to an address of the function? Who leaves authentication out
 * there means everybody. */
static bool has_address(const sl_node *body)
{
    return child(body, "FunctionUrlAuthType", "function_url_auth_type") ||
           child(body, "InvokedViaFunctionUrl", "invoked_via_function_url");
}

bool sl_policy_permission(sl_policy_finder *finder, const sl_node *node)
{
    sl_fold_into statements, statement;
    const sl_node *action, *principal;
    sl_node named;
    sl_node *map;
    sl_site site;

    if (!is_permission(finder, node))
        return false;
    action = child(node, "Action", "action");
    principal = child(node, "Principal", "principal");
    if (!action || !principal || has_address(node))
        return false;
    site = sl_site_of(finder->doc, finder->passage, node);
    finder->folder.incomplete = false;
    map = sl_policy_frame(finder, node, &statements);
    statement = sl_fold_open(&finder->folder, &statements, SL_NODE_MAP, node, NULL);
    named = named_as(action, "Action");
    sl_fold_take(&finder->folder, &statement, action, &named);
    if (!add_principal(&finder->folder, &statement, principal))
        return false;
    add_conditions(&finder->folder, &statement, node);
    finder->inexact = true;
    sl_policy_add(finder, map, &site, sl_kind_of(&site))->fragment = true;
    finder->inexact = false;
    return true;
}
