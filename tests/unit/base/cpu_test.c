/* cpu_test.c - that a portable build is one: what it measures is told to users. */
#define SECLINT_PORTABLE
#include "base/cpu.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void a_portable_build_has_nothing_for_one_processor(void **state)
{
    (void)state;
    assert_false(SL_WITH_AVX2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_portable_build_has_nothing_for_one_processor),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
