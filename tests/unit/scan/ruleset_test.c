/* ruleset_test.c - the rules that are active, with their levels. */
#include "scan/ruleset.h"

#include "base/buf.h"
#include "rule/builtin.h"
#include "scan/literals.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

#define HEAD                                                                           \
    "title: x\nlevel: error\nconfidence: high\ncwe: 798\nseverity: '8'\nwhy: x\nfix: " \
    "x\n"

static const char *const rules_text[] = {
    "id: b-rule\n" HEAD "match: {literals: [abc_, def_], regex: '...._1'}\n",
    "id: a-rule\n" HEAD "scope: document\ncheck: vault-body\n",
};

static void the_configuration_decides_what_is_active(void **state)
{
    static const struct {
        const char *config;
        const char *active; /* id=level; NULL: the set is refused */
    } cases[] = {
        {"", "a-rule=error b-rule=error "},
        {"rules: {a-rule: off}\n", "b-rule=error "},
        {"rules: {b-rule: note, a-rule: warning}\n", "a-rule=warning b-rule=note "},
        {"rules: {a-rule: off, b-rule: off}\n", NULL},
        {"rules: {'*-rule': off, b-rule: note}\n", "b-rule=note "},
        {"rules: {'b-*': note, '*-rule': warning}\n", "a-rule=warning b-rule=warning "},
        /* it runs for the override, with its own level */
        {"rules: {a-rule: off}\noverrides: [{path: a, rules: {a-rule: note}}]\n",
         "a-rule=error b-rule=error "},
        {"rules: {'*': off}\noverrides: [{path: a, rules: {'a-*': note}}]\n",
         "a-rule=error "},
        {"rules: {a-rule: off}\noverrides: [{path: a, rules: {b-rule: note}}]\n",
         "b-rule=error "},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_rules rules = {0};
        sl_config config = {0};
        sl_arena arena = {0};
        sl_ruleset set;
        sl_err err = {0};
        sl_buf told = {0};

        for (size_t k = 0; k < COUNT(rules_text); k++)
            assert_true(
                sl_rules_add(&rules, sl_lit("r.yml"), sl_str_of(rules_text[k]), &err));
        sl_rules_sort(&rules);
        assert_true(sl_config_parse(sl_lit("c"), sl_str_of(cases[i].config), NULL,
                                    &rules, &config, &err));
        assert_int_equal(sl_ruleset_build(&rules, &config, &arena, &set, &err),
                         cases[i].active != NULL);
        for (size_t k = 0; k < set.len; k++) {
            assert_int_equal(set.active[k]->index, k);
            assert_ptr_equal(set.active[k], sl_ruleset_at(&set, k)->rule);
            sl_buf_printf(&told, "%.*s=%s ", sl_fmt(set.active[k]->id),
                          sl_level_name(set.active[k]->level));
        }
        if (cases[i].active)
            assert_string_equal(told.ptr, cases[i].active);
        /* the rules themselves stay as they were */
        assert_int_equal(rules.rules.at[0]->level, SL_LEVEL_ERROR);
        sl_buf_free(&told);
        sl_ruleset_free(&set);
        sl_arena_free(&arena);
        sl_config_free(&config);
        sl_rules_free(&rules);
    }
}

static void an_unknown_check_is_told_with_its_line(void **state)
{
    static const struct {
        const char *text, *told;
    } cases[] = {
        {"id: x\n" HEAD "scope: document\ncheck: vault-bodies\n",
         "r.yml:10: no check 'vault-bodies' of scope document"},
        {"id: x\n" HEAD "scope: repository\ncheck: vault-body\n",
         "r.yml:10: no check 'vault-body' of scope repository"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_rules rules = {0};
        sl_config config = {0};
        sl_arena arena = {0};
        sl_ruleset set;
        sl_err err = {0};

        assert_true(
            sl_rules_add(&rules, sl_lit("r.yml"), sl_str_of(cases[i].text), &err));
        sl_rules_sort(&rules);
        assert_false(sl_ruleset_build(&rules, &config, &arena, &set, &err));
        assert_string_equal(err.text, cases[i].told);
        sl_ruleset_free(&set);
        sl_arena_free(&arena);
        sl_config_free(&config);
        sl_rules_free(&rules);
    }
}

/* What the examples of all rules say, and all their literals. */
static void write_examples(sl_buf *text)
{
    sl_rules book = {.examples = true};
    sl_err err = {0};

    assert_true(sl_rules_add_builtin(&book, &err));
    for (size_t i = 0; i < book.rules.len; i++) {
        const sl_rule *rule = book.rules.at[i];

        for (size_t k = 0; k < rule->matching_len; k++)
            sl_buf_add(text, rule->matching[k].text);
        for (size_t k = 0; k < rule->pattern.literals.len; k++)
            sl_buf_add(text, rule->pattern.literals.at[k]);
    }
    sl_rules_free(&book);
}

static void assert_same_hits(const sl_ruleset *set, sl_arena *arena, sl_str text)
{
    sl_gate_literal *literals;
    size_t len = sl_literals_of(set->active, set->len, arena, &literals);
    sl_gate *gate = sl_gate_build(literals, len);
    sl_gate_hits hits = {0}, expected = {0};

    assert_true(sl_gate_scan(set->gate, text, &hits, SIZE_MAX));
    assert_true(sl_gate_scan(gate, text, &expected, SIZE_MAX));
    assert_true(hits.len > sl_builtin_rules_count / 2);
    assert_int_equal(hits.len, expected.len);
    for (size_t i = 0; i < hits.len; i++) {
        assert_int_equal(hits.at[i].at, expected.at[i].at);
        assert_int_equal(hits.at[i].len, expected.at[i].len);
        assert_int_equal(hits.at[i].owner, expected.at[i].owner);
    }
    sl_vec_free(&hits);
    sl_vec_free(&expected);
    sl_gate_free(gate);
}

static void the_gate_of_the_build_finds_what_one_made_now_finds(void **state)
{
    static const char *const configs[] = {
        "",
        "rules: {github-pat: off, generic-secret: off}\n",
        "profile: pedantic\n",
        "rules: {github-pat: off}\ncustom-rules:\n  - {id: a-mine, title: x, level: "
        "error, "
        "confidence: high, cwe: 798, severity: '8', why: x, fix: x, "
        "match: {literals: [ghp_], regex: 'ghp_x'}}\n",
    };
    sl_buf text = {0};

    (void)state;
    write_examples(&text);
    for (size_t i = 0; i < COUNT(configs); i++) {
        sl_rules rules = {0};
        sl_config config = {0};
        sl_arena arena = {0};
        sl_ruleset set;
        sl_err err = {0};

        assert_true(sl_rules_add_builtin(&rules, &err));
        assert_true(sl_config_parse(sl_lit("c"), sl_str_of(configs[i]), NULL, &rules,
                                    &config, &err));
        sl_rules_sort(&rules);
        assert_true(sl_ruleset_build(&rules, &config, &arena, &set, &err));
        assert_same_hits(&set, &arena, sl_buf_str(&text));
        sl_ruleset_free(&set);
        sl_arena_free(&arena);
        sl_config_free(&config);
        sl_rules_free(&rules);
    }
    sl_buf_free(&text);
}

static sl_str words_of(const sl_checked_rules *list, sl_arena *arena)
{
    sl_str all = {0};

    for (size_t i = 0; i < list->len; i++)
        all = sl_arena_printf(arena, "%.*s %u=%s", sl_fmt(all), list->at[i].rule,
                              list->at[i].check->name);
    return all;
}

/* One set with all rules read, one without. */
static void assert_same_sets(const sl_ruleset *whole, const sl_ruleset *late,
                             sl_arena *arena, sl_str text)
{
    assert_null(whole->late);
    assert_non_null(late->late);
    assert_int_equal(late->len, whole->len);
    assert_int_equal(late->slow.len, whole->slow.len);
    assert_int_equal(late->names.len, whole->names.len);
    assert_true(
        sl_str_eq(words_of(&late->checked, arena), words_of(&whole->checked, arena)));
    assert_true(sl_str_eq(words_of(&late->documents, arena),
                          words_of(&whole->documents, arena)));
    assert_true(
        sl_str_eq(words_of(&late->policies, arena), words_of(&whole->policies, arena)));
    sl_ruleset_read(late);
    for (size_t i = 0; i < whole->len; i++) {
        const sl_compiled_rule *rule = sl_ruleset_at(late, i);

        assert_ptr_equal(rule->rule, late->active[i]);
        assert_true(sl_str_eq(rule->rule->id, whole->active[i]->id));
        assert_int_equal(rule->rule->level, whole->active[i]->level);
        assert_int_equal(rule->rule->index, i);
        assert_ptr_equal(rule->check, sl_ruleset_at(whole, i)->check);
    }
    assert_same_hits(late, arena, text);
}

static void a_set_of_unread_rules_is_the_same(void **state)
{
    sl_buf text = {0};

    (void)state;
    write_examples(&text);
    sl_buf_add(&text, sl_lit(" \\u0061 &#97; %61 =3D aws_iam_policy sops: "));
    for (int profile = 0; profile < SL_PROFILES; profile++) {
        sl_rules whole_rules = {0}, late_rules = {0};
        sl_config config = {.profile = (sl_profile)profile};
        sl_arena arena = {0};
        sl_ruleset whole, late;
        sl_err err = {0};

        assert_true(sl_rules_add_builtin(&whole_rules, &err));
        assert_true(sl_rules_add_unread(&late_rules, &err));
        sl_rules_sort(&whole_rules);
        sl_rules_sort(&late_rules);
        assert_true(sl_ruleset_build(&whole_rules, &config, &arena, &whole, &err));
        assert_true(sl_ruleset_build(&late_rules, &config, &arena, &late, &err));
        assert_same_sets(&whole, &late, &arena, sl_buf_str(&text));
        sl_ruleset_free(&whole);
        sl_ruleset_free(&late);
        sl_arena_free(&arena);
        sl_config_free(&config);
        sl_rules_free(&whole_rules);
        sl_rules_free(&late_rules);
    }
    sl_buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_configuration_decides_what_is_active),
        cmocka_unit_test(an_unknown_check_is_told_with_its_line),
        cmocka_unit_test(the_gate_of_the_build_finds_what_one_made_now_finds),
        cmocka_unit_test(a_set_of_unread_rules_is_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
