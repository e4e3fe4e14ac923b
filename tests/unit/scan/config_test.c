/* config_test.c - .seclint.yml, and what may be wrong with it. */
#include "scan/config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const char rule_text[] =
    "id: my-rule\ntitle: x\nlevel: error\nconfidence: high\ncwe: 798\nseverity: '8'\n"
    "provider: Acme\ntags: [key]\n"
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
        {"checksum-mismatch: yes\n",
         "c:1:1: 'checksum-mismatch' must be lower or drop"},
        {"rules: [my-rule]\n", "c:1:1: 'rules' must map rule ids to levels"},
        {"rules:\n  my-rule: off\n  my-rule: error\n",
         "c:3:3: rule 'my-rule' stands twice"},
        {"rules-dir: more\n", "c:1:1: there is no place to look for rules"},
        {"rules-dir: {}\n", "c:1:1: 'rules-dir' must be text"},
        {"custom-rules: {}\n", "c:1:1: 'custom-rules' must be a list"},
        {"custom-rules:\n- x\n", "c:2:3: a rule must be a mapping"},
        {"custom-rules:\n- id: a\n  titel: x\n", "c:2:3: key 'title' is missing"},
        {"custom-rules:\n- " CUSTOM("my-rule"),
         "c:2:3: rule 'my-rule' is defined in r.yml already"},
        {"custom-rules:\n- " CUSTOM("own") "- " CUSTOM("own"),
         "c:11:3: rule 'own' is defined in c already"},
        {"custom-rules:\n- " CUSTOM("own") "rules: {own: off}\n", NULL},
        {"allow: {}\n", "c:1:1: 'allow' must be a list"},
        {"allow:\n- x\n", "c:2:3: an entry of 'allow' must be a mapping"},
        {"allow:\n- rule: my-rule\n", "c:2:3: key 'reason' is missing"},
        {"allow:\n- rule: my-rule\n  reason: ' '\n", "c:3:3: 'reason' is empty"},
        {"allow:\n- reason: x\n", "c:2:3: this entry would allow everything"},
        {"allow:\n- rules: []\n  reason: x\n", "c:2:3: 'rules' is empty"},
        {"allow:\n- rule: my-rule\n  rules: [my-rule]\n  reason: x\n",
         "c:3:3: 'rules' says it a second time"},
        {"allow:\n- path: '[b'\n  reason: x\n", "c:2:3: glob '[b': "},
        {"allow:\n- value: '('\n  reason: x\n", "c:2:3: 'value': "},
        {"allow:\n- value: ''\n  reason: x\n", "c:2:3: 'value' is empty"},
        {"allow:\n- line: '['\n  reason: x\n", "c:2:3: 'line': "},
        {"allow:\n- commit: abc\n  reason: x\n",
         "c:2:3: commit 'abc' must be at least 7 hex digits"},
        {"allow:\n- fingerprint: abc\n  reason: x\n",
         "c:2:3: 'fingerprint' must be 32 hex digits, as reports print them"},
        {"allow:\n- path: a\n  until: soon\n  reason: x\n",
         "c:3:3: 'until' must be a date, YYYY-MM-DD"},
        {"allow:\n- path: a\n  until: 2026-02-30\n  reason: x\n",
         "c:3:3: 'until' must be a date, YYYY-MM-DD"},
        {"allow:\n- {rule: my-rule, path: 'a/**', reason: x, until: 2026-02-28}\n",
         NULL},
        {"rules:\n  my-rule: loud\n",
         "c:2:3: 'my-rule' must be error, warning, note or off"},
        {"rules:\n  my-rule:\n",
         "c:2:3: 'my-rule' must be error, warning, note or off"},
        {"fail-on: off\n", "c:1:1: 'fail-on' must be error, warning, note or never"},
        {"fail-on: 3\n", "c:1:1: 'fail-on' must be error, warning, note or never"},
        {"exclude: docs\n", "c:1:1: 'exclude' must be a list"},
        {"exclude:\n- a\n- '[b'\n", "c:3:4: glob '[b': "},
        {"exclude: [a]\nexclude: [b]\n", "c:2:1: key 'exclude' stands twice"},
        {"baseline: a/b.json\n", NULL},
        {"baseline: ../b\n",
         "c:1:1: 'baseline' must be a file below the folder of the configuration"},
        {"baseline: a/../../b\n", "c:1:1: 'baseline' must be a file below"},
        {"baseline: /b\n", "c:1:1: 'baseline' must be a file below"},
        {"baseline: a/\n", "c:1:1: 'baseline' must be a file below"},
        {"baseline: ''\n", "c:1:1: 'baseline' must be a file below"},
        {"baseline: []\n", "c:1:1: 'baseline' must be text"},
        {"rules: {'my-[': off}\n", "c:1:10: glob 'my-[': "},
        {"overrides: {}\n", "c:1:1: 'overrides' must be a list"},
        {"overrides: [a]\n", "c:1:13: an entry of 'overrides' must be a mapping"},
        {"overrides:\n- rules: {my-rule: off}\n", "c:2:3: key 'paths' is missing"},
        {"overrides:\n- paths: 'a/**'\n", "c:2:3: this entry changes nothing"},
        {"overrides:\n- paths: []\n  rules: {my-rule: off}\n",
         "c:2:3: 'paths' is empty"},
        {"overrides:\n- paths: ['[b']\n  rules: {my-rule: off}\n",
         "c:2:3: glob '[b': "},
        {"overrides:\n- path: a\n  paths: b\n  rules: {my-rule: off}\n",
         "c:3:3: 'paths' says it a second time"},
        {"overrides:\n- path: a\n  rules: {my-rule: loud}\n",
         "c:3:11: 'my-rule' must be error, warning, note or off"},
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

/* All that is wrong, with the lines of C; warnings with a sign in front. */
static void print_mistakes(const sl_config *config, sl_buf *out)
{
    for (size_t i = 0; i < config->mistakes.len; i++) {
        sl_buf_add(out, config->mistakes.at[i].warning ? sl_lit("~") : sl_lit(""));
        sl_mistake_print(&config->mistakes.at[i], config->file, out);
        sl_buf_char(out, '\n');
    }
}

static void all_mistakes_are_kept_and_what_is_unknown_is_a_warning(void **state)
{
    static const struct {
        const char *text, *told;
        bool read;
    } cases[] = {
        {"fail-on: error\n", "", true},
        {"rule: {}\nexclud: [a]\n",
         "~c:1:1: unknown key 'rule', did you mean rules?\n"
         "~c:2:1: unknown key 'exclud', did you mean exclude?\n",
         true},
        {"rules:\n  my-rul: off\n  your-*: note\n  my-*: note\n",
         "~c:2:3: no rule 'my-rul', did you mean my-rule? (see seclint rules)\n"
         "~c:3:3: no rule fits 'your-*'\n",
         true},
        {"rules: {'provider:AMCE': off, 'tag:keys': off, 'provider:acme': off, "
         "'tag:key': "
         "off}\n",
         "~c:1:10: no rule fits 'provider:AMCE', did you mean Acme?\n"
         "~c:1:32: no rule fits 'tag:keys', did you mean key?\n",
         true},
        {"allow:\n- rule: my-rul\n  reason: x\n",
         "~c:2:3: no rule 'my-rul', did you mean my-rule? (see seclint rules)\n", true},
        {"allow:\n- rul: my-rule\n  path: a\n  reason: x\n",
         "~c:2:3: unknown key 'rul', did you mean rule?\n"
         "~c:2:3: this entry allows nothing, as it has a key that is not known\n",
         true},
        {"overrides:\n- path: a\n  exclude-rules: [my-rul, 'my-*']\n",
         "~c:3:3: no rule 'my-rul', did you mean my-rule? (see seclint rules)\n", true},
        {"fail-on: 3\nprofil: x\nprofile: all\nexclude: ['[a', '[b']\nallow:\n- x\n- "
         "until: soon\n",
         "c:1:1: 'fail-on' must be error, warning, note or never\n"
         "~c:2:1: unknown key 'profil', did you mean profile?\n"
         "c:3:1: 'profile' must be default, iam or pedantic\n"
         "c:4:12: glob '[a': class is not closed\n"
         "c:4:18: glob '[b': class is not closed\n"
         "c:6:3: an entry of 'allow' must be a mapping\n"
         "c:7:3: key 'reason' is missing\n"
         "c:7:3: 'until' must be a date, YYYY-MM-DD\n"
         "c:7:3: this entry would allow everything: say which rule, path, value, line, "
         "commit or fingerprint\n",
         false},
        {"a:\n  b\n c: [\n", NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_rules rules = {0};
        sl_config config = {0};
        sl_err err = {0};
        sl_buf told = {0};

        assert_true(sl_rules_add(&rules, sl_lit("r.yml"), sl_str_of(rule_text), &err));
        assert_int_equal(sl_config_parse(sl_lit("c"), sl_str_of(cases[i].text), NULL,
                                         &rules, &config, &err),
                         cases[i].read);
        assert_int_equal(err.code == SL_OK, cases[i].read);
        print_mistakes(&config, &told);
        if (cases[i].told)
            assert_string_equal(told.ptr ? told.ptr : "", cases[i].told);
        else
            assert_int_equal(config.mistakes.len, 1);
        sl_buf_free(&told);
        sl_config_free(&config);
        sl_rules_free(&rules);
    }
}

static void an_entry_with_an_unknown_key_allows_nothing(void **state)
{
    sl_rules rules = {0};
    sl_config config = {0};
    sl_err err = {0};

    (void)state;
    assert_true(sl_config_parse(sl_lit("c"),
                                sl_lit("allow:\n- {path: '**', lin: x, reason: x}\n"),
                                NULL, &rules, &config, &err));
    assert_int_equal(config.allow.config.len, 0);
    sl_config_free(&config);
    sl_rules_free(&rules);
}

static void an_override_decides_by_path(void **state)
{
    static const struct {
        const char *text, *path;
        size_t inner;
        const char *level; /* "": the one that the rule has anyway */
    } cases[] = {
        {"- {path: 'a/**', rules: {my-rule: note}}", "a/b", 0, "note"},
        {"- {path: 'a/**', rules: {my-rule: note}}", "b/a", 0, ""},
        {"- {path: 'a/**', rules: {other: note}}", "a/b", 0, ""},
        {"- {path: 'a/**', exclude-rules: 'my-*'}", "a/b", 0, "off"},
        {"- {path: 'a/**', exclude-rules: ['tag:key']}", "a/b", 0, "off"},
        {"- {path: 'a/**', rules: {'provider:acme': warning}}", "a/b", 0, "warning"},
        /* the last entry counts that says something of rule and path */
        {"- {path: 'a/**', rules: {my-rule: note}}\n"
         "- {path: '*.c', rules: {my-rule: warning}}\n"
         "- {path: 'a/**', rules: {other: off}}",
         "a/b.c", 0, "warning"},
        /* in one entry an id counts before a glob */
        {"- {path: '**', rules: {my-rule: note, 'my-*': off}}", "a", 0, "note"},
        {"- {path: '**', rules: {'my-*': off, 'tag:key': note}}", "a", 0, "note"},
        /* a member lies where its archive lies */
        {"- {path: '*.zip', rules: {my-rule: note}}", "a/x.zip!/m", 3, "note"},
        {"- {path: 'm', rules: {my-rule: note}}", "a/x.zip!/m", 3, "note"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_rules rules = {0};
        sl_config config = {0};
        sl_err err = {0};
        sl_buf text = {0};
        sl_level level = SL_LEVEL_OFF;
        sl_path_levels levels = {.overrides = &config.overrides, .any = true};
        bool said;

        print_message("%s\n", cases[i].text);
        sl_buf_printf(&text, "overrides:\n%s\n", cases[i].text);
        assert_true(sl_rules_add(&rules, sl_lit("r.yml"), sl_str_of(rule_text), &err));
        assert_true(sl_config_parse(sl_lit("c"), sl_buf_str(&text), NULL, &rules,
                                    &config, &err));
        said = sl_path_levels_at(&levels, sl_rules_find(&rules, sl_lit("my-rule")),
                                 sl_str_of(cases[i].path), cases[i].inner, &level);
        assert_string_equal(said ? sl_level_name(level) : "", cases[i].level);
        sl_buf_free(&text);
        sl_config_free(&config);
        sl_rules_free(&rules);
    }
}

static void a_finding_gets_the_level_of_its_path(void **state)
{
    static const struct {
        sl_level rule, finding, override;
        sl_protection protection;
        sl_level expected; /* SL_LEVEL_OFF: it goes */
    } cases[] = {
        {SL_LEVEL_ERROR, SL_LEVEL_ERROR, SL_LEVEL_NOTE, 0, SL_LEVEL_NOTE},
        {SL_LEVEL_NOTE, SL_LEVEL_NOTE, SL_LEVEL_ERROR, 0, SL_LEVEL_ERROR},
        {SL_LEVEL_ERROR, SL_LEVEL_ERROR, SL_LEVEL_OFF, 0, SL_LEVEL_OFF},
        /* its check rates it lower */
        {SL_LEVEL_ERROR, SL_LEVEL_NOTE, SL_LEVEL_WARNING, 0, SL_LEVEL_NOTE},
        {SL_LEVEL_ERROR, SL_LEVEL_WARNING, SL_LEVEL_NOTE, 0, SL_LEVEL_NOTE},
        {SL_LEVEL_ERROR, SL_LEVEL_NOTE, SL_LEVEL_ERROR, SL_PROTECTION_IGNORED,
         SL_LEVEL_NOTE},
        {SL_LEVEL_NOTE, SL_LEVEL_NOTE, SL_LEVEL_ERROR, SL_PROTECTION_IGNORED,
         SL_LEVEL_NOTE},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_rule rule = {.id = sl_lit("a"), .level = cases[i].rule};
        sl_rule_setting setting = {SL_KEY_ID, sl_lit("a"), cases[i].override};
        sl_str glob = sl_lit("x/**");
        bool met = false;
        sl_override override = {
            .paths = {&glob, 1}, .rules = {&setting, 1, 1}, .met = &met};
        sl_overrides overrides = {&override, 1, 1};
        sl_path_levels levels = {.overrides = &overrides, .any = true};
        sl_finding finding = {.rule = &rule,
                              .level = cases[i].finding,
                              .protection = cases[i].protection,
                              .place.path = sl_lit("x/y")};

        assert_int_equal(sl_path_levels_settle(&levels, &finding),
                         cases[i].expected != SL_LEVEL_OFF);
        assert_true(met);
        if (cases[i].expected != SL_LEVEL_OFF)
            assert_int_equal(finding.level, cases[i].expected);
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
    setenv("SOURCE_DATE_EPOCH", "1767225600", 1); /* 2026-01-01 */
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
    unsetenv("SOURCE_DATE_EPOCH");
    sl_config_free(&config);
    sl_rules_free(&rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_configuration_changes_levels_and_leaves_paths_out),
        cmocka_unit_test(mistakes_are_told_with_their_line),
        cmocka_unit_test(all_mistakes_are_kept_and_what_is_unknown_is_a_warning),
        cmocka_unit_test(an_entry_with_an_unknown_key_allows_nothing),
        cmocka_unit_test(an_override_decides_by_path),
        cmocka_unit_test(a_finding_gets_the_level_of_its_path),
        cmocka_unit_test(an_entry_says_what_it_allows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
