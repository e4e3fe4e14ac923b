/* rarity_test.c - a literal is looked for by bytes that are rare in text. */
#include "match/rarity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

static void common_bytes_are_not_what_is_looked_for(void **state)
{
    static const struct {
        const char *literal;
        uint32_t least, most; /* offset */
    } cases[] = {
        {"return_quokka", 4, 9},                      /* not in "return", */
        {"quokka_return", 0, 6},                      /* wherever it stands */
        {"__name__qzxv", 5, 9},                       /* '_' is a byte like others */
        {"xqzkvjwbxqzkvjwbxqzkvjwbxqzkvjwb", 11, 23}, /* long: none of the first */
    };
    sl_rarity *rarity = malloc(sizeof *rarity);

    (void)state;
    assert_non_null(rarity);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_rarity_init(rarity);
        assert_in_range(sl_rarest_pair(rarity, sl_str_of(cases[i].literal)),
                        cases[i].least, cases[i].most);
    }
    free(rarity);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(common_bytes_are_not_what_is_looked_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
