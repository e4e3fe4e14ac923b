/* keyvalue_test.c - pairs in text that no parser reads. */
#include "text/keyvalue.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

typedef struct pair {
    const char *key, *value;
    size_t line;
    bool comment;
} pair;

static const struct {
    const char *text;
    size_t count;
    pair pairs[3];
} cases[] = {
    {"", 0, {{0}}},
    {"key: value", 1, {{"key", "value", 1, false}}},
    {"key = value", 1, {{"key", "value", 1, false}}},
    {"key=value", 1, {{"key", "value", 1, false}}},
    {"\n\n  key: value\r\nb=c\rd=e",
     3,
     {{"key", "value", 3, false}, {"b", "c", 4, false}, {"d", "e", 5, false}}},
    {"- key: 'value'", 1, {{"key", "value", 1, false}}},
    {"export KEY=\"a b\" # note", 1, {{"KEY", "a b", 1, false}}},
    {"\"key\": \"va\\\"lue\",", 1, {{"key", "va\\\"lue", 1, false}}},
    {"key: value # note", 1, {{"key", "value", 1, false}}},
    {"key: value#1,", 1, {{"key", "value#1", 1, false}}},
    {"'key' => 'value',", 1, {{"key", "value", 1, false}}},
    {"$key = 'value';", 1, {{"$key", "value", 1, false}}},
    {"key := value;", 1, {{"key", "value", 1, false}}},
    {"# key: value", 1, {{"key", "value", 1, true}}},
    {"// key = value", 1, {{"key", "value", 1, true}}},
    {"key:", 1, {{"key", "", 1, false}}},
    {"key: \"open", 1, {{"key", "open", 1, false}}},
    {"a.b/c-d_e: 1", 1, {{"a.b/c-d_e", "1", 1, false}}},
    {"{\"user\":\"a\",\"password\":\"b\"}\n",
     2,
     {{"user", "a", 1, false}, {"password", "b", 1, false}}},
    {"x: {a: b}\n", 2, {{"x", "{a: b}", 1, false}, {"a", "b}", 1, false}}},
    {"x: {{ lookup }}", 1, {{"x", "{{ lookup }}", 1, false}}},
    {"http://host/path", 0, {{0}}},
    {"if a == b", 0, {{0}}},
    {"a == b\na =~ b\na::b", 0, {{0}}},
    {"\"key value\n: x", 0, {{0}}},
};

static void each_text_gives_its_pairs(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_keyvalue_reader reader = sl_keyvalue_open(sl_str_of(cases[i].text));
        sl_keyvalue got;
        size_t count = 0;

        for (; sl_keyvalue_next(&reader, &got); count++) {
            const pair *want = &cases[i].pairs[count];

            assert_true(count < cases[i].count);
            if (!sl_str_eq(got.value, sl_str_of(want->value)))
                print_error("%s: value is %.*s\n", cases[i].text, sl_fmt(got.value));
            assert_true(sl_str_eq(got.key, sl_str_of(want->key)));
            assert_true(sl_str_eq(got.value, sl_str_of(want->value)));
            assert_int_equal(got.line, want->line);
            assert_int_equal(got.comment, want->comment);
        }
        if (count != cases[i].count)
            print_error("in %s\n", cases[i].text);
        assert_int_equal(count, cases[i].count);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_text_gives_its_pairs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
