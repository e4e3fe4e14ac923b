/* vec_test.c - a growing array. */
#include "base/vec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

SL_VEC(int_vec, int);

static void elements_start_as_zero_and_survive_growth(void **state)
{
    int_vec v = {0};

    (void)state;
    for (int i = 0; i < 1000; i++) {
        int *last = sl_vec_push(&v);

        assert_int_equal(*last, 0);
        *last = i;
        assert_ptr_equal(last, sl_vec_last(&v));
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(v.at[i], i);
    sl_vec_free(&v);
    assert_null(v.at);
    assert_int_equal(v.len, 0);
    *sl_vec_push(&v) = 7;
    assert_int_equal(v.at[0], 7);
    sl_vec_free(&v);
}

static void a_used_place_is_zeroed_again(void **state)
{
    int_vec v = {0};

    (void)state;
    *sl_vec_push(&v) = 7;
    v.len = 0;
    assert_int_equal(*sl_vec_push(&v), 0);
    sl_vec_free(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_start_as_zero_and_survive_growth),
        cmocka_unit_test(a_used_place_is_zeroed_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
