/* buf_test.c - bytes that grow up to a ceiling. */
#include "base/buf.h"

#include <inttypes.h>
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

static void numbers_are_written_as_printf_does(void **state)
{
    static const uint64_t numbers[] = {0, 1, 9, 10, 26, 1586, 4294967296, UINT64_MAX};
    static const int digits[] = {1, 2, 4, 20};
    sl_buf ours = {0}, theirs = {0};

    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        for (size_t k = 0; k < sizeof digits / sizeof *digits; k++) {
            sl_buf_number(&ours, numbers[i], (size_t)digits[k]);
            sl_buf_printf(&theirs, "%0*" PRIu64, digits[k], numbers[i]);
            assert_string_equal(ours.ptr, theirs.ptr);
        }
    sl_buf_clear(&ours);
    sl_buf_number(&ours, 0, 0);
    assert_string_equal(ours.ptr, "");
    sl_buf_free(&ours);
    sl_buf_free(&theirs);
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
        cmocka_unit_test(numbers_are_written_as_printf_does),
        cmocka_unit_test(beyond_the_ceiling_it_says_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
