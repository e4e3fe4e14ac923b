/* nested_test.c - places in a document inside a value are places in the file. */
#include "show.h"

#include "doc/nested.h"

typedef struct place {
    const char *path;
    const char *text;
    const char *key;   /* of the value that is a document */
    const char *inner; /* the leaf to be found in it */
    const char *want;  /* how it is written in the file */
} place;

static const sl_node *find(const sl_node *top, const char *key)
{
    const sl_node *node = top;

    while (node &&
           !(node->type == SL_NODE_SCALAR && sl_str_eq(node->key, sl_str_of(key))))
        node = sl_node_walk(top, node);
    return node;
}

static void assert_row(const place *row)
{
    sl_arena arena = {0};
    sl_blob blob = {.path = sl_str_of(row->path), .bytes = sl_str_of(row->text)};
    sl_nested nested;
    sl_doc doc;
    const sl_node *leaf, *inner;
    sl_span span;

    sl_doc_open(&doc, &blob, &arena);
    leaf = find(sl_doc_tree(&doc), row->key);
    assert_non_null(leaf);
    sl_nested_open(&nested, &doc, NULL, leaf, leaf->value,
                   sl_nested_kind(leaf, leaf->value));
    inner = find(sl_nested_tree(&nested), row->inner);
    assert_non_null(inner);
    span = sl_nested_span(&nested, inner->span);
    if (!sl_str_eq(sl_str_sub(doc.text, span.start, span.end), sl_str_of(row->want)))
        print_error("%s: %s\n", row->text, row->want);
    assert_true(
        sl_str_eq(sl_str_sub(doc.text, span.start, span.end), sl_str_of(row->want)));
    sl_arena_free(&arena);
}

static void a_place_inside_is_a_place_in_the_file(void **state)
{
    static const place cases[] = {
        {"a.yml", "d:\n  a.json: |\n    {\n      \"p\": \"x\"\n    }\n", "a.json", "p",
         "x"},
        {"a.yml", "d: >\n  {\"o\": 1,\n  \"p\":\n  \"x\\ty\"}\n", "d", "p", "x\\ty"},
        {"a.yml", "d: '{\"o\": \"it''s\", \"p\": \"x''y\"}'\n", "d", "p", "x''y"},
        {"a.yml", "d: \"{\\\"o\\\": \\\"\\u00e9\\\", \\\"p\\\": \\\"x\\\"}\"\n", "d",
         "p", "x"},
        {"a.json", "{\"d\": \"{\\\"p\\\": \\\"x\\\\ty\\\"}\"}", "d", "p", "x\\\\ty"},
        {"a.json", "{\"d\": \"a = b\\np = x\\n\"}", "d", "p", "x"},
        {"a.toml", "d = \"\"\"\na = b\np = x\n\"\"\"\n", "d", "p", "x"},
        {"a.xml", "<d>{&quot;p&quot;: &quot;x&amp;y&quot;}</d>", "d", "p", "x&amp;y"},
        {"a.properties", "d = {\"o\": 1, \\\n   \"p\": \"x\"}\n", "d", "p", "x"},
        {"a.tf", "d = <<EOT\nexport a=b\nexport p=x\nEOT\n", "d", "p", "x"},
        {"a.yml", "a.properties: |\n  o=1\n  p=x\\ty\n", "a.properties", "p", "x\\ty"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_row(&cases[i]);
}

/* A copy that was decoded some other way has no places but the value's own. */
static void what_was_made_from_a_value_stands_where_the_value_does(void **state)
{
    sl_arena arena = {0};
    sl_blob blob = {.path = sl_lit("a.yml"), .bytes = sl_lit("d: abc\n")};
    sl_nested nested;
    sl_doc doc;
    sl_span span;

    (void)state;
    sl_doc_open(&doc, &blob, &arena);
    sl_nested_open(&nested, &doc, NULL, find(sl_doc_tree(&doc), "d"),
                   sl_lit("{\"p\": \"x\"}"), SL_DOC_JSON);
    span = sl_nested_span(&nested, find(sl_nested_tree(&nested), "p")->span);
    assert_int_equal(span.start, 3);
    assert_int_equal(span.end, 6);
    sl_arena_free(&arena);
}

static void the_kind_is_told_by_key_and_look(void **state)
{
    static const struct {
        const char *key, *value;
        sl_doc_kind kind;
    } cases[] = {
        {"a", "{\"b\": \"c\"}", SL_DOC_JSON},
        {"a", "{{ b }} and \"c\"", SL_DOC_MESSAGE},
        {"a", "b = c and d", SL_DOC_MESSAGE},
        {"a", "b = c\nd = e\n", SL_DOC_TEXT},
        {"a.yml", "b: cc\nd: ee\n", SL_DOC_YAML},
        {".env", "B=c\nD=eeee\n", SL_DOC_DOTENV},
        {"a", "[b]\nc = d\ne = f", SL_DOC_INI},
        {"a", "---\nb: c\nd: ee", SL_DOC_YAML},
        {"a", "<?xml version='1'?>", SL_DOC_XML},
        {"a", "-----BEGIN X\nabc\n", SL_DOC_MESSAGE},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_node leaf = {.type = SL_NODE_SCALAR, .key = sl_str_of(cases[i].key)};
        sl_doc_kind got = sl_nested_kind(&leaf, sl_str_of(cases[i].value));

        if (got != cases[i].kind)
            print_error("%s: %s\n", cases[i].value, sl_doc_kind_name(got));
        assert_int_equal(got, cases[i].kind);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_place_inside_is_a_place_in_the_file),
        cmocka_unit_test(what_was_made_from_a_value_stands_where_the_value_does),
        cmocka_unit_test(the_kind_is_told_by_key_and_look),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
