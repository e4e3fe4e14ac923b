/* yaml_plain_test.c - what is read without libyaml is what libyaml reads. */
#include "yaml_same.h"

#include "doc/yaml_scan.h"

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
    "a: >\n  b\n  c\n\n  d\n   e\n\n   f\n  g\nh: >-\n i\n\nj: >+ # k\n\n l\n\n\n",
    "a: >\n  b\n   \n  c\nd: |2\n   e\n  f\ng: >1-\n h\ni: |+3\n    j\n\n",
    "a: |\n   \n   b\nc: |-\n \n  \n  d",
    "a: 'b''c'\nd: ''''\n'e''f': g\n\"h\\\"i\": j\nk : l\n'm'  : n\n",
    "a: \"\\0\\a\\b\\t\\n\\v\\f\\r\\e\\ \\\"\\/\\\\\"\nb: "
    "\"\\x4a\\u20AC\\U0001f511\"\n",
    "a: 'b\n  c\n\n\n d '' \ne'\nf: \"  g  \n  h\\\n  i \\\n\n  j\\ \n  \"\nk: "
    "\"\\\n\"\n",
    "- 'a\n  b' # c\n- d: \"e\n\nf\"\n  g: h\n-\n  'i\n  j'\n",
    "a: [b, [c, {d: e, f: [g]}], {}, [], {h: {i: j}, }]\n",
    "a: [{b: c}]\nd:\n- {e: f, g: {h: 'i'}}\n- [[j], k]\n",
    "a: [\n  b, # c\n  # d\n  e\n]\nf: {\n\"g\":\"h\",\n'i' : [\n1,\n -2, -, "
    "--]\n\n}\nj: [-]\n",
    "a: [b'c, d#e, f?g, h:i, j::k, *j, *k ]\nl: {m : n, <<: *o}\n",
    "a: &b c\nd: *b\ne: &f\n  g: h\ni: &j\n- k\nl: &m\n  - n\no: &p [q]\nr: &s >\n  "
    "t\n",
    "- &a b\n- *a\n- &c\n  d: e\n- &f # g\n\n  # h\n  - i\n- &j 'k\n  l'\n- <<: *m",
    "a: !t b\nc: !!u 'd'\ne: !v |\n  f\ng: !w:x/y.z # h\n  i: j\nk: !t\n- l\n- !t m\n",
    "a: !t [!u b, !v [c], !w {d: !x e}, &y f, !z \"g\"]\nh:\n  !t >\n   i\nj:\n  "
    "!t\n\n  - "
    "k\n  - !t\n    l\n",
    "a: ::/0\nb: ?c\n:d: e\n?f: -g\n",
    "? a\n: b\n? 'c d' # e\n: f: g\n  h: i\n? j\n:\n  k\nl:\n- ? m n\n  : - o\n    - "
    "p\n",
    "---\na: b\n...\n# c\n...\n---\nd: e\n... # f\n",
    "\xC3\xA9\xE2\x82\xAC: \xF0\x9F\x94\x91x\nb: \"\xC3\xA9\" # \xE2\x80\x93\n",
};

static const char *const others[] = {
    "a: !t b: c\n",
    "a: !t\nb: c\n",
    "a: !t &x b\n",
    "a: !t !u b\n",
    "a: !t\n  !u b\n",
    "a: &x\n  !u\n  b: c\n",
    "a: ! b\n",
    "a: !! b\n",
    "a: !e!t b\n",
    "a: !<t> b\n",
    "a: !t%20 b\n",
    "a: !t, b\n",
    "a: !t *x\n",
    "a:\n  !t b: c\n",
    "- !t a: b\n",
    "- !t - b\n",
    "!t a: b\n",
    "a: [!t , b]\n",
    "a: [!t]\n",
    "a: [!t\n b]\n",
    "a: [!t b: c]\n",
    "a: [!t *x]\n",
    "a: {!t b: c}\n",
    "a: b\n  c: d\n",
    "a:\tb\n",
    "a: b\r\n",
    "%YAML 1.1\n---\na: b\n",
    "---\n---\na: b\n",
    "---\n",
    "a: [b: c]\n",
    "just text\n",
    "[a]\n",
    "a: |\nb: c\n",
    "a: |\n   \n  b\n",
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
    "a: b\x01\n",
    "a: \xC2\x85\n",
    "a: \xE2\x80\xA8\n",
    "a: \xFF\n",
    "a: |\n  b\n c\n",
    "a: |\n  b\n  ",
    "a: >0\n  b\n",
    "a: |2\n b\n",
    "a: |3\n    \n   b\n",
    "a: |2-2\n   b\n",
    "a: 'b\n",
    "a: \"b\\",
    "a: 'b\n---\nc'\n",
    "a: \"b\\\n...\n\"\n",
    "a: \"\\q\"\n",
    "a: \"\\xg0\"\n",
    "a: \"\\ud800\"\n",
    "a: \"\\U00110000\"\n",
    "a: \"\\u12\"\n",
    "'a\n b': c\n",
    "a: 'b' c\n",
    "a: 'b': c\n",
    "a: [b, c: d]\n",
    "a: [[b]: c]\n",
    "a: {{b: c}: d}\n",
    "a: {{ b }}\n",
    "a: {b, c: d}\n",
    "a: {b: }\n",
    "a: {b:}\n",
    "a: [b,, c]\n",
    "a: [b}\n",
    "a: [b\n",
    "a: [b\n c]\n",
    "a: [b,#c\n]\n",
    "a: [b] c\n",
    "a: [b]: c\n",
    "a: [\n---\n]\n",
    "a: [\n...\n]\n",
    "a: {b\n: c}\n",
    "a: &x\nb: c\n",
    "a: &x *y\n",
    "a: &x &y b\n",
    "a: & b\n",
    "a: &x: b\n",
    "- &x a: b\n",
    "- &x - b\n",
    "&x a: b\n",
    "*x : b\n",
    "a: *x y\n",
    "a: *x\n  b\n",
    "? a\n",
    "? a\nb: c\n",
    "? a\n : b\n",
    "? a\n\n: b\n",
    "? a\n  b\n: c\n",
    "? a: b\n: c\n",
    "? 'a\n",
    "? [a]\n: b\n",
    "? a\n:b\n",
    "? &x a\n: b\n",
    ": a\n",
    "a: b\n...\nc: d\n",
    "a: b\n....\n",
    "---\n...\n",
    "...\na: b\n",
    "a: |--\n  b\n",
    "a: |22\n  b\n",
    "a: [b:]\n",
    "a: [b:, c]\n",
    "a: [[b] c]\n",
    "a: *x.y\n",
    "a: [*x.y]\n",
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

/* Pieces of lines in any order: most is wrong, much is unusual, some is plain. */
static void whatever_the_text_the_trees_are_the_same(void **state)
{
    static const char *const pieces[] = {
        "a",        "b: ",  "c:\n",    "- ",      "-\n",      "\n",       "  ",
        " ",        "    ", "# d\n",   "'e'",     "\"f\"",    "|\n",      "|-\n",
        "|+\n",     "[",    "]",       "{}",      ", ",       ":",        "#",
        "---\n",    "x y",  "'",       "\"",      "key: v\n", "- k: v\n", "  - z\n",
        "\xC3\xA9", "-",    "?",       "k: |\n",  "   t\n",   "[a, b]\n", "{",
        "}",        ">",    "&g ",     "{m: n, ", "o: p",     "   q\n",   "r\n",
        "\n\n",     ">-\n", "*g",      "\\",      "\\n",      "''",       "g: &h",
        "u: >\n",   "|1\n", "\"v\n w", "...\n",   "!s ",      "!!t\n",
    };
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

/* To libyaml a key is at most 1024 characters long. */
/* Bytes are looked at in blocks: what is odd is seen wherever it stands. */
static void one_odd_byte_is_seen_at_every_place(void **state)
{
    const struct {
        sl_str bytes;
        bool plain;
    } cases[] = {{sl_lit("\n"), true},
                 {sl_lit("~"), true},
                 {sl_lit(" "), true},
                 {sl_lit("\xC3\xA9"), true},
                 {sl_lit("\xF0\x9F\x94\x91"), true},
                 {sl_lit("\t"), false},
                 {sl_lit("\r"), false},
                 {sl_lit("\x1F"), false},
                 {sl_lit("\x7F"), false},
                 {sl_lit("\0"), false},
                 {sl_lit("\x80"), false},
                 {sl_lit("\xC2\x85"), false},
                 {sl_lit("\xFF"), false}};
    char text[200];

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        for (size_t at = 0; at + cases[i].bytes.len <= sizeof text; at++) {
            memset(text, 'x', sizeof text);
            memcpy(text + at, cases[i].bytes.ptr, cases[i].bytes.len);
            assert_int_equal(sl_yaml_bytes_plain(sl_str_make(text, sizeof text)),
                             cases[i].plain);
            assert_int_equal(
                sl_yaml_bytes_plain(sl_str_make(text, at + cases[i].bytes.len)),
                cases[i].plain);
        }
}

static void long_keys_are_left_to_libyaml(void **state)
{
    static const char *const around[][2] = {
        {"", ": b\n"}, {"\"", "\": b\n"}, {"- {", ": b}\n"}, {"? ", "\n: b\n"}};
    sl_buf text = {0};

    (void)state;
    for (size_t i = 0; i < COUNT(around); i++) {
        for (size_t len = 900; len < 1100; len++) {
            bool taken;

            sl_buf_clear(&text);
            sl_buf_add(&text, sl_str_of(around[i][0]));
            for (size_t j = 0; j < len; j++)
                sl_buf_char(&text, 'a');
            sl_buf_add(&text, sl_str_of(around[i][1]));
            taken = same_if_plain(sl_buf_str(&text));
            assert_true(taken || (len > 990 && i < 3));
            assert_true(!taken || len <= 1024 || i == 3);
        }
    }
    sl_buf_free(&text);
}

/* What a failed attempt left behind must not be seen. */
static void the_builder_is_as_it_was_where_the_text_is_not_plain(void **state)
{
    sl_str text = sl_lit("a:\n  b: &e c\n  d: !e\n");
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
        cmocka_unit_test(one_odd_byte_is_seen_at_every_place),
        cmocka_unit_test(long_keys_are_left_to_libyaml),
        cmocka_unit_test(the_builder_is_as_it_was_where_the_text_is_not_plain),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
