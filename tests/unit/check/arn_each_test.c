/* arn_each_test.c - where an ARN stands in a document, and what a mistake weighs there. */
#include "check/arn/each.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define ROLE         "arn:aws:iam::123456789012:role/x"

static sl_doc open_doc(sl_arena *arena, sl_blob *blob, const char *path, sl_str text)
{
    sl_doc doc;

    *blob = (sl_blob){.path = sl_str_of(path), .bytes = text};
    sl_doc_open(&doc, blob, arena);
    return doc;
}

static void an_arn_weighs_what_its_place_does(void **state)
{
    static const struct {
        const char *path, *text;
        sl_level level; /* of an error */
        bool live;
    } cases[] = {
        {"a.yml", "x: " ROLE, SL_LEVEL_ERROR, true},
        {"a.json", "{\"x\": [\"" ROLE "\"]}", SL_LEVEL_ERROR, true},
        {".env", "X=" ROLE, SL_LEVEL_ERROR, true},
        {"a.yml", "x: 1\n# y: " ROLE, SL_LEVEL_NOTE, false},
        {"a.js", "\t// " ROLE, SL_LEVEL_NOTE, false},
        {"deploy.sh", "aws --role-arn " ROLE, SL_LEVEL_ERROR, false},
        /* examples and tests */
        {"a.example.yml", "x: " ROLE, SL_LEVEL_ERROR, false},
        {"tests/a.yml", "x: " ROLE, SL_LEVEL_WARNING, false},
        {"examples/a.yml", "x: " ROLE, SL_LEVEL_WARNING, false},
        {"node_modules/a.yml", "x: " ROLE, SL_LEVEL_WARNING, false},
        /* documentation: spoken of, and to be copied */
        {"README.md", "The role " ROLE ".", SL_LEVEL_WARNING, false},
        {"README.md", "# " ROLE, SL_LEVEL_WARNING, false},
        {"docs/a.md", "The role " ROLE ".", SL_LEVEL_WARNING, false},
        {"docs/a.md", "```json\n{\"x\": \"" ROLE "\"}\n```\n", SL_LEVEL_ERROR, false},
        {"docs/a.md", "```yaml\na: 1\n# x: " ROLE "\n```\n", SL_LEVEL_NOTE, false},
        {"docs/a.json", "{\"x\": \"" ROLE "\"}", SL_LEVEL_WARNING, false},
        /* programs: a string, and a part of one or of a comment */
        {"a.go", "x := \"" ROLE "\"", SL_LEVEL_ERROR, false},
        {"a.go", "x() // as in " ROLE, SL_LEVEL_WARNING, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arena arena = {0};
        sl_blob blob;
        sl_doc doc = open_doc(&arena, &blob, cases[i].path, sl_str_of(cases[i].text));
        sl_arn_walk walk;
        sl_arn_seen seen;

        sl_arn_walk_begin(&walk, &doc);
        assert_true(sl_arn_walk_next(&walk, &seen));
        if (sl_arn_weight(&walk, &seen, SL_LEVEL_ERROR) != cases[i].level ||
            sl_arn_live(&walk, &seen) != cases[i].live)
            fail_msg("%s in %s: level %d, live %d", cases[i].text, cases[i].path,
                     (int)sl_arn_weight(&walk, &seen, SL_LEVEL_ERROR),
                     (int)sl_arn_live(&walk, &seen));
        assert_int_equal(sl_arn_weight(&walk, &seen, SL_LEVEL_NOTE), SL_LEVEL_NOTE);
        assert_false(sl_arn_walk_next(&walk, &seen));
        sl_arena_free(&arena);
    }
}

static void the_innermost_value_is_told(void **state)
{
    static const struct {
        const char *path, *text;
        const char *key; /* NULL: in no value */
        bool starts, whole, resource;
    } cases[] = {
        {"a.yml", "role: " ROLE, "role", true, true, false},
        {"a.yml", "role: '" ROLE "|JP:x'", "role", true, false, false},
        {"a.yml", "role: the " ROLE, "role", false, false, false},
        {"a.json", "{\"Resource\": [\"x\", \"" ROLE "\"]}", "Resource", true, true,
         true},
        {"a.json", "{\"Resource\": \" " ROLE " \"}", "Resource", true, true, true},
        {"a.json", "{\"policy\": \"{\\\"NotResource\\\": \\\"" ROLE "\\\"}\"}",
         "NotResource", true, true, true},
        {"a.tf", "resource \"a\" \"b\" {\n  resources = [\"" ROLE "\"]\n}\n",
         "resources", true, true, true},
        {"a.txt", "the role " ROLE, NULL, false, false, false},
        {"a.yml", "a: b\n# " ROLE, NULL, false, false, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arena arena = {0};
        sl_blob blob;
        sl_doc doc = open_doc(&arena, &blob, cases[i].path, sl_str_of(cases[i].text));
        sl_arn_walk walk;
        sl_arn_seen seen;
        sl_str key = sl_lit("(none)");

        sl_arn_walk_begin(&walk, &doc);
        assert_true(sl_arn_walk_next_whole(&walk, &seen));
        if (seen.leaf)
            key = sl_node_name(seen.leaf);
        if (!sl_str_eq(key,
                       cases[i].key ? sl_str_of(cases[i].key) : sl_lit("(none)")) ||
            seen.starts != cases[i].starts || seen.whole != cases[i].whole ||
            sl_arn_in_resource(&seen) != cases[i].resource)
            fail_msg("%s: %.*s %d %d", cases[i].text, sl_fmt(key), seen.starts,
                     seen.whole);
        sl_arena_free(&arena);
    }
}

/* Thousands of values in one, and one that is never left. */
static void many_values_are_walked_once(void **state)
{
    static const struct {
        const char *path, *begin, *piece, *end;
    } cases[] = {
        {"a.json", "{\"p\": \"{\\\"x\\\": [", "\\\"" ROLE "\\\",", "0]}\"}"},
        {"a.json", "[", "\"" ROLE "\",", "0]"},
        {"a.yml", "x: |\n", "  y: " ROLE "\n", ""},
        {"a.md", "", "```json\n{\"x\": \"" ROLE "\"}\n```\n", ""},
    };
    enum { SIZE = 1024 * 1024 };
    clock_t start = clock();

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arena arena = {0};
        sl_buf text = {0};
        sl_blob blob;
        sl_doc doc;
        sl_arn_walk walk;
        sl_arn_seen seen;
        size_t pieces = 0, met = 0;

        sl_buf_add(&text, sl_str_of(cases[i].begin));
        for (; text.len < SIZE; pieces++)
            sl_buf_add(&text, sl_str_of(cases[i].piece));
        sl_buf_add(&text, sl_str_of(cases[i].end));
        doc = open_doc(&arena, &blob, cases[i].path, sl_buf_str(&text));
        sl_arn_walk_begin(&walk, &doc);
        while (sl_arn_walk_next(&walk, &seen))
            met++;
        assert_int_equal(met, pieces);
        sl_arena_free(&arena);
        sl_buf_free(&text);
    }
    assert_true((clock() - start) / CLOCKS_PER_SEC < 60);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_arn_weighs_what_its_place_does),
        cmocka_unit_test(the_innermost_value_is_told),
        cmocka_unit_test(many_values_are_walked_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
