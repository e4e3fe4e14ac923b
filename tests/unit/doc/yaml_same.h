/* yaml_same.h - a text read by both readers of YAML. */
#ifndef SECLINT_TESTS_UNIT_DOC_YAML_SAME_H
#define SECLINT_TESTS_UNIT_DOC_YAML_SAME_H

#include "doc/yaml_plain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static inline void put_bytes(sl_buf *out, sl_str bytes)
{
    sl_buf_printf(out, " %zu'", bytes.len);
    sl_buf_add(out, bytes);
    sl_buf_char(out, '\'');
}

static inline void put_tree(sl_builder *builder, sl_buf *out)
{
    const sl_node *top = sl_builder_done(builder);

    sl_buf_printf(out, "%zu\n", builder->nodes);
    for (const sl_node *node = top; node; node = sl_node_walk(top, node)) {
        sl_node_path(node, out);
        sl_buf_printf(out, " %d %d %zu-%zu %zu-%zu", (int)node->type, (int)node->style,
                      node->span.start, node->span.end, node->key_span.start,
                      node->key_span.end);
        put_bytes(out, node->key);
        put_bytes(out, node->value);
        put_bytes(out, node->anchor);
        put_bytes(out, node->tag);
        sl_buf_char(out, '\n');
    }
}

/* Reads text both ways; false if it is not plain, else both trees are the same. */
static inline bool same_if_plain(sl_str text)
{
    bool marked = sl_str_starts(text, sl_lit("\xEF\xBB\xBF"));
    sl_arena arena = {0};
    sl_err err = {0};
    sl_builder builder;
    sl_buf plain = {0}, events = {0};
    bool done, whole, same;

    sl_builder_init(&builder, text, &arena, &err);
    done = sl_yaml_plain_read(&builder, marked ? 3 : 0);
    put_tree(&builder, &plain);
    sl_builder_init(&builder, text, &arena, &err);
    whole = sl_yaml_events_read(&builder);
    put_tree(&builder, &events);
    same = whole && sl_str_eq(sl_buf_str(&plain), sl_buf_str(&events));
    if (done && !same)
        print_error("%.*s\n--- plain\n%.*s--- libyaml: %s\n%.*s", sl_fmt(text),
                    sl_fmt(sl_buf_str(&plain)), err.text, sl_fmt(sl_buf_str(&events)));
    assert_true(same || !done);
    sl_buf_free(&plain);
    sl_buf_free(&events);
    sl_arena_free(&arena);
    return done;
}

static inline uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

#endif
