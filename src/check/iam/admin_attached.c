/* admin_attached.c - AWS's own AdministratorAccess, attached to a role, user, group or
 * permission set: the same as a policy of "*" on "*" (iam-admin).
 * Source: AWS Managed Policy Reference, "AdministratorAccess". */
#include "aws/managed.h"
#include "aws/site.h"
#include "check/check.h"
#include "check/prose.h"
#include "check/setting.h"

/* Attributes whose value is attached, as sl_site_is has them; a permissions boundary
 * gives nobody a right. */
static bool attaches(sl_str attribute)
{
    static const char *const words[] = {"managedpolicyarn", "managedpolicyarns",
                                        "managedpolicies",  "managedpolicy",
                                        "policyarn",        "policyarns",
                                        "policies",         "iammanagedpolicies"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sl_site_is(attribute, words[i]))
            return true;
    return false;
}

/* "arn:aws:iam::aws:policy/AdministratorAccess" in any partition; SAM takes the name. */
static bool administrator(const sl_node *node, sl_str type)
{
    if (sl_str_eq(type, sl_lit("AWS::Serverless::Function")) &&
        sl_str_eq(node->value, sl_lit("AdministratorAccess")))
        return true;
    return sl_str_starts(node->value, sl_lit("arn:")) &&
           sl_str_ends(node->value, sl_lit(":iam::aws:policy/AdministratorAccess"));
}

static void leave(const sl_rule *rule, sl_doc *doc, sl_sink *sink, sl_span span)
{
    sl_hit hit = {.rule = rule, .span = span};

    hit.level = sl_prose_level(doc, span.start, rule->level);
    if (sl_setting_of(doc->blob->path) == SL_SETTING_TRIAL && hit.level > SL_LEVEL_NOTE)
        hit.level--;
    sl_sink_hit(sink, doc, &hit,
                "attaches AdministratorAccess: every action on every resource");
}

/* The name that the CDK is given. */
static void judge_names(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    size_t at = 0;
    sl_str name;

    while (!sink->full && sl_managed_name_next(doc->text, &at, &name))
        if (sl_str_eq(name, sl_lit("AdministratorAccess")))
            leave(rule, doc, sink, sl_span_in(doc->text, name));
}

void sl_check_iam_admin_attached(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_passages passages;

    if (!sl_str_has(doc->text, sl_lit("AdministratorAccess")))
        return;
    judge_names(rule, doc, sink);
    passages = sl_doc_passages(doc);
    for (size_t i = 0; i < passages.len; i++) {
        const sl_passage *passage = &passages.at[i];
        const sl_node *tree = passage->tree;

        for (const sl_node *node = tree; node; node = sl_node_walk(tree, node)) {
            sl_site site;

            if (node->type != SL_NODE_SCALAR ||
                !sl_str_ends(node->value, sl_lit("AdministratorAccess")))
                continue;
            site = sl_site_of(doc, passage, node);
            if (attaches(site.attribute) && administrator(node, site.type))
                leave(rule, doc, sink, node->span);
        }
    }
}
