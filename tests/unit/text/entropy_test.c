/* entropy_test.c - values with a known number of bits. */
#include "text/entropy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void equal_shares_give_whole_bits(void **state)
{
    static const struct {
        const char *value;
        double bits;
    } cases[] = {{"", 0},
                 {"aaaa", 0},
                 {"ab", 1},
                 {"abcd", 2},
                 {"0123456789abcdef", 4},
                 {"aabb", 1},
                 {"aaab", 0.8112781244591328},
                 {"aaabbc", 1.4591479170272448},
                 {"aaaaaaab", 0.5435644431995964},
                 {"secret/with+some.text", 3.535174565635902}};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        double off = sl_entropy(sl_str_of(cases[i].value)) - cases[i].bits;

        assert_true(off < 1e-12 && off > -1e-12);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_shares_give_whole_bits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
