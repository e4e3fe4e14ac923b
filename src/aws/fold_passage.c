/* fold_passage.c - which dialects the texts of a passage are written in. */
#include "aws/fold_work.h"

void sl_folder_open(sl_folder *folder, sl_doc *doc)
{
    *folder = (sl_folder){.doc = doc, .nodes_left = SL_MAX_FOLDED};
}

void sl_folder_close(sl_folder *folder)
{
    sl_map_free(&folder->anchors);
}

static const sl_node *top_of(const sl_node *node)
{
    while (node->parent)
        node = node->parent;
    return node;
}

const sl_passage *sl_passage_of(sl_doc *doc, const sl_node *node)
{
    sl_passages all = sl_doc_passages(doc);
    const sl_node *top = top_of(node);

    for (size_t i = 0; i < all.len; i++)
        if (all.at[i].tree == top)
            return &all.at[i];
    return NULL;
}

/* Is leaf the text of a Fn::Sub? *variables: those that it brings. */
static bool in_sub(const sl_node *leaf, const sl_node **variables)
{
    const sl_node *list = leaf->parent;

    *variables = NULL;
    if (sl_str_eq(leaf->tag, sl_lit("!Sub")) || sl_str_eq(leaf->key, sl_lit("Fn::Sub")))
        return true;
    if (!list || list->type != SL_NODE_SEQ || list->first != leaf ||
        !(sl_str_eq(list->tag, sl_lit("!Sub")) ||
          sl_str_eq(list->key, sl_lit("Fn::Sub"))))
        return false;
    *variables = leaf->next;
    return true;
}

static bool is_serverless(const sl_node *top)
{
    return sl_node_get(top, sl_lit("service")) && sl_node_get(top, sl_lit("provider"));
}

/* What templatefile() of Terraform reads. */
static bool is_template_file(sl_str path)
{
    return sl_str_ends_nocase(path, sl_lit(".tftpl")) ||
           sl_str_ends_nocase(path, sl_lit(".tpl"));
}

static unsigned dialects_of(const sl_folder *folder, const sl_passage *passage,
                            const sl_node **variables)
{
    unsigned dialects = 0;

    if (passage->leaf && in_sub(passage->leaf, variables))
        dialects |= SL_FOLD_SUB;
    if (passage->kind == SL_DOC_HCL || is_template_file(folder->doc->blob->path))
        dialects |= SL_FOLD_TERRAFORM;
    if (passage->kind == SL_DOC_YAML && is_serverless(passage->tree))
        dialects |= SL_FOLD_SERVERLESS;
    if (passage->kind == SL_DOC_YAML || passage->kind == SL_DOC_JSON)
        dialects |= SL_FOLD_JINJA;
    return dialects;
}

void sl_folder_enter(sl_folder *folder, const sl_passage *passage)
{
    const sl_passage *outer = passage;
    size_t depth = 0;

    sl_map_free(&folder->anchors);
    folder->anchors_known = false;
    folder->top = passage->tree;
    folder->variables = NULL;
    folder->dialects = dialects_of(folder, passage, &folder->variables);
    while (outer && outer->leaf && depth++ <= SL_MAX_NESTED) {
        outer = sl_passage_of(folder->doc, outer->leaf);
        if (outer && outer->kind == SL_DOC_HCL)
            folder->dialects |= SL_FOLD_TERRAFORM;
        if (outer && is_serverless(outer->tree))
            folder->dialects |= SL_FOLD_SERVERLESS;
    }
    folder->parameters =
        sl_node_get(outer ? outer->tree : passage->tree, sl_lit("Parameters"));
}

/* Is there a function, an alias or a text to be folded at or below node? */
static bool needs_folding(const sl_folder *folder, const sl_node *node)
{
    for (const sl_node *at = node; at; at = sl_node_walk(node, at)) {
        if (at->type == SL_NODE_ALIAS || sl_str_eq(at->key, sl_lit("<<")) ||
            sl_intrinsic_of(at).kind != SL_INTRINSIC_NONE ||
            (at->type == SL_NODE_SCALAR && sl_fold_text_changes(folder, at)))
            return true;
    }
    return false;
}

const sl_node *sl_fold(sl_folder *folder, const sl_node *node)
{
    sl_node none = {.type = SL_NODE_MAP};
    sl_fold_into into = {.node = &none};

    if (!needs_folding(folder, node))
        return node;
    sl_fold_take(folder, &into, node, node);
    if (into.last)
        into.last->parent = node->parent;
    return into.last;
}
