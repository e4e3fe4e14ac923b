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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_secret_name_and_a_plausible_value_make_a_secret),
        cmocka_unit_test(only_plain_scalars_can_be_secrets_commented_out_or_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
