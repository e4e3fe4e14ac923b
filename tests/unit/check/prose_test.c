/* prose_test.c - the weight of a mistake by its place. */
#include "check/prose.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void documentation_weighs_less_and_comments_next_to_nothing(void **state)
{
    static const struct {
        const char *path, *text;
        sl_level given, level;
    } cases[] = {
        {"a.yml", "x: HERE", SL_LEVEL_ERROR, SL_LEVEL_ERROR},
        {"a.yml", "y\n  # x: HERE", SL_LEVEL_ERROR, SL_LEVEL_NOTE},
        {"a.js", "\t// HERE", SL_LEVEL_WARNING, SL_LEVEL_NOTE},
        {"a.yml", "# y\nx: HERE", SL_LEVEL_ERROR, SL_LEVEL_ERROR},
        {"a.yml", "# y\r\nx: HERE", SL_LEVEL_ERROR, SL_LEVEL_ERROR},
        {"a.yml", "x: HERE # y", SL_LEVEL_ERROR, SL_LEVEL_ERROR},
        {"README.md", "HERE", SL_LEVEL_ERROR, SL_LEVEL_WARNING},
        {"README.md", "# HERE", SL_LEVEL_ERROR, SL_LEVEL_WARNING},
        {"README.MD", "HERE", SL_LEVEL_WARNING, SL_LEVEL_NOTE},
        {"docs/a.rst", "HERE", SL_LEVEL_NOTE, SL_LEVEL_NOTE},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arena arena = {0};
        sl_blob blob = {.path = sl_str_of(cases[i].path),
                        .bytes = sl_str_of(cases[i].text)};
        sl_doc doc;

        sl_doc_open(&doc, &blob, &arena);
        assert_int_equal(sl_prose_level(&doc, sl_str_find(blob.bytes, sl_lit("HERE")),
                                        cases[i].given),
                         cases[i].level);
        sl_arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documentation_weighs_less_and_comments_next_to_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
