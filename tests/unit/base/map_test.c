/* map_test.c - byte strings to pointers. */
#include "base/map.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

static void an_empty_map_has_nothing(void **state)
{
    sl_map map = {0};

    (void)state;
    assert_null(sl_map_get(&map, sl_lit("a")));
    assert_false(sl_map_has(&map, sl_lit("a")));
    sl_map_free(&map);
}

static void a_key_without_value_is_there(void **state)
{
    sl_map map = {0};

    (void)state;
    assert_null(*sl_map_put(&map, sl_lit("")));
    assert_true(sl_map_has(&map, (sl_str){NULL, 0}));
    assert_null(sl_map_get(&map, sl_lit("")));
    assert_false(sl_map_has(&map, sl_lit("a")));
    assert_int_equal(map.len, 1);
    sl_map_free(&map);
}

static void ten_thousand_keys_keep_their_values(void **state)
{
    static char keys[10000][8];
    sl_map map = {0};

    (void)state;
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < 10000; i++) {
            snprintf(keys[i], sizeof keys[i], "%zu", i);
            *sl_map_put(&map, sl_str_of(keys[i])) = keys[i];
        }
        assert_int_equal(map.len, 10000);
    }
    for (size_t i = 0; i < 10000; i++)
        assert_ptr_equal(sl_map_get(&map, sl_str_of(keys[i])), keys[i]);
    assert_false(sl_map_has(&map, sl_lit("10000")));
    sl_map_free(&map);
    assert_int_equal(map.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_map_has_nothing),
        cmocka_unit_test(a_key_without_value_is_there),
        cmocka_unit_test(ten_thousand_keys_keep_their_values),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
