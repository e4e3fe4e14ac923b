/* policy_find.c - the search for policies in the trees of a document. */
#include "aws/policy_work.h"

#include <stdlib.h>

/* One row for each element of a statement. */
static const struct {
    const char *name;
    size_t member;
} elements[] = {
    {"Sid", offsetof(sl_statement, sid)},
    {"Effect", offsetof(sl_statement, effect)},
    {"Principal", offsetof(sl_statement, principal)},
    {"NotPrincipal", offsetof(sl_statement, not_principal)},
    {"Action", offsetof(sl_statement, action)},
    {"NotAction", offsetof(sl_statement, not_action)},
    {"Resource", offsetof(sl_statement, resource)},
    {"NotResource", offsetof(sl_statement, not_resource)},
    {"Condition", offsetof(sl_statement, condition)},
};

static void fill_statement(const sl_node *node, bool inexact, sl_statement *out)
{
    *out = (sl_statement){.node = node};
    for (const sl_node *child = node->first; child; child = child->next)
        for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
            if (sl_str_eq(child->key, sl_str_of(elements[i].name)))
                *(const sl_node **)((char *)out + elements[i].member) = child;
    out->allows =
        out->effect ? sl_str_eq(out->effect->value, sl_lit("Allow")) : inexact;
    out->denies = out->effect && sl_str_eq(out->effect->value, sl_lit("Deny"));
}

/* The last child of that name, as most parsers have it. */
static const sl_node *last_of(const sl_node *map, sl_str key)
{
    const sl_node *found = NULL;

    for (const sl_node *child = map->first; child; child = child->next)
        if (sl_str_eq(child->key, key))
            found = child;
    return found;
}

/* Is a statement, or all of them, left to something else? A program fills an empty list
 * later. */
static bool is_left_open(const sl_passage *passage, const sl_node *statement)
{
    const sl_node *item = NULL;

    if (passage->carrier == SL_CARRIER_LITERAL && statement &&
        statement->type == SL_NODE_SEQ && !statement->first)
        return true;
    while ((item = sl_value_next(statement, item)) != NULL)
        if (item->type == SL_NODE_ALIAS ||
            (item->type == SL_NODE_SCALAR && sl_node_open(item)))
            return true;
    return false;
}

static void fill_statements(const sl_policy_finder *finder, sl_policy *out)
{
    const sl_node *item = NULL;
    sl_statement *statements;
    size_t len = 0;

    while ((item = sl_value_next(out->statement, item)) != NULL)
        len += item->type == SL_NODE_MAP;
    statements = sl_arena_calloc(finder->doc->arena, len, sizeof *statements);
    out->statements = statements;
    while ((item = sl_value_next(out->statement, item)) != NULL)
        if (item->type == SL_NODE_MAP)
            fill_statement(item, finder->inexact, &statements[out->statements_len++]);
}

sl_policy *sl_policy_add(sl_policy_finder *finder, const sl_node *map,
                         const sl_site *site, const sl_kind_row *row)
{
    const sl_passage *passage = finder->passage;
    sl_policy *out = sl_vec_push(&finder->policies);

    *out = (sl_policy){.node = map, .passage = passage, .exact = !finder->inexact};
    out->version = last_of(map, sl_lit("Version"));
    out->id = last_of(map, sl_lit("Id"));
    out->statement = last_of(map, sl_lit("Statement"));
    out->attribute = site->attribute;
    out->incomplete = finder->folder.incomplete || passage->incomplete ||
                      passage->error.code != SL_OK ||
                      is_left_open(passage, out->statement);
    fill_statements(finder, out);
    sl_policy_settle(finder, site, row, out);
    return out;
}

sl_node *sl_policy_frame(sl_policy_finder *finder, const sl_node *node,
                         sl_fold_into *statements)
{
    sl_node named = {.key = sl_lit("Statement"), .key_span = node->key_span};
    sl_fold_into map = sl_fold_open(&finder->folder, NULL, SL_NODE_MAP, node, node);

    map.node->parent = node->parent;
    map.node->tag = (sl_str){0};
    *statements = sl_fold_open(&finder->folder, &map, SL_NODE_SEQ, node, &named);
    statements->node->tag = (sl_str){0};
    return map.node;
}

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

    if (!marked && !may_be_demanded(finder, node))
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
            sl_policy_bus(finder, node)) {
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

/* Words of which every document with a policy has one; those of the collector aws_policy
 * in check/checks.def are the same. */
bool sl_text_may_hold_policy(sl_str text)
{
    static const char *const words[] = {"tatement",        "2012-10-17", "2008-10-17",
                                        "AWS::Serverless", "Effect\"",   "Effect'",
                                        "Effect:",         "Effect =",   "Effect  "};

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

/* What was read line by line has keys, but not the structure that they are in. */
static bool is_lines(const sl_doc *doc, const sl_passage *passage)
{
    return passage->carrier == SL_CARRIER_WHOLE && doc->fallback && !doc->templated;
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
        if (is_lines(doc, finder.passage))
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
    *found = (sl_policies){copy, finder.policies.len};
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
