/* json.c - JSON through tree-sitter, which goes on behind an error. */
#include "doc/doc.h"
#include "doc/reader.h"
#include "doc/unescape.h"

#include <string.h>

#include <tree_sitter/api.h>

const TSLanguage *tree_sitter_json(void);

/* Progress calls (one for about 100 steps of the parser) that a text may cost: at
 * least twice what well-formed text does, so that broken text cannot cost more. */
enum { FREE_CALLS = 1000, BYTES_PER_CALL = 16 };

typedef struct reading {
    sl_builder *builder;
    sl_span part; /* of the builder's text */
    sl_span held; /* a string: a key if ':' comes next, else a value */
    bool holding;
    bool flawed; /* something could not be read */
    size_t flaw; /* where, in the builder's text */
    bool torn;   /* and what was read is not what was meant */
    size_t calls_left;
} reading;

/* The end of the string or comment that begins at text[at], or at + 1. */
static size_t past_token(sl_str text, size_t at)
{
    char c = text.ptr[at];
    char next = at + 1 < text.len ? text.ptr[at + 1] : '\0';
    size_t end = at + 1;

    if (c == '"') {
        while (end < text.len && text.ptr[end] != '"' && text.ptr[end] != '\n')
            end += text.ptr[end] == '\\' ? 2 : 1;
        return end + 1;
    }
    if (c != '/' || (next != '/' && next != '*'))
        return end;
    end = sl_str_find(sl_str_skip(text, at + 2),
                      next == '/' ? sl_lit("\n") : sl_lit("*/"));
    return end == SIZE_MAX ? text.len : at + 2 + end + (next == '/' ? 1 : 2);
}

/* Would the text break a ceiling? The lexer is simple enough to know before the parser
 * has spent its time: depth, values (one for each comma and bracket) and other
 * tokens (a value can have a key, a colon and a closing bracket). */
static bool too_much(sl_str text, size_t depth_left)
{
    size_t depth = 0, values = 0, others = 0;

    for (size_t i = 0; i < text.len; i = past_token(text, i)) {
        switch (text.ptr[i]) {
        case '[':
        case '{':
            depth++;
            values++;
            break;
        case ']':
        case '}':
            depth -= depth > 0;
            others++;
            break;
        case ',': values++; break;
        case ':':
        case '"': others++; break;
        default: break;
        }
        if (depth > depth_left || values > SL_MAX_NODES || others > 3 * SL_MAX_NODES)
            return true;
    }
    return false;
}

static const char *read_bytes(void *payload, uint32_t at, TSPoint point, uint32_t *len)
{
    const reading *in = payload;
    sl_str rest = sl_str_skip(sl_builder_slice(in->builder, in->part), at);

    (void)point;
    *len = (uint32_t)rest.len;
    return rest.ptr ? rest.ptr : "";
}

static bool out_of_patience(TSParseState *state)
{
    reading *in = state->payload;

    if (in->calls_left == 0)
        return true;
    in->calls_left--;
    return false;
}

/* NULL if the text costs too much. */
static TSTree *parse(reading *in)
{
    TSParser *parser = ts_parser_new();
    TSInput input = {in, read_bytes, TSInputEncodingUTF8, NULL};
    TSParseOptions options = {in, out_of_patience};
    TSTree *tree = NULL;

    in->calls_left = FREE_CALLS + (in->part.end - in->part.start) / BYTES_PER_CALL;
    if (ts_parser_set_language(parser, tree_sitter_json()))
        tree = ts_parser_parse_with_options(parser, NULL, input, options);
    ts_parser_delete(parser);
    return tree;
}

static sl_span span_of(const reading *in, TSNode node)
{
    return (sl_span){in->part.start + ts_node_start_byte(node),
                     in->part.start + ts_node_end_byte(node)};
}

static sl_span without_quotes(sl_str text, sl_span span)
{
    if (span.start < span.end && text.ptr[span.start] == '"')
        span.start++;
    if (span.start < span.end && text.ptr[span.end - 1] == '"')
        span.end--;
    return span;
}

/* A string over several lines is two strings with a quote missing. */
static sl_str string_at(reading *in, sl_span span)
{
    sl_str inside = sl_builder_slice(in->builder, span);

    in->torn = in->torn || sl_str_chr(inside, '\n') != SIZE_MAX;
    return sl_builder_decoded(in->builder, sl_unescape_json(in->builder->arena, inside),
                              span);
}

/* A string that no ':' follows is a value. */
static bool release(reading *in)
{
    sl_node *node;

    if (!in->holding)
        return true;
    in->holding = false;
    node = sl_builder_scalar(in->builder, string_at(in, in->held), in->held);
    if (node)
        node->style = SL_STYLE_DOUBLE;
    return node != NULL;
}

static bool take_string(reading *in, sl_span span)
{
    if (!release(in))
        return false;
    in->held = without_quotes(in->builder->text, span);
    in->holding = true;
    return true;
}

static bool take_plain(reading *in, sl_span span)
{
    sl_str value = sl_builder_slice(in->builder, span);

    return release(in) &&
           sl_builder_scalar(in->builder, sl_builder_decoded(in->builder, value, span),
                             span);
}

static bool take_colon(reading *in, sl_span span)
{
    (void)span;
    if (in->holding)
        sl_builder_key(in->builder, string_at(in, in->held), in->held);
    in->holding = false;
    return true;
}

/* After a key without a value, the next value is not its. */
static bool take_comma(reading *in, sl_span span)
{
    (void)span;
    if (!release(in))
        return false;
    sl_builder_key(in->builder, (sl_str){0}, (sl_span){0});
    return true;
}

static bool take_object(reading *in, sl_span span)
{
    return release(in) && sl_builder_enter(in->builder, SL_NODE_MAP, span);
}

static bool take_array(reading *in, sl_span span)
{
    return release(in) && sl_builder_enter(in->builder, SL_NODE_SEQ, span);
}

static bool take_error(reading *in, sl_span span)
{
    if (!in->flawed)
        in->flaw = span.start;
    in->flawed = true;
    return true;
}

/* What the nodes of the grammar mean. Nodes without a row are looked into (document,
 * pair) or mean nothing (brackets, comments). */
static const struct {
    const char *type;
    bool (*take)(reading *in, sl_span span);
    bool leaf;
    bool level; /* is left with sl_builder_leave */
} grammar[] = {
    {"string", take_string, true, false},
    {":", take_colon, true, false},
    {",", take_comma, true, false},
    {"object", take_object, false, true},
    {"array", take_array, false, true},
    {"number", take_plain, true, false},
    {"true", take_plain, true, false},
    {"false", take_plain, true, false},
    {"null", take_plain, true, false},
    {"ERROR", take_error, false, false},
    {"string_content", take_string, true, false}, /* of a string without end */
};

enum { ROWS = sizeof grammar / sizeof *grammar };

static size_t row_of(TSNode node)
{
    const char *type = ts_node_type(node);
    size_t row = 0;

    while (row < ROWS && strcmp(grammar[row].type, type) != 0)
        row++;
    return row;
}

/* *deeper: are the node's children to be looked at? */
static bool visit(reading *in, TSNode node, bool *deeper)
{
    size_t row = row_of(node);
    sl_span span = span_of(in, node);

    *deeper = row == ROWS || !grammar[row].leaf;
    if (ts_node_is_missing(node)) {
        *deeper = false;
        return take_error(in, span);
    }
    if (row < ROWS && grammar[row].leaf && ts_node_has_error(node))
        take_error(in, span);
    return row == ROWS || grammar[row].take(in, span);
}

static bool leave(reading *in, TSNode node)
{
    size_t row = row_of(node);

    if (row == ROWS || !grammar[row].level)
        return true;
    if (!take_comma(in, (sl_span){0}))
        return false;
    sl_builder_leave(in->builder);
    return true;
}

/* The tree may be deeper than the stack: a cursor, no recursion. */
static bool walk(reading *in, TSNode top)
{
    TSTreeCursor cursor = ts_tree_cursor_new(top);
    bool going = true;

    while (going) {
        bool deeper;

        going = visit(in, ts_tree_cursor_current_node(&cursor), &deeper);
        if (!going || (deeper && ts_tree_cursor_goto_first_child(&cursor)))
            continue;
        /* A container without children is left as soon as it was entered. */
        if (deeper)
            going = leave(in, ts_tree_cursor_current_node(&cursor));
        while (going && !ts_tree_cursor_goto_next_sibling(&cursor)) {
            if (!ts_tree_cursor_goto_parent(&cursor)) {
                ts_tree_cursor_delete(&cursor);
                return release(in);
            }
            going = leave(in, ts_tree_cursor_current_node(&cursor));
        }
    }
    ts_tree_cursor_delete(&cursor);
    return false;
}

bool sl_json_read(sl_builder *builder)
{
    reading in = {.builder = builder, .part = {0, builder->text.len}};
    TSTree *tree;
    bool done;

    if (too_much(builder->text, SL_MAX_DEPTH))
        return sl_fail(builder->err, SL_ELIMIT, "more than %u levels or %u values",
                       SL_MAX_DEPTH, SL_MAX_NODES);
    tree = parse(&in);
    if (!tree)
        return sl_fail(builder->err, SL_ELIMIT, "too far from json to be read");
    done = walk(&in, ts_tree_root_node(tree));
    ts_tree_delete(tree);
    builder->kept = !in.torn && builder->nodes > 0;
    if (done && in.flawed)
        return sl_builder_fail(builder, in.flaw, "not json");
    return done;
}

/* The one value of an error-free text, if it is an object or array. */
static bool only_container(TSNode root, TSNode *out)
{
    uint32_t values = 0;

    if (ts_node_has_error(root))
        return false;
    for (uint32_t i = 0; i < ts_node_named_child_count(root); i++) {
        TSNode child = ts_node_named_child(root, i);

        if (strcmp(ts_node_type(child), "comment") == 0)
            continue;
        *out = child;
        if (++values > 1)
            return false;
    }
    return values == 1 && (strcmp(ts_node_type(*out), "object") == 0 ||
                           strcmp(ts_node_type(*out), "array") == 0);
}

bool sl_json_read_value(sl_builder *builder, sl_span part)
{
    reading in = {.builder = builder, .part = part};
    TSTree *tree;
    TSNode value;
    bool done;

    if (too_much(sl_builder_slice(builder, part), SL_MAX_DEPTH - builder->depth))
        return false;
    tree = parse(&in);
    if (!tree)
        return false;
    done = only_container(ts_tree_root_node(tree), &value) && walk(&in, value);
    ts_tree_delete(tree);
    return done;
}

unsigned sl_doc_tree_sitter_abi(void)
{
    return TREE_SITTER_LANGUAGE_VERSION;
}
