/* budget_test.c - a rule whose literals are in every text must say why. */
#include "rule/budget.h"

#include "match/gate_build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* told: what the message must say; NULL: there is none. */
static const struct {
    const char *literal, *frequent;
    uint32_t before, after;
    const char *told;
} cases[] = {
    {"ghp_", "", 0, 64, NULL},
    {"ing", "", 0, 64, "'ing' alone 4096 times"},
    {"string", "", 0, 64, "r.yml: the literals of rule-a stand"},
    {"ing", "no other word tells", 0, 64, NULL},
    {"ghp_", "no other word tells", 0, 64, "match.frequent has no reason"},
    {"ghp_", "", 5000, 64, "may reach 5000 bytes before its literal"},
    {"ghp_", "", 0, 70000, "and 70000 behind"},
};

static void a_costly_rule_is_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_rule rule = {.id = sl_lit("rule-a"),
                        .file = sl_lit("r.yml"),
                        .pattern = {.frequent = sl_str_of(cases[i].frequent),
                                    .before = cases[i].before,
                                    .after = cases[i].after}};
        sl_gate_literal literal = {.text = sl_str_of(cases[i].literal)};
        sl_gate_tables *tables = sl_gate_tables_build(&literal, 1, SL_GATE_TRIES);
        sl_buf said = {0};

        assert_int_equal(sl_budget_kept(tables, &rule, 1, &said), !cases[i].told);
        if (cases[i].told)
            assert_non_null(strstr(said.ptr, cases[i].told));
        else
            assert_int_equal(said.len, 0);
        sl_buf_free(&said);
        sl_gate_tables_free(tables);
    }
}

static void a_regex_without_a_literal_is_named(void **state)
{
    sl_rule rule = {.id = sl_lit("rule-a"),
                    .file = sl_lit("r.yml"),
                    .pattern = {.regex = sl_lit("[a-z]{9}")}};
    sl_gate_tables *tables = sl_gate_tables_build(NULL, 0, SL_GATE_TRIES);
    sl_buf said = {0};

    (void)state;
    assert_false(sl_budget_kept(tables, &rule, 1, &said));
    assert_non_null(strstr(said.ptr, "the regex of rule-a has no literal"));
    sl_buf_free(&said);
    sl_gate_tables_free(tables);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_costly_rule_is_named),
        cmocka_unit_test(a_regex_without_a_literal_is_named)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
