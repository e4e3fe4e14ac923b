/* sops_partial.c - a secret that somebody wrote into a SOPS file by hand: it stands
 * beside values that are encrypted, and is not. What SOPS leaves alone on purpose stays
 * silent. */
#include "check/check.h"
#include "check/leaf.h"
#include "check/sops_rules.h"

/* One document; YAML files may hold several, each with its own metadata. */
static void judge(const sl_rule *rule, sl_doc *doc, sl_sink *sink, const sl_node *top)
{
    sl_sops_rules rules = sl_sops_rules_open(doc, top);

    for (const sl_node *leaf = top; leaf && !rules.unknown;
         leaf = sl_node_walk(top, leaf)) {
        sl_hit hit = {
            .rule = rule, .span = leaf->span, .secret = leaf->span, .rank = 1};

        if (!sl_leaf_is_secret(leaf, false) || sl_sops_metadata(top, leaf) ||
            !sl_sops_selects(&rules, leaf) || rules.unknown)
            continue;
        sl_sink_hit(sink, doc, &hit,
                    "%.*s is not encrypted, unlike the rest of the file",
                    sl_fmt(sl_sops_shown(leaf)));
    }
    sl_sops_rules_free(&rules);
}

void sl_check_sops_partial(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    const sl_node *tree;

    if (doc->content.class_ != SL_CONTENT_SOPS)
        return;
    tree = sl_doc_tree(doc);
    if (!tree || doc->fallback)
        return;
    if (tree->type == SL_NODE_MAP) {
        judge(rule, doc, sink, tree);
        return;
    }
    for (const sl_node *top = tree->first; top; top = top->next)
        if (top->type == SL_NODE_MAP && sl_node_get(top, sl_lit("sops")))
            judge(rule, doc, sink, top);
}
