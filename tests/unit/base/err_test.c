/* err_test.c - why something failed. */
#include "base/err.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <string.h>

static void failing_returns_false_and_names_the_thing(void **state)
{
    sl_err err = {0};

    (void)state;
    assert_false(sl_fail(NULL, SL_EUSAGE, "x"));
    assert_false(sl_fail(&err, SL_EUSAGE, "no %s here", "thing"));
    assert_int_equal(err.code, SL_EUSAGE);
    assert_string_equal(err.text, "no thing here");
}

static void io_errors_end_with_the_reason(void **state)
{
    sl_err err = {0};

    (void)state;
    errno = ENOENT;
    assert_false(sl_fail(&err, SL_EIO, "open %s", "x"));
    assert_string_equal(err.text, "open x: No such file or directory");
}

static void long_texts_are_cut(void **state)
{
    sl_err err = {0};
    char name[2000];

    (void)state;
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    errno = ENOENT;
    sl_fail(&err, SL_EIO, "open %s", name);
    assert_int_equal(strlen(err.text), sizeof err.text - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(failing_returns_false_and_names_the_thing),
        cmocka_unit_test(io_errors_end_with_the_reason),
        cmocka_unit_test(long_texts_are_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
