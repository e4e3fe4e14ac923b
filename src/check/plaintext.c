#include "check/plaintext.h"

#include "check/leaf.h"

void sl_plaintext_report(const sl_rule *rule, sl_doc *doc, sl_sink *sink, bool strict)
{
    const sl_node *tree = sl_doc_tree(doc);
    sl_buf path = {0};

    for (const sl_node *leaf = tree; leaf; leaf = sl_node_walk(tree, leaf)) {
        sl_hit hit = {.rule = rule, .span = leaf->span, .secret = leaf->span};

        if (!sl_leaf_is_secret(leaf, strict))
            continue;
        sl_buf_clear(&path);
        sl_node_path(leaf, &path);
        sl_sink_hit(sink, doc, &hit, "%.*s holds a secret in plain text",
                    sl_fmt(sl_buf_str(&path)));
    }
    sl_buf_free(&path);
}
