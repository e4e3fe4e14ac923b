/* dull_pairs_test.c - what was learnt from one document changes no verdict on another. */
#include "check/dull_pairs.h"

#include "check/check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const sl_rule rule = {.id = {"a-rule", 6}, .level = SL_LEVEL_ERROR};

/* The same names and values in places that say different things of them. '~' is a password,
 * '^' letters and digits drawn at random, in base64. */
static const struct document {
    const char *check, *path, *text;
    size_t findings;
} documents[] = {
    {"plaintext-config", "a.yml", "zone: ~\nvalue: ~\n", 0},
    {"plaintext-config", "a.yml", "password: ~\n", 1},
    {"plaintext-config", "a.yml", "password: !from ~\n", 0},
    {"plaintext-config", "a.yml", "list:\n  - name: zone\n    value: ~\n", 0},
    {"plaintext-config", "a.yml", "list:\n  - name: password\n    value: ~\n", 1},
    {"plaintext-config", "a.yml", "kind: ConfigMap\ndata:\n  zone: ^\n", 0},
    {"plaintext-config", "a.yml", "kind: Secret\ndata:\n  zone: ^\n", 1},
    {"plaintext-config", "a.yml", "other:\n  zone: ^\n", 0},
    {"plaintext-config", "a.yml", "password: mangrove\n", 0},
    {"plaintext-dotenv", ".env", "password=mangrove\n", 1},
    {"plaintext-config", "a.yml",
     "password: mangrove\nconfig: '{\"password\": \"~\"}'\n", 1},
    {"plaintext-config", "a.plist", "<dict><key>zone</key><string>~</string></dict>\n",
     0},
    {"plaintext-config", "a.plist",
     "<dict><key>password</key><string>~</string></dict>\n", 1},
};

static sl_str text_of(const char *text, sl_buf *out)
{
    for (; *text; text++)
        if (*text == '~')
            sl_buf_add(out, sl_lit("Gr4nite_Moon7"));
        else if (*text == '^')
            sl_buf_printf(out, "%s%s", "cTdSazJMcFg5", "dlR6NFdtQjhzWWQ=");
        else
            sl_buf_char(out, *text);
    return sl_buf_str(out);
}

static size_t findings_in(const struct document *document, sl_dull_pairs *dull)
{
    sl_layouts layouts = {0};
    sl_sink sink = {.layouts = &layouts};
    sl_arena arena = {0};
    sl_buf text = {0};
    sl_blob blob = {.path = sl_str_of(document->path),
                    .bytes = text_of(document->text, &text)};
    size_t findings;
    sl_doc doc;

    sl_doc_open(&doc, &blob, &arena);
    doc.dull = dull;
    sl_check_find(sl_str_of(document->check))->document(&rule, &doc, &sink);
    sl_sink_finish(&sink, &doc);
    findings = sink.findings.len;
    sl_sink_free(&sink);
    sl_arena_free(&arena);
    sl_buf_free(&text);
    return findings;
}

static void test_verdicts_do_not_depend_on_what_came_before(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(documents); i++)
        for (size_t k = 0; k < COUNT(documents); k++) {
            sl_dull_pairs *dull = sl_dull_pairs_new();

            assert_int_equal(findings_in(&documents[i], dull), documents[i].findings);
            assert_int_equal(findings_in(&documents[k], dull), documents[k].findings);
            assert_int_equal(findings_in(&documents[k], dull), documents[k].findings);
            sl_dull_pairs_free(dull);
        }
}

static bool keeps(const char *document, sl_str name, sl_str value)
{
    struct document yaml = {"plaintext-config", "a.yml", document, 0};
    sl_dull_pairs *dull = sl_dull_pairs_new();
    bool known;

    findings_in(&yaml, dull);
    known = sl_dull_pair_known(dull, sl_dull_pair(dull, name, value, true));
    sl_dull_pairs_free(dull);
    return known;
}

static void test_only_pairs_that_nothing_came_of_are_kept(void **state)
{
    (void)state;
    assert_true(keeps("zone: north\n", sl_lit("zone"), sl_lit("north")));
    assert_true(keeps("a:\n  zone: north\n", sl_lit("zone"), sl_lit("north")));
    assert_false(keeps("zone: south\n", sl_lit("zone"), sl_lit("north")));
    assert_false(keeps("password: ~\n", sl_lit("password"), sl_lit("Gr4nite_Moon7")));
    assert_false(keeps("data:\n  zone: north\n", sl_lit("zone"), sl_lit("north")));
    assert_false(keeps("value: ~\n", sl_lit("value"), sl_lit("Gr4nite_Moon7")));
}

static void test_name_value_and_strictness_make_a_pair(void **state)
{
    sl_dull_pairs *dull = sl_dull_pairs_new();
    uint64_t pair = sl_dull_pair(dull, sl_lit("ab"), sl_lit("cd"), true);
    char longest[128];

    (void)state;
    memset(longest, 'x', sizeof longest);
    assert_int_equal(pair, sl_dull_pair(dull, sl_lit("ab"), sl_lit("cd"), true));
    assert_int_not_equal(pair, sl_dull_pair(dull, sl_lit("a"), sl_lit("bcd"), true));
    assert_int_not_equal(pair, sl_dull_pair(dull, sl_lit("ab"), sl_lit("cd"), false));
    assert_int_not_equal(
        sl_dull_pair(dull, sl_str_make(longest, 63), sl_str_make(longest, 64), true),
        0);
    assert_int_equal(
        sl_dull_pair(dull, sl_str_make(longest, 64), sl_str_make(longest, 64), true),
        0);
    assert_int_equal(sl_dull_pair(dull, sl_str_make(longest, 128), sl_lit("cd"), true),
                     0);
    assert_false(sl_dull_pair_known(dull, pair));
    assert_false(sl_dull_pair_known(dull, 0));
    sl_dull_pair_keep(dull, pair);
    assert_true(sl_dull_pair_known(dull, pair));
    sl_dull_pairs_free(dull);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_verdicts_do_not_depend_on_what_came_before),
        cmocka_unit_test(test_only_pairs_that_nothing_came_of_are_kept),
        cmocka_unit_test(test_name_value_and_strictness_make_a_pair),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
