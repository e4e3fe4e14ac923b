/* rarity_test.c - a literal is looked for by bytes that are rare in text. */
#include "match/rarity.h"

#include "match/gate_build.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

enum { LITERALS = 4000, LETTERS = 8, COMMON = 4096 };

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
        sl_rarity_hash(rarity, 0x9e3779b1u << 8, 0x9e3779b1u);
        assert_in_range(sl_rarest_pair(rarity, sl_str_of(cases[i].literal)),
                        cases[i].least, cases[i].most);
    }
    free(rarity);
}

/* With so many literals a bit in fifty is set in the filter; frequent bytes meet fewer, as
 * of a literal those are looked for that share their bit with none. */
static void common_bytes_hardly_pass_the_filter(void **state)
{
    sl_gate_literal *literals = calloc(LITERALS, sizeof *literals);
    char *texts = malloc(LITERALS * LETTERS);
    sl_frequent *common = calloc(COMMON, sizeof *common);
    uint64_t random = 411, passed = 0, all = 0;
    sl_gate_tables *tables;
    size_t len;

    (void)state;
    assert_true(literals && texts && common);
    for (size_t i = 0; i < LITERALS; i++) {
        for (size_t k = 0; k < LETTERS; k++)
            texts[i * LETTERS + k] = (char)('a' + random_below(&random, 26));
        literals[i].text = sl_str_make(texts + i * LETTERS, LETTERS);
    }
    tables = sl_gate_tables_build(literals, LITERALS, SL_GATE_TRIES);
    len = sl_frequent_fours(common, COMMON);
    for (size_t i = 0; i < len; i++) {
        uint32_t bit = sl_filter_bit(tables->factor, common[i].bytes);
        uint64_t power = (uint64_t)1 << common[i].power;

        all += power;
        passed += tables->first[bit >> 3] & 0x80 >> (bit & 7) ? power : 0;
    }
    assert_in_range(1000 * passed / all, 0, 5);
    sl_gate_tables_free(tables);
    free(common);
    free(texts);
    free(literals);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(common_bytes_are_not_what_is_looked_for),
        cmocka_unit_test(common_bytes_hardly_pass_the_filter),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
