/* yaml_plain_test.c - what is read without libyaml is what libyaml reads. */
#include "doc/yaml_plain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void put_span(sl_buf *out, sl_span span)
{
    sl_buf_printf(out, " %zu-%zu", span.start, span.end);
}

static void put_tree(const sl_node *top, sl_buf *out)
{
    for (const sl_node *node = top; node; node = sl_node_walk(top, node)) {
        sl_node_path(node, out);
        sl_buf_printf(out, " %d %d", (int)node->type, (int)node->style);
        put_span(out, node->span);
        put_span(out, node->key_span);
        sl_buf_printf(out, " '%.*s' '%.*s'\n", sl_fmt(node->key), sl_fmt(node->value));
    }
    sl_buf_char(out, '\0');
}

/* Reads text both ways; false if it is not plain, else both trees are the same. */
static bool same_if_plain(sl_str text)
{
    bool marked = sl_str_starts(text, sl_lit("\xEF\xBB\xBF"));
    sl_arena arena = {0};
    sl_err err = {0};
    sl_builder builder;
    sl_buf plain = {0}, events = {0};
    bool done, whole;

    sl_builder_init(&builder, text, &arena, &err);
    done = sl_yaml_plain_read(&builder, marked ? 3 : 0);
    put_tree(sl_builder_done(&builder), &plain);
    sl_builder_init(&builder, text, &arena, &err);
    whole = sl_yaml_events_read(&builder);
    put_tree(sl_builder_done(&builder), &events);
    if (done && (!whole || strcmp(plain.ptr, events.ptr) != 0))
        print_error("%.*s\n--- plain\n%s--- libyaml: %s\n%s", sl_fmt(text), plain.ptr,
                    err.text, events.ptr);
    if (done) {
        assert_true(whole);
        assert_string_equal(plain.ptr, events.ptr);
    }
    sl_buf_free(&plain);
    sl_buf_free(&events);
    sl_arena_free(&arena);
    return done;
}

static const char *const plain[] = {
    "",
    "\n# nothing\n",
    "a: b\n",
    "a: b",
    "a: b # c\n\n  # d\nc d:   e f  \n",
    "\xEF\xBB\xBF"
    "a: 1\n",
    "---\na: b\n",
    "# x\n--- # y\na: b\n---\n- c\n",
    "a:\n  b:\n    c: d\n  e: f\ng: h\n",
    "  a: 1\n  b: 2\n",
    "a:\nb:\n  c:\nd:\n",
    "a:\n- b\n- c: d\n  e: f\n-\n- - g\n  - h\ni: j\n",
    "a:\n  - b\n  -\n  -   c: d\n      e: f\nk: l\n",
    "- a:\n  - b\n  - c\n- d\n",
    "a: 'b # c'\n\"d: e\": \"f\"\n'': ''\n",
    "a: [b, 'c', d e]\nf: []\ng: {}\nh: [ x , \"y\", ]\n",
    "a: |\n  b\n    c\n\n  d\ne: |-\n f\n\n\ng: |+\n  h\n\n\ni: |  # j\n\n  k\n",
    "a:\n- |\n b\n- c: |\n    d",
    "a: |\n  b\n   \n  c\n",
    "a: b:c\nd: e#f\ng: http://h/i?j=k\nl: -m\nn: (o)\n",
    "a:\n  b\nc:\n  'd'\ne:\n  [f]\n",
    "a: b\n  c  \n\n   d # e\nf:\n  - g\n\n\n   h\n    - i\n   j\n",
    "a: {b: c, 'd': e f, \"g\": \"h\", i: j://k:1, }\nl: [m:n]\n",
    "\xC3\xA9\xE2\x82\xAC: \xF0\x9F\x94\x91x\nb: \"\xC3\xA9\" # \xE2\x80\x93\n",
};

static const char *const others[] = {
    "a: &x b\n",
    "a: *x\n",
    "a: !t b\n",
    "a: >\n  b\n",
    "a: \"b\\n\"\n",
    "a: 'b''c'\n",
    "a: b\n  c: d\n",
    "a: \"b\n  c\"\n",
    "a:\tb\n",
    "a: b\r\n",
    "? a\n: b\n",
    "%YAML 1.1\n---\na: b\n",
    "a: b\n...\n",
    "---\n---\na: b\n",
    "---\n",
    "a: [b: c]\n",
    "a: {b: [c]}\n",
    "a: [b,\n c]\n",
    "just text\n",
    "[a]\n",
    "a: |\nb: c\n",
    "a: |\n   \n  b\n",
    "a: |2\n   b\n",
    "a: b: c\n",
    "a: b\n c: d\n",
    "a: - b\n",
    "- a\nb: c\n",
    "a: b\n- c\n",
    "a: \"b\"c\n",
    "a: @b\n",
    "a: `b\n",
    "a: %b\n",
    "--- a: b\n",
    "a : b\n",
    "a: b\x01\n",
    "a: \xC2\x85\n",
    "a: \xE2\x80\xA8\n",
    "a: \xFF\n",
    "a: |\n  b\n c\n",
    "a: |\n  b\n  ",
};

static void plain_text_is_read_without_libyaml(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(plain); i++)
        if (!same_if_plain(sl_str_of(plain[i])))
            fail_msg("left to libyaml: %s", plain[i]);
}

static void all_else_is_left_to_libyaml(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(others); i++) {
        if (same_if_plain(sl_str_of(others[i])))
            fail_msg("taken for plain: %s", others[i]);
    }
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

/* Pieces of lines in any order: most is wrong, much is unusual, some is plain. */
static void whatever_the_text_the_trees_are_the_same(void **state)
{
    static const char *const pieces[] = {
        "a",        "b: ",  "c:\n",  "- ",      "-\n",      "\n",       "  ",
        " ",        "    ", "# d\n", "'e'",     "\"f\"",    "|\n",      "|-\n",
        "|+\n",     "[",    "]",     "{}",      ", ",       ":",        "#",
        "---\n",    "x y",  "'",     "\"",      "key: v\n", "- k: v\n", "  - z\n",
        "\xC3\xA9", "-",    "?",     "k: |\n",  "   t\n",   "[a, b]\n", "{",
        "}",        ">",    "&g ",   "{m: n, ", "o: p",     "   q\n",   "r\n",
        "\n\n"};
    uint32_t seed = 7;
    size_t taken = 0;

    (void)state;
    for (size_t round = 0; round < 60000; round++) {
        char text[128];
        size_t len = 0;
        size_t count = 1 + next_random(&seed) % 14;

        for (size_t i = 0; i < count; i++) {
            sl_str piece = sl_str_of(pieces[next_random(&seed) % COUNT(pieces)]);

            memcpy(text + len, piece.ptr, piece.len);
            len += piece.len;
        }
        taken += same_if_plain(sl_str_make(text, len));
    }
    assert_true(taken > 1000);
}

/* What a failed attempt left behind must not be seen. */
static void the_builder_is_as_it_was_where_the_text_is_not_plain(void **state)
{
    sl_str text = sl_lit("a:\n  b: c\n  d: &e f\n");
    sl_arena arena = {0};
    sl_err err = {0};
    sl_builder builder;

    (void)state;
    sl_builder_init(&builder, text, &arena, &err);
    assert_false(sl_yaml_plain_read(&builder, 0));
    assert_int_equal(builder.depth, 0);
    assert_int_equal(builder.nodes, 0);
    assert_int_equal(builder.key.len, 0);
    assert_null(builder.open[0].last);
    assert_null(builder.open[0].node->first);
    assert_int_equal(err.code, SL_OK);
    sl_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_text_is_read_without_libyaml),
        cmocka_unit_test(all_else_is_left_to_libyaml),
        cmocka_unit_test(whatever_the_text_the_trees_are_the_same),
        cmocka_unit_test(the_builder_is_as_it_was_where_the_text_is_not_plain),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
