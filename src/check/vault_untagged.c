/* vault_untagged.c - a vault as the text of a YAML value: without the tag Ansible takes
 * the ciphertext for the value. Whole vaults are content, not values, where a file is
 * written out of YAML: in a ConfigMap, by a copy task. */
#include "check/check.h"
#include "check/vault_node.h"

enum { BODY_DIGITS = 32 };

static bool is_kubernetes(const sl_node *top)
{
    for (const sl_node *doc = top->type == SL_NODE_SEQ ? top->first : top; doc;
         doc = doc->next)
        if (sl_node_get(doc, sl_lit("apiVersion")) && sl_node_get(doc, sl_lit("kind")))
            return true;
    return false;
}

static bool is_text(sl_str tag)
{
    return tag.len == 0 || sl_str_eq(tag, sl_lit("!!str")) ||
           sl_str_eq(tag, sl_lit("!")) || sl_str_eq(tag, sl_lit("!unsafe"));
}

/* A header and something of a body, however it is broken. '>' puts a comment before the
 * header on the same line. */
static bool holds_vault(const sl_node *leaf)
{
    sl_str value = leaf->value;
    bool comment = leaf->style == SL_STYLE_FOLDED &&
                   sl_str_starts(value, sl_lit("#")) &&
                   sl_str_has(value, sl_lit(" $ANSIBLE_VAULT;"));
    size_t run = 0;

    if (!sl_vault_marked(value) && !comment)
        return false;
    for (size_t i = 0; i < value.len && run < BODY_DIGITS; i++)
        run = sl_str_chr(sl_lit("0123456789abcdefABCDEF"), value.ptr[i]) != SIZE_MAX
                  ? run + 1
                  : 0;
    return run >= BODY_DIGITS;
}

static bool is_file_content(const sl_node *leaf)
{
    static const char *const keys[] = {"content", "contents", "data",  "body",
                                       "stdin",   "run",      "script"};
    sl_str name = sl_node_name(leaf);

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (sl_str_eq(name, sl_str_of(keys[i])))
            return true;
    return sl_str_chr(name, '.') != SIZE_MAX || sl_str_chr(name, '/') != SIZE_MAX;
}

void sl_check_vault_untagged(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    const sl_node *tree;

    if (doc->content.class_ != SL_CONTENT_TEXT)
        return;
    tree = sl_doc_tree(doc);
    if (!tree || doc->fallback || is_kubernetes(tree))
        return;
    for (const sl_node *leaf = tree; leaf; leaf = sl_node_walk(tree, leaf)) {
        sl_hit hit = {.rule = rule};

        if (leaf->type != SL_NODE_SCALAR || leaf->commented || !is_text(leaf->tag) ||
            !holds_vault(leaf) || is_file_content(leaf))
            continue;
        hit.span = sl_vault_place(doc, leaf);
        sl_sink_hit(sink, doc, &hit,
                    "a vault without the tag !vault: Ansible takes the ciphertext for "
                    "the value");
    }
}
