#include "check/arn/each.h"

#include "check/prose.h"

#include <stdarg.h>
#include <stdlib.h>

enum { MAX_QUOTE = 60 };

struct sl_arn_leaf {
    sl_span span;
    const sl_node *node;
    size_t index; /* of equal spans the later one is the inner one */
};

static bool holds_arn(const sl_doc *doc, const sl_node *node)
{
    sl_str text = sl_str_sub(doc->text, node->span.start, node->span.end);
    size_t colon;

    if (node->type != SL_NODE_SCALAR)
        return false;
    while ((colon = sl_str_chr(text, ':')) != SIZE_MAX) {
        if (colon >= 3 &&
            sl_str_eq_nocase(sl_str_sub(text, colon - 3, colon), sl_lit("arn")))
            return true;
        text = sl_str_skip(text, colon + 1);
    }
    return false;
}

/* Counts the leaves with an ARN; fills them in if there is room. */
static size_t gather(sl_arn_walk *walk, sl_arn_leaf *leaves)
{
    size_t len = 0;

    for (size_t i = 0; i < walk->passages.len; i++) {
        const sl_node *tree = walk->passages.at[i].tree;

        for (const sl_node *node = tree; node; node = sl_node_walk(tree, node)) {
            if (!holds_arn(walk->doc, node))
                continue;
            if (leaves)
                leaves[len] = (sl_arn_leaf){node->span, node, len};
            len++;
        }
    }
    return len;
}

static int by_place(const void *a, const void *b)
{
    const sl_arn_leaf *x = a, *y = b;

    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    if (x->span.end != y->span.end)
        return x->span.end > y->span.end ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

void sl_arn_walk_begin(sl_arn_walk *walk, sl_doc *doc)
{
    sl_arn_leaf *leaves;
    sl_arn_fault fault;
    size_t at = 0;
    sl_arn arn;

    *walk = (sl_arn_walk){.doc = doc,
                          .prose = sl_prose_file(doc->blob->path),
                          .setting = sl_setting_of(doc->blob->path)};
    if (!sl_arn_like_next(doc->text, &at, &arn, &fault) &&
        !sl_str_has(doc->text, sl_lit(".dkr.ecr.")))
        return;
    walk->passages = sl_doc_passages(doc);
    walk->leaves_len = gather(walk, NULL);
    leaves = sl_arena_calloc(doc->arena, walk->leaves_len + 1, sizeof *leaves);
    gather(walk, leaves);
    qsort(leaves, walk->leaves_len, sizeof *leaves, by_place);
    walk->leaves = leaves;
}

/* The innermost leaf round a span. Spans come in ascending order; leaves lie in each
 * other or apart, so those round a place are a stack. */
static const sl_node *leaf_at(sl_arn_walk *walk, sl_span span)
{
    while (walk->leaf < walk->leaves_len &&
           walk->leaves[walk->leaf].span.start <= span.start) {
        const sl_arn_leaf *leaf = &walk->leaves[walk->leaf++];

        while (walk->depth > 0 &&
               walk->around[walk->depth - 1]->span.end < leaf->span.end)
            walk->depth--;
        if (walk->depth == SL_ARN_DEPTH)
            walk->depth--;
        walk->around[walk->depth++] = leaf;
    }
    while (walk->depth > 0 && walk->around[walk->depth - 1]->span.end < span.end)
        walk->depth--;
    return walk->depth > 0 ? walk->around[walk->depth - 1]->node : NULL;
}

/* In a part of prose that is read as configuration? '#' begins a comment there, and a
 * heading elsewhere. */
static bool in_passage(sl_arn_walk *walk, size_t at)
{
    while (walk->passage < walk->passages.len &&
           walk->passages.at[walk->passage].span.end <= at)
        walk->passage++;
    return walk->passage < walk->passages.len &&
           walk->passages.at[walk->passage].span.start <= at;
}

static bool commented_line(sl_doc *doc, size_t at)
{
    sl_span line = sl_lines_around(sl_doc_lines(doc), at);
    sl_str head = sl_str_sub(doc->text, line.start, line.end);

    while (head.len > 0 && (head.ptr[0] == ' ' || head.ptr[0] == '\t'))
        head = sl_str_skip(head, 1);
    return sl_str_starts(head, sl_lit("#")) || sl_str_starts(head, sl_lit("//"));
}

/* The text of a description, a help or a message. */
static bool describes(const sl_node *leaf)
{
    static const char *const names[] = {"description", "comment", "message",
                                        "summary",     "title",   "help"};
    sl_str name = sl_node_name(leaf);

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sl_str_ends_nocase(name, sl_str_of(names[i])))
            return true;
    return false;
}

static bool is_said(const sl_arn_walk *walk, const sl_node *leaf, size_t at)
{
    char before = at > 0 ? walk->doc->text.ptr[at - 1] : ' ';

    if (leaf)
        return describes(leaf);
    return walk->setting == SL_SETTING_SOURCE
               ? sl_str_chr(sl_lit("\"'`"), before) == SIZE_MAX
               : before == '`';
}

void sl_arn_walk_place(sl_arn_walk *walk, sl_str token, sl_arn_seen *seen)
{
    sl_doc *doc = walk->doc;
    sl_span span = sl_span_in(doc->text, token);

    *seen = (sl_arn_seen){.arn = {.whole = token}, .end = span.end};
    seen->leaf = leaf_at(walk, span);
    if (seen->leaf) {
        sl_str value;

        seen->value =
            sl_str_sub(doc->text, seen->leaf->span.start, seen->leaf->span.end);
        value = sl_str_trim(seen->value);
        seen->starts = value.ptr == token.ptr;
        seen->whole = seen->starts && value.len == token.len;
    }
    seen->bare = is_said(walk, seen->leaf, span.start);
    seen->commented = (seen->leaf && seen->leaf->commented) ||
                      ((!walk->prose || in_passage(walk, span.start)) &&
                       commented_line(doc, span.start));
}

/* "arn:[a-z-]+:lambda:::layer:[a-zA-Z0-9-_]+": what ARNs are compared with. */
static bool is_expression(sl_str token)
{
    static const char *const marks[] = {"[a-z", "[A-Z", "[0-9", "[^",
                                        "]+",   ".+",   ":.*:", "\\d"};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (sl_str_has(token, sl_str_of(marks[i])))
            return true;
    return false;
}

bool sl_arn_walk_next(sl_arn_walk *walk, sl_arn_seen *seen)
{
    sl_arn arn;
    sl_arn_fault fault;

    *seen = (sl_arn_seen){0};
    do {
        if (!sl_arn_like_next(walk->doc->text, &walk->at, &arn, &fault))
            return false;
    } while (is_expression(arn.whole));
    sl_arn_walk_place(walk, arn.whole, seen);
    seen->arn = arn;
    seen->fault = fault;
    return true;
}

bool sl_arn_walk_next_whole(sl_arn_walk *walk, sl_arn_seen *seen)
{
    while (sl_arn_walk_next(walk, seen))
        if (seen->fault == SL_ARN_OK || seen->fault == SL_ARN_CASE)
            return true;
    return false;
}

sl_level sl_arn_weight(const sl_arn_walk *walk, const sl_arn_seen *seen, sl_level level)
{
    bool low = walk->setting == SL_SETTING_TRIAL || seen->bare;

    if (seen->commented)
        return SL_LEVEL_NOTE;
    if (walk->prose)
        low = low || !seen->leaf;
    else
        low = low || walk->setting == SL_SETTING_PROSE;
    return low && level > SL_LEVEL_NOTE ? level - 1 : level;
}

bool sl_arn_in_resource(const sl_arn_seen *seen)
{
    static const char *const names[] = {"resource",      "notresource",
                                        "resources",     "notresources",
                                        "not_resources", "not_resource"};

    return seen->leaf &&
           sl_str_among(names, sizeof names / sizeof *names, sl_node_name(seen->leaf));
}

bool sl_arn_in_principal(const sl_arn_seen *seen)
{
    const sl_node *node = seen->leaf;

    if (node && node->key.len == 0)
        node = node->parent; /* of a list */
    return node && node->parent && sl_str_eq(node->key, sl_lit("AWS")) &&
           (sl_str_eq(node->parent->key, sl_lit("Principal")) ||
            sl_str_eq(node->parent->key, sl_lit("NotPrincipal")));
}

/* "example.yml", "vars.yml.dist", "policy-template.json": to be filled in. */
static bool to_fill_in(sl_str path)
{
    static const char *const words[] = {"example", "examples", "sample", "template",
                                        "tmpl",    "tpl",      "dist",   "skeleton"};
    sl_str rest = sl_path_base(path);

    while (rest.len > 0) {
        size_t end = 0;

        while (end < rest.len && sl_str_chr(sl_lit(".-_"), rest.ptr[end]) == SIZE_MAX)
            end++;
        if (sl_str_among(words, sizeof words / sizeof *words, sl_str_sub(rest, 0, end)))
            return true;
        rest = sl_str_skip(rest, end + 1);
    }
    return false;
}

bool sl_arn_live(const sl_arn_walk *walk, const sl_arn_seen *seen)
{
    return seen->leaf && !seen->commented && !walk->prose &&
           walk->setting == SL_SETTING_CONFIG && !to_fill_in(walk->doc->blob->path);
}

void sl_arn_hit(const sl_arn_report *report, const sl_arn_seen *seen, sl_str part,
                sl_level level, const char *format, ...)
{
    sl_doc *doc = report->walk->doc;
    sl_hit hit = {.rule = report->rule};
    sl_buf message = {0};
    va_list args;

    hit.span = sl_span_in(doc->text, part.len > 0 ? part : seen->arn.whole);
    hit.level = sl_arn_weight(report->walk, seen,
                              level == SL_LEVEL_OFF ? report->rule->level : level);
    va_start(args, format);
    sl_buf_vprintf(&message, format, args);
    va_end(args);
    sl_sink_hit(report->sink, doc, &hit, "%s", message.ptr ? message.ptr : "");
    sl_buf_free(&message);
}

void sl_arn_each(const sl_rule *rule, sl_doc *doc, sl_sink *sink, sl_arn_judge *judge)
{
    sl_arn_walk walk;
    sl_arn_report report = {rule, &walk, sink};
    sl_arn_seen seen;

    sl_arn_walk_begin(&walk, doc);
    while (!sink->full && sl_arn_walk_next_whole(&walk, &seen))
        judge(&report, &seen);
}

sl_str sl_arn_quote(sl_str field)
{
    return sl_str_sub(field, 0, MAX_QUOTE);
}
