#include "doc/yaml_plain.h"

#include "doc/subtree.h"
#include "doc/yaml_level.h"
#include "doc/yaml_scan.h"
#include "doc/yaml_value.h"

enum { MARK = 3 }; /* bytes of a byte order mark */

typedef sl_yaml_reading reading;

static void skip_spaces(reading *r)
{
    r->at += sl_yaml_spaces(r->text, r->at);
}

/* What is due stands on the line, or else on the next ones. */
static bool read_rest(reading *r)
{
    if (sl_yaml_rest_is_blank(r))
        return true;
    skip_spaces(r);
    if (sl_yaml_at_property(r)) {
        if (!sl_yaml_read_property(r))
            return false;
        if (sl_yaml_rest_is_blank(r))
            return true;
    }
    return sl_yaml_read_value(r);
}

/* A key begins at r->at: opens its mapping if it is the first. */
static bool take_place(reading *r)
{
    size_t column = r->at - r->line;
    bool open = r->builder->depth > 0;

    if (open && sl_yaml_top(r)->indentless && sl_yaml_top(r)->column == column &&
        !sl_yaml_leave(r))
        return false;
    if (sl_yaml_fits(r, column)) {
        if (!sl_yaml_begin(r, SL_NODE_MAP))
            return false;
    } else if (!open || sl_yaml_top(r)->column != column || !sl_yaml_is_map(r)) {
        return false;
    }
    return sl_yaml_add_empty_if_due(r);
}

/* A key before the ':' at colon, and what is behind it. */
static bool read_key(reading *r, size_t colon)
{
    if (!take_place(r) || !sl_yaml_read_key(r, colon))
        return false;
    r->at = colon + 1;
    sl_yaml_value_due(r, r->at);
    return read_rest(r);
}

/* "? key", and the ':' in the same column of the next line. */
static bool read_long_key(reading *r)
{
    size_t column = r->at - r->line;

    if (!take_place(r))
        return false;
    r->at++;
    skip_spaces(r);
    if (!sl_yaml_read_key(r, sl_yaml_long_key_end(r->text, r->at)) ||
        !sl_yaml_rest_is_blank(r) || sl_yaml_spaces(r->text, r->at + 1) != column)
        return false;
    r->line = r->at + 1;
    r->at = r->line + column + 1;
    sl_yaml_value_due(r, r->at);
    return sl_yaml_char(r->text, r->at - 1) == ':' &&
           (sl_yaml_char(r->text, r->at) == ' ' ||
            sl_yaml_char(r->text, r->at) == '\n');
}

/* Does a '-' at r->at open a sequence in the column of its mapping? */
static bool begins_indentless(reading *r)
{
    return r->builder->depth > 0 && sl_yaml_top(r)->column == r->at - r->line &&
           sl_yaml_is_map(r) && sl_yaml_top(r)->due;
}

/* One '-': opens its sequence if it is the first. */
static bool read_dash(reading *r)
{
    size_t column = r->at - r->line;
    bool here = r->builder->depth > 0 && sl_yaml_top(r)->column == column;
    bool indentless = begins_indentless(r);

    if (sl_yaml_fits(r, column) || indentless) {
        if (!sl_yaml_begin(r, SL_NODE_SEQ))
            return false;
        sl_yaml_top(r)->indentless = indentless;
    } else if (!here || sl_yaml_is_map(r)) {
        return false;
    }
    if (!sl_yaml_add_empty_if_due(r))
        return false;
    r->at++;
    sl_yaml_value_due(r, r->at);
    return true;
}

static bool is_at(const reading *r, char sign)
{
    char next = sl_yaml_char(r->text, r->at + 1);

    return sl_yaml_char(r->text, r->at) == sign && (next == ' ' || next == '\n');
}

/* What begins at r->at is passed over, if it is known to be barren. */
static bool pass(reading *r, sl_node_type type)
{
    bool indentless = type == SL_NODE_SEQ && begins_indentless(r);

    if (!r->builder->parts || !(indentless || sl_yaml_fits(r, r->at - r->line)) ||
        !sl_yaml_pass(r, type))
        return false;
    r->document = true;
    return true;
}

/* What the line holds behind its indentation. */
static bool read_content(reading *r)
{
    size_t colon;

    if (r->ended || !sl_yaml_unroll(r, r->at - r->line))
        return false;
    while (is_at(r, '-') || is_at(r, '?')) {
        if (pass(r, is_at(r, '-') ? SL_NODE_SEQ : SL_NODE_MAP))
            return sl_yaml_rest_is_blank(r);
        if (!(is_at(r, '-') ? read_dash(r) : read_long_key(r)))
            return false;
        r->document = true;
        if (sl_yaml_rest_is_blank(r))
            return true;
        skip_spaces(r);
        /* Before a key on the same line it would be that of the key. */
        if (sl_yaml_at_property(r))
            return read_rest(r);
    }
    colon = sl_yaml_key_end(r->text, r->at);
    if (colon > 0 && pass(r, SL_NODE_MAP))
        return sl_yaml_rest_is_blank(r);
    if (colon > 0 && !read_key(r, colon))
        return false;
    if (colon == 0 &&
        (r->builder->depth == 0 || !sl_yaml_fits(r, r->at - r->line) || !read_rest(r)))
        return false;
    r->document = true;
    return true;
}

/* "---" and "..." stand alone on their lines. */
static bool read_marker(reading *r, bool begins)
{
    r->at += 3;
    if ((!begins && !r->document && !r->ended) || !sl_yaml_rest_is_blank(r) ||
        !sl_yaml_end_document(r))
        return false;
    r->marked = begins;
    r->ended = !begins;
    return true;
}

static bool read_line(reading *r)
{
    sl_str rest;

    r->line = r->at;
    if (sl_yaml_rest_is_blank(r))
        return true;
    skip_spaces(r);
    rest = sl_str_skip(r->text, r->at);
    if (r->at == r->line) {
        if (sl_str_starts(rest, sl_lit("---")))
            return read_marker(r, true);
        if (sl_str_starts(rest, sl_lit("...")))
            return read_marker(r, false);
        if (rest.ptr[0] == '%')
            return false;
    }
    return read_content(r);
}

static bool goes_on(char c)
{
    return ((uint8_t)c & 0xc0) == 0x80;
}

/* Of a text whose base was read here only what is in no copy is looked at, with the
 * characters on both sides, which may be cut; a byte order mark is fine in front only. */
static bool bytes_plain(const sl_builder *builder, size_t base)
{
    const sl_subtree_base *known = builder->parts ? &builder->parts->base : NULL;
    sl_str text = builder->text;
    size_t at = base;

    for (size_t i = 0;
         known && known->len > 0 && !known->flat && i < known->copies->len; i++) {
        const sl_copy *copy = &known->copies->at[i];
        size_t start = copy->at + (copy->from < MARK ? MARK - copy->from : 0);
        size_t end = copy->at + copy->len;

        while (start < end && goes_on(text.ptr[start]))
            start++;
        if (!sl_yaml_bytes_plain(sl_str_sub(text, at, start)))
            return false;
        while (end > start && goes_on(text.ptr[end - 1]))
            end--;
        at = end > start ? end - 1 : start;
    }
    return sl_yaml_bytes_plain(sl_str_skip(text, at));
}

/* Levels are set when they are opened: there are eight kilobytes of them. */
static void begin(reading *r, sl_builder *builder, size_t base)
{
    r->builder = builder;
    r->text = builder->text;
    r->at = r->line = base;
    r->document = r->marked = r->ended = false;
    r->open[0] = (sl_yaml_level){0};
}

bool sl_yaml_plain_read(sl_builder *builder, size_t base)
{
    size_t nodes = builder->nodes;
    bool flat = builder->parts && builder->parts->flat;
    reading r;
    bool done = true;

    if (builder->excerpt || builder->depth > 0 || builder->open[0].last ||
        !bytes_plain(builder, base))
        return false;
    begin(&r, builder, base);
    for (; done && r.at < r.text.len; r.at++) { /* behind the line end */
        if (flat)
            r.at = sl_subtree_pass_lines(builder, r.at, SL_DOC_YAML);
        done = read_line(&r);
    }
    if (done && sl_yaml_end_document(&r))
        return true;
    if (builder->err)
        *builder->err = (sl_err){0};
    builder->depth = 0;
    builder->nodes = nodes;
    builder->open[0].last = NULL;
    builder->open[0].node->first = NULL;
    sl_builder_key(builder, (sl_str){0}, (sl_span){0});
    sl_subtree_forget(builder);
    return false;
}
