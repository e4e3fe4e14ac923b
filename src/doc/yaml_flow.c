#include "doc/yaml_flow.h"

#include "doc/yaml_scan.h"
#include "doc/yaml_value.h"

typedef sl_yaml_reading reading;

static char here(const reading *r)
{
    return sl_yaml_char(r->text, r->at);
}

/* Past blanks, comments and line ends. */
static void skip_lines(reading *r)
{
    for (;;) {
        r->at += sl_yaml_spaces(r->text, r->at);
        if (here(r) == '#' && (r->at == r->line || r->text.ptr[r->at - 1] == ' '))
            while (here(r) != '\n')
                r->at++;
        if (r->at >= r->text.len || here(r) != '\n')
            return;
        r->line = ++r->at;
    }
}

static char closing(const reading *r)
{
    return sl_yaml_is_map(r) ? '}' : ']';
}

/* Behind an entry: a comma, or the end of all. */
static bool read_separator(reading *r)
{
    skip_lines(r);
    if (here(r) != ',')
        return here(r) == closing(r);
    r->at++;
    return true;
}

static bool open_bracket(reading *r)
{
    if (!sl_yaml_enter(r, here(r) == '{' ? SL_NODE_MAP : SL_NODE_SEQ, r->at))
        return false;
    r->at++;
    return true;
}

static bool close_bracket(reading *r, size_t outer)
{
    sl_yaml_top(r)->end = ++r->at;
    return sl_yaml_leave(r) && (r->builder->depth == outer || read_separator(r));
}

/* "---" and "..." end a document even in brackets. */
static bool may_be_mark(const reading *r)
{
    return r->at == r->line && (here(r) == '-' || here(r) == '.');
}

/* A plain scalar on its line, or one in quotes. */
static bool read_item(reading *r)
{
    sl_span span = {r->at, 0};

    switch (here(r)) {
    case '"':
    case '\'': return sl_yaml_read_quoted(r);
    case '*': return sl_yaml_read_alias(r);
    default: break;
    }
    span.end = sl_yaml_item_end(r->text, r->at);
    if (span.end == r->at || may_be_mark(r) ||
        !sl_yaml_add_scalar(r, span, sl_yaml_written(r, span), SL_STYLE_PLAIN,
                            span.end))
        return false;
    r->at = span.end;
    return true;
}

/* One entry, or the bracket behind the last. */
static bool read_entry(reading *r, size_t outer)
{
    skip_lines(r);
    if (here(r) == closing(r))
        return close_bracket(r, outer);
    if (sl_yaml_is_map(r)) {
        size_t colon = sl_yaml_item_key_end(r->text, r->at);

        if (colon == 0 || may_be_mark(r) || !sl_yaml_read_key(r, colon))
            return false;
        r->at++;
        skip_lines(r);
    }
    if (sl_yaml_at_property(r) && !sl_yaml_read_property(r))
        return false;
    if (here(r) == '[' || here(r) == '{')
        return open_bracket(r);
    return read_item(r) && read_separator(r);
}

bool sl_yaml_read_flow(sl_yaml_reading *r)
{
    size_t outer = r->builder->depth;

    if (!open_bracket(r))
        return false;
    while (r->builder->depth > outer)
        if (!read_entry(r, outer))
            return false;
    return true;
}
