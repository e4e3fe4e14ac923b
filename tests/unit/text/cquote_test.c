/* cquote_test.c - names as git prints them. */
#include "text/cquote.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void odd_names_are_quoted_as_git_quotes_them(void **state)
{
    static const struct {
        const char *name;
        bool high;
        const char *want;
    } cases[] = {
        {"", true, ""},
        {"plain name.txt", true, "plain name.txt"},
        {"it's ~{a}", true, "it's ~{a}"},
        {"a\"b", true, "\"a\\\"b\""},
        {"a\\b", true, "\"a\\\\b\""},
        {"\a\b\t\n\v\f\r", true, "\"\\a\\b\\t\\n\\v\\f\\r\""},
        {"\x01\x1f\x7f", true, "\"\\001\\037\\177\""},
        {"\xc3\xa9", true, "\"\\303\\251\""},
        {"\xc3\xa9", false, "\xc3\xa9"},
        {"\xc3\xa9\t", false, "\"\xc3\xa9\\t\""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf out = {0};

        sl_buf_add(&out, sl_lit(""));
        sl_cquote(sl_str_of(cases[i].name), cases[i].high, &out);
        assert_string_equal(out.ptr ? out.ptr : "", cases[i].want);
        sl_buf_free(&out);
    }
}

static void a_nul_byte_is_quoted_and_what_is_there_stays(void **state)
{
    sl_buf out = {0};

    (void)state;
    sl_buf_add(&out, sl_lit("x "));
    sl_cquote((sl_str){"a\0b", 3}, true, &out);
    assert_string_equal(out.ptr, "x \"a\\000b\"");
    sl_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(odd_names_are_quoted_as_git_quotes_them),
        cmocka_unit_test(a_nul_byte_is_quoted_and_what_is_there_stays),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
