/* assigned_tree.c - assignments in the values of a document that has a tree. */
#include "check/assigned.h"
#include "check/assigned_work.h"
#include "check/judges.h"
#include "doc/subtree.h"
#include "text/name.h"

enum { MIN_LEAF = 16 /* bytes of a value that may hold an assignment */ };

static sl_str text_of(const sl_doc *doc, const sl_node *leaf)
{
    return sl_str_sub(doc->text, leaf->span.start, leaf->span.end);
}

/* May the value hold text? Only one that no check judges by its key is searched. */
static bool holds_text(const sl_node *leaf)
{
    return leaf->type == SL_NODE_SCALAR &&
           leaf->span.end - leaf->span.start >= MIN_LEAF &&
           (sl_str_chr(leaf->value, ' ') != SIZE_MAX ||
            sl_str_chr(leaf->value, '=') != SIZE_MAX ||
            sl_str_chr(leaf->value, '\n') != SIZE_MAX);
}

/* Does a word of assignments stand in the text of the leaf? */
static bool has_word(sl_looking *l, sl_assignment_reader *reader, const sl_node *leaf)
{
    if (!holds_text(leaf))
        return false;
    sl_assignment_reopen(reader, text_of(l->doc, leaf));
    return sl_assignment_any(reader);
}

/* The leaves of tree that have one: looked for once, for both rules. */
static const sl_leaf_list *assigning(sl_looking *l, sl_assignment_reader *reader,
                                     const sl_node *tree)
{
    sl_doc *doc = l->doc;
    sl_leaf_list first = {0}, *last = &first;

    if (doc->assigning_tree == tree)
        return doc->assigning;
    for (const sl_node *leaf = tree; leaf; leaf = sl_node_walk(tree, leaf))
        if (has_word(l, reader, leaf)) {
            last = last->next = sl_arena_alloc(doc->arena, sizeof *last);
            last->leaf = leaf;
        }
    doc->assigning_tree = tree;
    doc->assigning = first.next;
    return first.next;
}

static void search(sl_looking *l, sl_assignment_reader *reader, const sl_node *leaf)
{
    sl_assignment assignment;

    if (leaf->key.len == 0)
        sl_subtree_lean(l->doc->parts, leaf, NULL);
    if (sl_name_kind_of(sl_node_name(leaf)) != SL_NAME_OTHER)
        return;
    sl_assignment_reopen(reader, text_of(l->doc, leaf));
    while (!l->sink->full && sl_assignment_next(reader, &assignment))
        if (sl_assigned_judge(l, &assignment))
            sl_subtree_enliven(l->doc->parts, leaf);
}

static void search_values(sl_looking *l, sl_assignment_reader *reader)
{
    const sl_node *tree =
        sl_doc_rest(l->doc, l->random ? SL_JUDGE_RANDOM : SL_JUDGE_CHOSEN);

    for (const sl_leaf_list *at = assigning(l, reader, tree); at; at = at->next)
        search(l, reader, at->leaf);
}

/* What is in a notebook for people to read: their program, and what it said. Images,
 * pages and data are the rest. */
static bool is_readable(const sl_node *leaf, sl_context *context)
{
    static const char *const said[] = {"text", "text/plain", "evalue", "traceback"};
    sl_str name = sl_node_name(leaf);

    *context = sl_str_eq(name, sl_lit("source")) || sl_str_eq(name, sl_lit("input"))
                   ? SL_IN_PROGRAM
                   : SL_IN_TEXT;
    return *context == SL_IN_PROGRAM ||
           sl_str_among(said, sizeof said / sizeof *said, name);
}

static void search_notebook(sl_looking *l, sl_assignment_reader *reader)
{
    const sl_node *tree = sl_doc_tree(l->doc);

    for (const sl_node *leaf = tree; leaf; leaf = sl_node_walk(tree, leaf))
        if (has_word(l, reader, leaf) && is_readable(leaf, &l->context))
            search(l, reader, leaf);
}

void sl_assigned_report(const sl_rule *rule, sl_doc *doc, sl_sink *sink, bool random)
{
    sl_looking l = {.rule = rule, .doc = doc, .sink = sink, .random = random};
    sl_assignment_reader reader;

    if (!sl_doc_rest(doc, 0) || doc->fallback)
        return;
    sl_assignment_open(&reader, (sl_str){0});
    if (sl_str_ends_nocase(doc->blob->path, sl_lit(".ipynb")))
        search_notebook(&l, &reader);
    else
        search_values(&l, &reader);
}
