/* oidmap_test.c - numbers for object ids. */
#include "source/oidmap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Ids that differ in the byte at place only, or everywhere. */
static sl_oid oid_of(uint32_t number, size_t place, size_t len)
{
    sl_oid oid = {.len = (uint8_t)len};

    for (size_t i = 0; i < sizeof number; i++)
        oid.raw[(place + i) % len] = (uint8_t)(number >> 8 * i);
    return oid;
}

static void what_was_put_is_found_under_its_first_number(void **state)
{
    static const struct {
        size_t oid_len, place;
        uint32_t count;
    } cases[] = {
        {SL_OID_SHA1, 0, 10000},
        {SL_OID_MAX, 0, 10000},
        {SL_OID_SHA1, 12, 2000}, /* equal where the table looks first */
        {SL_OID_SHA1, 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_oidmap map = {.oid_len = cases[i].oid_len};
        sl_oid other = oid_of(cases[i].count + 1, cases[i].place, cases[i].oid_len);

        assert_int_equal(sl_oidmap_get(&map, &other), SL_OIDMAP_NONE);
        for (uint32_t k = 0; k < cases[i].count; k++) {
            sl_oid oid = oid_of(k, cases[i].place, cases[i].oid_len);

            assert_int_equal(sl_oidmap_put(&map, &oid, k), k);
            assert_int_equal(sl_oidmap_put(&map, &oid, k + 7), k);
        }
        assert_int_equal(map.len, cases[i].count);
        for (uint32_t k = 0; k < cases[i].count; k++) {
            sl_oid oid = oid_of(k, cases[i].place, cases[i].oid_len);

            sl_oid put = sl_oidmap_id(&map, k);

            assert_true(sl_oid_eq(&put, &oid));
            assert_int_equal(sl_oidmap_get(&map, &oid), k);
            sl_oidmap_set(&map, &oid, k + 1);
            assert_int_equal(sl_oidmap_get(&map, &oid), k + 1);
        }
        assert_int_equal(sl_oidmap_get(&map, &other), SL_OIDMAP_NONE);
        sl_oidmap_free(&map);
        assert_int_equal(map.oid_len, cases[i].oid_len);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_put_is_found_under_its_first_number),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
