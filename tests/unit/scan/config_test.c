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

#define CUSTOM(name)                                                             \
    "id: " name "\n  title: x\n  level: error\n  confidence: high\n  cwe: 798\n" \
    "  severity: '8'\n  match: {literals: [abcd_], regex: abcd_1}\n  why: x\n"   \
    "  fix: x\n"

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
        NULL, &rules, &config, &err));
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
        {"checksum-mismatch: drop\n", NULL},
        {"checksum-mismatch: yes\n", "c:1: 'checksum-mismatch' must be lower or drop"},
        {"# nothing\nrule: {}\n", "c:2: unknown key 'rule'"},
        {"rules: [my-rule]\n", "c:1: 'rules' must map rule ids to levels"},
        {"rules:\n  my-rule: error\n  my-rul: off\n",
         "c:3: no rule 'my-rul', did you mean my-rule? (see seclint rules)"},
        {"rules:\n  my-rule: off\n  my-rule: error\n",
         "c:3: rule 'my-rule' stands twice"},
        {"rules-dir: more\n", "c:1: there is no place to look for rules"},
        {"rules-dir: {}\n", "c:1: 'rules-dir' must be text"},
        {"custom-rules: {}\n", "c:1: 'custom-rules' must be a list"},
        {"custom-rules:\n- x\n", "c:2: a rule must be a mapping"},
        {"custom-rules:\n- id: a\n  titel: x\n", "c:3: unknown key 'titel'"},
        {"custom-rules:\n- " CUSTOM("my-rule"),
         "c:2: rule 'my-rule' is defined in r.yml already"},
        {"custom-rules:\n- " CUSTOM("own") "- " CUSTOM("own"),
         "c:11: rule 'own' is defined in c already"},
        {"custom-rules:\n- " CUSTOM("own") "rules: {own: off}\n", NULL},
        {"allow: {}\n", "c:1: 'allow' must be a list"},
        {"allow:\n- x\n", "c:2: an entry of 'allow' must be a mapping"},
        {"allow:\n- rule: my-rule\n", "c:2: key 'reason' is missing"},
        {"allow:\n- rule: my-rule\n  reason: ' '\n", "c:3: 'reason' is empty"},
        {"allow:\n- reason: x\n", "c:2: this entry would allow everything"},
        {"allow:\n- rule: my-rul\n  reason: x\n",
         "c:2: no rule 'my-rul', did you mean my-rule?"},
        {"allow:\n- rules: []\n  reason: x\n", "c:2: 'rules' is empty"},
        {"allow:\n- rule: my-rule\n  rules: [my-rule]\n  reason: x\n",
         "c:3: 'rules' says it a second time"},
        {"allow:\n- path: '[b'\n  reason: x\n", "c:2: glob '[b': "},
        {"allow:\n- value: '('\n  reason: x\n", "c:2: 'value': "},
        {"allow:\n- value: ''\n  reason: x\n", "c:2: 'value' is empty"},
        {"allow:\n- line: '['\n  reason: x\n", "c:2: 'line': "},
        {"allow:\n- commit: abc\n  reason: x\n",
         "c:2: commit 'abc' must be at least 7 hex digits"},
        {"allow:\n- fingerprint: abc\n  reason: x\n",
         "c:2: 'fingerprint' must be 32 hex digits, as reports print them"},
        {"allow:\n- path: a\n  until: soon\n  reason: x\n",
         "c:3: 'until' must be a date, YYYY-MM-DD"},
        {"allow:\n- path: a\n  until: 2026-02-30\n  reason: x\n",
         "c:3: 'until' must be a date, YYYY-MM-DD"},
        {"allow:\n- {rule: my-rule, path: 'a/**', reason: x, until: 2026-02-28}\n",
         NULL},
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
        assert_int_equal(sl_config_parse(sl_lit("c"), sl_str_of(cases[i].text), NULL,
                                         &rules, &config, &err),
                         cases[i].told == NULL);
        if (cases[i].told &&
            !sl_str_starts(sl_str_of(err.text), sl_str_of(cases[i].told)))
            assert_string_equal(err.text, cases[i].told);
        sl_config_free(&config);
        sl_rules_free(&rules);
    }
}

static void an_entry_says_what_it_allows(void **state)
{
    sl_rules rules = {0};
    sl_config config = {0};
    sl_err err = {0};
    const sl_allow_entry *entry;
    const sl_rule *rule;
    const uint8_t id[20] = {0x01, 0x23, 0xab, 0xcd};
    sl_place place = {.path = sl_lit("a/b/c.py")};

    (void)state;
    assert_true(sl_rules_add(&rules, sl_lit("r.yml"), sl_str_of(rule_text), &err));
    rule = sl_rules_find(&rules, sl_lit("my-rule"));
    assert_true(sl_config_parse(
        sl_lit("c"),
        sl_lit("allow:\n- rule: my-rule\n  path: ['x/*', 'a/**']\n"
               "  commits: [0123abcd]\n  reason: ' why '\n  until: 2030-01-31\n"
               "- path: 'a/**'\n  until: 2020-01-31\n  reason: over\n"),
        NULL, &rules, &config, &err));
    assert_int_equal(config.allow.config.len, 2);
    entry = config.allow.config.at[0];
    assert_int_equal(entry->line, 2);
    assert_int_equal(entry->until, 20300131);
    assert_true(sl_str_eq(entry->reason, sl_lit("why")));
    assert_false(sl_allow_entry_fits(entry, rule, &place)); /* no commit */
    place.commit = sl_oid_make(id, sizeof id);
    assert_true(sl_allow_entry_fits(entry, rule, &place));
    place.path = sl_lit("b/a/c.py");
    assert_false(sl_allow_entry_fits(entry, rule, &place));
    place.path = sl_lit("a/b/c.py");
    assert_true(config.allow.config.at[1]->expired);
    assert_false(sl_allow_entry_fits(config.allow.config.at[1], rule, &place));
    sl_config_free(&config);
    sl_rules_free(&rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_configuration_changes_levels_and_leaves_paths_out),
        cmocka_unit_test(mistakes_are_told_with_their_line),
        cmocka_unit_test(an_entry_says_what_it_allows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
