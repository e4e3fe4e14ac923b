#include "base/library.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

typedef struct table {
    void *unused;
    double (*cos)(double x);
} table;

static void a_function_is_found_where_the_table_wants_it(void **state)
{
    static const sl_symbol symbols[] = {{"cos", offsetof(table, cos)}};
    table out = {0};
    sl_err err = {0};

    (void)state;
    assert_true(sl_library_load("libm.so.6", symbols, 1, &out, &err));
    assert_true(out.cos(0) > 0.999);
    assert_null(out.unused);
}

static void what_is_missing_is_named(void **state)
{
    static const sl_symbol none[] = {{"sl_no_such_function", offsetof(table, cos)}};
    table out = {0};
    sl_err err = {0};

    (void)state;
    assert_false(sl_library_load("libseclint-none.so.9", none, 1, &out, &err));
    assert_int_equal(err.code, SL_EREPO);
    assert_non_null(strstr(err.text, "libseclint-none.so.9"));
    err = (sl_err){0};
    assert_false(sl_library_load("libm.so.6", none, 1, &out, &err));
    assert_non_null(strstr(err.text, "libm.so.6"));
    assert_non_null(strstr(err.text, "sl_no_such_function"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_function_is_found_where_the_table_wants_it),
        cmocka_unit_test(what_is_missing_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
