/* toml.c - TOML 1.0 (toml.io) without a grammar: broken text costs no more than any
 * other, and loses a line at a time. */
#include "doc/reader.h"
#include "doc/unescape.h"

enum { MAX_PARTS = 32 }; /* of one dotted key; more are left out */

typedef struct dotted {
    sl_span parts[MAX_PARTS]; /* quotes included */
    size_t len;
} dotted;

typedef struct reading {
    sl_builder *builder;
    sl_str text;
    size_t at;
    size_t flaw; /* of the first line that could not be read, or SIZE_MAX */
} reading;

static bool read_value(reading *in);

static char here(const reading *in, size_t ahead)
{
    return in->at + ahead < in->text.len ? in->text.ptr[in->at + ahead] : '\0';
}

static bool ended(const reading *in)
{
    return in->at >= in->text.len;
}

static void skip_line(reading *in)
{
    while (!ended(in) && here(in, 0) != '\n')
        in->at++;
}

/* Past blanks and, where lines do not matter, line ends and comments. */
static void skip(reading *in, bool lines)
{
    while (!ended(in)) {
        char c = here(in, 0);

        if (lines && c == '#')
            skip_line(in);
        else if (c == ' ' || c == '\t' || c == '\r' || (lines && c == '\n'))
            in->at++;
        else
            return;
    }
}

static bool flawed(reading *in)
{
    if (in->flaw == SIZE_MAX)
        in->flaw = in->at;
    skip_line(in);
    return true;
}

/* The string that begins here, quotes included; one that is not closed ends with its
 * line. */
static sl_span take_string(reading *in)
{
    char quote = here(in, 0);
    bool triple = here(in, 1) == quote && here(in, 2) == quote;
    sl_span span = {in->at, 0};

    in->at += triple ? 3 : 1;
    while (!ended(in) && (triple || here(in, 0) != '\n')) {
        if (here(in, 0) == quote && !triple)
            break;
        if (here(in, 0) == quote && here(in, 1) == quote && here(in, 2) == quote)
            break;
        in->at += here(in, 0) == '\\' && quote == '"' ? 2 : 1;
    }
    in->at += triple ? 3 : 1;
    if (in->at > in->text.len)
        in->at = in->text.len;
    while (triple && here(in, 0) == quote) /* they may end with quotes of their own */
        in->at++;
    span.end = in->at;
    return span;
}

/* The inside of a string, by its quotes. A line break at the start of a long string is
 * none of it. */
static sl_span inside(sl_str text, sl_span span, sl_style *style)
{
    sl_str written = sl_str_sub(text, span.start, span.end);
    char first = written.len > 0 ? written.ptr[0] : '\0';
    size_t quotes = sl_str_starts(written, sl_lit("\"\"\"")) ||
                            sl_str_starts(written, sl_lit("'''"))
                        ? 3
                        : 1;

    *style = first == '\''  ? SL_STYLE_SINGLE
             : first == '"' ? SL_STYLE_DOUBLE
                            : SL_STYLE_PLAIN;
    if (*style == SL_STYLE_PLAIN || written.len < 2 * quotes)
        return span;
    span = (sl_span){span.start + quotes,
                     span.end - (text.ptr[span.end - 1] == first ? quotes : 0)};
    if (quotes == 3 && span.start < span.end && text.ptr[span.start] == '\r')
        span.start++;
    if (quotes == 3 && span.start < span.end && text.ptr[span.start] == '\n')
        span.start++;
    return span;
}

static sl_str decoded(sl_builder *builder, sl_span span, sl_style style)
{
    sl_str written = sl_builder_slice(builder, span);

    if (style != SL_STYLE_DOUBLE)
        return sl_builder_decoded(builder, written, span);
    return sl_builder_decoded(builder, sl_unescape_toml(builder->arena, written), span);
}

static bool in_key(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           c == '_' || c == '-';
}

static bool take_key(reading *in, dotted *key)
{
    key->len = 0;
    for (;;) {
        sl_span part = {in->at, in->at};

        if (here(in, 0) == '"' || here(in, 0) == '\'')
            part = take_string(in);
        while (part.end == in->at && in_key(here(in, 0)))
            part.end = ++in->at;
        if (part.end == part.start)
            return false;
        if (key->len < MAX_PARTS)
            key->parts[key->len++] = part;
        skip(in, false);
        if (here(in, 0) != '.')
            return true;
        in->at++;
        skip(in, false);
    }
}

/* Opens a MAP for each part but the last, which becomes the next node's key. */
static bool enter_key(sl_builder *builder, const dotted *key, sl_span span)
{
    for (size_t i = 0; i < key->len; i++) {
        sl_style style;
        sl_span part = inside(builder->text, key->parts[i], &style);

        sl_builder_key(builder, decoded(builder, part, style), part);
        if (i + 1 < key->len && !sl_builder_enter(builder, SL_NODE_MAP, span))
            return false;
    }
    return true;
}

static void leave_key(sl_builder *builder, const dotted *key)
{
    for (size_t i = 1; i < key->len; i++)
        sl_builder_leave(builder);
}

static bool read_pair(reading *in)
{
    sl_span span = {in->at, in->at};
    dotted key;
    bool going;

    if (!take_key(in, &key) || here(in, 0) != '=')
        return flawed(in);
    in->at++;
    skip(in, false);
    if (ended(in) || here(in, 0) == '\n' || here(in, 0) == '#')
        return flawed(in);
    going = enter_key(in->builder, &key, span) && read_value(in);
    leave_key(in->builder, &key);
    return going;
}

/* [ ... ] of values, { ... } of pairs. What does not belong is passed over. */
static bool read_container(reading *in, sl_node_type type)
{
    char close = type == SL_NODE_MAP ? '}' : ']';
    sl_node *node = sl_builder_enter(in->builder, type, (sl_span){in->at, in->at + 1});
    bool going = node != NULL;

    in->at++;
    while (going) {
        size_t before;

        skip(in, true);
        before = in->at;
        if (ended(in) || here(in, 0) == close)
            break;
        if (here(in, 0) != ',')
            going = type == SL_NODE_MAP ? read_pair(in) : read_value(in);
        in->at += in->at == before;
    }
    if (ended(in) && in->flaw == SIZE_MAX)
        in->flaw = in->at;
    in->at += !ended(in);
    if (node)
        node->span.end = in->at;
    sl_builder_leave(in->builder);
    return going;
}

static bool read_value(reading *in)
{
    sl_span span = {in->at, in->at};
    sl_style style;
    sl_node *node;

    switch (here(in, 0)) {
    case '[': return read_container(in, SL_NODE_SEQ);
    case '{': return read_container(in, SL_NODE_MAP);
    case '"':
    case '\'': span = take_string(in); break;
    default:
        while (!ended(in) && sl_str_chr(sl_lit(",]}#\r\n"), here(in, 0)) == SIZE_MAX)
            in->at++;
        span.end = in->at;
        while (span.end > span.start && (in->text.ptr[span.end - 1] == ' ' ||
                                         in->text.ptr[span.end - 1] == '\t'))
            span.end--;
    }
    span = inside(in->text, span, &style);
    node = sl_builder_scalar(in->builder, decoded(in->builder, span, style), span);
    if (node)
        node->style = style;
    return node != NULL;
}

/* [a.b] or [[a.b]]: each is a MAP of its own, also if there is one of that name. The
 * key is left open in *key. */
static bool read_header(reading *in, dotted *key)
{
    size_t start = in->at;
    sl_span span;

    leave_key(in->builder, key);
    if (key->len > 0)
        sl_builder_leave(in->builder);
    in->at += here(in, 1) == '[' ? 2 : 1;
    skip(in, false);
    if (!take_key(in, key) || here(in, 0) != ']') {
        key->len = 0;
        return flawed(in);
    }
    skip_line(in);
    span = (sl_span){start, in->at};
    return enter_key(in->builder, key, span) &&
           sl_builder_enter(in->builder, SL_NODE_MAP, span);
}

bool sl_toml_read(sl_builder *builder)
{
    reading in = {.builder = builder, .text = builder->text, .flaw = SIZE_MAX};
    dotted table = {.len = 0};
    bool going =
        sl_builder_enter(builder, SL_NODE_MAP, (sl_span){0, builder->text.len}) != NULL;

    while (going) {
        skip(&in, true);
        if (ended(&in))
            break;
        going = here(&in, 0) == '[' ? read_header(&in, &table) : read_pair(&in);
        skip(&in, false);
        if (going && !ended(&in) && here(&in, 0) != '\n' && here(&in, 0) != '#')
            flawed(&in);
    }
    builder->kept = going && builder->nodes > 1;
    if (going && in.flaw != SIZE_MAX)
        return sl_builder_fail(builder, in.flaw, "not toml");
    return going;
}
