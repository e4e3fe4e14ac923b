/* env_test.c - what the dialects of .env files take, item by item. */
#include "base/buf.h"
#include "text/env.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum { MAX_ITEMS = 6 };

typedef struct item {
    sl_env_kind kind;
    const char *name, *value;
    size_t line;
    char quote;
    bool exported;
} item;

#define PAIR(name, value, line)                  \
    {                                            \
        SL_ENV_PAIR, name, value, line, 0, false \
    }
#define QUOTED(quote, name, value, line)             \
    {                                                \
        SL_ENV_PAIR, name, value, line, quote, false \
    }
#define NAME(name, line)                      \
    {                                         \
        SL_ENV_NAME, name, "", line, 0, false \
    }
#define ORPHAN(value, line)                      \
    {                                            \
        SL_ENV_ORPHAN, "", value, line, 0, false \
    }
#define PROSE(value, line)                        \
    {                                             \
        SL_ENV_COMMENT, "", value, line, 0, false \
    }
#define OUT(name, value, line)                      \
    {                                               \
        SL_ENV_COMMENT, name, value, line, 0, false \
    }

static const struct {
    const char *text;
    size_t count;
    item items[MAX_ITEMS];
} cases[] = {
    {"", 0, {{0}}},
    {"\n \n\t\r\n", 0, {{0}}},
    {"A=b", 1, {PAIR("A", "b", 1)}},
    {"A=b\r\nC=d\rE=f\n", 3, {PAIR("A", "b", 1), PAIR("C", "d", 2), PAIR("E", "f", 3)}},
    {"\xef\xbb\xbf"
     "A=b",
     1,
     {PAIR("A", "b", 1)}},
    {"  A = b  ", 1, {PAIR("A", "b", 1)}},
    {"A=", 1, {PAIR("A", "", 1)}},
    {"export A=b", 1, {{SL_ENV_PAIR, "A", "b", 1, 0, true}}},
    {"export=5\nexport =x", 2, {PAIR("export", "5", 1), PAIR("export", "x", 2)}},
    {"export A", 1, {{SL_ENV_NAME, "A", "", 1, 0, true}}},
    {"A", 1, {NAME("A", 1)}},
    {"A # why", 2, {NAME("A", 1), PROSE("why", 1)}},
    {"a.b-c=d=e", 1, {PAIR("a.b-c", "d=e", 1)}},
    {"'A b'=c\n\"D\"=e", 2, {PAIR("A b", "c", 1), PAIR("D", "e", 2)}},
    {"A: b\nC:d\nE: f=g",
     3,
     {PAIR("A", "b", 1), ORPHAN("C:d", 2), PAIR("E", "f=g", 3)}},
    {"=x\nnot a pair\n", 2, {ORPHAN("=x", 1), ORPHAN("not a pair", 2)}},
    /* quotes */
    {"A=\"b\"", 1, {QUOTED('"', "A", "b", 1)}},
    {"A='b # c'", 1, {QUOTED('\'', "A", "b # c", 1)}},
    {"A=`b`", 1, {QUOTED('`', "A", "b", 1)}},
    {"A=`b", 1, {PAIR("A", "`b", 1)}},
    {"A=\"\"", 1, {QUOTED('"', "A", "", 1)}},
    {"A=\"b\nc\"\nD=e", 2, {QUOTED('"', "A", "b\nc", 1), PAIR("D", "e", 3)}},
    {"A=\"b\\\"c\"", 1, {QUOTED('"', "A", "b\\\"c", 1)}},
    {"A=\"C:\\\"\nB=c", 2, {QUOTED('"', "A", "C:\\", 1), PAIR("B", "c", 2)}},
    {"A=\"b\nC=d", 2, {QUOTED('"', "A", "b", 1), PAIR("C", "d", 2)}},
    {"A=\"b\nC=\"d\"", 2, {QUOTED('"', "A", "b", 1), QUOTED('"', "C", "d", 2)}},
    {"A=\"b\" # why\nC=d",
     3,
     {QUOTED('"', "A", "b", 1), PROSE("why", 1), PAIR("C", "d", 2)}},
    {"A=\"b\"c", 2, {QUOTED('"', "A", "b", 1), ORPHAN("c", 1)}},
    {"export A=\"b\";", 1, {{SL_ENV_PAIR, "A", "b", 1, '"', true}}},
    {"A=b\"c", 1, {PAIR("A", "b\"c", 1)}},
    /* comments */
    {"# Set the name here.", 1, {PROSE("Set the name here.", 1)}},
    {"#A=b", 1, {OUT("A", "b", 1)}},
    {"## export A='b'", 1, {{SL_ENV_COMMENT, "A", "b", 1, '\'', true}}},
    {"# see A=b", 1, {PROSE("see A=b", 1)}},
    {"#", 1, {PROSE("", 1)}},
    {"A=b#c", 1, {PAIR("A", "b#c", 1)}},
    {"A=b # the old one", 2, {PAIR("A", "b", 1), PROSE("the old one", 1)}},
    {"A=b #c4 d", 2, {PAIR("A", "b", 1), ORPHAN("#c4 d", 1)}},
    {"A=b #c", 2, {PAIR("A", "b", 1), ORPHAN("#c", 1)}},
    {"A=b # x9Kq2", 2, {PAIR("A", "b", 1), ORPHAN("# x9Kq2", 1)}},
    {"A= # why\nB=c", 3, {PAIR("A", "", 1), PROSE("why", 1), PAIR("B", "c", 2)}},
    {"A=#c", 1, {PAIR("A", "#c", 1)}},
    /* unquoted JSON */
    {"A={\"k\": \"a #b\"}", 1, {PAIR("A", "{\"k\": \"a #b\"}", 1)}},
    {"A={\n  \"k\": \"v=w\"\n}\nB=c",
     4,
     {PAIR("A", "{", 1), ORPHAN("\"k\": \"v=w\"", 2), ORPHAN("}", 3),
      PAIR("B", "c", 4)}},
    {"A=[\n# no comment\n]\n# one",
     4,
     {PAIR("A", "[", 1), ORPHAN("# no comment", 2), ORPHAN("]", 3), PROSE("one", 4)}},
    {"A={\nB=c\n}", 3, {PAIR("A", "{", 1), PAIR("B", "c", 2), ORPHAN("}", 3)}},
    {"A={\"}\": 1,\n\"x\": 2}",
     2,
     {PAIR("A", "{\"}\": 1,", 1), ORPHAN("\"x\": 2}", 2)}},
    /* base64 of an unquoted key */
    {"A=x\nMIIEpAIBAAKCAQEAabcdef==\n",
     2,
     {PAIR("A", "x", 1), ORPHAN("MIIEpAIBAAKCAQEAabcdef==", 2)}},
};

static void assert_item(const sl_env_item *got, const item *want)
{
    assert_int_equal(got->kind, want->kind);
    assert_true(sl_str_eq(got->name, sl_str_of(want->name)));
    assert_true(sl_str_eq(got->value, sl_str_of(want->value)));
    assert_int_equal(got->line, want->line);
    assert_int_equal(got->quote, want->quote);
    assert_int_equal(got->exported, want->exported);
}

static void each_text_gives_its_items(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_env_reader reader = sl_env_open(sl_str_of(cases[i].text));
        sl_env_item got;
        size_t count = 0;

        for (; sl_env_next(&reader, &got); count++) {
            if (count == cases[i].count)
                print_error("one item too many in %s\n", cases[i].text);
            assert_true(count < cases[i].count);
            if (!sl_str_eq(got.value, sl_str_of(cases[i].items[count].value)))
                print_error("%s: value is %.*s\n", cases[i].text, sl_fmt(got.value));
            assert_item(&got, &cases[i].items[count]);
        }
        assert_int_equal(count, cases[i].count);
    }
}

/* A file of open quotes and brackets must not be searched to its end for each. */
static void open_ends_take_no_time(void **state)
{
    static const char *const lines[] = {"A=\"\n",  "A={\n",       "A='\\'\n",   "A=`\n",
                                        "'A'={\n", "A=[\"x=\"\n", "A=\"\\\"x\n"};

    (void)state;
    for (size_t i = 0; i < COUNT(lines); i++) {
        sl_buf text = {0};
        sl_env_reader reader;
        sl_env_item got;
        size_t count = 0;

        for (size_t k = 0; k < 50000; k++)
            sl_buf_add(&text, sl_str_of(lines[i]));
        reader = sl_env_open(sl_buf_str(&text));
        while (sl_env_next(&reader, &got))
            count++;
        assert_true(count > 0);
        sl_buf_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_text_gives_its_items),
        cmocka_unit_test(open_ends_take_no_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
