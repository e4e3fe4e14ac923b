/* draft_test.c - files edited line by line, every other byte kept. */
#include "fix/draft.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define BOM          "\xef\xbb\xbf"

enum { ON = 1, OFF, APPEND, BEHIND };

static void each_edit_touches_its_line_only(void **state)
{
    static const struct {
        const char *before;
        int edit;
        const char *line;
        const char *after;
    } cases[] = {
        {"a\n#b\nc\n", ON, "b", "a\nb\nc\n"},
        {"a\n#   b  \nc", ON, "b", "a\nb\nc"},
        {"# b\r\nc\n\r\n", ON, "b", "b\r\nc\n\r\n"},
        {"## b\n", ON, "b", "## b\n"},
        {"# b c\n#b\n# b\n", ON, "b", "# b c\nb\nb\n"},
        {"b\n", ON, "b", "b\n"},
        {"b\r\n", OFF, "b", "# b\r\n"},
        {"  b\n", OFF, "b", "# b\n"},
        {BOM "b\nb", OFF, "b", BOM "# b\n# b"},
        {BOM "#b\n", ON, "b", BOM "b\n"},
        {"# b\n", OFF, "b", "# b\n"},
        {"*\n", OFF, "*", "# *\n"},
        {"#*\n", ON, "*", "*\n"},
        {"", APPEND, "x", "x\n"},
        {"a", APPEND, "x", "a\nx\n"},
        {"a\r\nb", APPEND, "x", "a\r\nb\r\nx\r\n"},
        {"a\r\nb\nc\nd", APPEND, "x", "a\r\nb\nc\nd\nx\n"},
        {"a\n\n", APPEND, "x", "a\n\nx\n"},
        {"a\nb\n", BEHIND, "x", "a\nx\nb\n"},
        {"a", BEHIND, "x", "a\nx\n"},
        {"a\r\nb\r\n", BEHIND, "x", "a\r\nx\r\nb\r\n"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arena arena = {0};
        sl_buf out = {0};
        sl_draft draft;
        sl_str line = sl_str_of(cases[i].line);

        sl_draft_open(&draft, sl_lit(".gitignore"), sl_str_of(cases[i].before), &arena);
        assert_false(sl_draft_changed(&draft));
        switch (cases[i].edit) {
        case APPEND: sl_draft_append(&draft, line); break;
        case BEHIND: sl_draft_insert(&draft, 0, line); break;
        default: sl_draft_switch(&draft, line, cases[i].edit == ON);
        }
        sl_draft_text(&draft, &out);
        assert_string_equal(out.ptr, cases[i].after);
        assert_int_equal(sl_draft_changed(&draft),
                         strcmp(cases[i].before, cases[i].after) != 0);
        sl_buf_free(&out);
        sl_draft_free(&draft);
        sl_arena_free(&arena);
    }
}

static void lines_are_found_by_what_they_say(void **state)
{
    sl_arena arena = {0};
    sl_draft draft;

    (void)state;
    sl_draft_open(&draft, sl_lit("x"), sl_lit(BOM "# a\n b\nb\t\nc\n"), &arena);
    assert_int_equal(sl_draft_find(&draft, sl_lit("a")), 0);
    assert_int_equal(sl_draft_find(&draft, sl_lit("b")), 1);
    assert_true(sl_draft_find(&draft, sl_lit("d")) == SIZE_MAX);
    assert_false(sl_draft_active(&draft, sl_lit("a")));
    assert_true(sl_draft_active(&draft, sl_lit("c")));
    /* a blank before, or a tab behind, is part of the pattern for git */
    assert_false(sl_draft_active(&draft, sl_lit("b")));
    sl_draft_free(&draft);
    sl_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_edit_touches_its_line_only),
        cmocka_unit_test(lines_are_found_by_what_they_say),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
