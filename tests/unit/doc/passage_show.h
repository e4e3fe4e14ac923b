/* passage_show.h - the passages of a document as lines of text, for the tables of the
 * tests. */
#ifndef SECLINT_TESTS_UNIT_DOC_PASSAGE_SHOW_H
#define SECLINT_TESTS_UNIT_DOC_PASSAGE_SHOW_H

#include "show.h"

#include "doc/passage.h"

/* What a span holds, if it is short; else how it begins and ends. */
static inline void show_span(const sl_doc *doc, sl_span span, sl_buf *out)
{
    sl_str text = sl_str_sub(doc->text, span.start, span.end);

    sl_buf_char(out, '<');
    if (text.len > 0 && sl_str_chr(sl_lit("{["), text.ptr[0]) != SIZE_MAX) {
        show_escaped(sl_str_sub(text, 0, 1), out);
        sl_buf_add(out, sl_lit(".."));
        show_escaped(sl_str_skip(text, text.len - 1), out);
    } else {
        show_escaped(text, out);
    }
    sl_buf_char(out, '>');
}

static inline bool inside(sl_span inner, sl_span outer)
{
    return inner.start >= outer.start && inner.end <= outer.end;
}

/* " key<place of its value>" of every scalar and of every object without members. */
static inline void show_leaves(const sl_doc *doc, const sl_passage *passage,
                               sl_buf *out)
{
    for (const sl_node *node = passage->tree; node;
         node = sl_node_walk(passage->tree, node)) {
        assert_true(node->span.start <= node->span.end);
        assert_true(node->span.end <= doc->text.len);
        assert_true(node->key_span.end <= doc->text.len);
        if (node->parent)
            assert_true(inside(node->span, node->parent->span));
        if (node->first)
            continue;
        sl_buf_char(out, ' ');
        sl_buf_add(out,
                   sl_str_sub(doc->text, node->key_span.start, node->key_span.end));
        show_span(doc, node->span, out);
    }
}

static inline void show_passage(const sl_doc *doc, const sl_passage *passage,
                                sl_buf *out)
{
    static const char *const carriers[] = {"whole",   "value",    "block",
                                           "heredoc", "argument", "literal"};

    sl_buf_printf(out, "%s %s", carriers[passage->carrier],
                  sl_doc_kind_name(passage->kind));
    if (passage->carrier != SL_CARRIER_WHOLE) {
        sl_buf_char(out, ' ');
        show_span(doc, passage->span, out);
    }
    if (passage->leaf)
        sl_buf_printf(out, " of %.*s", sl_fmt(sl_node_name(passage->leaf)));
    if (passage->context.len > 0) {
        sl_buf_add(out, sl_lit(" ("));
        show_escaped(passage->context, out);
        sl_buf_char(out, ')');
    }
    if (passage->prose)
        sl_buf_add(out, sl_lit(" prose"));
    if (passage->incomplete)
        sl_buf_add(out, sl_lit(" incomplete"));
    if (passage->error.code != SL_OK) {
        sl_position at = sl_lines_position(sl_doc_lines((sl_doc *)(uintptr_t)doc),
                                           passage->error_at.start);

        sl_buf_printf(out, " %zu:%zu %s", at.line, at.byte, passage->error.text);
    }
    sl_buf_add(out, sl_lit("\n"));
    show_leaves(doc, passage, out);
    sl_buf_add(out, sl_lit("\n"));
}

typedef struct row {
    const char *path;
    const char *text;
    const char *want; /* two lines for each passage */
} row;

static inline void assert_rows(const row *rows, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        sl_arena arena = {0};
        sl_buf got = {0};
        sl_blob blob = {.path = sl_str_of(rows[i].path),
                        .bytes = sl_str_of(rows[i].text)};
        sl_passages passages;
        sl_doc doc;

        sl_doc_open(&doc, &blob, &arena);
        passages = sl_doc_passages(&doc);
        for (size_t k = 0; k < passages.len; k++)
            show_passage(&doc, &passages.at[k], &got);
        sl_buf_char(&got, '\0');
        if (strcmp(got.ptr, rows[i].want) != 0)
            print_error("%s: %s\n%s", rows[i].path, rows[i].text, got.ptr);
        assert_string_equal(got.ptr, rows[i].want);
        assert_int_equal(passages.error.code, SL_OK);
        assert_ptr_equal(sl_doc_passages(&doc).at, passages.at);
        sl_buf_free(&got);
        sl_arena_free(&arena);
    }
}

#endif
