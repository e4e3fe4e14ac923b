/* load_test.c - rule files, and every mistake that one can make in them. */
#include "rule/load.h"

#include "page.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define FORTY "abcdefghijklmnopqrstuvwxyz_0123456789_ab"

/* A rule in thirteen numbered lines. */
#define RULE                    \
    "id: my-rule\n"             \
    "title: My rule\n"          \
    "level: error\n"            \
    "confidence: high\n"        \
    "cwe: 798\n"                \
    "severity: '8.1'\n"         \
    "match:\n"                  \
    "  literals: [abc_]\n"      \
    "  regex: 'abc_[0-9]{4}'\n" \
    "  paths: ['*.txt']\n"      \
    "  not-values: ['0+']\n"    \
    "why: because\n"            \
    "fix: like that\n"

#define LAYOUT                   \
    "layout: mine\n"             \
    "title: My project\n"        \
    "when: [/deploy.env]\n"      \
    "classes:\n"                 \
    "  - class: env\n"           \
    "    title: settings\n"      \
    "    reader: docker\n"       \
    "    paths: [/deploy.env]\n" \
    "    public: ['*.example']\n"

/* text with the line that begins with from replaced by to. */
static sl_str with_line(sl_arena *arena, const char *text, const char *from,
                        const char *to)
{
    const char *at = strstr(text, from);
    const char *end;

    assert_non_null(at);
    end = strchr(at, '\n');
    return sl_arena_printf(arena, "%.*s%s%s", (int)(at - text), text, to,
                           *to ? end : end + 1);
}

static void every_mistake_is_told_with_its_line(void **state)
{
    static const struct {
        const char *text;
        const char *from; /* the line that begins so ... */
        const char *to;   /* ... becomes this; empty: is left out */
        const char *told;
    } cases[] = {
        {RULE, "fix:", "fix: x\ncolour: red", "r.yml:14: unknown key 'colour'"},
        {RULE, "  paths:", "  path: ['*.txt']", "r.yml:10: unknown key 'path'"},
        {RULE, "title:", "title: a\ntitle: b", "r.yml:3: key 'title' stands twice"},
        {RULE, "id:", "", "r.yml:1: key 'id' is missing"},
        {RULE, "title:", "", "r.yml:1: key 'title' is missing"},
        {RULE, "level:", "", "r.yml:1: key 'level' is missing"},
        {RULE, "why:", "", "r.yml:1: key 'why' is missing"},
        {RULE, "title:", "title: [a]", "r.yml:2: 'title' must be text"},
        {RULE, "title:", "title: {a: b}", "r.yml:2: 'title' must be text"},
        {RULE, "title:", "title: *a", "r.yml:2: 'title' must be text"},
        {RULE, "  literals:", "  literals: abc_", "r.yml:8: 'literals' must be a list"},
        {RULE, "  literals:", "  literals: [[abc_]]",
         "r.yml:8: 'literals' must be text"},
        {RULE, "  literals:", "  literals:\n  - abc_\n  - ab",
         "r.yml:10: literal 'ab' is shorter than 3 bytes"},
        {RULE, "  literals:", "  literals: [" FORTY FORTY FORTY "abcdefghi]",
         "r.yml:8: literal '" FORTY FORTY FORTY "abcdefghi' is longer than 128 bytes"},
        {RULE, "match:", "match: x\nmore:", "r.yml:7: 'match' must be a mapping"},
        {RULE, "level:", "level: fatal",
         "r.yml:3: 'level' must be error, warning, note or off"},
        {RULE, "level:", "level: *error",
         "r.yml:3: 'level' must be error, warning, note or off"},
        {RULE, "confidence:", "confidence: certain",
         "r.yml:4: 'confidence' must be high, medium or low"},
        {RULE, "cwe:", "cwe: many", "r.yml:5: 'cwe' must be a number from 0 up"},
        {RULE, "cwe:", "cwe: -1", "r.yml:5: 'cwe' must be a number from 0 up"},
        {RULE, "cwe:", "cwe: nan", "r.yml:5: 'cwe' must be a number from 0 up"},
        {RULE, "cwe:", "cwe: 7.5", "r.yml:5: 'cwe' must be a whole number"},
        {RULE, "cwe:", "cwe: 4294967296", "r.yml:5: 'cwe' must be a number from 0 up"},
        {RULE, "severity:", "severity: '11'",
         "r.yml:6: 'severity' must be from 0.1 to 10"},
        {RULE, "severity:", "severity: ''",
         "r.yml:6: 'severity' must be from 0.1 to 10"},
        {RULE, "severity:", "severity: high",
         "r.yml:6: 'severity' must be from 0.1 to 10"},
        {RULE, "id:", "id: MyRule", "r.yml:1: id 'MyRule' is not kebab-case"},
        {RULE, "id:", "id: my--rule", "r.yml:1: id 'my--rule' is not kebab-case"},
        {RULE, "id:", "id: -rule", "r.yml:1: id '-rule' is not kebab-case"},
        {RULE, "id:", "id: rule-", "r.yml:1: id 'rule-' is not kebab-case"},
        {RULE, "id:", "id: ''", "r.yml:1: id '' is not kebab-case"},
        {RULE, "  paths:", "  paths: ['*.txt', 'a[']", "r.yml:10: glob 'a[': "},
        {RULE, "  paths:", "  paths: ['{a,b']", "r.yml:10: glob '{a,b': "},
        {RULE, "  regex:", "  regex: '(abc_'", "r.yml:9: "},
        {RULE, "  not-values:", "  not-values:\n  - x\n  - '['", "r.yml:13: "},
        {RULE, "  paths:", "  verify: astrology",
         "r.yml:10: 'verify': no scheme 'astrology'"},
        {RULE, "  paths:", "  ignore-case: yes",
         "r.yml:10: 'ignore-case' must be true or false"},
        {RULE, "  paths:", "  entropy: much", "r.yml:10: 'entropy' must be a number"},
        {RULE, "fix:", "fix: x\ncheck: leaf",
         "r.yml:7: a rule has either 'match.regex' or 'check'"},
        {RULE, "  regex:", "", "r.yml:7: a rule has either 'match.regex' or 'check'"},
        {RULE, "fix:", "fix: x\nscope: document", "r.yml:14: a pattern has scope text"},
        {RULE, "fix:", "fix: x\nscope: galaxy",
         "r.yml:14: 'scope' must be text, document or repository"},
        {RULE, "fix:", "fix: x\nexamples: [a]",
         "r.yml:14: 'examples' must be a mapping"},
        {RULE, "fix:", "fix: x\nexamples:\n  match: a",
         "r.yml:15: 'match' must be a list"},
        {RULE, "fix:", "fix: x\nexamples:\n  match:\n  - path: a",
         "r.yml:16: key 'text' is missing"},
        {RULE, "  regex:", "  assigned: {names: [algolia], value: '[0-9]{4}'}",
         "r.yml:7: 'match.assigned' stands for literals and regex"},
        {RULE, "  literals:", "  assigned: {names: [al], value: x}",
         "r.yml:8: literal 'al' is shorter than 3 bytes"},
        {RULE, "  literals:", "  assigned: {names: [algolia]}",
         "r.yml:8: key 'value' is missing"},
        {RULE, "match:", "match: {assigned: {names: [algolia], value: '(x'}}\nmore:",
         "r.yml:8: unknown key 'more'"},
        {RULE, "fix:", "fix: x\nwith: [{name: a}]",
         "r.yml:14: a part of 'with' has either 'regex' or 'rule'"},
        {RULE, "fix:", "fix: x\nwith: [{name: a, regex: x, lines: 1000}]",
         "r.yml:14: 'lines' must be at most 100"},
        {RULE, "fix:", "fix: x\nwith: [{name: a, regex: '(x'}]", "r.yml:14: "},
        {RULE, "fix:", "fix: x\n b: y", "r.yml:14: "},
        {RULE, "why:", "why: 'unclosed", "r.yml:1"},
        {LAYOUT, "title:", "", "r.yml:1: key 'title' is missing"},
        {LAYOUT, "when:", "", "r.yml:1: key 'when' is missing"},
        {LAYOUT, "    reader:", "    reader: docker\n    probes: [a/deploy.env]",
         "r.yml:1: class 'env': its paths do not cover the probe 'a/deploy.env'"},
        {LAYOUT,
         "when:", "when: [x]\nfiles: [{file: a, lines: [{line: b, on: [hope]}]}]",
         "r.yml:4: 'hope' is no strategy"},
        {LAYOUT, "when:",
         "when: [x]\nfiles: [{file: a, lines: [{line: b, on: [git-crypt], "
         "off: [git-crypt]}]}]",
         "r.yml:4: a strategy is both 'on' and 'off'"},
        {LAYOUT, "classes:", "classes: x\nmore:", "r.yml:4: 'classes' must be a list"},
        {LAYOUT, "    reader:", "", "r.yml:5: key 'reader' is missing"},
        {LAYOUT, "    public:", "    secret: x", "r.yml:9: unknown key 'secret'"},
        {LAYOUT, "    paths:", "    paths: ['[a']", "r.yml:8: glob '[a': "},
        {"[]\n", "[]", "- a", "r.yml:1: not a mapping of keys to values"},
        {"a\n", "a", "a: b\n---\nc: d", "r.yml:1: not a mapping of keys to values"},
        {"a\n", "a", "$ANSIBLE_VAULT;1.1;AES256", "r.yml:1: "},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arena arena = {0};
        sl_rules book = {0};
        sl_err err = {0};
        sl_str text = with_line(&arena, cases[i].text, cases[i].from, cases[i].to);

        print_message("%s\n", cases[i].to[0] ? cases[i].to : cases[i].told);
        assert_false(sl_rules_add(&book, sl_lit("r.yml"), text, &err));
        assert_int_equal(err.code, SL_EUSAGE);
        if (!sl_str_starts(sl_str_of(err.text), sl_str_of(cases[i].told)))
            assert_string_equal(err.text, cases[i].told);
        sl_rules_free(&book);
        sl_arena_free(&arena);
    }
}

static void a_rule_is_read_as_it_is_written(void **state)
{
    sl_rules book = {0};
    sl_err err = {0};
    const sl_rule *rule;

    (void)state;
    assert_true(sl_rules_add(&book, sl_lit("r.yml"),
                             sl_lit(RULE "examples:\n"
                                         "  match:\n"
                                         "  - abc_1234\n"
                                         "  - {path: b.txt, text: abc_5678}\n"
                                         "  ignore: [abc_]\n"),
                             &err));
    sl_rules_sort(&book);
    rule = sl_rules_find(&book, sl_lit("my-rule"));
    assert_non_null(rule);
    assert_text(rule->title, "My rule");
    assert_text(rule->file, "r.yml");
    assert_int_equal(rule->level, SL_LEVEL_ERROR);
    assert_int_equal(rule->confidence, SL_CONFIDENCE_HIGH);
    assert_int_equal(rule->cwe, 798);
    assert_int_equal(rule->scope, SL_SCOPE_TEXT);
    assert_int_equal(rule->pattern.after, 256);
    assert_int_equal(rule->pattern.literals.len, 1);
    assert_text(rule->pattern.regex, "abc_[0-9]{4}");
    assert_int_equal(rule->matching_len, 2);
    assert_text(rule->matching[0].path, "example.txt");
    assert_text(rule->matching[1].path, "b.txt");
    assert_text(rule->matching[1].text, "abc_5678");
    assert_int_equal(rule->ignored_len, 1);
    assert_null(sl_rules_find(&book, sl_lit("no-rule")));
    sl_rules_free(&book);
}

static void a_check_names_its_line_for_whoever_looks_it_up(void **state)
{
    sl_rules book = {0};
    sl_err err = {0};
    sl_arena arena = {0};
    sl_str text = with_line(&arena, RULE, "  regex:", "");

    (void)state;
    text = sl_arena_printf(&arena, "%.*sscope: document\ncheck: x\n", sl_fmt(text));
    assert_true(sl_rules_add(&book, sl_lit("r.yml"), text, &err));
    assert_int_equal(sl_rules_find(&book, sl_lit("my-rule"))->check_line, 14);
    sl_rules_free(&book);
    sl_arena_free(&arena);
}

static void one_id_in_two_files_is_told_with_both(void **state)
{
    sl_rules book = {0};
    sl_err err = {0};

    (void)state;
    assert_true(sl_rules_add(&book, sl_lit("a/r.yml"), sl_lit(RULE), &err));
    assert_false(sl_rules_add(&book, sl_lit("b.yml"), sl_lit("# again\n" RULE), &err));
    assert_string_equal(err.text,
                        "b.yml:2: rule 'my-rule' is defined in a/r.yml already");
    sl_rules_free(&book);
}

static void a_layout_gives_its_classes(void **state)
{
    sl_rules book = {0};
    sl_err err = {0};
    const sl_secret_class *found;

    (void)state;
    assert_true(sl_rules_add(&book, sl_lit("l.yml"), sl_lit(LAYOUT), &err));
    assert_int_equal(book.rules.len, 0);
    found = sl_layouts_find(&book.layouts, sl_lit("deploy.env"));
    assert_non_null(found);
    assert_text(found->layout->id, "mine");
    assert_text(found->reader, "docker");
    sl_rules_free(&book);
}

static void the_built_in_rules_load_sorted_and_numbered(void **state)
{
    sl_rules book = {0};
    sl_err err = {0};

    (void)state;
    assert_true(sl_rules_add_builtin(&book, &err));
    sl_rules_sort(&book);
    assert_true(book.rules.len > 100 && book.layouts.len > 0);
    for (size_t i = 0; i < book.rules.len; i++) {
        assert_int_equal(book.rules.at[i]->index, i);
        if (i > 0)
            assert_true(sl_str_cmp(book.rules.at[i - 1]->id, book.rules.at[i]->id) < 0);
    }
    sl_rules_free(&book);
}

static void put(const char *dir, const char *name, const char *text)
{
    char path[300];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", dir, name);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void take_away(const char *dir, const char *name)
{
    char path[300];

    snprintf(path, sizeof path, "%s/%s", dir, name);
    assert_int_equal(remove(path), 0);
}

/* A bug once: a folder of the user that was called rules/ counted as built in, and a
 * regex that does not compile as one that never matches. */
static void a_folder_is_read_whole_and_its_regexes_are_tried(void **state)
{
    char dir[] = "rules-XXXXXX";
    char sub[64];
    sl_rules book = {0};
    sl_err err = {0};

    (void)state;
    assert_non_null(mkdtemp(dir));
    assert_false(sl_rules_add_dir(&book, dir, &err)); /* holds no rule */
    assert_int_equal(err.code, SL_EUSAGE);
    snprintf(sub, sizeof sub, "%s/sub", dir);
    assert_int_equal(mkdir(sub, 0700), 0);
    put(dir, "sub/r.yml", RULE);
    put(dir, ".hidden.yml", "no: rule\n");
    put(dir, "readme.txt", "no rule\n");
    assert_true(sl_rules_add_dir(&book, dir, &err));
    assert_int_equal(book.rules.len, 1);
    put(dir, "x.yml", "[");
    assert_false(sl_rules_add_dir(&book, dir, &err));
    assert_false(sl_rules_add_dir(&book, "there/is/none", &err));
    assert_int_equal(err.code, SL_EIO);
    assert_false(sl_rules_add(&book, sl_lit("rules/x.yml"),
                              sl_lit("id: x\ntitle: x\nlevel: note\nconfidence: low\n"
                                     "cwe: 1\nseverity: '1'\nwhy: x\nfix: x\n"
                                     "match: {literals: [abc], regex: '('}\n"),
                              &err));
    take_away(dir, "x.yml");
    take_away(dir, "readme.txt");
    take_away(dir, ".hidden.yml");
    take_away(dir, "sub/r.yml");
    rmdir(sub);
    rmdir(dir);
    sl_rules_free(&book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_mistake_is_told_with_its_line),
        cmocka_unit_test(a_rule_is_read_as_it_is_written),
        cmocka_unit_test(a_check_names_its_line_for_whoever_looks_it_up),
        cmocka_unit_test(one_id_in_two_files_is_told_with_both),
        cmocka_unit_test(a_layout_gives_its_classes),
        cmocka_unit_test(the_built_in_rules_load_sorted_and_numbered),
        cmocka_unit_test(a_folder_is_read_whole_and_its_regexes_are_tried),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
