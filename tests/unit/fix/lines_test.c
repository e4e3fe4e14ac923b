/* lines_test.c - lines added at the end, everything else left alone. */
#include "fix/lines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void a_line_is_added_once_in_the_manner_of_the_text(void **state)
{
    static const struct {
        const char *before, *line, *after;
    } cases[] = {
        {"", "/a", "/a\n"},
        {"x\n", "/a", "x\n/a\n"},
        {"x", "/a", "x\n/a\n"},
        {"x\r\ny\r\n", "/a", "x\r\ny\r\n/a\r\n"},
        {"x\r\ny\r\nz", "/a", "x\r\ny\r\nz\r\n/a\r\n"},
        {"x\r\ny\n", "/a", "x\r\ny\n/a\n"},
        {"/a\n", "/a", "/a\n"},
        {"/a\r\nx\r\n", "/a", "/a\r\nx\r\n"},
        {"x\n/a", "/a", "x\n/a"},
        {"/ab\n #/a\n", "/a", "/ab\n #/a\n/a\n"},
        {"\n", "/a", "\n/a\n"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_str before = sl_str_of(cases[i].before);
        sl_buf text = {0};
        bool added;

        sl_buf_add(&text, before);
        added = sl_lines_append(&text, sl_str_of(cases[i].line));
        assert_string_equal(text.ptr, cases[i].after);
        assert_int_equal(added, text.len > before.len);
        sl_buf_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_added_once_in_the_manner_of_the_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
