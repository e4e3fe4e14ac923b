#include "doc/yaml_value.h"

#include "doc/yaml_flow.h"
#include "doc/yaml_quoted.h"
#include "doc/yaml_scan.h"

typedef sl_yaml_reading reading;

static char here(const reading *r)
{
    return sl_yaml_char(r->text, r->at);
}

sl_str sl_yaml_written(const reading *r, sl_span span)
{
    return sl_str_sub(r->builder->written, span.start, span.end);
}

bool sl_yaml_skip_blank(reading *r)
{
    size_t at = r->at + sl_yaml_spaces(r->text, r->at);

    if (sl_yaml_char(r->text, at) == '#' &&
        (at == r->line || r->text.ptr[at - 1] == ' ')) {
        size_t rest = sl_str_chr(sl_str_skip(r->text, at), '\n');

        at = rest == SIZE_MAX ? r->text.len : at + rest;
    }
    if (sl_yaml_char(r->text, at) != '\n')
        return false;
    r->at = at;
    return true;
}

static sl_str meant(const reading *r, const sl_yaml_block *found)
{
    if (!found->value.ptr)
        return sl_yaml_written(r, found->span);
    return sl_builder_decoded(r->builder, found->value, found->span);
}

bool sl_yaml_read_key(reading *r, size_t end)
{
    sl_yaml_block key = {.span = {r->at, end}};

    if (end <= r->at)
        return false;
    if (here(r) == '"' || here(r) == '\'') {
        if (!sl_yaml_quoted_scan(r->text, r->at, r->builder->arena, &key))
            return false;
    } else {
        while (r->text.ptr[key.span.end - 1] == ' ')
            key.span.end--;
    }
    sl_builder_key(r->builder, meant(r, &key), key.span);
    r->at = end;
    return true;
}

bool sl_yaml_read_quoted(reading *r)
{
    sl_style style = here(r) == '"' ? SL_STYLE_DOUBLE : SL_STYLE_SINGLE;
    sl_yaml_block found;

    if (!sl_yaml_quoted_scan(r->text, r->at, r->builder->arena, &found) ||
        !sl_yaml_add_scalar(r, found.span, meant(r, &found), style, found.next))
        return false;
    r->at = found.next;
    return true;
}

/* Plain, perhaps over several lines. */
static bool read_text(reading *r)
{
    sl_span first = {r->at, sl_yaml_value_end(r->text, r->at)};
    sl_yaml_block text;

    if (first.end == r->at || !sl_yaml_text_scan(r->text, first, sl_yaml_top(r)->column,
                                                 r->builder->arena, &text))
        return false;
    r->at = text.span.end;
    return sl_yaml_add_scalar(r, text.span, meant(r, &text), SL_STYLE_PLAIN, r->at);
}

static bool read_block(reading *r)
{
    sl_style style = here(r) == '|' ? SL_STYLE_LITERAL : SL_STYLE_FOLDED;
    sl_yaml_block block;

    if (!sl_yaml_block_scan(r->text, r->at, sl_yaml_top(r)->column, r->builder->arena,
                            &block))
        return false;
    r->at = block.next;
    return sl_yaml_add_scalar(r, block.span, meant(r, &block), style, block.span.end);
}

static bool in_name(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           c == '_' || c == '-';
}

/* Past the sign at r->at and the name behind it, which is given back. */
static sl_str take_name(reading *r)
{
    size_t start = ++r->at;

    while (in_name(here(r)))
        r->at++;
    return sl_arena_str(r->builder->arena, sl_str_sub(r->text, start, r->at));
}

bool sl_yaml_read_alias(reading *r)
{
    size_t start = r->at;
    sl_str name = take_name(r);

    return name.len > 0 && sl_yaml_add_alias(r, (sl_span){start, r->at}, name);
}

/* The same for a tag, signs and all. Empty: none that is plain. */
static sl_str take_tag(reading *r)
{
    size_t start = r->at++;
    size_t name;

    if (here(r) == '!')
        r->at++;
    name = r->at;
    while (in_name(here(r)) || here(r) == ':' || here(r) == '.' || here(r) == '/')
        r->at++;
    return sl_str_sub(r->text, r->at > name ? start : name, r->at);
}

bool sl_yaml_read_property(reading *r)
{
    bool tag = here(r) == '!';
    bool first = sl_yaml_is_bare(r);
    sl_str name = tag ? take_tag(r) : take_name(r);

    if (tag)
        sl_yaml_top(r)->tag = name;
    else
        sl_yaml_top(r)->anchor = name;
    if (!first || name.len == 0 || (here(r) != ' ' && here(r) != '\n'))
        return false;
    r->at += sl_yaml_spaces(r->text, r->at);
    return true;
}

bool sl_yaml_read_value(reading *r)
{
    bool read;

    switch (here(r)) {
    case '|':
    case '>': return read_block(r);
    case '[':
    case '{': read = sl_yaml_read_flow(r); break;
    case '"':
    case '\'': read = sl_yaml_read_quoted(r); break;
    case '*': read = sl_yaml_read_alias(r); break;
    default: read = read_text(r); break;
    }
    return read && sl_yaml_rest_is_blank(r);
}
