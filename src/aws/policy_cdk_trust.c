/* policy_cdk_trust.c - the conditions that a principal of the AWS CDK comes with, folded to
 * the trust policy that they are part of: new iam.WebIdentityPrincipal(arn, {..}). Who is
 * trusted is told by the claims that the conditions are on.
 * Source: AWS CDK API reference, aws-cdk-lib.aws_iam, classes WebIdentityPrincipal,
 * OpenIdConnectPrincipal and FederatedPrincipal. */
#include "aws/policy_work.h"

static bool is_class(sl_str name)
{
    static const char *const names[] = {"WebIdentityPrincipal",
                                        "OpenIdConnectPrincipal", "FederatedPrincipal"};

    return sl_str_among(names, sizeof names / sizeof *names,
                        sl_str_drop(name, sl_lit("!")));
}

/* Operators over keys, and nothing else. */
static bool are_conditions(const sl_node *map)
{
    const sl_node *child = map && map->type == SL_NODE_MAP ? map->first : NULL;

    if (!child)
        return false;
    for (; child; child = child->next)
        if (child->type != SL_NODE_MAP || child->key.len == 0)
            return false;
    return true;
}

/* The conditions are an argument, and then a literal of their own; or one of nothing but
 * keywords. */
static const sl_node *conditions_at(const sl_policy_finder *finder, const sl_node *node)
{
    const sl_node *found = NULL;

    if (node->type != SL_NODE_MAP || finder->passage->carrier != SL_CARRIER_LITERAL)
        return NULL;
    if (is_class(node->tag))
        found = sl_node_get(node, sl_lit("conditions"));
    else if (!node->parent && is_class(finder->passage->context))
        found = node;
    return are_conditions(found) ? found : NULL;
}

bool sl_policy_cdk_trust(sl_policy_finder *finder, const sl_node *node)
{
    const sl_node *conditions = conditions_at(finder, node);
    sl_folder *folder = &finder->folder;
    sl_fold_into statements, statement, principal;
    sl_node named, *map, *provider;
    sl_site site;

    if (!conditions)
        return false;
    site = sl_site_of(finder->doc, finder->passage, node);
    folder->incomplete = false;
    map = sl_policy_frame(finder, node, &statements);
    statement = sl_fold_open(folder, &statements, SL_NODE_MAP, node, NULL);
    statement.node->tag = (sl_str){0};
    named =
        (sl_node){.key = sl_lit("Principal"), .key_span = conditions->first->key_span};
    principal = sl_fold_open(folder, &statement, SL_NODE_MAP, node, &named);
    principal.node->tag = (sl_str){0};
    named.key = sl_lit("Federated");
    provider =
        sl_fold_add_text(folder, &principal, sl_lit("${provider}"), node, &named);
    provider->tag = sl_lit("!expr");
    provider->span = conditions->first->key_span;
    named.key = sl_lit("Action");
    sl_fold_add_text(folder, &statement, sl_lit("sts:AssumeRoleWithWebIdentity"), node,
                     &named)
        ->tag = (sl_str){0};
    named.key = sl_lit("Condition");
    sl_fold_take(folder, &statement, conditions, &named);
    finder->inexact = true;
    sl_policy_add(finder, map, &site, sl_kind_of(&site))->fragment = true;
    finder->inexact = false;
    return true;
}
