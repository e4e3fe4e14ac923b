/* show.h - a document's tree as lines of text, for the tables of the tests. */
#ifndef SECLINT_TESTS_UNIT_DOC_SHOW_H
#define SECLINT_TESTS_UNIT_DOC_SHOW_H

#include "doc/doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static inline void show_escaped(sl_str text, sl_buf *out)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\n')
            sl_buf_add(out, sl_lit("\\n"));
        else
            sl_buf_char(out, text.ptr[i]);
    }
}

/* "path = !tag value": {} and [] for a MAP and SEQ, *name for an ALIAS; before a
 * SCALAR ' " | or > as its style; '#' at the start if commented. */
static inline void show_node(const sl_node *node, sl_buf *out)
{
    static const char *const styles[] = {"", "'", "\"", "|", ">"};

    if (node->commented)
        sl_buf_add(out, sl_lit("# "));
    sl_node_path(node, out);
    sl_buf_add(out, node->parent ? sl_lit(" = ") : sl_lit("= "));
    if (node->tag.len > 0)
        sl_buf_printf(out, "%.*s ", sl_fmt(node->tag));
    switch (node->type) {
    case SL_NODE_MAP: sl_buf_add(out, sl_lit("{}")); break;
    case SL_NODE_SEQ: sl_buf_add(out, sl_lit("[]")); break;
    case SL_NODE_ALIAS: sl_buf_char(out, '*'); break;
    case SL_NODE_SCALAR: sl_buf_printf(out, "%s", styles[node->style]); break;
    }
    show_escaped(node->value, out);
    sl_buf_char(out, '\n');
}

/* All nodes, by value or (spans) by what their span holds. */
static inline void show_tree(sl_doc *doc, bool spans, sl_buf *out)
{
    const sl_node *top = sl_doc_tree(doc);

    for (const sl_node *node = top; node; node = sl_node_walk(top, node)) {
        if (!spans) {
            sl_buf line = {0};

            show_node(node, &line);
            sl_buf_add(out, sl_buf_str(&line));
            sl_buf_free(&line);
            continue;
        }
        show_escaped(sl_str_sub(doc->text, node->key_span.start, node->key_span.end),
                     out);
        sl_buf_char(out, '<');
        show_escaped(sl_str_sub(doc->text, node->span.start, node->span.end), out);
        sl_buf_add(out, sl_lit(">\n"));
    }
    sl_buf_char(out, '\0');
}

typedef struct shown {
    const char *path;
    const char *text;
    const char *want;  /* of show_tree */
    const char *error; /* what parse_error begins with; NULL: none */
    bool fallback;
} shown;

static inline void assert_shown(const shown *row, bool spans)
{
    sl_arena arena = {0};
    sl_buf got = {0};
    sl_blob blob = {.path = sl_str_of(row->path), .bytes = sl_str_of(row->text)};
    sl_doc doc;

    sl_doc_open(&doc, &blob, &arena);
    show_tree(&doc, spans, &got);
    if (strcmp(got.ptr, row->want) != 0 || doc.fallback != row->fallback ||
        !sl_str_starts(sl_str_of(doc.parse_error.text), sl_str_of(row->error)))
        print_error("%s: %s: %s\n", row->path, row->text, doc.parse_error.text);
    assert_string_equal(got.ptr, row->want);
    if (row->error)
        assert_true(
            sl_str_starts(sl_str_of(doc.parse_error.text), sl_str_of(row->error)));
    else
        assert_string_equal(doc.parse_error.text, "");
    assert_int_equal(doc.fallback, row->fallback);
    sl_buf_free(&got);
    sl_arena_free(&arena);
}

#endif
