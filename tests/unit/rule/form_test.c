#include "rule/form.h"

#include "rule/load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static size_t size_of(sl_form_kind kind)
{
    switch (kind) {
    case SL_FORM_STR:
    case SL_FORM_LIST: return sizeof(sl_str);
    case SL_FORM_BOOL: return sizeof(bool);
    case SL_FORM_NUMBER: return sizeof(uint32_t);
    default: return sizeof(void *);
    }
}

/* A field that the form does not know would be lost on the way into the program. */
static void every_word_of_a_structure_belongs_to_a_field(const sl_form *form,
                                                         bool *known)
{
    for (size_t i = 0; i < form->len; i++) {
        const sl_form_field *field = &form->fields[i];

        for (size_t k = 0; k < size_of(field->kind); k++)
            known[(field->offset + k) / sizeof(size_t)] = true;
        if (field->items)
            known[field->count / sizeof(size_t)] = true;
    }
    for (size_t i = 0; i < form->size / sizeof(size_t); i++)
        if (!known[i])
            fail_msg("byte %zu of %zu", i * sizeof(size_t), form->size);
}

static void no_field_is_left_out(void **state)
{
    bool known[sizeof(sl_rule)] = {0};

    (void)state;
    known[offsetof(sl_rule, index) / sizeof(size_t)] = true;
    known[offsetof(sl_rule, builtin) / sizeof(size_t)] = true;
    every_word_of_a_structure_belongs_to_a_field(&sl_rule_form, known);
    for (size_t i = 0; i < sl_rule_form.len; i++) {
        const sl_form *items = sl_rule_form.fields[i].items;

        memset(known, 0, sizeof known);
        if (items)
            every_word_of_a_structure_belongs_to_a_field(items, known);
    }
}

static void assert_same(const sl_form *form, const char *a, const char *b);

static void assert_same_field(const sl_form_field *field, const char *a, const char *b)
{
    const void *x = a + field->offset;
    const void *y = b + field->offset;
    const sl_list *one = x;
    const sl_list *other = y;
    size_t len;

    switch (field->kind) {
    case SL_FORM_STR:
        assert_true(sl_str_eq(*(const sl_str *)x, *(const sl_str *)y));
        break;
    case SL_FORM_LIST:
        assert_int_equal(one->len, other->len);
        for (size_t i = 0; i < one->len; i++)
            assert_true(sl_str_eq(one->at[i], other->at[i]));
        break;
    case SL_FORM_ITEMS:
    case SL_FORM_EXAMPLES:
        len = *(const size_t *)(a + field->count);
        assert_int_equal(len, *(const size_t *)(b + field->count));
        for (size_t i = 0; i < len; i++)
            assert_same(field->items, *(const char *const *)x + i * field->items->size,
                        *(const char *const *)y + i * field->items->size);
        break;
    default: assert_memory_equal(x, y, size_of(field->kind));
    }
}

static void assert_same(const sl_form *form, const char *a, const char *b)
{
    for (size_t i = 0; i < form->len; i++)
        assert_same_field(&form->fields[i], a, b);
}

static void the_rules_in_the_program_are_those_of_the_files(void **state)
{
    const char *source = getenv("SECLINT_SOURCE_DIR");
    sl_rules files = {0};
    sl_rules built = {.examples = true};
    sl_err err = {0};
    char dir[4096];

    (void)state;
    snprintf(dir, sizeof dir, "%s/rules", source ? source : ".");
    assert_true(sl_rules_add_builtin(&built, &err));
    if (!sl_rules_add_dir(&files, dir, &err))
        fail_msg("%s", err.text);
    sl_rules_sort(&files);
    sl_rules_sort(&built);
    assert_int_equal(files.rules.len, built.rules.len);
    for (size_t i = 0; i < files.rules.len; i++) {
        const sl_rule *rule = built.rules.at[i];
        sl_rule file = *files.rules.at[i];

        assert_int_equal(rule->builtin, i + 1);
        assert_int_equal(rule->index, i);
        assert_true(sl_str_ends(file.file, rule->file)); /* its folder is named here */
        file.file = rule->file;
        assert_same(&sl_rule_form, (const char *)&file, (const char *)rule);
    }
    sl_rules_free(&files);
    sl_rules_free(&built);
}

/* They are most of the bytes, and no scan looks at them. */
static void examples_are_left_out_unless_asked_for(void **state)
{
    sl_rules built = {0};
    sl_err err = {0};

    (void)state;
    assert_true(sl_rules_add_builtin(&built, &err));
    for (size_t i = 0; i < built.rules.len; i++) {
        assert_int_equal(built.rules.at[i]->matching_len, 0);
        assert_int_equal(built.rules.at[i]->ignored_len, 0);
    }
    sl_rules_free(&built);
}

static void every_built_in_rule_is_found_by_its_id(void **state)
{
    sl_rules book = {0};
    sl_err err = {0};

    (void)state;
    assert_true(sl_rules_add_builtin(&book, &err));
    for (size_t i = 0; i < book.rules.len; i++)
        assert_ptr_equal(sl_rules_find(&book, book.rules.at[i]->id), book.rules.at[i]);
    assert_null(sl_rules_find(&book, sl_lit("aaa")));
    assert_null(sl_rules_find(&book, sl_lit("no-such-rule")));
    assert_null(sl_rules_find(&book, sl_lit("zzz")));
    assert_false(sl_rules_add_builtin(&book, &err));
    sl_rules_free(&book);
}

static void rules_are_read_when_they_are_asked_for(void **state)
{
    sl_rules whole = {0}, late = {0};
    const sl_rule *seventh;
    sl_err err = {0};

    (void)state;
    assert_true(sl_rules_add_builtin(&whole, &err));
    assert_true(sl_rules_add_unread(&late, &err));
    assert_null(late.rules.at[7]);
    seventh = sl_rules_read(&late, 7);
    assert_ptr_equal(seventh, late.rules.at[7]);
    assert_null(late.rules.at[8]);
    assert_non_null(sl_rules_find(&late, whole.rules.at[8]->id));
    sl_rules_sort(&whole);
    sl_rules_sort(&late);
    assert_int_equal(late.rules.len, whole.rules.len);
    for (size_t i = 0; i < whole.rules.len; i++) {
        assert_int_equal(late.rules.at[i]->index, i);
        assert_int_equal(late.rules.at[i]->builtin, i + 1);
        assert_same(&sl_rule_form, (const char *)whole.rules.at[i],
                    (const char *)late.rules.at[i]);
    }
    sl_rules_free(&whole);
    sl_rules_free(&late);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_field_is_left_out),
        cmocka_unit_test(the_rules_in_the_program_are_those_of_the_files),
        cmocka_unit_test(examples_are_left_out_unless_asked_for),
        cmocka_unit_test(every_built_in_rule_is_found_by_its_id),
        cmocka_unit_test(rules_are_read_when_they_are_asked_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
