#include "doc/hcl_plain.h"

#include "doc/hcl_read.h"
#include "doc/hcl_scan.h"
#include "doc/subtree.h"

enum { MAX_LABELS = 8 };

typedef struct reading {
    sl_builder *builder;
    sl_hcl_scan scan;
} reading;

/* The key of the next node. */
static bool read_key(reading *r)
{
    sl_span key;

    if (!sl_hcl_take_key(&r->scan, &key))
        return false;
    sl_builder_key(r->builder, sl_builder_slice(r->builder, key), key);
    return true;
}

static bool read_value(reading *r);

static bool read_tuple(reading *r)
{
    if (!sl_builder_enter(r->builder, SL_NODE_SEQ, (sl_span){r->scan.at, r->scan.at}))
        return false;
    r->scan.at++;
    sl_hcl_skip_lines(&r->scan);
    while (!sl_hcl_take(&r->scan, ']')) {
        if (!read_value(r))
            return false;
        sl_hcl_skip_lines(&r->scan);
        if (!sl_hcl_take(&r->scan, ',') && sl_hcl_here(&r->scan) != ']')
            return false;
        sl_hcl_skip_lines(&r->scan);
    }
    sl_builder_end(r->builder, r->scan.at);
    sl_builder_leave(r->builder);
    return true;
}

/* One pair of an object, and what parts it from the next. */
static bool read_pair(reading *r)
{
    if (!read_key(r))
        return false;
    sl_hcl_skip_blanks(&r->scan);
    if (sl_hcl_here(&r->scan) == '=' &&
        (sl_hcl_next(&r->scan) == '=' || sl_hcl_next(&r->scan) == '>'))
        return false;
    if (!sl_hcl_take(&r->scan, '=') && !sl_hcl_take(&r->scan, ':'))
        return false;
    sl_hcl_skip_blanks(&r->scan);
    if (!read_value(r))
        return false;
    sl_hcl_skip_blanks(&r->scan);
    return sl_hcl_take(&r->scan, ',') || sl_hcl_here(&r->scan) == '}' ||
           sl_hcl_rest_is_blank(&r->scan);
}

static bool read_object(reading *r)
{
    if (!sl_builder_enter(r->builder, SL_NODE_MAP, (sl_span){r->scan.at, r->scan.at}))
        return false;
    r->scan.at++;
    sl_hcl_skip_lines(&r->scan);
    while (!sl_hcl_take(&r->scan, '}')) {
        if (!read_pair(r))
            return false;
        sl_hcl_skip_lines(&r->scan);
    }
    sl_builder_end(r->builder, r->scan.at);
    sl_builder_leave(r->builder);
    return true;
}

static bool read_string(reading *r)
{
    sl_hcl_string string;

    return sl_hcl_take_string(&r->scan, &string) &&
           sl_hcl_add_string(r->builder, &string);
}

/* A number, or what begins with a word. */
static bool read_written(reading *r)
{
    sl_span span;
    bool literal;

    return sl_hcl_take_written(&r->scan, &span, &literal) &&
           sl_hcl_add(r->builder, span, sl_builder_slice(r->builder, span),
                      SL_STYLE_PLAIN, literal ? sl_lit("") : sl_lit("!expr"));
}

static bool begins_heredoc(const reading *r)
{
    sl_str rest = sl_str_skip(r->scan.text, r->scan.at);

    if (!sl_str_starts(rest, sl_lit("<<")))
        return false;
    rest = sl_str_drop(sl_str_skip(rest, 2), sl_lit("-"));
    return rest.len > 0 && sl_hcl_begins_word(rest.ptr[0]);
}

static bool read_value(reading *r)
{
    bool read;

    if (++r->scan.level > SL_HCL_PLAIN_DEPTH)
        return false;
    if (sl_hcl_here(&r->scan) == '"' || begins_heredoc(r))
        read = read_string(r);
    else if (sl_hcl_here(&r->scan) == '[')
        read = read_tuple(r);
    else if (sl_hcl_here(&r->scan) == '{')
        read = read_object(r);
    else
        read = read_written(r);
    r->scan.level--;
    return read;
}

static bool read_body(reading *r);

/* The braces of a block. One of the file may be known to be barren, or is noted. */
static bool read_braces(reading *r)
{
    bool top = r->scan.level == 0;
    size_t end = top ? sl_subtree_meet(r->builder, r->scan.at) : 0;

    if (end > 0) {
        r->scan.at = end;
        return true;
    }
    r->scan.at++;
    if (++r->scan.level > SL_HCL_PLAIN_DEPTH || !read_body(r) ||
        !sl_hcl_take(&r->scan, '}'))
        return false;
    r->scan.level--;
    if (top)
        sl_subtree_finish(r->builder, r->scan.at);
    return true;
}

/* word "label" { ... }: the key of its first MAP is known. */
static bool read_block(reading *r, size_t start)
{
    size_t opened = 0;
    bool labelled;

    do {
        if (opened == MAX_LABELS ||
            !sl_builder_enter(r->builder, SL_NODE_MAP, (sl_span){start, start}))
            return false;
        opened++;
        sl_hcl_skip_blanks(&r->scan);
        labelled = sl_hcl_here(&r->scan) != '{';
        if (labelled && !read_key(r))
            return false;
    } while (labelled);
    if (!read_braces(r))
        return false;
    sl_builder_key(r->builder, (sl_str){0}, (sl_span){0});
    sl_subtree_own(r->builder, r->builder->open[r->builder->depth].node, r->scan.at);
    while (opened-- > 0) {
        sl_builder_end(r->builder, r->scan.at);
        sl_builder_leave(r->builder);
    }
    return true;
}

static bool read_member(reading *r)
{
    size_t start = r->scan.at;

    if (!sl_hcl_begins_word(sl_hcl_here(&r->scan)) || !read_key(r))
        return false;
    sl_hcl_skip_blanks(&r->scan);
    if (sl_hcl_here(&r->scan) != '=')
        return read_block(r, start) && sl_hcl_rest_is_blank(&r->scan);
    if (sl_hcl_next(&r->scan) == '=' || sl_hcl_next(&r->scan) == '>')
        return false;
    r->scan.at++;
    sl_hcl_skip_blanks(&r->scan);
    return read_value(r) && sl_hcl_rest_is_blank(&r->scan);
}

/* Up to a brace, or the end of the text. */
static bool read_body(reading *r)
{
    sl_hcl_skip_lines(&r->scan);
    while (r->scan.at < r->scan.text.len && sl_hcl_here(&r->scan) != '}') {
        if (!read_member(r))
            return false;
        sl_hcl_skip_lines(&r->scan);
    }
    return true;
}

bool sl_hcl_plain_read(sl_builder *builder)
{
    sl_builder before = *builder;
    reading r = {.builder = builder, .scan = {.text = builder->text}};
    sl_span all = {0, r.scan.text.len};

    if (builder->excerpt || builder->depth > 0 || builder->open[0].last ||
        r.scan.text.len >= SL_MAX_NODES)
        return false;
    if (sl_builder_enter(builder, SL_NODE_MAP, all) && read_body(&r) &&
        r.scan.at == r.scan.text.len)
        return true;
    if (before.err)
        *before.err = (sl_err){0};
    *builder = before;
    builder->open[0].node->first = NULL;
    sl_subtree_forget(builder);
    return false;
}
