/* properties.c - Java .properties, as java.util.Properties.load documents them. */
#include "doc/reader.h"
#include "doc/unescape.h"
#include "text/lines.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\f';
}

static size_t past_blanks(sl_str line, size_t at)
{
    while (at < line.len && is_blank(line.ptr[at]))
        at++;
    return at;
}

/* Does an odd number of backslashes end the line? */
static bool goes_on(sl_str line)
{
    size_t count = 0;

    while (count < line.len && line.ptr[line.len - 1 - count] == '\\')
        count++;
    return count % 2 == 1;
}

/* A logical line: the natural ones up to the first that does not go on. */
static sl_str take_logical(sl_str *rest)
{
    const char *start = rest->ptr;
    sl_str line;

    do
        line = sl_line_take(rest);
    while (goes_on(line) && rest->len > 0);
    return (sl_str){start, (size_t)(line.ptr + line.len - start)};
}

/* The first '=', ':' or blank without a backslash before it. */
static size_t key_end(sl_str line, size_t at)
{
    while (at < line.len && line.ptr[at] != '=' && line.ptr[at] != ':' &&
           !is_blank(line.ptr[at]))
        at += line.ptr[at] == '\\' ? 2 : 1;
    return at < line.len ? at : line.len;
}

static size_t value_start(sl_str line, size_t at)
{
    at = past_blanks(line, at);
    if (at < line.len && (line.ptr[at] == '=' || line.ptr[at] == ':'))
        at = past_blanks(line, at + 1);
    return at;
}

static sl_str decoded(sl_builder *builder, sl_span span)
{
    sl_str written = sl_builder_slice(builder, span);

    return sl_builder_decoded(builder, sl_unescape_properties(builder->arena, written),
                              span);
}

static bool add_pair(sl_builder *builder, sl_str line)
{
    size_t start = past_blanks(line, 0);
    size_t end = key_end(line, start);
    size_t value = value_start(line, end);
    sl_span whole = sl_span_in(builder->text, line);
    sl_span key = {whole.start + start, whole.start + end};
    sl_span span = {whole.start + value, whole.end};

    sl_builder_key(builder, decoded(builder, key), key);
    return sl_builder_scalar(builder, decoded(builder, span), span) != NULL;
}

bool sl_properties_read(sl_builder *builder)
{
    sl_str rest = sl_str_drop(builder->text, sl_lit("\xEF\xBB\xBF"));
    bool going =
        sl_builder_enter(builder, SL_NODE_MAP, (sl_span){0, builder->text.len}) != NULL;

    while (going && rest.len > 0) {
        sl_str peek = rest;
        sl_str line = sl_str_trim(sl_line_take(&peek));

        if (line.len == 0 || line.ptr[0] == '#' || line.ptr[0] == '!') {
            rest = peek; /* a comment does not go on */
            continue;
        }
        going = add_pair(builder, take_logical(&rest));
    }
    sl_builder_leave(builder);
    return going;
}
