/* siphash_test.c - vectors of the paper's reference implementation: key 00..0f,
 * message 00, 01, ... */
#include "base/siphash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void it_gives_the_reference_vectors(void **state)
{
    static const struct {
        size_t len;
        uint64_t hash;
    } cases[] = {
        {0, 0x726fdb47dd0e0e31},
        {1, 0x74f839c593dc67fd},
        {8, 0x93f5f5799a932462},
        {15, 0xa129ca6149be45e5},
    };
    uint8_t key[SL_SIPHASH_KEY];
    char message[16];

    (void)state;
    for (size_t i = 0; i < sizeof key; i++) {
        key[i] = (uint8_t)i;
        message[i] = (char)i;
    }
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(sl_siphash(key, sl_str_make(message, cases[i].len)),
                         cases[i].hash);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_gives_the_reference_vectors),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
