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

        for (size_t k = 0; k < size_of((sl_form_kind)field->kind); k++)
            known[(field->offset + k) / sizeof(size_t)] = true;
        if (sl_form_nests(field))
            known[field->count / sizeof(size_t)] = true;
    }
    for (size_t i = 0; i < form->size / sizeof(size_t); i++)
        if (!known[i])
            fail_msg("byte %zu of %zu", i * sizeof(size_t), form->size);
}

static void no_field_is_left_out(void **state)
{
    (void)state;
    for (size_t i = 0; i < SL_FORMS; i++) {
        bool known[sizeof(sl_rule)] = {0};

        if (i == SL_FORM_OF_RULE) {
            known[offsetof(sl_rule, index) / sizeof(size_t)] = true;
            known[offsetof(sl_rule, builtin) / sizeof(size_t)] = true;
        } else if (i == SL_FORM_OF_CLASS) {
            known[offsetof(sl_secret_class, layout) / sizeof(size_t)] = true;
        }
        every_word_of_a_structure_belongs_to_a_field(&sl_forms[i], known);
    }
}

static void assert_same(const sl_form *form, const char *a, const char *b);

static void assert_same_field(const sl_form_field *field, const char *a, const char *b)
{
    const void *x = a + field->offset;
    const void *y = b + field->offset;
    const sl_list *one = x;
    const sl_list *other = y;
    const sl_form *items;
    size_t len;

    switch ((sl_form_kind)field->kind) {
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
        items = &sl_forms[field->items];
        len = *(const size_t *)(a + field->count);
        assert_int_equal(len, *(const size_t *)(b + field->count));
        for (size_t i = 0; i < len; i++)
            assert_same(items, *(const char *const *)x + i * items->size,
                        *(const char *const *)y + i * items->size);
        break;
    default: assert_memory_equal(x, y, size_of((sl_form_kind)field->kind));
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
        assert_same(&sl_forms[SL_FORM_OF_RULE], (const char *)&file,
                    (const char *)rule);
    }
    sl_rules_free(&files);
    sl_rules_free(&built);
}

static void assert_same_globs(const sl_layouts *files, const sl_layouts *built)
{
    const sl_glob_set *x = files->globs;
    const sl_glob_set *y = built->globs;

    assert_int_equal(x->len, y->len);
    assert_memory_equal(x->text, y->text, x->globs[x->len - 1].at);
    assert_memory_equal(x->globs, y->globs, x->len * sizeof *x->globs);
    assert_memory_equal(x->starts, y->starts, sizeof x->starts);
    assert_memory_equal(files->owners, built->owners, x->len * sizeof *files->owners);
    for (size_t i = 0; i < x->len; i++) { /* between the fields may be anything */
        assert_int_equal(x->endings[i].tail, y->endings[i].tail);
        assert_int_equal(x->endings[i].holds, y->endings[i].holds);
        assert_int_equal(x->endings[i].bytes, y->endings[i].bytes);
        assert_int_equal(x->endings[i].glob, y->endings[i].glob);
    }
}

static void the_layouts_in_the_program_are_those_of_the_files(void **state)
{
    const char *source = getenv("SECLINT_SOURCE_DIR");
    sl_rules files = {0}, built = {0};
    sl_arena arena = {0};
    sl_err err = {0};
    char dir[4096];

    (void)state;
    snprintf(dir, sizeof dir, "%s/rules", source ? source : ".");
    assert_true(sl_rules_add_unread(&built, &err));
    if (!sl_rules_add_dir(&files, dir, &err))
        fail_msg("%s", err.text);
    sl_rules_sort(&files);
    sl_rules_sort(&built);
    assert_same_globs(&files.layouts, &built.layouts);
    assert_int_equal(files.layouts.len, built.layouts.len);
    for (size_t i = 0; i < files.layouts.len; i++) {
        sl_list when = sl_layouts_when(&built.layouts, i, &arena);

        assert_null(built.layouts.at[i]); /* the list is had without the rest */
        assert_int_equal(when.len, files.layouts.at[i]->when.len);
        for (size_t k = 0; k < when.len; k++)
            assert_true(sl_str_eq(when.at[k], files.layouts.at[i]->when.at[k]));
    }
    for (size_t i = 0; i < files.layouts.len; i++) {
        const sl_layout *layout = sl_layouts_at(&built.layouts, i);

        if (i + 1 < files.layouts.len)
            assert_null(built.layouts.at[i + 1]); /* each is read on its own */
        assert_same(&sl_forms[SL_FORM_OF_LAYOUT], (const char *)files.layouts.at[i],
                    (const char *)layout);
        for (size_t k = 0; k < layout->classes_len; k++)
            assert_ptr_equal(layout->classes[k].layout, layout);
    }
    sl_arena_free(&arena);
    sl_rules_free(&files);
    sl_rules_free(&built);
}

/* A layout of the user's stands among them by its rank, and all are found as before. */
static void another_layout_takes_its_place_among_those_that_are_unread(void **state)
{
    static const char text[] = "layout: aaa\n"
                               "title: Made\n"
                               "when: ['/made.yml']\n"
                               "classes:\n"
                               "  - class: made\n"
                               "    title: made\n"
                               "    reader: dotenv\n"
                               "    paths: ['*.made-secret']\n"
                               "    encryption: []\n";
    sl_rules built = {0}, more = {0};
    sl_arena arena = {0};
    sl_err err = {0};

    (void)state;
    assert_true(sl_rules_add_unread(&built, &err));
    assert_true(sl_rules_add_unread(&more, &err));
    if (!sl_rules_add(&more, sl_lit("made.yml"), sl_str_of(text), &err))
        fail_msg("%s", err.text);
    sl_rules_sort(&built);
    sl_rules_sort(&more);
    assert_int_equal(more.layouts.len, built.layouts.len + 1);
    assert_non_null(sl_layouts_find(&more.layouts, sl_lit("x/a.made-secret")));
    assert_null(sl_layouts_find(&built.layouts, sl_lit("x/a.made-secret")));
    for (size_t i = 0, k = 0; i < more.layouts.len; i++) {
        const sl_layout *layout = sl_layouts_at(&more.layouts, i);
        sl_list when = sl_layouts_when(&more.layouts, i, &arena);

        assert_int_equal(when.len, layout->when.len);
        if (sl_str_eq(layout->id, sl_lit("aaa")))
            continue;
        assert_true(sl_str_eq(layout->id, sl_layouts_at(&built.layouts, k++)->id));
    }
    sl_arena_free(&arena);
    sl_rules_free(&built);
    sl_rules_free(&more);
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
        assert_same(&sl_forms[SL_FORM_OF_RULE], (const char *)whole.rules.at[i],
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
        cmocka_unit_test(the_layouts_in_the_program_are_those_of_the_files),
        cmocka_unit_test(another_layout_takes_its_place_among_those_that_are_unread),
        cmocka_unit_test(examples_are_left_out_unless_asked_for),
        cmocka_unit_test(every_built_in_rule_is_found_by_its_id),
        cmocka_unit_test(rules_are_read_when_they_are_asked_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
