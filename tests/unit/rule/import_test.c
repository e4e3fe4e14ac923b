/* import_test.c - gitleaks configurations as rules of ours. */
#include "rule/import.h"
#include "rule/import_glob.h"
#include "rule/import_regex.h"
#include "text/glob.h"

#include "page.h"

static void a_regex_knows_its_literals_and_where_they_stand(void **state)
{
    static const struct {
        const char *regex;
        const char *literals; /* joined by blanks */
        size_t before;
        size_t after;
        bool guessed; /* before */
    } cases[] = {
        {"abcd[0-9]{4}", "abcd", 0, 8, false},
        {"\\b(ghp_[0-9A-Za-z]{36})\\b", "ghp_", 0, 40, false},
        {"(?:live|test)_key", "live_key test_key", 0, 8, false},
        {"(?i)Acme", "acme", 0, 4, false},
        {"[Aa]cme[Kk]ey", "acmekey", 0, 7, false},
        {"x{3}yz", "xxxyz", 0, 5, false},
        {"[0-9]{2,5}acme", "acme", 5, 9, false},
        {"[0-9]{2,5}(?:acme|corp)x?", "acmex acme corpx corp", 5, 10, false},
        {".*acme", "acme", 100, 104, true},
        {".*acme[0-9]bounded", "bounded", 105, 112, true},
        {"abc.*longer", "abc", 0, 109, false},
        {"abc|defg", "abc defg", 0, 4, false},
        {"abc|[0-9]+", "", 0, 101, false},
        {"(?:abc)?[0-9]{4}", "", 0, 7, false},
        {"(?:abc)+[0-9]", "abc", 0, 104, false},
        {"ab", "", 0, 2, false},
        {"a\\.b\\x63d", "a.bcd", 0, 5, false},
        {"\\Qa.b(\\Ec", "a.b(c", 0, 5, false},
        {"(?P<name>acme)-\\d", "acme-", 0, 6, false},
        {"(?s:acme).", "acme", 0, 5, false},
        {"acme(?i)", "acme", 0, 4, false},
        {"a{,3}cme", "a{,3}cme", 0, 8, false},
        {"[]a]bcd", "]bcd abcd", 0, 4, false},
        {"[^a]bcd", "bcd", 1, 4, false},
        {"[[:alpha:]]bcd", "bcd", 1, 4, false},
        {"\\pNacme\\p{Greek}", "acme", 1, 6, false},
        {"-----BEGIN[ A-Z]{0,40}KEY", "-----begin", 0, 53, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arena arena = {0};
        sl_regex_need need;
        sl_buf text = {0};

        print_message("%s\n", cases[i].regex);
        assert_true(sl_regex_needs(sl_str_of(cases[i].regex), &arena, &need));
        for (size_t k = 0; k < need.literals.len; k++)
            sl_buf_printf(&text, "%s%.*s", k ? " " : "", sl_fmt(need.literals.at[k]));
        assert_text(sl_buf_str(&text), cases[i].literals);
        assert_int_equal(need.after, cases[i].after);
        if (need.literals.len > 0) {
            assert_int_equal(need.before, cases[i].before);
            assert_int_equal(need.before_guessed, cases[i].guessed);
        }
        sl_buf_free(&text);
        sl_arena_free(&arena);
    }
}

static void what_is_no_regex_is_refused(void **state)
{
    static const char *const cases[] = {"(abc",    "abc)",  "[abc", "(?=abc)",
                                        "(?<!a)b", "abc\\", "a|)",  "\\x{4"};
    sl_buf deep = {0};
    sl_arena arena = {0};
    sl_regex_need need;

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        print_message("%s\n", cases[i]);
        assert_false(sl_regex_needs(sl_str_of(cases[i]), &arena, &need));
    }
    for (size_t i = 0; i < 100000; i++)
        sl_buf_char(&deep, '(');
    assert_false(sl_regex_needs(sl_buf_str(&deep), &arena, &need));
    sl_buf_free(&deep);
    sl_arena_free(&arena);
}

static void a_regex_of_go_becomes_one_of_pcre2(void **state)
{
    static const struct {
        const char *go;
        unsigned group;
        const char *ours; /* NULL: there is no such group */
    } cases[] = {
        {"a(b)c", 0, "a(b)c"},
        {"a(?P<x>b)c", 0, "a(?<x>b)c"},
        {"a(?P<x>b)(c)", 2, "a(?<x>b)(?<secret>c)"},
        {"a(?P<x>b)(c)", 1, "a(?<secret>b)(c)"},
        {"(?:a)(?i:b)(c)", 1, "(?:a)(?i:b)(?<secret>c)"},
        {"[(](a)", 1, "[(](?<secret>a)"},
        {"[])(](a)", 1, "[])(](?<secret>a)"},
        {"[[:alpha:](](a)", 1, "[[:alpha:](](?<secret>a)"},
        {"\\((a)", 1, "\\((?<secret>a)"},
        {"(a)", 2, NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arena arena = {0};
        sl_str out;

        print_message("%s\n", cases[i].go);
        assert_int_equal(
            sl_regex_from_go(sl_str_of(cases[i].go), cases[i].group, &arena, &out),
            cases[i].ours != NULL);
        if (cases[i].ours)
            assert_text(out, cases[i].ours);
        sl_arena_free(&arena);
    }
}

static void a_regex_on_paths_becomes_a_glob(void **state)
{
    static const struct {
        const char *regex;
        const char *fits; /* NULL: it is no glob */
        const char *misses;
    } cases[] = {
        {"\\.lock$", "a/b.lock", "a/b.lockx"},
        {"\\.lock$", ".lock", "lock"},
        {"^docs/", "docs/a/b.md", "x/docs/a"},
        {"(^|/)vendor/", "vendor/a", "myvendor/a"},
        {"(^|/)vendor/", "a/vendor/b/c", "vendor"},
        {"(?:^|/)go\\.(?:mod|sum)$", "a/go.sum", "a/go_sum"},
        {"(?:^|/)go\\.(?:mod|sum)$", "go.mod", "cargo.mod"},
        {"^src/[^/]*\\.py$", "src/a.py", "src/a/b.py"},
        {"^tests?/.*\\.json$", "test/a/b.json", "testx/b.json"},
        {"(?i)readme", "docs/ReadMe.md", "docs/read.md"},
        {"node_modules(?:/|$)", "a/node_modules/b", "a/node_modulesx"},
        {"a[0-9]b", "x/a7b/y", "a/b"},
        {"a{2}", NULL, NULL},
        {"(a|b)+", NULL, NULL},
        {"[^a]b", NULL, NULL},
        {"a(?!b)", NULL, NULL},
        {"(^a|b$)", NULL, NULL},
        {"a)", NULL, NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arena arena = {0};
        sl_str glob;

        print_message("%s\n", cases[i].regex);
        assert_int_equal(sl_glob_from_regex(sl_str_of(cases[i].regex), &arena, &glob),
                         cases[i].fits != NULL);
        if (cases[i].fits) {
            assert_true(sl_glob_match(glob, sl_str_of(cases[i].fits)));
            assert_false(sl_glob_match(glob, sl_str_of(cases[i].misses)));
        }
        sl_arena_free(&arena);
    }
}

/* Everything that is not carried over is named, with its line. */
static void what_is_lost_is_named(void **state)
{
    static const struct {
        const char *toml;
        size_t rules;
        const char
            *told; /* "LINE RULE CONSTRUCT: the beginning of why"; NULL: nothing */
    } cases[] = {
        {"title = 'x'\n[[rules]]\nid = 'a'\nregex = '''abcd[0-9]'''\n", 1, NULL},
        {"[[rules]]\nid = 'a'\nregex = '''[0-9]{9}'''\n", 0,
         "3 a regex: rule left out"},
        {"[[rules]]\nid = 'a'\nregex = '''[0-9]{9}'''\nkeywords = ['zz']\n", 0,
         "3 a regex: rule left out"},
        {"[[rules]]\nid = 'a'\nregex = '''[0-9]{9}'''\nkeywords = ['num']\n", 1,
         "4 a keywords: anywhere in the file"},
        {"[[rules]]\nid = 'a'\nregex = '''abcd'''\nkeywords = ['other']\n", 1,
         "4 a keywords: not asked for"},
        {"[[rules]]\nid = 'a'\nregex = '''abcd(?!x)'''\n", 0,
         "3 a regex: rule left out"},
        {"[[rules]]\nid = 'a'\nregex = '''abcd('''\n", 0, "3 a regex: PCRE2"},
        {"[[rules]]\nid = 'a'\nregex = '''abcd\\x{1F600}'''\n", 0, "3 a regex: PCRE2"},
        {"[[rules]]\nid = 'a'\nregex = '''(abcd)'''\nsecretGroup = 2\n", 0,
         "3 a regex: the regex has no group 2"},
        {"[[rules]]\nid = 'a'\nregex = '''.*abcd'''\n", 1, "3 a regex: of what stands"},
        {"[[rules]]\nid = 'a'\npath = '''\\.p12$'''\n", 0, "3 a path: rule left out"},
        {"[[rules]]\nid = 'a'\nregex = '''abcd'''\npath = '''a{2}'''\n", 1,
         "4 a path: no glob says"},
        {"[[rules]]\nid = 'a'\nregex = '''abcd'''\nseverity = 'high'\n", 1,
         "4 a severity: not known"},
        {"[[rules]]\nid = 'a'\nregex = '''abcd'''\nskipReport = true\n", 1,
         "4 a skipReport: reported"},
        {"[[rules]]\nid = 'a'\nregex = '''abcd'''\n[[rules.allowlists]]\n"
         "regexTarget = 'match'\nregexes = ['x']\n",
         1, "6 a regexes: regexTarget match"},
        {"[[rules]]\nid = 'a'\nregex = '''abcd'''\n[[rules.allowlists]]\n"
         "condition = 'AND'\nregexes = ['x']\nstopwords = ['y']\n",
         1, "4 a allowlists: condition AND: left out"},
        {"[[rules]]\nid = 'a'\nregex = '''abcd'''\n[rules.allowlist]\nwhen = 'x'\n", 1,
         "5 a when: not known"},
        {"[[rules]]\nid = 'a'\nregex = '''abcd'''\n[[rules.required]]\nid = 'b'\n", 1,
         "5 a id: required: no such rule"},
        {"[[rules]]\nid = 'a'\nregex = '''abcd'''\n[[rules]]\nid = 'a'\n"
         "regex = '''efgh'''\n",
         2, "5 a id: there is a rule a: imported as gitleaks-a"},
        {"[extend]\npath = 'other.toml'\n", 0, "2  path: not followed"},
        {"[extend]\ndisabledRules = ['x']\n", 0, "2  disabledRules: no built-in rule"},
        {"[[allowlists]]\ntargetRules = ['x']\npaths = ['^a/']\n", 0,
         "2  targetRules: no rule 'x'"},
        {"[other]\nx = 1\n", 0, "1  other: not known"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_rules known = {0};
        sl_import import;
        sl_err err = {0};
        bool told = false;

        print_message("%s\n", cases[i].toml);
        assert_true(sl_import_gitleaks(sl_lit("g"), sl_str_of(cases[i].toml), &known,
                                       &import, &err));
        assert_int_equal(import.rules.len, cases[i].rules);
        for (size_t k = 0; k < import.notes.len; k++) {
            const sl_import_note *n = &import.notes.at[k];
            sl_buf text = {0};

            sl_buf_printf(&text, "%zu %.*s %.*s: %.*s", n->line, sl_fmt(n->rule),
                          sl_fmt(n->construct), sl_fmt(n->why));
            print_message("  %s\n", text.ptr);
            told |= cases[i].told &&
                    sl_str_starts(sl_buf_str(&text), sl_str_of(cases[i].told));
            sl_buf_free(&text);
        }
        assert_true(cases[i].told ? told : import.notes.len == 0);
        sl_import_free(&import);
    }
}

static const char whole[] =
    "[extend]\ndisabledRules = ['my-rule']\n"
    "[[rules]]\nid = 'Acme_Token'\ndescription = \"Acme's token.\"\n"
    "regex = '''\\b(acme_[0-9a-z]{24})\\b'''\nentropy = 3.1\ntags = ['api']\n"
    "path = '''\\.py$'''\n"
    "[[rules.allowlists]]\nstopwords = ['a.b']\nregexes = ['''^acme_0''']\n"
    "paths = ['''^vendor/''']\n"
    "[[rules.allowlists]]\ncondition = 'AND'\nregexTarget = 'line'\n"
    "regexes = ['''mock\\(''', 'x']\npaths = ['''^tests/''']\n"
    "[[rules.allowlists]]\ncommits = ['0123456789abcdef0123456789abcdef01234567']\n"
    "[[rules]]\nid = 'pair'\nregex = '''(?i)id[ =]{1,3}pair([0-9]{8})'''\nsecretGroup "
    "= 1\n"
    "[[rules.required]]\nid = 'Acme_Token'\nwithinLines = 3\n"
    "[allowlist]\ndescription = 'locks'\npaths = ['''\\.lock$''']\n";

/* The rules can be read, and say what the configuration said. */
static void rules_are_written_that_can_be_read(void **state)
{
    sl_rules known = {0};
    sl_rules rules = {0};
    sl_import import;
    sl_err err = {0};
    const sl_rule *rule;
    sl_buf config = {0};

    (void)state;
    assert_true(sl_rules_add(
        &known, sl_lit("r.yml"),
        sl_lit(
            "id: my-rule\ntitle: x\nlevel: error\nconfidence: high\ncwe: 798\n"
            "severity: '8'\nmatch: {literals: [abcd], regex: abcd}\nwhy: x\nfix: x\n"),
        &err));
    assert_true(
        sl_import_gitleaks(sl_lit("g"), sl_str_of(whole), &known, &import, &err));
    assert_int_equal(import.notes.len, 0);
    assert_int_equal(import.rules.len, 2);
    for (size_t i = 0; i < import.rules.len; i++)
        if (!sl_rules_add(&rules, sl_lit("r"), import.rules.at[i].yaml, &err))
            fail_msg("%s", err.text);
    rule = sl_rules_find(&rules, sl_lit("acme-token"));
    assert_non_null(rule);
    assert_text(rule->title, "Acme's token");
    assert_true(rule->pattern.entropy > 3.05 && rule->pattern.entropy < 3.15);
    assert_text(rule->pattern.literals.at[0], "acme_");
    assert_text(rule->pattern.regex, "(?-i)\\b(acme_[0-9a-z]{24})\\b");
    assert_text(rule->pattern.paths.at[0], "/**.py");
    assert_text(rule->pattern.not_paths.at[0], "/vendor/**");
    assert_int_equal(rule->pattern.not_values.len, 2);
    rule = sl_rules_find(&rules, sl_lit("pair"));
    assert_non_null(rule);
    assert_text(rule->pattern.regex, "(?i)id[ =]{1,3}pair(?<secret>[0-9]{8})");
    assert_int_equal(rule->parts_len, 1);
    assert_int_equal(rule->parts[0].lines, 3);
    sl_import_config(&import, false, &config);
    assert_string_equal(config.ptr,
                        "rules:\n  my-rule: off\nallow:\n"
                        "  - rules: ['acme-token']\n    paths: ['/tests/**']\n"
                        "    line: '(?:mock\\()|(?:x)'\n"
                        "    reason: 'allowed by the gitleaks configuration'\n"
                        "  - rules: ['acme-token']\n"
                        "    commits: ['0123456789abcdef0123456789abcdef01234567']\n"
                        "    reason: 'allowed by the gitleaks configuration'\n"
                        "  - paths: ['/**.lock']\n    reason: 'locks'\n");
    sl_buf_free(&config);
    sl_import_free(&import);
    sl_rules_free(&rules);
    sl_rules_free(&known);
}

static void what_is_no_toml_is_an_error(void **state)
{
    static const char *const cases[] = {"[[rules\nid = ", "= 3\n"};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_rules known = {0};
        sl_import import;
        sl_err err = {0};

        print_message("%s\n", cases[i]);
        assert_false(sl_import_gitleaks(sl_lit("g"), sl_str_of(cases[i]), &known,
                                        &import, &err));
        assert_true(sl_str_starts(sl_str_of(err.text), sl_lit("g: no TOML")));
        sl_import_free(&import);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_regex_knows_its_literals_and_where_they_stand),
        cmocka_unit_test(what_is_no_regex_is_refused),
        cmocka_unit_test(a_regex_of_go_becomes_one_of_pcre2),
        cmocka_unit_test(a_regex_on_paths_becomes_a_glob),
        cmocka_unit_test(what_is_lost_is_named),
        cmocka_unit_test(rules_are_written_that_can_be_read),
        cmocka_unit_test(what_is_no_toml_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
