/* user_attached.c - rights that a user has of its own, not through a group or role.
 * Source: IAM User Guide, "Managed policies and inline policies". */
#include "aws/site.h"
#include "check/iam/policy_hit.h"

static void tell(const sl_policy_view *view, const sl_node *node, const char *what)
{
    sl_policy_hit(view, node, SL_LEVEL_OFF,
                  "%s a user: give rights to a group or a role, and people to those",
                  what);
}

static bool holds_any(const sl_node *list)
{
    return list && (list->type != SL_NODE_SEQ || list->first);
}

/* resource "aws_iam_user_policy_attachment" "x" { .. } */
static void judge_terraform(const sl_policy_view *view, const sl_node *map)
{
    const sl_node *type = map->parent;
    const sl_node *users = sl_node_get(map, sl_lit("users"));

    if (!type || !type->parent || !sl_str_eq(type->parent->key, sl_lit("resource")))
        return;
    if (sl_str_eq(type->key, sl_lit("aws_iam_user_policy_attachment")))
        tell(view, map, "a policy is attached to");
    else if (sl_str_eq(type->key, sl_lit("aws_iam_policy_attachment")) &&
             holds_any(users))
        tell(view, users, "a policy is attached to");
}

/* Type: AWS::IAM::ManagedPolicy, Properties: {Users: [..]}. What has a document and one
 * sort of holder is judged as a policy. */
static void judge_cloudformation(const sl_policy_view *view, const sl_node *map)
{
    const sl_node *type = sl_node_get(map, sl_lit("Type"));
    const sl_node *body = sl_node_get(map, sl_lit("Properties"));
    const sl_node *users = sl_node_get(body, sl_lit("Users"));
    const sl_node *arns = sl_node_get(body, sl_lit("ManagedPolicyArns"));
    bool shared = holds_any(sl_node_get(body, sl_lit("Roles"))) ||
                  holds_any(sl_node_get(body, sl_lit("Groups")));

    if (!type || !body)
        return;
    if (sl_str_eq(type->value, sl_lit("AWS::IAM::User")) && holds_any(arns))
        tell(view, arns, "managed policies are attached to");
    else if (holds_any(users) &&
             (sl_str_eq(type->value, sl_lit("AWS::IAM::ManagedPolicy")) ||
              (shared && sl_str_eq(type->value, sl_lit("AWS::IAM::Policy")))))
        tell(view, users, "a policy is attached to");
}

static void judge_policy(sl_policy_view *view, const sl_policy *policy)
{
    view->policy = policy;
    if (policy->kind == SL_POLICY_IDENTITY && policy->holder == SL_HOLDER_USER)
        tell(view, policy->node, "the policy is that of");
    view->policy = NULL;
}

void sl_check_iam_user_attached(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    enum { WIDEST = 32 }; /* a resource has few members */
    sl_policy_view view = {.rule = rule, .doc = doc, .sink = sink};
    sl_passages passages = sl_doc_passages(doc);
    sl_policies policies = sl_doc_policies(doc);

    for (size_t i = 0; i < policies.len; i++)
        judge_policy(&view, &policies.at[i]);
    for (size_t i = 0; i < passages.len; i++) {
        const sl_node *top = passages.at[i].tree;

        for (const sl_node *node = top; node; node = sl_node_walk(top, node)) {
            size_t width = 0;

            for (const sl_node *child = node->first; child && width <= WIDEST;
                 child = child->next)
                width++;
            if (node->type != SL_NODE_MAP || width > WIDEST)
                continue;
            if (passages.at[i].kind == SL_DOC_HCL)
                judge_terraform(&view, node);
            else
                judge_cloudformation(&view, node);
        }
    }
}
