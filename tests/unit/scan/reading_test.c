/* reading_test.c - which base names have a content read in the same way. */
#include "scan/reading.h"

#include "check/key_file.h"
#include "rule/builtin.h"
#include "rule/unread.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct {
    const char *a, *b;
    bool same;
} pairs[] = {
    {"", "a.c", true},
    {"a.java", "b.js", true},
    {"", "README", false}, /* its bytes may tell the format */
    {"README", "LICENSE", true},
    {"a.log", "b.out", true},
    {"a.txt", "a.1", false}, /* a manual */
    {"a.txt", "a.c", false},
    {"a.txt", "Makefile", false},
    {"a.c", "a.py", false},   /* rules want it, */
    {"a.c", "a.html", false}, /* or leave it out */
    {"a.php", "config.php", false},
    {"a.c", "a.key", false}, /* below config/ a rule wants it */
    {"a.yml", "b.yaml", true},
    {"a.env", ".env.production", true},
    {"a.cpp", "left.env", true}, /* which is left out */
    {"a.txt", "a.md", false},
    {"a.yml", "a.json", false},
    {"a.yml", "test.yml", false},           /* a test */
    {"a.json", "package-lock.json", false}, /* rules leave it out, */
    {"a.yml", ".yarnrc.yml", false},        /* or want it */
    {"a.json", "a.ipynb", false},
    {"a.json", "de.json", false}, /* a translation */
    {"a.csv", "a.sql", false},
    {"a.txt", "vault_pass.txt", false},
    {"a.bin", "host.keytab", false},
    {"host.keytab", "wallet.dat", false},
};

static const char *const keys[] = {
    "a.bks",        "a.keystore",         "a.jks",
    "wallet.dat",   "wallet-1.dat",       "host.keytab",
    "krb5cc_1000",  "dropbear_rsa",       "ssh_host_key",
    ".mylogin.cnf", "hudson.util.Secret",
};

static void files_of_keys_are_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(keys); i++)
        if (!sl_key_file_named(sl_str_of(keys[i])))
            fail_msg("%s", keys[i]);
    assert_false(sl_key_file_named(sl_lit("wallet.txt")));
    assert_false(sl_key_file_named(sl_lit("keys.txt")));
}

static void names_are_told_apart_where_it_matters(void **state)
{
    static const uint8_t key[SL_SIPHASH_KEY] = {1};
    static const char *const configs[] = {"exclude: [left.env]\n",
                                          "exclude: [left.env]\n"
                                          "rules: {github-pat: note}\n"};

    (void)state;
    for (size_t c = 0; c < COUNT(configs); c++) {
        sl_rules rules = {0};
        sl_config config = {0};
        sl_arena arena = {0};
        sl_ruleset set;
        sl_err err = {0};
        sl_readings readings = {.set = &set, .key = key};

        assert_true(sl_rules_add_unread(&rules, &err));
        assert_true(sl_config_parse(sl_lit("c"), sl_str_of(configs[c]), NULL, &rules,
                                    &config, &err));
        sl_rules_sort(&rules);
        assert_true(sl_ruleset_build(&rules, &config, &arena, &set, &err));
        for (size_t i = 0; i < COUNT(pairs); i++) {
            sl_str a = sl_str_of(pairs[i].a), b = sl_str_of(pairs[i].b);
            uint64_t way = sl_reading_way(&readings, a);

            if ((way == sl_reading_way(&readings, b)) != pairs[i].same)
                fail_msg("%s, %s", pairs[i].a, pairs[i].b);
            assert_int_equal(way, sl_reading_way(&readings, a));
            assert_int_equal(way != 0, sl_reading_named(&set, a));
        }
        sl_readings_free(&readings);
        sl_ruleset_free(&set);
        sl_config_free(&config);
        sl_rules_free(&rules);
        sl_arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_of_keys_are_named),
        cmocka_unit_test(names_are_told_apart_where_it_matters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
