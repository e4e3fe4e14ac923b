/* policy_terraform.c - data "aws_iam_policy_document", folded to the grammar of IAM.
 * Source: the AWS provider's page of that data source. */
#include "aws/hole.h"
#include "aws/policy_work.h"

/* Of blocks that share a principal type or a test the lists are joined, up to so many. */
enum { MOST_LISTS = 16 };

typedef struct lists {
    struct {
        sl_str key;
        sl_fold_into into;
    } at[MOST_LISTS];
    size_t len;
} lists;

typedef struct work {
    sl_policy_finder *finder;
    sl_folder *folder;
    sl_fold_into statement;
    sl_fold_into part; /* Principal, NotPrincipal or Condition in the making */
    lists lists;       /* in it */
} work;

/* An attribute of a statement and its element. */
static const struct {
    const char *attribute, *element;
} elements[] = {
    {"sid", "Sid"},
    {"effect", "Effect"},
    {"actions", "Action"},
    {"not_actions", "NotAction"},
    {"resources", "Resource"},
    {"not_resources", "NotResource"},
};

static sl_node named_as(const sl_node *attribute, sl_str key)
{
    return (sl_node){.key = key, .key_span = attribute->key_span};
}

/* Calls visit for every block of that word in map, those that are made by a dynamic
 * block included. */
static void each_block(work *w, const sl_node *map, sl_str word,
                       void visit(work *w, const sl_node *block))
{
    for (const sl_node *child = map->first; child; child = child->next) {
        const sl_node *block = child;

        if (sl_str_eq(child->key, sl_lit("dynamic"))) {
            block = sl_node_get(child, word);
            block = block ? sl_node_get(block, sl_lit("content")) : NULL;
            w->folder->incomplete |= block != NULL;
        } else if (!sl_str_eq(child->key, word)) {
            continue;
        }
        if (block && block->type == SL_NODE_MAP)
            visit(w, block);
    }
}

/* The folded text of an attribute of a block, or empty. */
static sl_str text_of(const work *w, const sl_node *value)
{
    const sl_node *text = value ? sl_fold(w->folder, value) : NULL;

    return text && text->type == SL_NODE_SCALAR ? text->value : (sl_str){0};
}

/* The list or map of that key in the part, made if it is not there. */
static sl_fold_into *part_of(work *w, sl_str key, const sl_node *from,
                             sl_node_type type)
{
    sl_node named = {.key = key, .key_span = from->span};
    size_t i = 0;

    while (i < w->lists.len && !sl_str_eq(w->lists.at[i].key, key))
        i++;
    if (i == w->lists.len || i == MOST_LISTS) {
        i = w->lists.len < MOST_LISTS ? w->lists.len++ : MOST_LISTS - 1;
        w->lists.at[i].key = key;
        w->lists.at[i].into = sl_fold_open(w->folder, &w->part, type, from, &named);
        w->lists.at[i].into.node->tag = (sl_str){0};
    }
    return &w->lists.at[i].into;
}

static void take_all(work *w, sl_fold_into *into, const sl_node *value)
{
    if (value)
        sl_fold_take_items(w->folder, into, value);
}

static void add_principal(work *w, const sl_node *block)
{
    const sl_node *type = sl_node_get(block, sl_lit("type"));

    if (type)
        take_all(w, part_of(w, text_of(w, type), type, SL_NODE_SEQ),
                 sl_node_get(block, sl_lit("identifiers")));
}

static void add_condition(work *w, const sl_node *block)
{
    const sl_node *test = sl_node_get(block, sl_lit("test"));
    const sl_node *variable = sl_node_get(block, sl_lit("variable"));
    const sl_node *values = sl_node_get(block, sl_lit("values"));
    sl_fold_into *map, list;
    sl_node named;

    if (!test || !variable || !values)
        return;
    map = part_of(w, text_of(w, test), test, SL_NODE_MAP);
    named = (sl_node){.key = text_of(w, variable), .key_span = variable->span};
    list = sl_fold_open(w->folder, map, SL_NODE_SEQ, values, &named);
    list.node->tag = (sl_str){0};
    take_all(w, &list, values);
}

/* Everybody is "*", not {"*": ["*"]}; a type that is not known tells nothing. */
static void simplify_principal(work *w)
{
    sl_node *node = w->part.node;
    const sl_node *only = node->first;

    for (size_t i = 0; i < w->lists.len; i++)
        if (sl_hole_in(w->lists.at[i].key))
            node->tag = sl_lit("!expr");
    if (node->tag.len > 0 ||
        (only && !only->next && sl_str_eq(only->key, sl_lit("*")))) {
        node->type = SL_NODE_SCALAR;
        node->value = node->tag.len > 0 ? sl_lit("${principals}") : sl_lit("*");
        node->span = only->key_span;
        node->first = NULL;
    }
}

/* An element that blocks make: principals, not_principals, condition. */
static bool add_part(work *w, const sl_node *block, sl_str word, sl_str element,
                     void visit(work *w, const sl_node *block))
{
    const sl_node *first = sl_node_get(block, word);
    sl_node named = named_as(first ? first : block, element);
    sl_fold_into before = w->statement;

    w->lists.len = 0;
    w->part = sl_fold_open(w->folder, &w->statement, SL_NODE_MAP, first ? first : block,
                           &named);
    w->part.node->tag = (sl_str){0};
    each_block(w, block, word, visit);
    if (w->part.node->first)
        return true;
    w->statement = before; /* there is none */
    if (before.last)
        before.last->next = NULL;
    else
        before.node->first = NULL;
    return false;
}

static void add_statement(work *w, const sl_node *block)
{
    sl_fold_into statements = w->part;

    w->statement = sl_fold_open(w->folder, &statements, SL_NODE_MAP, block, NULL);
    for (const sl_node *child = block->first; child; child = child->next)
        for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
            if (sl_str_eq(child->key, sl_str_of(elements[i].attribute))) {
                sl_node named = named_as(child, sl_str_of(elements[i].element));

                sl_fold_take(w->folder, &w->statement, child, &named);
            }
    if (add_part(w, block, sl_lit("principals"), sl_lit("Principal"), add_principal))
        simplify_principal(w);
    if (add_part(w, block, sl_lit("not_principals"), sl_lit("NotPrincipal"),
                 add_principal))
        simplify_principal(w);
    add_part(w, block, sl_lit("condition"), sl_lit("Condition"), add_condition);
    w->part = statements;
}

/* Attributes of the document itself. */
static void add_attributes(work *w, sl_fold_into *map, const sl_node *block)
{
    for (const sl_node *child = block->first; child; child = child->next) {
        sl_node version = named_as(child, sl_lit("Version"));
        sl_node id = named_as(child, sl_lit("Id"));

        if (sl_str_eq(child->key, sl_lit("version")))
            sl_fold_take(w->folder, map, child, &version);
        else if (sl_str_eq(child->key, sl_lit("policy_id")))
            sl_fold_take(w->folder, map, child, &id);
        else if (sl_str_starts(child->key, sl_lit("source_")) ||
                 sl_str_starts(child->key, sl_lit("override_")))
            w->folder->incomplete = true;
    }
}

static bool is_document(const sl_policy_finder *finder, const sl_node *node)
{
    const sl_node *type = node->parent;

    return finder->passage->kind == SL_DOC_HCL && node->type == SL_NODE_MAP && type &&
           type->parent && sl_str_eq(type->key, sl_lit("aws_iam_policy_document")) &&
           sl_str_eq(type->parent->key, sl_lit("data"));
}

bool sl_policy_terraform(sl_policy_finder *finder, const sl_node *node)
{
    work w = {.finder = finder, .folder = &finder->folder};
    sl_fold_into map;
    sl_node named;
    sl_site site;
    const sl_kind_row *row;

    if (!is_document(finder, node))
        return false;
    w.folder->incomplete = false;
    w.folder->dialects |= SL_FOLD_AMPERSAND;
    map = sl_fold_open(w.folder, NULL, SL_NODE_MAP, node, node);
    map.node->parent = node->parent;
    add_attributes(&w, &map, node);
    named = named_as(node, sl_lit("Statement"));
    w.part = sl_fold_open(w.folder, &map, SL_NODE_SEQ, node, &named);
    each_block(&w, node, sl_lit("statement"), add_statement);
    w.folder->dialects &= ~(unsigned)SL_FOLD_AMPERSAND;
    row = sl_document_use(finder, node->key, &site);
    finder->inexact = true;
    sl_policy_add(finder, map.node, &site, row);
    finder->inexact = false;
    return true;
}
