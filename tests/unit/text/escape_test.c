/* escape_test.c - names from hostile repositories. */
#include "text/escape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void nothing_reaches_the_terminal_but_text(void **state)
{
    static const struct {
        const char *text, *want;
        size_t width;
    } cases[] = {
        {"plain name.txt", "plain name.txt", 14},
        {"tab\there", "tab here", 8},
        {"\x1b[31mred", "\\x1b[31mred", 11},
        {"a\nb\rc", "a\\x0ab\\x0dc", 11},
        {"bell\a del\x7f", "bell\\x07 del\\x7f", 16},
        {"c1 \xc2\x9b", "c1 \\u{009b}", 11},
        {"rlo \xe2\x80\xae"
         "exe.txt",
         "rlo \\u{202e}exe.txt", 19},
        {"isolate \xe2\x81\xa6", "isolate \\u{2066}", 16},
        {"line \xe2\x80\xa8 sep", "line \\u{2028} sep", 17},
        {"bom \xef\xbb\xbf", "bom \\u{feff}", 12},
        {"tag \xf3\xa0\x80\x81", "tag \\u{e0001}", 13},
        {"bad \xff\xfe", "bad \\xff\\xfe", 12},
        {"overlong \xc0\xaf", "overlong \\xc0\\xaf", 17},
        {"surrogate \xed\xa0\x80", "surrogate \\xed\\xa0\\x80", 22},
        {"cut \xf0\x9f\x94", "cut \\xf0\\x9f\\x94", 16},
        {"::error file=x", "::error file=x", 14},
        {"key \xf0\x9f\x94\x91", "key \xf0\x9f\x94\x91", 6},
        {"\xe6\x97\xa5\xe6\x9c\xac", "\xe6\x97\xa5\xe6\x9c\xac", 4},
        {"e\xcc\x81", "e\xcc\x81", 1},
        {"\xc3\xa9", "\xc3\xa9", 1},
        {"", "", 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf out = {0};
        sl_buf again = {0};

        sl_escape(sl_str_of(cases[i].text), &out);
        sl_buf_add(&out, sl_lit(""));
        assert_string_equal(out.ptr, cases[i].want);
        assert_int_equal(sl_display_width(sl_str_of(cases[i].text)), cases[i].width);
        sl_escape(sl_buf_str(&out), &again);
        assert_string_equal(again.ptr, cases[i].want);
        sl_buf_free(&out);
        sl_buf_free(&again);
    }
}

static void a_nul_byte_is_escaped(void **state)
{
    sl_buf out = {0};

    (void)state;
    sl_escape((sl_str){"a\0b", 3}, &out);
    assert_string_equal(out.ptr, "a\\x00b");
    sl_buf_free(&out);
}

static void a_path_becomes_a_uri_reference(void **state)
{
    static const struct {
        const char *path, *want;
    } cases[] = {
        {"src/main.c", "src/main.c"},   {"a b#c?d%e", "a%20b%23c%3Fd%25e"},
        {"\xc3\xbc.txt", "%C3%BC.txt"}, {"\xff", "%FF"},
        {"c:x/y", "./c%3Ax/y"},         {"dir/c:x", "dir/c%3Ax"},
        {"~user/-_.", "~user/-_."},     {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf out = {0};

        sl_buf_add(&out, sl_lit(""));
        sl_escape_uri(sl_str_of(cases[i].path), &out);
        assert_string_equal(out.ptr, cases[i].want);
        sl_buf_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_reaches_the_terminal_but_text),
        cmocka_unit_test(a_nul_byte_is_escaped),
        cmocka_unit_test(a_path_becomes_a_uri_reference),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
