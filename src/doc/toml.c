/* toml.c - TOML through tree-sitter, which goes on behind an error. */
#include "doc/reader.h"
#include "doc/sitter.h"
#include "doc/unescape.h"

#include <string.h>

const TSLanguage *tree_sitter_toml(void);

enum { MAX_PARTS = 32 }; /* of one dotted key */

typedef struct dotted {
    sl_span parts[MAX_PARTS]; /* quotes included */
    size_t len;
} dotted;

static bool read_value(sl_sitter *sitter);

/* a.b."c" is dotted_key(dotted_key(a, b), c); more parts than there is room for
 * are left out. */
static void collect_key(sl_sitter *sitter, dotted *out)
{
    if (sl_sitter_is(sitter, "bare_key") || sl_sitter_is(sitter, "quoted_key")) {
        if (out->len < MAX_PARTS)
            out->parts[out->len++] = sl_sitter_span(sitter);
        return;
    }
    if (!sl_sitter_is(sitter, "dotted_key") || !sl_sitter_down(sitter))
        return;
    do
        collect_key(sitter, out);
    while (sl_sitter_next(sitter));
    sl_sitter_up(sitter);
}

/* The inside of a string, by its quotes: one or three of a kind. A line break at the
 * start of a long string is none of it. */
static sl_span inside(sl_str text, sl_span span, sl_style *style)
{
    sl_str written = sl_str_sub(text, span.start, span.end);
    bool twice = sl_str_starts(written, sl_lit("\"\"\""));
    bool once = sl_str_starts(written, sl_lit("'''"));
    size_t quotes = twice || once ? 3 : 1;

    *style = written.len > 0 && written.ptr[0] == '\''  ? SL_STYLE_SINGLE
             : written.len > 0 && written.ptr[0] == '"' ? SL_STYLE_DOUBLE
                                                        : SL_STYLE_PLAIN;
    if (*style == SL_STYLE_PLAIN || written.len < 2 * quotes)
        return span;
    span = (sl_span){span.start + quotes, span.end - quotes};
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

static void set_key(sl_builder *builder, sl_span part)
{
    sl_style style;
    sl_span span = inside(builder->text, part, &style);

    sl_builder_key(builder, decoded(builder, span, style), span);
}

/* Opens a MAP for each part but the last, which becomes the next node's key. */
static bool enter_key(sl_builder *builder, const dotted *key, sl_span span)
{
    for (size_t i = 0; i < key->len; i++) {
        set_key(builder, key->parts[i]);
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

static bool read_scalar(sl_sitter *sitter)
{
    sl_builder *builder = sitter->builder;
    sl_style style;
    sl_span span = inside(builder->text, sl_sitter_span(sitter), &style);
    sl_node *node = sl_builder_scalar(builder, decoded(builder, span, style), span);

    if (node)
        node->style = style;
    return node != NULL;
}

/* key = value, with the cursor on the pair. */
static bool read_pair(sl_sitter *sitter)
{
    dotted key = {.len = 0};
    sl_span span = sl_sitter_span(sitter);
    bool going = true;
    bool valued = false;

    if (!sl_sitter_down(sitter))
        return true;
    collect_key(sitter, &key);
    going = enter_key(sitter->builder, &key, span);
    while (going && !valued && sl_sitter_next(sitter)) {
        valued = !sl_sitter_is(sitter, "=") && !sl_sitter_is(sitter, "comment");
        if (valued)
            going = read_value(sitter);
    }
    sl_builder_key(sitter->builder, (sl_str){0}, (sl_span){0});
    leave_key(sitter->builder, &key);
    sl_sitter_up(sitter);
    return going;
}

/* The pairs below a table, an inline table or the document. */
static bool read_pairs(sl_sitter *sitter, bool (*other)(sl_sitter *sitter))
{
    bool going = true;

    if (!sl_sitter_down(sitter))
        return true;
    do {
        if (sl_sitter_is(sitter, "pair"))
            going = read_pair(sitter);
        else if (other)
            going = other(sitter);
    } while (going && sl_sitter_next(sitter));
    sl_sitter_up(sitter);
    return going;
}

static bool read_container(sl_sitter *sitter, sl_node_type type)
{
    bool map = type == SL_NODE_MAP;
    bool going = sl_builder_enter(sitter->builder, type, sl_sitter_span(sitter)) &&
                 read_pairs(sitter, map ? NULL : read_value);

    sl_builder_leave(sitter->builder);
    return going;
}

/* Brackets and commas are children of an array, too. */
static bool read_value(sl_sitter *sitter)
{
    static const char *const scalars[] = {
        "string",           "integer",         "float",      "boolean",
        "offset_date_time", "local_date_time", "local_date", "local_time"};

    if (sl_sitter_is(sitter, "array"))
        return read_container(sitter, SL_NODE_SEQ);
    if (sl_sitter_is(sitter, "inline_table"))
        return read_container(sitter, SL_NODE_MAP);
    for (size_t i = 0; i < sizeof scalars / sizeof *scalars; i++)
        if (sl_sitter_is(sitter, scalars[i]))
            return read_scalar(sitter);
    return true;
}

/* [a.b] and [[a.b]]: each is a MAP of its own, also if there is one of that name. */
static bool read_table(sl_sitter *sitter)
{
    sl_span span = sl_sitter_span(sitter);
    dotted key = {.len = 0};
    bool going;

    if (!sl_sitter_is(sitter, "table") && !sl_sitter_is(sitter, "table_array_element"))
        return true;
    if (!sl_sitter_down(sitter))
        return true;
    while (key.len == 0 && sl_sitter_next(sitter))
        collect_key(sitter, &key);
    sl_sitter_up(sitter);
    going = enter_key(sitter->builder, &key, span) &&
            sl_builder_enter(sitter->builder, SL_NODE_MAP, span) &&
            read_pairs(sitter, NULL);
    sl_builder_leave(sitter->builder);
    leave_key(sitter->builder, &key);
    return going;
}

static bool read_document(sl_sitter *sitter)
{
    return read_pairs(sitter, read_table);
}

bool sl_toml_read(sl_builder *builder)
{
    return sl_sitter_read(builder, tree_sitter_toml(), "toml", read_document);
}
