/* buf_test.c - bytes that grow up to a ceiling. */
#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void what_is_added_stays_and_ends_with_nul(void **state)
{
    sl_buf buf = {0};

    (void)state;
    sl_buf_add(&buf, sl_lit("ab"));
    sl_buf_char(&buf, 'c');
    sl_buf_printf(&buf, "-%d-%s", 42, "x");
    sl_buf_add(&buf, (sl_str){NULL, 0});
    assert_string_equal(buf.ptr, "abc-42-x");
    assert_int_equal(sl_buf_str(&buf).len, 8);
    sl_buf_clear(&buf);
    assert_string_equal(buf.ptr, "");
    sl_buf_free(&buf);
    assert_null(buf.ptr);
    assert_int_equal(sl_buf_str(&buf).len, 0);
}

static void many_appends_keep_every_byte(void **state)
{
    sl_buf buf = {0};

    (void)state;
    for (int i = 0; i < 10000; i++)
        sl_buf_printf(&buf, "%d,", i % 10);
    assert_int_equal(buf.len, 20000);
    for (size_t i = 0; i < 20000; i += 2)
        assert_int_equal(buf.ptr[i], '0' + (int)(i / 2 % 10));
    sl_buf_free(&buf);
}

static void beyond_the_ceiling_it_says_so(void **state)
{
    sl_buf buf = {.max = 4};

    (void)state;
    sl_buf_add(&buf, sl_lit("abcd"));
    assert_false(buf.truncated);
    sl_buf_char(&buf, 'e');
    assert_true(buf.truncated);
    assert_string_equal(buf.ptr, "abcd");
    sl_buf_clear(&buf);
    assert_false(buf.truncated);
    sl_buf_add(&buf, sl_lit("abcdef"));
    assert_string_equal(buf.ptr, "abcd");
    sl_buf_clear(&buf);
    sl_buf_printf(&buf, "%s", "abcdef");
    assert_true(buf.truncated);
    assert_int_equal(buf.len, 0);
    sl_buf_free(&buf);
    assert_int_equal(buf.max, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_added_stays_and_ends_with_nul),
        cmocka_unit_test(many_appends_keep_every_byte),
        cmocka_unit_test(beyond_the_ceiling_it_says_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
