/* config_test.c - .seclint.yml, and what may be wrong with it. */
#include "scan/config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const char rule_text[] =
    "id: my-rule\ntitle: x\nlevel: error\nconfidence: high\ncwe: 798\nseverity: '8'\n"
    "match: {literals: [abc_], regex: abc_1}\nwhy: x\nfix: x\n";

static void a_configuration_changes_levels_and_leaves_paths_out(void **state)
{
    sl_rules rules = {0};
    sl_config config = {0};
    sl_err err = {0};

    (void)state;
    assert_true(sl_rules_add(&rules, sl_lit("r.yml"), sl_str_of(rule_text), &err));
    assert_true(sl_config_parse(
        sl_lit("c"),
        sl_lit(
            "rules: {my-rule: off}\nexclude: ['docs/**', '*.min.js']\nfail-on: note\n"),
        &rules, &config, &err));
    assert_int_equal(config.rules.len, 1);
    assert_int_equal(config.rules.at[0].level, SL_LEVEL_OFF);
    assert_true(sl_str_eq(config.fail_on, sl_lit("note")));
    assert_true(sl_config_excludes(&config, sl_lit("docs/a/b.md")));
    assert_true(sl_config_excludes(&config, sl_lit("src/x.min.js")));
    assert_false(sl_config_excludes(&config, sl_lit("src/docs.c")));
    sl_config_free(&config);
    sl_rules_free(&rules);
}

static void mistakes_are_told_with_their_line(void **state)
{
    static const struct {
        const char *text;
        const char *told; /* NULL: nothing is wrong */
    } cases[] = {
        {"", NULL},
        {"\n \n", NULL},
        {"fail-on: never\n", NULL},
        {"exclude: []\n", NULL},
        {"# nothing\nrule: {}\n", "c:2: unknown key 'rule'"},
        {"rules: [my-rule]\n", "c:1: 'rules' must map rule ids to levels"},
        {"rules:\n  my-rule: error\n  my-rul: off\n",
         "c:3: no rule 'my-rul' (see seclint rules)"},
        {"rules:\n  my-rule: loud\n",
         "c:2: 'my-rule' must be error, warning, note or off"},
        {"rules:\n  my-rule:\n", "c:2: 'my-rule' must be error, warning, note or off"},
        {"fail-on: off\n", "c:1: 'fail-on' must be error, warning, note or never"},
        {"fail-on: 3\n", "c:1: 'fail-on' must be error, warning, note or never"},
        {"exclude: docs\n", "c:1: 'exclude' must be a list"},
        {"exclude:\n- a\n- '[b'\n", "c:3: glob '[b': "},
        {"exclude: [a]\nexclude: [b]\n", "c:2: key 'exclude' stands twice"},
        {"a: [\n", "c:"},
        {"- a\n", "c:1: not a mapping"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_rules rules = {0};
        sl_config config = {0};
        sl_err err = {0};

        print_message("%s\n", cases[i].text);
        assert_true(sl_rules_add(&rules, sl_lit("r.yml"), sl_str_of(rule_text), &err));
        assert_int_equal(sl_config_parse(sl_lit("c"), sl_str_of(cases[i].text), &rules,
                                         &config, &err),
                         cases[i].told == NULL);
        if (cases[i].told &&
            !sl_str_starts(sl_str_of(err.text), sl_str_of(cases[i].told)))
            assert_string_equal(err.text, cases[i].told);
        sl_config_free(&config);
        sl_rules_free(&rules);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_configuration_changes_levels_and_leaves_paths_out),
        cmocka_unit_test(mistakes_are_told_with_their_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
