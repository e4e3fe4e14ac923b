/* xml.c - XML without a grammar: tags, attributes and text of whatever looks like it,
 * in linear time. An element with nothing but text in it is a SCALAR, any other a MAP
 * of its attributes, its elements and its text ("#text"). */
#include "doc/subtree.h"
#include "doc/reader.h"
#include "doc/unescape.h"

typedef struct reading {
    sl_builder *builder;
    sl_str text;
    size_t at;
    size_t base; /* levels that were open before the first element */
} reading;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool ends_name(char c)
{
    return is_blank(c) || c == '>' || c == '/' || c == '=' || c == '<' || c == '"' ||
           c == '\'';
}

/* Moves behind the next such bytes, or to the end of the text. */
static size_t past(const reading *in, size_t from, sl_str what)
{
    size_t found = sl_str_find(sl_str_skip(in->text, from), what);

    return found == SIZE_MAX ? in->text.len : from + found + what.len;
}

static bool starts(const reading *in, sl_str what)
{
    return sl_str_starts(sl_str_skip(in->text, in->at), what);
}

static sl_span take_name(reading *in)
{
    sl_span name = {in->at, in->at};

    while (name.end < in->text.len && !ends_name(in->text.ptr[name.end]))
        name.end++;
    in->at = name.end;
    return name;
}

static void skip_blanks(reading *in)
{
    while (in->at < in->text.len && is_blank(in->text.ptr[in->at]))
        in->at++;
}

static sl_node *add(reading *in, sl_str key, sl_span key_span, sl_span span, bool raw)
{
    sl_str value = sl_builder_slice(in->builder, span);

    if (!raw)
        value = sl_unescape_xml(in->builder->arena, value);
    sl_builder_key(in->builder, key, key_span);
    return sl_builder_scalar(in->builder, sl_builder_decoded(in->builder, value, span),
                             span);
}

/* name="value"; a quote that is never closed ends before the next tag. */
static bool take_attribute(reading *in)
{
    sl_span name = take_name(in);
    sl_span value;
    sl_node *node;
    char quote;

    if (name.start == name.end) {
        in->at++; /* a stray sign */
        return true;
    }
    skip_blanks(in);
    if (!starts(in, sl_lit("=")))
        return true;
    in->at++;
    skip_blanks(in);
    quote = in->at < in->text.len ? in->text.ptr[in->at] : '\0';
    if (quote != '"' && quote != '\'') {
        value = take_name(in);
    } else {
        value = (sl_span){in->at + 1, in->at + 1};
        while (value.end < in->text.len && in->text.ptr[value.end] != quote &&
               in->text.ptr[value.end] != '<')
            value.end++;
        in->at = value.end < in->text.len && in->text.ptr[value.end] == quote
                     ? value.end + 1
                     : value.end;
    }
    node = add(in, sl_builder_slice(in->builder, name), name, value, false);
    if (node)
        node->style = quote == '\'' ? SL_STYLE_SINGLE : SL_STYLE_DOUBLE;
    return node != NULL;
}

/* An element that holds one text and nothing else becomes that text. */
static void leave(reading *in)
{
    sl_node *node = in->builder->open[in->builder->depth].node;
    const sl_node *only = node->first;

    if (only && !only->next && only->type == SL_NODE_SCALAR &&
        sl_str_eq(only->key, sl_lit("#text"))) {
        node->type = SL_NODE_SCALAR;
        node->value = only->value;
        node->span = only->span;
        node->style = only->style;
        node->first = NULL;
        sl_subtree_drop(in->builder, node);
    } else if (in->at > node->span.start) {
        node->span.end = in->at;
    }
    sl_builder_leave(in->builder);
}

/* <name a="b"> or <name/>; the '<' is at in->at. */
static bool take_start(reading *in)
{
    size_t start = in->at++;
    sl_span name = take_name(in);
    sl_node *node;
    size_t end;

    sl_builder_key(in->builder, sl_builder_slice(in->builder, name), name);
    end = sl_subtree_skip(in->builder, SL_NODE_MAP, start, 0);
    if (end > 0) {
        in->at = end;
        return true;
    }
    node = sl_builder_enter(in->builder, SL_NODE_MAP, (sl_span){start, in->at});
    if (!node)
        return false;
    sl_subtree_open(in->builder, node, start, 0);
    while (in->at < in->text.len) {
        skip_blanks(in);
        if (in->at == in->text.len)
            break;
        if (starts(in, sl_lit("/>"))) {
            in->at += 2;
            sl_subtree_close(in->builder, node, in->at, in->at);
            leave(in);
            return true;
        }
        if (starts(in, sl_lit(">"))) {
            in->at++;
            return true;
        }
        if (starts(in, sl_lit("<"))) /* the tag was never closed */
            return true;
        if (!take_attribute(in))
            return false;
    }
    return true;
}

/* Closes the nearest open element of that name, and those inside it; if there is
 * none, nothing. */
static void take_end(reading *in)
{
    size_t depth = in->builder->depth;
    sl_str name;

    in->at += 2;
    name = sl_builder_slice(in->builder, take_name(in));
    in->at = past(in, in->at, sl_lit(">"));
    while (depth > in->base && !sl_str_eq(in->builder->open[depth].node->key, name))
        depth--;
    if (depth == in->base) {
        sl_subtree_unsettle(in->builder); /* elsewhere it may close something */
        return;
    }
    while (in->builder->depth > depth)
        leave(in);
    sl_subtree_close(in->builder, in->builder->open[depth].node, in->at, in->at);
    leave(in);
}

static bool take_text(reading *in)
{
    sl_str rest = sl_str_skip(in->text, in->at);
    sl_str text = sl_str_sub(rest, 0, sl_str_chr(rest, '<'));

    in->at += text.len;
    text = sl_str_trim(text);
    if (text.len == 0)
        return true;
    return add(in, sl_lit("#text"), (sl_span){0}, sl_span_in(in->text, text), false);
}

static bool take_cdata(reading *in)
{
    sl_span span;
    sl_node *node;

    in->at += sl_lit("<![CDATA[").len;
    span = (sl_span){in->at, past(in, in->at, sl_lit("]]>"))};
    in->at = span.end;
    if (sl_str_ends(sl_str_sub(in->text, span.start, span.end), sl_lit("]]>")))
        span.end -= 3;
    node = add(in, sl_lit("#text"), (sl_span){0}, span, true);
    if (node)
        node->style = SL_STYLE_LITERAL;
    return node != NULL;
}

/* <!DOCTYPE a [ <!ENTITY b "c"> ]> */
static void skip_declaration(reading *in)
{
    size_t end = past(in, in->at + 2, sl_lit(">"));
    sl_str declaration = sl_str_sub(in->text, in->at, end);

    if (sl_str_chr(declaration, '[') != SIZE_MAX &&
        sl_str_chr(declaration, ']') == SIZE_MAX)
        end = past(in, in->at + 2, sl_lit("]"));
    in->at = end;
    if (end > 0 && in->text.ptr[end - 1] == ']')
        in->at = past(in, end, sl_lit(">"));
}

/* Comments, declarations, instructions: passed over. */
static bool take_markup(reading *in)
{
    if (starts(in, sl_lit("<![CDATA[")))
        return take_cdata(in);
    if (starts(in, sl_lit("<!--")))
        in->at = past(in, in->at + 4, sl_lit("-->"));
    else if (starts(in, sl_lit("<?")))
        in->at = past(in, in->at + 2, sl_lit("?>"));
    else
        skip_declaration(in);
    return true;
}

static bool take(reading *in)
{
    char next = in->at + 1 < in->text.len ? in->text.ptr[in->at + 1] : '\0';

    if (in->text.ptr[in->at] != '<')
        return take_text(in);
    if (next == '!' || next == '?')
        return take_markup(in);
    if (next == '/') {
        take_end(in);
        return true;
    }
    if (next == '\0' || ends_name(next)) { /* "a < b": text that ought to be escaped */
        in->at++;
        return true;
    }
    return take_start(in);
}

bool sl_xml_read(sl_builder *builder)
{
    reading in = {.builder = builder, .text = builder->text};
    bool going =
        sl_builder_enter(builder, SL_NODE_MAP, (sl_span){0, builder->text.len}) != NULL;

    in.base = builder->depth;
    while (going && in.at < in.text.len)
        going = take(&in);
    while (builder->depth > in.base)
        leave(&in);
    sl_builder_leave(builder);
    return going;
}
