#include "doc/yaml_plain.h"

#include "doc/yaml_block.h"
#include "doc/yaml_level.h"
#include "doc/yaml_scan.h"

typedef sl_yaml_reading reading;

static char char_at(const reading *r, size_t at)
{
    return at < r->text.len ? r->text.ptr[at] : '\n';
}

static bool is_quote(char c)
{
    return c == '"' || c == '\'';
}

static sl_str written(const reading *r, sl_span span)
{
    return sl_str_sub(r->builder->written, span.start, span.end);
}

static void skip_spaces(reading *r)
{
    while (char_at(r, r->at) == ' ')
        r->at++;
}

/* Goes past blanks and a comment to the end of the line, if there is nothing else. */
static bool rest_is_blank(reading *r)
{
    size_t at = r->at;

    while (char_at(r, at) == ' ')
        at++;
    if (char_at(r, at) == '#' && (at == r->line || r->text.ptr[at - 1] == ' '))
        while (char_at(r, at) != '\n')
            at++;
    if (char_at(r, at) != '\n')
        return false;
    r->at = at;
    return true;
}

/* A scalar in quotes, or in brackets, that is on the line. */
static bool read_item(reading *r)
{
    sl_style style = SL_STYLE_PLAIN;
    sl_span span = {r->at, 0};
    size_t end;

    if (is_quote(char_at(r, r->at))) {
        style = char_at(r, r->at) == '"' ? SL_STYLE_DOUBLE : SL_STYLE_SINGLE;
        span = (sl_span){r->at + 1, sl_yaml_quoted_end(r->text, r->at)};
        end = span.end + 1;
    } else {
        span.end = end = sl_yaml_item_end(r->text, r->at, false);
    }
    if (span.end <= r->at || !sl_yaml_add_scalar(r, span, written(r, span), style, end))
        return false;
    r->at = end;
    return true;
}

/* Plain, perhaps over several lines. */
static bool read_text(reading *r)
{
    sl_span span = {r->at, sl_yaml_value_end(r->text, r->at)};
    sl_yaml_block all;
    sl_str value = written(r, span);

    if (span.end == r->at || !sl_yaml_text_scan(r->text, span, sl_yaml_top(r)->column,
                                                r->builder->arena, &all))
        return false;
    if (all.value.len > 0) {
        span = all.span;
        value = sl_builder_decoded(r->builder, all.value, span);
    }
    r->at = span.end;
    return sl_yaml_add_scalar(r, span, value, SL_STYLE_PLAIN, span.end);
}

/* "key: " in braces. */
static bool read_item_key(reading *r)
{
    bool quoted = is_quote(char_at(r, r->at));
    size_t end = quoted ? sl_yaml_key_end(r->text, r->at)
                        : sl_yaml_item_end(r->text, r->at, true);
    sl_span span = {r->at + quoted, end - quoted};

    if (end <= r->at || char_at(r, end + 1) != ' ')
        return false;
    sl_builder_key(r->builder, written(r, span), span);
    r->at = end + 1;
    skip_spaces(r);
    return true;
}

/* "[a, 'b']" or "{c: d}", without others in it. */
static bool read_flow(reading *r)
{
    bool map = char_at(r, r->at) == '{';
    char close = map ? '}' : ']';

    if (!sl_yaml_enter(r, map ? SL_NODE_MAP : SL_NODE_SEQ, r->at))
        return false;
    r->at++;
    skip_spaces(r);
    while (char_at(r, r->at) != close) {
        if ((map && !read_item_key(r)) || !read_item(r))
            return false;
        skip_spaces(r);
        if (char_at(r, r->at) == close)
            break;
        if (char_at(r, r->at) != ',')
            return false;
        r->at++;
        skip_spaces(r);
    }
    r->at++;
    sl_yaml_top(r)->end = r->at;
    return sl_yaml_leave(r) && rest_is_blank(r);
}

static bool read_literal(reading *r)
{
    sl_yaml_block block;
    sl_str value;

    if (!sl_yaml_block_scan(r->text, r->at, sl_yaml_top(r)->column, r->builder->arena,
                            &block))
        return false;
    value = sl_builder_decoded(r->builder, block.value, block.span);
    r->at = block.next;
    return sl_yaml_add_scalar(r, block.span, value, SL_STYLE_LITERAL, block.span.end);
}

/* The rest of a line that begins with a value. */
static bool read_value(reading *r)
{
    switch (char_at(r, r->at)) {
    case '|': return read_literal(r);
    case '[':
    case '{': return read_flow(r);
    case '"':
    case '\'': return read_item(r) && rest_is_blank(r);
    default: return read_text(r) && rest_is_blank(r);
    }
}

/* A key, which ends in the ':' at end, and what is behind it. */
static bool read_key(reading *r, size_t end)
{
    bool quoted = is_quote(char_at(r, r->at));
    sl_span span = {r->at + quoted, end - quoted};
    size_t column = r->at - r->line;
    bool open = r->builder->depth > 0;

    if (open && sl_yaml_top(r)->indentless && sl_yaml_top(r)->column == column &&
        !sl_yaml_leave(r))
        return false;
    if (sl_yaml_fits(r, column)) {
        if (!sl_yaml_enter(r, SL_NODE_MAP, r->at))
            return false;
    } else if (!open || sl_yaml_top(r)->column != column || !sl_yaml_is_map(r)) {
        return false;
    }
    if (!sl_yaml_add_empty_if_due(r))
        return false;
    sl_builder_key(r->builder, written(r, span), span);
    sl_yaml_top(r)->end = end;
    sl_yaml_value_due(r, end + 1);
    r->at = end + 1;
    if (rest_is_blank(r))
        return true;
    skip_spaces(r);
    return read_value(r);
}

/* One '-': opens its sequence if it is the first. */
static bool read_dash(reading *r)
{
    size_t column = r->at - r->line;
    bool here = r->builder->depth > 0 && sl_yaml_top(r)->column == column;
    bool map = sl_yaml_is_map(r);
    bool indentless = here && map && sl_yaml_top(r)->due;

    if (sl_yaml_fits(r, column) || indentless) {
        if (!sl_yaml_enter(r, SL_NODE_SEQ, r->at))
            return false;
        sl_yaml_top(r)->indentless = indentless;
    } else if (!here || map) {
        return false;
    }
    if (!sl_yaml_add_empty_if_due(r))
        return false;
    r->at++;
    sl_yaml_value_due(r, r->at);
    return true;
}

static bool is_dash(const reading *r)
{
    return char_at(r, r->at) == '-' &&
           (char_at(r, r->at + 1) == ' ' || char_at(r, r->at + 1) == '\n');
}

/* What the line holds behind its indentation. */
static bool read_content(reading *r)
{
    size_t end;

    if (!sl_yaml_unroll(r, r->at - r->line))
        return false;
    while (is_dash(r)) {
        if (!read_dash(r))
            return false;
        r->document = true;
        if (rest_is_blank(r))
            return true;
        skip_spaces(r);
    }
    end = sl_yaml_key_end(r->text, r->at);
    if (end > 0 && !read_key(r, end))
        return false;
    if (end == 0 &&
        (r->builder->depth == 0 || !sl_yaml_fits(r, r->at - r->line) || !read_value(r)))
        return false;
    r->document = true;
    return true;
}

/* "---" stands alone on its line. */
static bool read_marker(reading *r)
{
    r->at += 3;
    if (!rest_is_blank(r) || !sl_yaml_end_document(r))
        return false;
    r->marked = true;
    return true;
}

static bool read_line(reading *r)
{
    sl_str rest;

    r->line = r->at;
    if (rest_is_blank(r))
        return true;
    skip_spaces(r);
    rest = sl_str_skip(r->text, r->at);
    if (r->at == r->line) {
        if (sl_str_starts(rest, sl_lit("---")))
            return read_marker(r);
        if (sl_str_starts(rest, sl_lit("...")) || rest.ptr[0] == '%')
            return false;
    }
    return read_content(r);
}

bool sl_yaml_plain_read(sl_builder *builder, size_t base)
{
    sl_builder before = *builder;
    sl_yaml_reading r = {.builder = builder, .text = builder->text, .at = base};
    bool done = true;

    if (builder->excerpt || builder->depth > 0 || builder->open[0].last ||
        !sl_yaml_bytes_plain(sl_str_skip(builder->text, base)))
        return false;
    for (; done && r.at < r.text.len; r.at++) /* behind the line end */
        done = read_line(&r);
    if (done && sl_yaml_end_document(&r))
        return true;
    if (before.err)
        *before.err = (sl_err){0};
    *builder = before;
    builder->open[0].node->first = NULL;
    return false;
}
