/* ci_keys.c - a workflow that hands AWS keys to a step which could have a role for
 * the asking, or that asks for one without the right to. */
#include "check/check.h"

static bool is_step(const sl_node *node)
{
    const sl_node *uses = sl_node_get(node, sl_lit("uses"));

    return uses &&
           sl_str_starts(uses->value, sl_lit("aws-actions/configure-aws-credentials"));
}

/* May the jobs of the workflow ask for a token? Either for all, or for this one. */
static bool may_ask(const sl_node *permissions)
{
    const sl_node *token = sl_node_get(permissions, sl_lit("id-token"));

    if (permissions && permissions->type == SL_NODE_SCALAR)
        return sl_str_eq(permissions->value, sl_lit("write-all"));
    return token && sl_str_eq(token->value, sl_lit("write"));
}

static const sl_node *job_of(const sl_node *step)
{
    for (const sl_node *node = step; node; node = node->parent)
        if (node->parent && sl_str_eq(node->parent->key, sl_lit("jobs")))
            return node;
    return NULL;
}

static void judge(const sl_rule *rule, sl_doc *doc, sl_sink *sink, const sl_node *tree,
                  const sl_node *step)
{
    const sl_node *with = sl_node_get(step, sl_lit("with"));
    const sl_node *role = sl_node_get(with, sl_lit("role-to-assume"));
    const sl_node *key = sl_node_get(with, sl_lit("aws-access-key-id"));
    const sl_node *job = job_of(step);
    const sl_node *own = sl_node_get(job, sl_lit("permissions"));
    const sl_node *all = sl_node_get(tree, sl_lit("permissions"));
    sl_hit hit = {.rule = rule};

    if (key) {
        if (sl_node_get(with, sl_lit("aws-session-token")) ||
            sl_str_has(key->value, sl_lit("steps.")) ||
            sl_str_has(key->value, sl_lit("needs.")))
            return; /* short-lived ones, of another step */
        hit.span = key->span;
        sl_sink_hit(sink, doc, &hit,
                    "the workflow uses a long-lived AWS key%s: let it assume a role "
                    "by OpenID Connect",
                    role ? " to assume a role" : "");
    } else if (role && job && !may_ask(own ? own : all)) {
        hit.span = role->span;
        sl_sink_hit(sink, doc, &hit,
                    "role-to-assume needs 'permissions: id-token: write', which the "
                    "job does not have");
    }
}

void sl_check_oidc_ci_keys(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    const sl_node *tree = sl_doc_tree(doc);

    for (const sl_node *node = tree; node; node = sl_node_walk(tree, node))
        if (node->type == SL_NODE_MAP && is_step(node))
            judge(rule, doc, sink, tree, node);
}
