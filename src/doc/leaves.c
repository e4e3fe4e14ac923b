#include "doc/leaves.h"

#include "text/name.h"
#include "text/value.h"

static bool is_vault(const sl_node *leaf)
{
    return sl_str_eq(leaf->tag, sl_lit("!vault")) ||
           sl_str_eq(leaf->tag, sl_lit("!vault-encrypted"));
}

sl_leaves sl_leaves_of(sl_doc *doc)
{
    const sl_node *tree = sl_doc_tree(doc);
    sl_leaves leaves = {0};

    if (!tree) {
        leaves.values =
            doc->content.class_ == SL_CONTENT_TEXT && sl_str_trim(doc->text).len > 0;
        return leaves;
    }
    for (const sl_node *leaf = tree; leaf; leaf = sl_node_walk(tree, leaf)) {
        if (leaf->type != SL_NODE_SCALAR || leaf->commented)
            continue;
        if (is_vault(leaf) || (leaf->value.len > 0 && sl_reference(leaf->value)))
            leaves.references++;
        else if (sl_placeholder(leaf->value))
            leaves.placeholders++,
                leaves.wanted += sl_name_is_secret(sl_node_name(leaf));
        else
            leaves.values++;
    }
    return leaves;
}

sl_leaf_class sl_leaves_class(const sl_leaves *leaves)
{
    if (leaves->values > 0)
        return SL_LEAVES_PLAINTEXT;
    if (leaves->references > 0)
        return SL_LEAVES_REFERENCES;
    return leaves->placeholders > 0 ? SL_LEAVES_PLACEHOLDERS : SL_LEAVES_COMMENTS;
}

const char *sl_leaves_name(sl_leaf_class class_)
{
    static const char *const names[] = {
        [SL_LEAVES_COMMENTS] = "comments-only",
        [SL_LEAVES_PLACEHOLDERS] = "placeholders-only",
        [SL_LEAVES_REFERENCES] = "references-only",
        [SL_LEAVES_PLAINTEXT] = "plaintext",
    };

    return names[class_];
}
