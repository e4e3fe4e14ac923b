/* leaf_test.c - is this value of this key a secret? */
#include "check/leaf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void a_secret_name_and_a_plausible_value_make_a_secret(void **state)
{
    static const struct {
        const char *name, *value;
        bool dotenv, strict; /* a secret in a .env file; in other configuration */
    } cases[] = {
        {"DB_PASSWORD", "tr0ub4dor-and-3", true, true},
        {"DB_PASSWORD", "swordfish", true, false},
        {"DB_PASSWORD", "Sword-Fish", true, true},
        {"DB_PASSWORD", "SWORD-FISH", false, false},
        {"DB_PASSWORD", "abc", false, false},
        {"DB_PASSWORD", "73829", false, false},
        {"DB_PASSWORD", "738291", true, false},
        {"DB_PASSWORD", "abababa1", true, false},
        {"DB_PASSWORD", "", false, false},
        {"DB_PASSWORD", "two words", false, false},
        {"DB_PASSWORD", "/run/secrets/db", false, false},
        {"DB_PASSWORD", "https://example.com/1", false, false},
        {"DB_PASSWORD", "changeme", false, false},
        {"DB_PASSWORD", "${DB_PASSWORD_1}", false, false},
        {"DB_PASSWORD", "{{ vault_db_password }}", false, false},
        {"DB_USER", "tr0ub4dor-and-3", false, false},
        {"", "tr0ub4dor-and-3", false, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_node leaf = {.type = SL_NODE_SCALAR,
                        .key = sl_str_of(cases[i].name),
                        .value = sl_str_of(cases[i].value)};

        print_message("%s=%s\n", cases[i].name, cases[i].value);
        assert_int_equal(sl_leaf_is_secret(&leaf, false), cases[i].dotenv);
        assert_int_equal(sl_leaf_is_secret(&leaf, true), cases[i].strict);
    }
}

static void only_plain_scalars_can_be_secrets_commented_out_or_not(void **state)
{
    static const struct {
        sl_node_type type;
        bool commented;
        const char *tag;
        bool secret;
    } cases[] = {
        {SL_NODE_SCALAR, false, "", true},        {SL_NODE_SCALAR, true, "", true},
        {SL_NODE_SCALAR, false, "!vault", false}, {SL_NODE_ALIAS, false, "", false},
        {SL_NODE_MAP, false, "", false},          {SL_NODE_SEQ, false, "", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_node leaf = {.type = cases[i].type,
                        .commented = cases[i].commented,
                        .tag = sl_str_of(cases[i].tag),
                        .key = sl_lit("password"),
                        .value = sl_lit("tr0ub4dor-and-3")};

        assert_int_equal(sl_leaf_is_secret(&leaf, false), cases[i].secret);
    }
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

/* The quick look at a value must never stand in the way of a verdict: values of all
 * lengths and mixtures, drawn and written. */
static void a_quick_no_is_never_wrong(void **state)
{
    static const char *const names[] = {"db_password", "api_token", "cache_key"};
    static const char *const convincing[] = {"hunter2", "Sword-Fish", "tr0ub4dor-and-3",
                                             "qzJmVtXwKpBnLrYcHdGfSaEu",
                                             "\n7c3fb9a2e51d48069b\n"};
    static const char *const pieces[] = {"a",    "Bc", "7",  "-",       "q9Z",
                                         "word", "$",  "\n", " ",       "\t",
                                         "XK",   "0f", ".",  "\xC3\xA9"};
    uint32_t seed = 3;
    size_t random = 0;

    (void)state;
    for (size_t i = 0; i < COUNT(convincing); i++)
        assert_true(sl_value_may_convince(sl_str_of(convincing[i])));
    assert_false(sl_value_may_convince(sl_lit("two words1")));
    assert_false(sl_value_may_convince(sl_lit("sword-fish")));
    assert_false(sl_value_may_convince(sl_lit(" a7 ")));
    for (size_t round = 0; round < 20000; round++) {
        char text[128];
        size_t len = 0;

        for (size_t left = next_random(&seed) % 16; left > 0; left--) {
            sl_str piece = sl_str_of(pieces[next_random(&seed) % COUNT(pieces)]);

            for (size_t i = 0; i < piece.len; i++)
                text[len++] = piece.ptr[i];
        }
        for (size_t i = 0; i < COUNT(names); i++) {
            sl_str value = sl_str_make(text, len);

            if (sl_pair_worth(sl_str_of(names[i]), value, NULL) != SL_WORTH_RANDOM)
                continue;
            random++;
            assert_true(sl_value_may_convince(value));
        }
    }
    assert_true(random > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_quick_no_is_never_wrong),
        cmocka_unit_test(a_secret_name_and_a_plausible_value_make_a_secret),
        cmocka_unit_test(only_plain_scalars_can_be_secrets_commented_out_or_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
