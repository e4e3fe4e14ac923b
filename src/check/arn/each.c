#include "check/arn/each.h"

#include "check/prose.h"
#include "check/public_file.h"

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

    *walk = (sl_arn_walk){.doc = doc,
                          .passages = sl_doc_passages(doc),
                          .prose = sl_prose_file(doc->blob->path),
                          .setting = sl_setting_of(doc->blob->path)};
    walk->leaves_len = gather(walk, NULL);
    leaves = sl_arena_calloc(doc->arena, walk->leaves_len + 1, sizeof *leaves);
    gather(walk, leaves);
    qsort(leaves, walk->leaves_len, sizeof *leaves, by_place);
    walk->leaves = leaves;
}

/* The innermost leaf round a span. Those that end before it are never asked again. */
static const sl_node *leaf_at(sl_arn_walk *walk, sl_span span)
{
    const sl_node *found = NULL;

    while (walk->leaf < walk->leaves_len &&
           walk->leaves[walk->leaf].span.end < span.end)
        walk->leaf++;
    for (size_t i = walk->leaf;
         i < walk->leaves_len && walk->leaves[i].span.start <= span.start; i++)
        if (walk->leaves[i].span.end >= span.end)
            found = walk->leaves[i].node;
    return found;
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

bool sl_arn_walk_next(sl_arn_walk *walk, sl_arn_seen *seen)
{
    sl_doc *doc = walk->doc;
    sl_span span;

    *seen = (sl_arn_seen){0};
    if (!sl_arn_like_next(doc->text, &walk->at, &seen->arn, &seen->fault))
        return false;
    span = sl_span_in(doc->text, seen->arn.whole);
    seen->end = span.end;
    seen->leaf = leaf_at(walk, span);
    if (seen->leaf) {
        seen->value =
            sl_str_sub(doc->text, seen->leaf->span.start, seen->leaf->span.end);
        seen->starts = sl_str_trim(seen->value).ptr == seen->arn.whole.ptr;
        seen->whole = seen->starts && sl_str_trim(seen->value).len == seen->arn.whole.len;
    }
    seen->commented = (seen->leaf && seen->leaf->commented) ||
                      ((!walk->prose || in_passage(walk, span.start)) &&
                       commented_line(doc, span.start));
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
    bool low = walk->setting == SL_SETTING_TRIAL;

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
    static const char *const names[] = {"resource",     "notresource",   "resources",
                                        "notresources", "not_resources", "not_resource"};

    return seen->leaf &&
           sl_str_among(names, sizeof names / sizeof *names, sl_node_name(seen->leaf));
}

bool sl_arn_live(const sl_arn_walk *walk, const sl_arn_seen *seen)
{
    return seen->leaf && !seen->commented && !walk->prose &&
           walk->setting == SL_SETTING_CONFIG;
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

sl_str sl_arn_quote(sl_str field)
{
    return sl_str_sub(field, 0, MAX_QUOTE);
}
