/* sops_unreadable.c - files of SOPS that it refuses to open: the mac is gone, or a value
 * that the file's own rules select is not encrypted. Secrets among those are
 * sops-partial's. Tried with SOPS 3.9.4. */
#include "check/check.h"
#include "check/leaf.h"
#include "check/sops_rules.h"

static bool is_encrypted(const sl_node *leaf)
{
    return leaf->type == SL_NODE_SCALAR && sl_str_starts(leaf->value, SL_SOPS_MARK);
}

/* Nothing, which SOPS leaves as it is. */
static bool is_empty(const sl_node *leaf)
{
    return leaf->value.len == 0 || (leaf->style == SL_STYLE_PLAIN &&
                                    (sl_str_eq(leaf->value, sl_lit("~")) ||
                                     sl_str_eq_nocase(leaf->value, sl_lit("null"))));
}

/* Does a value of the document carry what SOPS makes? */
static bool has_encrypted(const sl_node *top)
{
    for (const sl_node *leaf = top; leaf; leaf = sl_node_walk(top, leaf))
        if (is_encrypted(leaf) && !leaf->commented && !sl_sops_metadata(top, leaf))
            return true;
    return false;
}

/* A key for the data: a list under sops, in .env files variables of its items. */
static bool has_key(const sl_doc *doc, const sl_node *top)
{
    const sl_node *map =
        doc->kind == SL_DOC_DOTENV ? top : sl_node_get(top, sl_lit("sops"));

    for (const sl_node *item = map->first; item; item = item->next)
        if (doc->kind == SL_DOC_DOTENV ? sl_str_starts(item->key, sl_lit("sops_")) &&
                                             sl_str_has(item->key, sl_lit("__list_"))
                                       : item->first != NULL)
            return true;
    return false;
}

static void tell(const sl_rule *rule, sl_doc *doc, sl_sink *sink, sl_span span,
                 sl_str what)
{
    sl_hit hit = {.rule = rule, .span = span};

    sl_sink_hit(sink, doc, &hit, "SOPS does not open the file: %.*s", sl_fmt(what));
}

static bool has(const sl_doc *doc, const sl_node *top, const char *setting)
{
    return sl_sops_setting(doc, top, sl_str_of(setting)).len > 0;
}

/* Where the metadata stand. */
static sl_span metadata_of(const sl_doc *doc, const sl_node *top)
{
    const sl_node *item = sl_node_get(top, sl_lit("sops"));

    if (doc->kind == SL_DOC_DOTENV)
        for (item = top->first; !sl_str_starts(item->key, sl_lit("sops_"));)
            item = item->next;
    return item->key_span;
}

/* Told once, at the first one: all of them may have been written at one time. */
static void judge_values(const sl_rule *rule, sl_doc *doc, sl_sink *sink,
                         const sl_node *top)
{
    sl_sops_rules rules = sl_sops_rules_open(doc, top);
    const sl_node *first = NULL;
    size_t more = 0;

    for (const sl_node *leaf = top; leaf && !rules.unknown;
         leaf = sl_node_walk(top, leaf)) {
        if (leaf->type != SL_NODE_SCALAR || leaf->commented || is_empty(leaf) ||
            is_encrypted(leaf) || sl_sops_metadata(top, leaf) ||
            !sl_sops_selects(&rules, leaf) || sl_leaf_is_secret(leaf, false))
            continue;
        more += first != NULL;
        first = first ? first : leaf;
    }
    if (first && !rules.unknown)
        tell(rule, doc, sink, first->span,
             more ? sl_arena_printf(doc->arena,
                                    "%.*s and %zu more are not encrypted, and its "
                                    "rules select them",
                                    sl_fmt(sl_sops_shown(first)), more)
                  : sl_arena_printf(doc->arena,
                                    "%.*s is not encrypted, and its rules select it",
                                    sl_fmt(sl_sops_shown(first))));
    sl_sops_rules_free(&rules);
}

static void judge(const sl_rule *rule, sl_doc *doc, sl_sink *sink, const sl_node *top)
{
    const sl_node *map = sl_node_get(top, sl_lit("sops"));

    if (top->type != SL_NODE_MAP ||
        (doc->kind != SL_DOC_DOTENV && (!map || map->type != SL_NODE_MAP)))
        return;
    if (!has(doc, top, "version") || !has_encrypted(top))
        return;
    if (!has(doc, top, "mac") && has(doc, top, "lastmodified") && has_key(doc, top))
        tell(rule, doc, sink, metadata_of(doc, top),
             sl_lit("the mac is gone, and it takes the values for tampered with"));
    judge_values(rule, doc, sink, top);
}

void sl_check_sops_unreadable(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    const sl_node *tree = sl_doc_tree(doc);

    if (!tree || doc->fallback)
        return;
    if (tree->type == SL_NODE_MAP)
        judge(rule, doc, sink, tree);
    else
        for (const sl_node *top = tree->first; top; top = top->next)
            judge(rule, doc, sink, top);
}
