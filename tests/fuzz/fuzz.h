/* fuzz.h - what the fuzz targets share: reading a document to its last leaf. */
#ifndef SECLINT_TESTS_FUZZ_FUZZ_H
#define SECLINT_TESTS_FUZZ_FUZZ_H

#include "doc/doc.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* An invariant that must hold for every input; also where NDEBUG is set. */
static inline void must(bool holds)
{
    if (!holds)
        abort();
}

static inline sl_str input(const uint8_t *data, size_t size)
{
    return sl_str_make((const char *)data, size);
}

static inline void must_lie_in(sl_span span, sl_str text)
{
    must(span.start <= span.end && span.end <= text.len);
}

/* Is slice empty, or a part of text? */
static inline void must_be_slice(sl_str slice, sl_str text)
{
    must(slice.len == 0 ||
         (slice.ptr >= text.ptr && slice.ptr + slice.len <= text.ptr + text.len));
}

/* Opens text as the document path, walks its tree, asks for the path and the
 * position of every node. */
static inline void read_document(sl_str path, sl_str text)
{
    sl_arena arena = {0};
    sl_blob blob = {.path = path, .bytes = text};
    sl_buf way = {0};
    sl_doc doc;
    const sl_node *tree;
    size_t paths = 0;

    sl_doc_open(&doc, &blob, &arena);
    must_lie_in(doc.content.where, doc.text);
    tree = sl_doc_tree(&doc);
    for (const sl_node *node = tree; node; node = sl_node_walk(tree, node)) {
        must_lie_in(node->span, doc.text);
        must_lie_in(node->key_span, doc.text);
        if (paths++ > 100)
            continue;
        sl_buf_clear(&way);
        sl_node_path(node, &way);
        sl_lines_position(sl_doc_lines(&doc), node->span.start);
    }
    sl_buf_free(&way);
    sl_arena_free(&arena);
}

#endif
