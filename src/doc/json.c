/* json.c - JSON (RFC 8259) with comments, in one pass: what is no JSON is noted and
 * passed over. */
#include "doc/json_token.h"
#include "doc/subtree.h"
#include "doc/reader.h"
#include "doc/unescape.h"

/* What came last on the open level. */
typedef enum last { NOTHING, VALUE, COMMA, GAP } last;

typedef struct reading {
    sl_builder *builder;
    sl_str text; /* of the builder, up to the end of the part that is read */
    size_t at;
    size_t base;    /* depth of the builder before */
    size_t open[2]; /* how many brackets of each sort are: [1] braces */
    size_t values;  /* on the lowest level */
    last last;
    size_t comma;     /* where it is, if that was last */
    bool due;         /* a key and its colon are waiting for their value */
    bool torn;        /* a quote is missing: what was read is not what was meant */
    const char *flaw; /* the first; NULL: none */
    size_t flaw_at;
} reading;

static bool in_map(const reading *in)
{
    const sl_builder *builder = in->builder;

    return builder->depth > in->base &&
           builder->open[builder->depth].node->type == SL_NODE_MAP;
}

/* excused: who may write that. */
static void complain(reading *in, size_t at, const char *what, sl_leeway excused)
{
    if (excused != SL_LEEWAY_NONE && in->builder->leeway >= excused) {
        in->builder->gaps = true;
    } else if (!in->flaw) {
        in->flaw = what;
        in->flaw_at = at;
    }
}

/* A value begins at text[at]: may it? */
static void begin_value(reading *in, size_t at)
{
    if (in->builder->depth == in->base)
        in->values++;
    else if (in->last == VALUE)
        complain(in, at, in_map(in) ? "expected ',' or '}'" : "expected ',' or ']'",
                 SL_LEEWAY_TEMPLATE);
    else if (in_map(in) && !in->due)
        complain(in, at, "expected a key in double quotes", SL_LEEWAY_TEMPLATE);
    in->last = VALUE;
    in->due = false;
}

static bool add_scalar(reading *in, sl_str value, sl_span span, sl_style style)
{
    sl_node *node;

    begin_value(in, span.start);
    node = sl_builder_scalar(in->builder, sl_builder_decoded(in->builder, value, span),
                             span);
    if (node)
        node->style = style;
    return node != NULL;
}

static void set_key(reading *in, sl_str key, sl_span span)
{
    if (in->last == VALUE)
        complain(in, span.start, "expected ',' or '}'", SL_LEEWAY_TEMPLATE);
    sl_builder_key(in->builder, sl_builder_decoded(in->builder, key, span), span);
    in->due = true;
    in->last = NOTHING;
}

/* Past blanks and comments. People leave things out and say so in a comment. */
static void skip(reading *in)
{
    bool unclosed;
    size_t next = sl_json_blank_end(in->text, in->at, &unclosed);
    sl_str skipped = sl_str_sub(in->text, in->at, next);

    in->at = next;
    if (unclosed)
        complain(in, next, "expected the end of a comment", SL_LEEWAY_NONE);
    if (in->builder->leeway >= SL_LEEWAY_PROSE && sl_str_chr(skipped, '/') != SIZE_MAX)
        in->builder->gaps = true;
}

/* Takes the ':' that comes next, if it does. */
static bool take_colon(reading *in)
{
    skip(in);
    if (in->at >= in->text.len || in->text.ptr[in->at] != ':')
        return false;
    in->at++;
    return true;
}

/* The inside of the string that begins here, without the comma that belongs behind a
 * quote which is missing. */
static sl_span string_span(reading *in)
{
    sl_str text = in->text;
    sl_span span = {in->at + 1, sl_json_string_end(text, in->at)};

    if (span.end < text.len && text.ptr[span.end] == text.ptr[in->at]) {
        in->at = span.end + 1;
        return span;
    }
    complain(in, in->at, "expected a closing quote", SL_LEEWAY_NONE);
    in->torn = in->torn || span.end < text.len;
    in->at = span.end;
    while (span.end > span.start &&
           sl_str_chr(sl_lit(", \t"), text.ptr[span.end - 1]) != SIZE_MAX)
        span.end--;
    return span;
}

static bool read_string(reading *in)
{
    bool single = in->text.ptr[in->at] == '\'';
    size_t start = in->at;
    sl_span span = string_span(in);
    sl_str inside = sl_str_sub(in->text, span.start, span.end);
    size_t bad = sl_json_bad_escape(inside);
    sl_str value = sl_unescape_json(in->builder->arena, inside);

    if (single)
        complain(in, start, "expected double quotes", SL_LEEWAY_PROSE);
    else if (bad != SIZE_MAX)
        complain(in, span.start + bad, "expected an escape of json behind '\\'",
                 SL_LEEWAY_NONE);
    if (in_map(in) && !in->due) {
        bool colon = take_colon(in);
        bool value_next = in->at < in->text.len &&
                          sl_str_chr(sl_lit(",}]"), in->text.ptr[in->at]) == SIZE_MAX;

        if (!colon)
            complain(in, in->at, "expected ':'", SL_LEEWAY_NONE);
        if (colon || value_next) {
            set_key(in, value, span);
            return true;
        }
    }
    return add_scalar(in, value, span, single ? SL_STYLE_SINGLE : SL_STYLE_DOUBLE);
}

static bool open_bracket(reading *in)
{
    bool brace = in->text.ptr[in->at] == '{';
    sl_node_type type = brace ? SL_NODE_MAP : SL_NODE_SEQ;
    sl_node *node;
    size_t end;

    begin_value(in, in->at);
    end = sl_subtree_skip(in->builder, type, in->at, 0);
    if (end > 0) {
        in->at = end;
        return true;
    }
    node = sl_builder_enter(in->builder, type, (sl_span){in->at, in->at + 1});
    if (!node)
        return false;
    sl_subtree_open(in->builder, node, in->at, 0);
    in->open[brace]++;
    in->last = NOTHING;
    in->at++;
    return true;
}

/* Leaves the open level, whose text ends at end. */
static void leave(reading *in, size_t end)
{
    in->open[in_map(in)]--;
    sl_builder_key(in->builder, (sl_str){0}, (sl_span){0});
    sl_builder_end(in->builder, end);
    sl_subtree_close(in->builder, in->builder->open[in->builder->depth].node, end, end);
    sl_builder_leave(in->builder);
    in->due = false;
    in->last = VALUE;
}

static void close_bracket(reading *in)
{
    bool brace = in->text.ptr[in->at] == '}';

    in->at++;
    if (in->open[brace] == 0) {
        complain(in, in->at - 1, brace ? "unexpected '}'" : "unexpected ']'",
                 SL_LEEWAY_NONE);
        return;
    }
    if (in->due)
        complain(in, in->at - 1, "expected a value", SL_LEEWAY_TEMPLATE);
    else if (in->last == COMMA)
        complain(in, in->comma,
                 brace ? "unexpected ',' before '}'" : "unexpected ',' before ']'",
                 SL_LEEWAY_PROSE);
    while (in_map(in) != brace) {
        complain(in, in->at - 1, brace ? "expected ']'" : "expected '}'",
                 SL_LEEWAY_NONE);
        leave(in, in->at - 1);
    }
    leave(in, in->at);
}

/* After a key without a value, the next value is not its. */
static void take_comma(reading *in)
{
    bool missing = in->due || in->last == NOTHING || in->last == COMMA;

    if (in->builder->depth == in->base)
        complain(in, in->at, "unexpected ','", SL_LEEWAY_TEMPLATE);
    else if (missing)
        complain(in, in->at, "expected a value", SL_LEEWAY_TEMPLATE);
    sl_builder_key(in->builder, (sl_str){0}, (sl_span){0});
    in->due = false;
    in->last = COMMA;
    in->comma = in->at++;
}

/* A comment begins behind a blank, and not in the middle of an address. */
static bool starts_comment(const reading *in)
{
    sl_str rest = sl_str_skip(in->text, in->at);

    return (sl_str_starts(rest, sl_lit("//")) || sl_str_starts(rest, sl_lit("/*")) ||
            sl_str_starts(rest, sl_lit("#"))) &&
           in->at > 0 &&
           sl_str_chr(sl_lit(" \t"), in->text.ptr[in->at - 1]) != SIZE_MAX;
}

/* Something without quotes, up to what ends a value or (in front of a colon) a key. */
static sl_span take_bare(reading *in, bool *placeholder)
{
    bool key = in_map(in) && !in->due;
    sl_span span = {in->at, in->at};

    *placeholder = sl_placeholder_end(in->text, in->at) > 0;
    while (in->at < in->text.len) {
        size_t unit = sl_placeholder_end(in->text, in->at);
        char c = in->text.ptr[in->at];

        if (unit == 0 && (sl_str_chr(sl_lit(",{}[]\"\r\n"), c) != SIZE_MAX ||
                          (key && c == ':') || starts_comment(in)))
            break;
        in->at = unit > 0 ? unit : in->at + 1;
    }
    in->at += in->at == span.start; /* always on */
    span.end = in->at;
    while (span.end > span.start + 1 && in->text.ptr[span.end - 1] == ' ')
        span.end--;
    return span;
}

static const char *why_not(sl_str word, bool key)
{
    if (key)
        return "expected a key in double quotes";
    return sl_json_leading_zero(word) ? "expected a number without leading zeros"
                                      : "expected a value";
}

static bool read_bare(reading *in)
{
    bool key = in_map(in) && !in->due;
    bool placeholder;
    sl_span span = take_bare(in, &placeholder);
    sl_str word = sl_str_sub(in->text, span.start, span.end);
    sl_leeway excused = key || in->due || in->open[0] + in->open[1] > 0
                            ? SL_LEEWAY_PROSE
                            : SL_LEEWAY_NONE;

    if (placeholder)
        in->builder->gaps = true;
    else if (key || !sl_json_literal(word))
        complain(in, span.start, why_not(word, key), excused);
    if (key && take_colon(in)) {
        set_key(in, word, span);
        return true;
    }
    if (key || (in->builder->depth == in->base && !sl_json_literal(word))) {
        in->last = placeholder ? GAP : in->last;
        return true;
    }
    return add_scalar(in, word, span, SL_STYLE_PLAIN);
}

/* "...", or the line of a template: nothing, but something will stand there. */
static bool take_gap(reading *in)
{
    bool directive = sl_str_starts(sl_str_skip(in->text, in->at), sl_lit("%{"));
    size_t end = directive ? sl_placeholder_end(in->text, in->at)
                           : sl_ellipsis_end(in->text, in->at);

    if (end == 0 || (in->due && !directive))
        return false;
    if (directive)
        in->builder->gaps = true;
    else
        complain(in, in->at, "expected a value", SL_LEEWAY_PROSE);
    in->at = end;
    if (!in->due)
        in->last = GAP;
    return true;
}

/* A line's end behind '#'. */
static void skip_remark(reading *in)
{
    size_t length = sl_str_chr(sl_str_skip(in->text, in->at), '\n');

    complain(in, in->at, "expected no comment", SL_LEEWAY_PROSE);
    in->at = length == SIZE_MAX ? in->text.len : in->at + length;
}

static bool step(reading *in)
{
    skip(in);
    if (in->at == in->text.len)
        return true;
    switch (in->text.ptr[in->at]) {
    case '{':
    case '[': return open_bracket(in);
    case '}':
    case ']': close_bracket(in); return true;
    case ',': take_comma(in); return true;
    case '"':
    case '\'': return read_string(in);
    case '#': skip_remark(in); return true;
    case ':': complain(in, in->at++, "unexpected ':'", SL_LEEWAY_NONE); return true;
    default: return take_gap(in) || read_bare(in);
    }
}

/* False at a ceiling. */
static bool read(reading *in)
{
    in->base = in->builder->depth;
    while (in->at < in->text.len)
        if (!step(in))
            return false;
    if (in->due)
        complain(in, in->text.len, "expected a value", SL_LEEWAY_NONE);
    while (in->builder->depth > in->base) {
        complain(in, in->text.len, in_map(in) ? "expected '}'" : "expected ']'",
                 SL_LEEWAY_NONE);
        leave(in, in->text.len);
    }
    return true;
}

bool sl_json_read(sl_builder *builder)
{
    reading in = {.builder = builder, .text = builder->text};

    if (sl_str_starts(in.text, sl_lit("\xEF\xBB\xBF")))
        in.at = 3;
    if (!read(&in))
        return false;
    builder->kept = !in.torn && builder->nodes > 0;
    return !in.flaw || sl_builder_fail(builder, in.flaw_at, in.flaw);
}

bool sl_json_read_value(sl_builder *builder, sl_span part)
{
    reading in = {.builder = builder,
                  .text = sl_str_sub(builder->text, 0, part.end),
                  .at = part.start};
    sl_builder before = *builder;
    sl_builder_level *level = &builder->open[builder->depth];
    sl_builder_level was = *level;
    bool done;

    builder->err = NULL;
    builder->parts = NULL; /* what is read may have to be forgotten */
    done = read(&in) && !in.flaw && in.values == 1 &&
           (builder->gaps == before.gaps || builder->leeway >= SL_LEEWAY_PROSE) &&
           level->last->type != SL_NODE_SCALAR;
    if (done) {
        builder->err = before.err;
        builder->parts = before.parts;
        return true;
    }
    *builder = before;
    if (was.last)
        was.last->next = NULL;
    else
        was.node->first = NULL;
    return false;
}
