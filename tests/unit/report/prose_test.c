#include "report/prose.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void a_sentence_ends_where_the_next_one_begins(void **unused)
{
    static const char *const cases[][2] = {
        {"", ""},
        {" Revoke it.\n", "Revoke it."},
        {"Revoke it. Then rotate.", "Revoke it."},
        {"Use e.g. the console. Then rotate.", "Use e.g. the console."},
        {"Set version 1.2 of it", "Set version 1.2 of it"},
        {"Really?  Yes.", "Really?"},
    };

    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_str got = sl_prose_sentence(sl_str_of(cases[i][0]));

        assert_int_equal(got.len, sl_str_of(cases[i][1]).len);
        assert_true(sl_str_eq(got, sl_str_of(cases[i][1])));
    }
}

static void paragraphs_are_wrapped(void **unused)
{
    static const struct {
        const char *text;
        size_t indent, width;
        const char *expected;
    } cases[] = {
        {"", 2, 20, ""},
        {"one two", 2, 20, "  one two\n"},
        {"one two three four\nfive\n\n\nsix\n", 2, 12,
         "  one two\n  three four\n  five\n\n  six\n"},
        {"averyveryverylongword x", 0, 10, "averyveryverylongword\nx\n"},
        {"esc \x1b[2J", 0, 80, "esc \\x1b[2J\n"},
    };

    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_buf out = {0};

        sl_prose_wrap(sl_str_of(cases[i].text), cases[i].indent, cases[i].width, &out);
        assert_string_equal(out.ptr ? out.ptr : "", cases[i].expected);
        sl_buf_free(&out);
    }
}

static void a_cut_keeps_characters_whole(void **unused)
{
    (void)unused;
    assert_int_equal(sl_prose_cut(sl_lit("abc"), 3).len, 3);
    assert_int_equal(sl_prose_cut(sl_lit("abcd"), 3).len, 3);
    assert_int_equal(sl_prose_cut(sl_lit("ab\xe9\x8d\xb5"), 4).len, 2);
    assert_int_equal(sl_prose_cut(sl_lit("\x80\x80\x80"), 2).len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_ends_where_the_next_one_begins),
        cmocka_unit_test(paragraphs_are_wrapped),
        cmocka_unit_test(a_cut_keeps_characters_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
