/* policy_find.c - the search for policies in the trees of a document. */
#include "aws/fold_work.h"
#include "aws/policy_work.h"
#include "base/limits.h"

#include <stdlib.h>

static void add_fragment(sl_policy_finder *finder, const sl_node *node,
                         const sl_site *site)
{
    sl_fold_into statements;
    sl_node *map;

    finder->folder.incomplete = false;
    map = sl_policy_frame(finder, node, &statements);
    sl_fold_take_items(&finder->folder, &statements, node);
    sl_policy_add(finder, map, site, sl_kind_of(site))->fragment = true;
}

/* Under a key like that a template may demand a policy. */
static bool may_be_demanded(const sl_policy_finder *finder, const sl_node *map)
{
    static const char *const ends[] = {"policy", "document", "policies",  "content",
                                       "text",   "json",     "statements"};

    if (!map->parent)
        return finder->passage->carrier != SL_CARRIER_WHOLE &&
               finder->passage->carrier != SL_CARRIER_BLOCK;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (sl_str_ends_nocase(map->key, sl_str_of(ends[i])))
            return true;
    return false;
}

/* A map that a function of a template makes is another text. */
static bool is_demanded(const sl_policy_finder *finder, const sl_node *map,
                        const sl_kind_row *row)
{
    return map->type == SL_NODE_MAP && row && may_be_demanded(finder, map) &&
           (sl_kind_is_certain(row) || sl_mark_elements(map));
}

static bool add_document(sl_policy_finder *finder, const sl_node *node)
{
    bool marked = sl_mark_may_be_document(node);
    const sl_kind_row *row;
    const sl_node *map;
    sl_site site;

    /* The documents that a function chooses from come by themselves, as do statements. */
    if ((!marked && !may_be_demanded(finder, node)) || sl_policy_cdk_document(node) ||
        sl_intrinsic_of(node).kind != SL_INTRINSIC_NONE)
        return false;
    site = sl_site_of(finder->doc, finder->passage, node);
    row = sl_kind_of(&site);
    if (!marked && !row)
        return false;
    finder->folder.incomplete = false;
    map = sl_fold(&finder->folder, node);
    if (!map || (!sl_mark_document(map, finder->passage->incomplete) &&
                 (!is_demanded(finder, map, row) || sl_mark_foreign(map))))
        return false;
    if (sl_policy_add(finder, map, &site, row)->version == NULL && row)
        sl_vec_last(&finder->policies)->fragment =
            sl_site_is(site.type, "awsserverless*");
    return true;
}

/* Statements in a list that is no document's: iamRoleStatements, a variable. */
static bool is_list(const sl_node *seq)
{
    static const char *const names[] = {"iamrolestatements", "customstatements",
                                        "resourcepolicy", "statements"};
    bool named = false, any = false;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        named |= seq->key.len > 0 && sl_site_is(seq->key, names[i]);
    for (const sl_node *item = seq->first; item && !any; item = item->next) {
        const sl_node *effect = sl_node_get(item, sl_lit("Effect"));

        any = sl_mark_statement(item) ||
              (named && effect && effect->type == SL_NODE_SCALAR &&
               (sl_node_get(item, sl_lit("Action")) ||
                sl_node_get(item, sl_lit("NotAction"))));
    }
    return any;
}

/* Adds the policy that begins at node, if one does. */
static bool add_at(sl_policy_finder *finder, const sl_node *node, bool inside)
{
    sl_site site;

    if (node->type == SL_NODE_MAP && add_document(finder, node))
        return true;
    if (inside)
        return false;
    if (node->type == SL_NODE_MAP ? !sl_mark_statement(node)
                                  : node->type != SL_NODE_SEQ || !is_list(node))
        return false;
    site = sl_site_of(finder->doc, finder->passage, node);
    add_fragment(finder, node, &site);
    return true;
}

/* The node behind everything in node, or NULL. */
static const sl_node *behind(const sl_node *top, const sl_node *node)
{
    while (node != top && !node->next)
        node = node->parent;
    return node == top ? NULL : node->next;
}

static void search(sl_policy_finder *finder, const sl_node *top)
{
    const sl_node *end = NULL; /* of the outermost policy at hand */
    const sl_node *node = top;
    bool inside = false;

    while (node) {
        inside = inside && node != end;
        if (sl_policy_terraform(finder, node) || sl_policy_cdk(finder, node) ||
            sl_policy_cdk_trust(finder, node) || sl_policy_bus(finder, node) ||
            sl_policy_permission(finder, node)) {
            node = behind(top, node);
            continue;
        }
        sl_policy_sam(finder, node);
        if (add_at(finder, node, inside) && !inside) {
            inside = true;
            end = behind(top, node);
        }
        node = sl_node_walk(top, node);
    }
}

bool sl_text_may_hold_policy(sl_str text)
{
    static const char *const words[] = {SL_POLICY_WORDS};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sl_str_has(text, sl_str_of(words[i])))
            return true;
    return false;
}

/* By place; of those that begin there the outermost first. */
static int compare(const void *a, const void *b)
{
    sl_span x = ((const sl_policy *)a)->node->span;
    sl_span y = ((const sl_policy *)b)->node->span;

    if (x.start != y.start)
        return x.start < y.start ? -1 : 1;
    return (x.end < y.end) - (x.end > y.end);
}

static const sl_policies *find_all(sl_doc *doc)
{
    sl_policies *found = sl_arena_calloc(doc->arena, 1, sizeof *found);
    sl_passages passages = sl_doc_passages(doc);
    sl_policy_finder finder = {.doc = doc};
    sl_policy *copy;

    sl_folder_open(&finder.folder, doc);
    for (size_t i = 0; i < passages.len; i++) {
        finder.passage = &passages.at[i];
        if (doc->lines && finder.passage->carrier == SL_CARRIER_WHOLE)
            continue;
        sl_folder_enter(&finder.folder, finder.passage);
        sl_map_free(&finder.uses);
        finder.uses_known = false;
        search(&finder, finder.passage->tree);
    }
    if (finder.policies.len > 1)
        qsort(finder.policies.at, finder.policies.len, sizeof(sl_policy), compare);
    copy = sl_arena_calloc(doc->arena, finder.policies.len, sizeof *copy);
    for (size_t i = 0; i < finder.policies.len; i++)
        copy[i] = finder.policies.at[i];
    *found = (sl_policies){copy, finder.policies.len, passages.error};
    if (finder.folder.nodes_left == 0 && found->error.code == SL_OK)
        sl_fail(&found->error, SL_ELIMIT,
                "more than %u values in its policies, once templates are resolved",
                SL_MAX_FOLDED);
    sl_vec_free(&finder.policies);
    sl_map_free(&finder.uses);
    sl_folder_close(&finder.folder);
    return found;
}

sl_policies sl_doc_policies(sl_doc *doc)
{
    static const sl_policies none = {0};

    if (!doc->aws)
        doc->aws = sl_text_may_hold_policy(doc->text) ? find_all(doc) : &none;
    return *(const sl_policies *)doc->aws;
}
