/* yaml_test.c - YAML as a tree, with spans in bytes. */
#include "show.h"

static void yaml_becomes_a_tree(void **state)
{
    static const shown cases[] = {
        {"a.yml", "a: b\n", "= {}\na = b\n", NULL, false},
        {"a.yml", "a: 'it''s'\nb: \"x\\ty\"\n", "= {}\na = 'it's\nb = \"x\ty\n", NULL,
         false},
        {"a.yml", "a: |\n  x\n  y\nb: >-\n  x\n  y\n",
         "= {}\na = |x\\ny\\n\nb = >x y\n", NULL, false},
        {"a.yml", "a:\n  - 1\n  - b: 2\n",
         "= {}\na = []\na[0] = 1\na[1] = {}\na[1].b = 2\n", NULL, false},
        {"a.yml", "- [x, {y: z}]\n",
         "= []\n[0] = []\n[0][0] = x\n[0][1] = {}\n[0][1].y = z\n", NULL, false},
        {"a.yml", "a: !vault |\n  x\nb: !Sub\n  - y\nc: !!str 5\nd: !<tag:x> y\n",
         "= {}\na = !vault |x\\n\nb = !Sub []\nb[0] = y\nc = !!str 5\nd = tag:x y\n",
         NULL, false},
        {"a.yml", "a: &x {k: v}\nb: *x\n<<: *x\n",
         "= {}\na = {}\na.k = v\nb = *x\n<< = *x\n", NULL, false},
        {"a.yml", "a: &x\n- *x\n", "= {}\na = []\na[0] = *x\n", NULL, false},
        {"a.yml", "a:\nb: !vault\nc: ''\n", "= {}\na = \nb = !vault \nc = '\n", NULL,
         false},
        {"a.yml", "a.b: 1\n\"c \\\" d\": 2\n\"\": 3\n",
         "= {}\n\"a.b\" = 1\n\"c \\\" d\" = 2\n\"\" = 3\n", NULL, false},
        {"a.yml", "? [p, q]\n: r\ns: t\n",
         "= {}\n\"\" = []\n\"\"[0] = p\n\"\"[1] = q\n\"\" = r\ns = t\n", NULL, false},
        {"a.yml", "&k a: 1\n*k : 2\n", "= {}\na = 1\n*k = 2\n", NULL, false},
        {"a.yml", "a: 1\n---\nb: 2\n",
         "= []\n[0] = {}\n[0].a = 1\n[1] = {}\n[1].b = 2\n", NULL, false},
        {"a.yml", "just text\n", "= just text\n", NULL, false},
        {"a.yml", "# nothing\n", "= {}\n", NULL, false},
        {"a.yml", "---\n...\n", "= \n", NULL, false},
        {"a.yml", "a: 1\na: 2\n", "= {}\na = 1\na = 2\n", NULL, false},
        {"a.yml",
         "\xEF\xBB\xBF"
         "a: 1\r\nb: 2\r\n",
         "= {}\na = 1\nb = 2\n", NULL, false},
        {"a.yml", "a: 1\n b: 2\n", "= {}\na = 1\nb = 2\n",
         "line 2: mapping values are not allowed", true},
        {"a.yml", "a: 1\nb: \x01\n", "= {}\na = 1\nb = \x01\n", "line 2: control",
         true},
        {"a.yml", "a: \"1\n", "= {}\na = 1\n", "line 2: found unexpected end", true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_shown(&cases[i], false);
}

/* Each line: text of key_span, text of span in <>. */
static void spans_hold_exactly_what_is_written(void **state)
{
    static const shown cases[] = {
        {"a.yml", "a: b # c\nd:  'e f' \n", "<a: b # c\\nd:  'e f'>\na<b>\nd<e f>\n",
         NULL, false},
        {"a.yml", "\xC3\xA9\xE2\x82\xAC: \xF0\x9F\x94\x91x\nb: \"\xC3\xA9\"\n",
         "<\xC3\xA9\xE2\x82\xAC: \xF0\x9F\x94\x91x\\nb: \"\xC3\xA9\">\n"
         "\xC3\xA9\xE2\x82\xAC<\xF0\x9F\x94\x91x>\nb<\xC3\xA9>\n",
         NULL, false},
        {"a.yml", "\xEF\xBB\xBF\xC3\xA9: \xC3\xA8\r\nb: c\r\n",
         "<\xC3\xA9: \xC3\xA8\r\\nb: c>\n\xC3\xA9<\xC3\xA8>\nb<c>\n", NULL, false},
        {"a.yml", "a: !vault |  # c\n    x\n    y\n\nb: 1\n",
         "<a: !vault |  # c\\n    x\\n    y\\n\\nb: 1>\na<x\\n    y>\nb<1>\n", NULL,
         false},
        {"a.yml", "a: !t\n  # c\n  &x\n  \"v\"\nb: |\n",
         "<a: !t\\n  # c\\n  &x\\n  \"v\"\\nb: |>\na<v>\nb<>\n", NULL, false},
        {"a.yml", "a: !m {b: [c, 'd'], e: *f}  \ng: h\n",
         "<a: !m {b: [c, 'd'], e: *f}  \\ng: h>\na<{b: [c, 'd'], e: *f}>\nb<[c, 'd']>\n"
         "<c>\n<d>\ne<*f>\ng<h>\n",
         NULL, false},
        {"a.yml", "a: !m\n  b:\n  - c\n\n  # d\ne:\n",
         "<a: !m\\n  b:\\n  - c\\n\\n  # d\\ne:>\na<b:\\n  - c>\nb<- c>\n<c>\ne<>\n",
         NULL, false},
        {"a.yml", "a: b\n  c\n", "<a: b\\n  c>\na<b\\n  c>\n", NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_shown(&cases[i], true);
}

static void far_spans_are_right_behind_many_wide_characters(void **state)
{
    sl_arena arena = {0};
    sl_buf text = {0};
    sl_blob blob = {.path = sl_lit("a.yml")};
    sl_doc doc;

    (void)state;
    for (int i = 0; i < 1000; i++)
        sl_buf_printf(&text, "k%d: \xE2\x82\xAC%d # \xC3\xA9\n", i, i);
    blob.bytes = sl_buf_str(&text);
    sl_doc_open(&doc, &blob, &arena);
    for (const sl_node *node = sl_doc_tree(&doc)->first; node; node = node->next)
        assert_true(sl_str_eq(sl_str_sub(doc.text, node->span.start, node->span.end),
                              node->value));
    assert_string_equal(doc.parse_error.text, "");
    sl_buf_free(&text);
    sl_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(yaml_becomes_a_tree),
        cmocka_unit_test(spans_hold_exactly_what_is_written),
        cmocka_unit_test(far_spans_are_right_behind_many_wide_characters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
