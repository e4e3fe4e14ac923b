/* Every example of every built-in rule, through the same scanner as a real run. */
#include "base/buf.h"
#include "scan/scanner.h"
#include "token/sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

enum { EXAMPLES_EACH = 2 };

typedef struct bench {
    sl_rules rules;
    sl_config config;
    sl_arena arena;
    sl_ruleset set;
    sl_scanner scanner;
} bench;

static int set_up(void **state)
{
    static const uint8_t key[32] = {0};
    static bench b;
    sl_err err = {0};

    b = (bench){.rules.examples = true};
    if (!sl_rules_add_builtin(&b.rules, &err)) {
        print_error("%s\n", err.text);
        return -1;
    }
    sl_rules_sort(&b.rules);
    b.config.profile = SL_PROFILE_PEDANTIC;
    if (!sl_ruleset_build(&b.rules, &b.config, &b.arena, &b.set, &err)) {
        print_error("%s\n", err.text);
        return -1;
    }
    sl_scanner_open(&b.scanner, &b.set, key,
                    &(const sl_allow_policy){.comments = true});
    *state = &b;
    return 0;
}

static int tear_down(void **state)
{
    bench *b = *state;

    sl_scanner_close(&b->scanner);
    sl_ruleset_free(&b->set);
    sl_arena_free(&b->arena);
    sl_rules_free(&b->rules);
    return 0;
}

/* Scans text as path; the findings are in the scanner's sink. */
static void scan(bench *b, sl_str path, sl_str text)
{
    sl_blob blob = {.path = path, .bytes = text, .origin = SL_ORIGIN_FILE};

    b->scanner.sink.findings.len = 0;
    b->scanner.sink.facts.len = 0;
    b->scanner.sink.notices.len = 0;
    sl_scanner_blob(&b->scanner, &blob);
}

static size_t found(const bench *b, sl_str id)
{
    size_t count = 0;

    for (size_t i = 0; i < b->scanner.sink.findings.len; i++)
        count += sl_str_eq(b->scanner.sink.findings.at[i].rule->id, id);
    return count;
}

/* Was all of it looked at? An example may be broken YAML, which is only a notice. */
static bool complete(const bench *b)
{
    for (size_t i = 0; i < b->scanner.sink.notices.len; i++)
        if (b->scanner.sink.notices.at[i].incomplete)
            return false;
    return true;
}

static void tell(const bench *b, const sl_rule *rule, const char *what, size_t number)
{
    print_error("%.*s: %s example %zu:", sl_fmt(rule->file), what, number + 1);
    for (size_t i = 0; i < b->scanner.sink.findings.len; i++)
        print_error(" %.*s", sl_fmt(b->scanner.sink.findings.at[i].rule->id));
    for (size_t i = 0; i < b->scanner.sink.notices.len; i++)
        print_error(" (%.*s)", sl_fmt(b->scanner.sink.notices.at[i].text));
    print_error("%s\n", b->scanner.sink.findings.len ? "" : " nothing is reported");
}

/* Does the example give a finding of the rule (wanted), or none? Tells if not. */
static bool behaves(bench *b, const sl_rule *rule, const sl_example *example,
                    bool wanted, size_t number)
{
    sl_buf text = {0};
    sl_err err = {0};
    bool ok = sl_sample_expand(example->text, &text, &err);

    if (!ok) {
        print_error("%.*s: %s\n", sl_fmt(rule->file), err.text);
    } else {
        scan(b, example->path, sl_buf_str(&text));
        ok = (found(b, rule->id) > 0) == wanted && complete(b);
        if (!ok)
            tell(b, rule, wanted ? "matching" : "ignored", number);
    }
    sl_buf_free(&text);
    return ok;
}

static void matching_examples_are_found_and_ignored_ones_are_not(void **state)
{
    bench *b = *state;
    size_t wrong = 0;

    for (size_t i = 0; i < b->set.len; i++) {
        const sl_rule *rule = b->set.active[i];

        for (size_t k = 0; k < rule->matching_len; k++)
            wrong += !behaves(b, rule, &rule->matching[k], true, k);
        for (size_t k = 0; k < rule->ignored_len; k++)
            wrong += !behaves(b, rule, &rule->ignored[k], false, k);
    }
    assert_int_equal(wrong, 0);
}

/* Findings of other rules of the same profile that the example does not announce. */
static size_t strangers(const bench *b, const sl_rule *rule, const sl_example *example)
{
    size_t count = 0;

    for (size_t i = 0; i < b->scanner.sink.findings.len; i++) {
        const sl_rule *other = b->scanner.sink.findings.at[i].rule;
        bool announced = other == rule || other->profile > rule->profile;

        for (size_t k = 0; k < example->also.len; k++)
            announced = announced || sl_str_eq(example->also.at[k], other->id);
        count += !announced;
    }
    return count;
}

static void a_matching_example_gives_no_other_rule(void **state)
{
    bench *b = *state;
    size_t wrong = 0;

    for (size_t i = 0; i < b->set.len; i++) {
        const sl_rule *rule = b->set.active[i];

        for (size_t k = 0; k < rule->matching_len; k++) {
            sl_buf text = {0};
            sl_err err = {0};

            assert_true(sl_sample_expand(rule->matching[k].text, &text, &err));
            scan(b, rule->matching[k].path, sl_buf_str(&text));
            if (strangers(b, rule, &rule->matching[k]) > 0) {
                tell(b, rule, "matching", k);
                wrong++;
            }
            sl_buf_free(&text);
        }
    }
    assert_int_equal(wrong, 0);
}

/* Rules over the whole repository have their fixtures instead. */
static void every_rule_has_examples_of_both_kinds(void **state)
{
    const bench *b = *state;
    size_t wrong = 0;

    for (size_t i = 0; i < b->set.len; i++) {
        const sl_rule *rule = b->set.active[i];

        if (rule->scope == SL_SCOPE_REPOSITORY ||
            (rule->matching_len >= EXAMPLES_EACH && rule->ignored_len >= EXAMPLES_EACH))
            continue;
        print_error(
            "%.*s: %zu matching and %zu ignored examples, should be %d of each\n",
            sl_fmt(rule->file), rule->matching_len, rule->ignored_len, EXAMPLES_EACH);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

/* The longest says how much of a version round each change is searched. */
static void no_literal_is_long(void **state)
{
    enum { LONGEST = 28 };
    const bench *b = *state;
    size_t wrong = 0;

    for (size_t i = 0; i < b->set.len; i++) {
        const sl_rule *rule = b->set.active[i];

        for (size_t k = 0; k < rule->pattern.literals.len; k++) {
            sl_str literal = rule->pattern.literals.at[k];

            if (literal.len <= LONGEST)
                continue;
            print_error("%.*s: %.*s has more than %d bytes\n", sl_fmt(rule->file),
                        sl_fmt(literal), LONGEST);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static bool compiles(const sl_rule *rule, sl_str pattern, bool ignore_case)
{
    sl_err err = {0};
    sl_regex *regex = sl_regex_compile(pattern, ignore_case, &err);

    if (!regex)
        print_error("%.*s: %s\n", sl_fmt(rule->file), err.text);
    sl_regex_free(regex);
    return regex;
}

static void every_regex_compiles(void **state)
{
    const bench *b = *state;
    size_t wrong = 0;

    for (size_t i = 0; i < b->set.len; i++) {
        const sl_rule *rule = b->set.active[i];
        const sl_pattern *pattern = &rule->pattern;

        if (pattern->regex.len > 0)
            wrong += !compiles(rule, pattern->regex, pattern->ignore_case);
        for (size_t k = 0; k < pattern->not_values.len; k++)
            wrong += !compiles(rule, pattern->not_values.at[k], false);
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_regex_compiles),
        cmocka_unit_test(every_rule_has_examples_of_both_kinds),
        cmocka_unit_test(no_literal_is_long),
        cmocka_unit_test(matching_examples_are_found_and_ignored_ones_are_not),
        cmocka_unit_test(a_matching_example_gives_no_other_rule),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
