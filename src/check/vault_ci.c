/* vault_ci.c - the vault password written into the configuration of a build service. */
#include "check/check.h"
#include "check/vault_password.h"
#include "text/value.h"

static bool is_password_key(sl_str key)
{
    static const char *const keys[] = {"ansible-vault-password",
                                       "ansible_vault_password",
                                       "vault-password",
                                       "vault_password",
                                       "ansible-vault-pass",
                                       "ansible_vault_pass",
                                       "vault_pass",
                                       "ansible_vault_password_text"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (sl_str_eq_nocase(key, sl_str_of(keys[i])))
            return true;
    return false;
}

/* GitLab's variables may be maps: NAME: {value: ..., description: ...}. */
static sl_str name_of(const sl_node *leaf)
{
    if (sl_str_eq(leaf->key, sl_lit("value")) && leaf->parent)
        return leaf->parent->key;
    return leaf->key;
}

/* In history there is only the base name: there the keys on the way must tell. */
static bool is_ci(const sl_blob *blob, const sl_node *leaf)
{
    static const char *const keys[] = {"jobs", "steps", "pipelines", "stages"};

    if (!blob->name_only)
        return sl_ci_file(blob->path);
    for (const sl_node *node = leaf->parent; node; node = node->parent)
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
            if (sl_str_eq(node->key, sl_str_of(keys[i])))
                return true;
    return sl_ci_file(blob->path);
}

void sl_check_vault_ci(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    const sl_node *tree = sl_doc_tree(doc);

    for (const sl_node *leaf = tree; leaf; leaf = sl_node_walk(tree, leaf)) {
        sl_hit hit = {
            .rule = rule, .span = leaf->span, .secret = leaf->span, .rank = 1};

        if (leaf->type != SL_NODE_SCALAR || leaf->commented || leaf->tag.len > 0 ||
            !is_password_key(name_of(leaf)) || sl_placeholder(leaf->value) ||
            sl_reference(leaf->value) || !is_ci(doc->blob, leaf))
            continue;
        sl_sink_hit(sink, doc, &hit,
                    "the vault password stands in the workflow in plain text");
    }
}
