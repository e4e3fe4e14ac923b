/* fields_test.c - a mapping read against its table. */
#include "rule/fields.h"

#include "page.h"

typedef struct record {
    sl_str name;
    sl_list list;
    bool flag;
    uint32_t count;
    double ratio;
    sl_level level;
    sl_list globs;
} record;

static const sl_field table[] = {
    {"name", true, offsetof(record, name), sl_field_str},
    {"list", false, offsetof(record, list), sl_field_list},
    {"flag", false, offsetof(record, flag), sl_field_bool},
    {"count", false, offsetof(record, count), sl_field_uint},
    {"ratio", false, offsetof(record, ratio), sl_field_double},
    {"level", false, offsetof(record, level), sl_field_level},
    {"globs", false, offsetof(record, globs), sl_field_globs},
};

static bool read(sl_arena *arena, const char *text, record *out, sl_err *err)
{
    sl_fields fields;

    return sl_fields_open(&fields, sl_lit("f"), sl_str_of(text), arena, err) &&
           sl_fields_read(&fields, fields.doc.tree, table, COUNT(table), out, err);
}

static void values_go_where_the_table_says(void **state)
{
    sl_arena arena = {0};
    record out = {.count = 5};
    sl_err err = {0};

    (void)state;
    assert_true(read(&arena,
                     "list: [a, 'b c']\nname: >-\n  two\n  words\nflag: true\n"
                     "ratio: 2.5\nlevel: off\nglobs: ['**/*.{a,b}']\n",
                     &out, &err));
    assert_text(out.name, "two words");
    assert_int_equal(out.list.len, 2);
    assert_text(out.list.at[1], "b c");
    assert_true(out.flag);
    assert_int_equal(out.count, 5); /* what is not written stays */
    assert_float_equal(out.ratio, 2.5, 1e-9);
    assert_int_equal(out.level, SL_LEVEL_OFF);
    assert_int_equal(out.globs.len, 1);
    sl_arena_free(&arena);
}

static void wrong_values_are_refused_with_their_line(void **state)
{
    static const struct {
        const char *text;
        const char *told;
    } cases[] = {
        {"name: a\ncount: 4294967295", "f:2: 'count' must be a number from 0 up"},
        {"name: a\ncount: 1e9", NULL},
        {"name: a\nflag: True", "f:2: 'flag' must be true or false"},
        {"name: a\nflag: [true]", "f:2: 'flag' must be true or false"},
        {"name: a\nflag: *true", "f:2: 'flag' must be true or false"},
        {"name: a\ncount: 1e10", "f:2: 'count' must be a number from 0 up"},
        {"name: a\ncount: ''", "f:2: 'count' must be a number from 0 up"},
        {"name: a\ncount: \"1\\0x\"", "f:2: 'count' must be a number from 0 up"},
        {"name: a\nratio: inf", "f:2: 'ratio' must be a number from 0 up"},
        {"name: a\nlist:\n- a\n- [b]", "f:4: 'list' must be text"},
        {"count: 1", "f:1: key 'name' is missing"},
        {"name: a\n? [x]\n: y", "f:2: "},
        {"name: a\n\tb", "f:2: "},
        {"", "f:1: "},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arena arena = {0};
        record out = {0};
        sl_err err = {0};

        print_message("%s\n", cases[i].text);
        assert_int_equal(read(&arena, cases[i].text, &out, &err),
                         cases[i].told == NULL);
        if (cases[i].told &&
            !sl_str_starts(sl_str_of(err.text), sl_str_of(cases[i].told)))
            assert_string_equal(err.text, cases[i].told);
        sl_arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_go_where_the_table_says),
        cmocka_unit_test(wrong_values_are_refused_with_their_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
