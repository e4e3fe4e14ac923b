/* str_test.c - slices. */
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void comparison_sees_every_byte(void **state)
{
    static const struct {
        sl_str a, b;
        bool equal, equal_nocase;
        int order;
    } cases[] = {
        {{NULL, 0}, {"", 0}, true, true, 0},
        {{"a", 1}, {"a", 1}, true, true, 0},
        {{"a", 1}, {"A", 1}, false, true, 1},
        {{"a", 1}, {"ab", 2}, false, false, -1},
        {{"a\0b", 3}, {"a\0c", 3}, false, false, -1},
        {{"a\0b", 3}, {"A\0B", 3}, false, true, 1},
        {{"\xff", 1}, {"a", 1}, false, false, 1},
        {{"\xc4", 1}, {"\xe4", 1}, false, false, -1},
        {{"[", 1}, {"{", 1}, false, false, -1},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        int order = sl_str_cmp(cases[i].a, cases[i].b);

        assert_int_equal(sl_str_eq(cases[i].a, cases[i].b), cases[i].equal);
        assert_int_equal(sl_str_eq_nocase(cases[i].a, cases[i].b),
                         cases[i].equal_nocase);
        assert_int_equal((order > 0) - (order < 0), cases[i].order);
    }
}

static void prefixes_and_suffixes_fit_or_do_not(void **state)
{
    static const struct {
        const char *s, *part;
        bool starts, ends, starts_nocase, ends_nocase;
    } cases[] = {
        {"abcab", "ab", true, true, true, true},
        {"abcAB", "ab", true, false, true, true},
        {"ab", "abc", false, false, false, false},
        {"", "", true, true, true, true},
        {"a", "", true, true, true, true},
        {"", "a", false, false, false, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_str s = sl_str_of(cases[i].s);
        sl_str part = sl_str_of(cases[i].part);

        assert_int_equal(sl_str_starts(s, part), cases[i].starts);
        assert_int_equal(sl_str_ends(s, part), cases[i].ends);
        assert_int_equal(sl_str_starts_nocase(s, part), cases[i].starts_nocase);
        assert_int_equal(sl_str_ends_nocase(s, part), cases[i].ends_nocase);
        assert_int_equal(sl_str_drop(s, part).len,
                         s.len - (cases[i].starts ? part.len : 0));
        assert_int_equal(sl_str_drop_end(s, part).len,
                         s.len - (cases[i].ends ? part.len : 0));
    }
}

static void bounds_are_clamped(void **state)
{
    static const struct {
        size_t start, end;
        const char *want;
    } cases[] = {
        {0, 3, "abc"}, {1, 2, "b"}, {0, 99, "abc"},       {2, 1, ""},
        {99, 99, ""},  {3, 3, ""},  {0, SIZE_MAX, "abc"}, {SIZE_MAX, SIZE_MAX, ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_true(sl_str_eq(sl_str_sub(sl_lit("abc"), cases[i].start, cases[i].end),
                              sl_str_of(cases[i].want)));
    assert_int_equal(sl_str_sub((sl_str){NULL, 0}, 1, 2).len, 0);
    assert_int_equal(sl_str_skip(sl_lit("abc"), 9).len, 0);
}

static void searches_give_the_first_place_or_none(void **state)
{
    static const struct {
        const char *s, *needle;
        size_t at, at_nocase;
    } cases[] = {
        {"abcabc", "bc", 1, 1},
        {"aBc", "bc", SIZE_MAX, 1},
        {"abc", "abcd", SIZE_MAX, SIZE_MAX},
        {"abc", "", 0, 0},
        {"", "a", SIZE_MAX, SIZE_MAX},
        {"", "", 0, 0},
        {"ababababababABc", "abC", SIZE_MAX, 12},
        {"aaaaaaaaaaaaaaaab", "aB", SIZE_MAX, 15},
        {"AAAAAAAAAAAAAAAA", "ab", SIZE_MAX, SIZE_MAX},
        {"................-Key", "-kEY", SIZE_MAX, 16},
        {"abcdefghijklmnoP", "p", SIZE_MAX, 15},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_str s = sl_str_of(cases[i].s);
        sl_str needle = sl_str_of(cases[i].needle);

        assert_int_equal(sl_str_find(s, needle), cases[i].at);
        assert_int_equal(sl_str_find_nocase(s, needle), cases[i].at_nocase);
        assert_int_equal(sl_str_has(s, needle), cases[i].at != SIZE_MAX);
    }
    assert_int_equal(sl_str_chr(sl_lit("a/b/c"), '/'), 1);
    assert_int_equal(sl_str_rchr(sl_lit("a/b/c"), '/'), 3);
    assert_int_equal(sl_str_chr((sl_str){NULL, 0}, '/'), SIZE_MAX);
    assert_int_equal(sl_str_rchr((sl_str){NULL, 0}, '/'), SIZE_MAX);
}

static void a_split_without_separator_touches_nothing(void **state)
{
    sl_str before = sl_lit("x");
    sl_str after = sl_lit("y");

    (void)state;
    assert_false(sl_str_split(sl_lit("abc"), '=', &before, &after));
    assert_true(sl_str_eq(before, sl_lit("x")) && sl_str_eq(after, sl_lit("y")));
    assert_true(sl_str_split(sl_lit("a=b=c"), '=', &before, &after));
    assert_true(sl_str_eq(before, sl_lit("a")) && sl_str_eq(after, sl_lit("b=c")));
}

static void lines_lose_their_end(void **state)
{
    static const struct {
        const char *text;
        const char *lines[3];
    } cases[] = {
        {"a\nb\r\nc", {"a", "b", "c"}},
        {"\n\r\n", {"", "", NULL}},
        {"a\rb", {"a\rb", NULL, NULL}},
        {"", {NULL, NULL, NULL}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_str rest = sl_str_of(cases[i].text);

        for (size_t k = 0; k < 3 && cases[i].lines[k]; k++) {
            assert_true(rest.len > 0);
            assert_true(sl_str_eq(sl_str_line(&rest), sl_str_of(cases[i].lines[k])));
        }
        assert_int_equal(rest.len, 0);
    }
}

static void paths_and_blanks_are_cut(void **state)
{
    static const struct {
        const char *path, *dir, *base;
    } cases[] = {
        {"a/b/c", "a/b", "c"}, {"c", "", "c"}, {"a/", "a", ""},
        {"/c", "", "c"},       {"", "", ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_str path = sl_str_of(cases[i].path);

        assert_true(sl_str_eq(sl_path_dir(path), sl_str_of(cases[i].dir)));
        assert_true(sl_str_eq(sl_path_base(path), sl_str_of(cases[i].base)));
    }
    assert_true(sl_str_eq(sl_str_trim(sl_lit(" \t\r\n\v\fa b\n")), sl_lit("a b")));
    assert_int_equal(sl_str_trim(sl_lit(" \n")).len, 0);
}

static void a_span_is_relative_to_its_outer_slice(void **state)
{
    sl_str outer = sl_lit("abcdef");
    sl_span span = sl_span_in(outer, sl_str_sub(outer, 2, 5));

    (void)state;
    assert_int_equal(span.start, 2);
    assert_int_equal(span.end, 5);
}

/* At every place of texts of every length, in front of others and beside bytes that
 * differ from one that is looked for by one bit, or by one. */
static void the_first_of_three_bytes_is_found(void **state)
{
    static const char wanted[] = {'\n', ':', '\xff'};
    static const char others[] = {'\v', ';', '9', '\xfe', '\0', '\x8a', '\x80', 'x'};
    char text[40];

    (void)state;
    assert_int_equal(sl_str_chr3((sl_str){NULL, 0}, 'a', 'b', 'c'), SIZE_MAX);
    for (size_t o = 0; o < sizeof others; o++)
        for (size_t len = 0; len <= sizeof text; len++) {
            sl_str all = {text, len};

            memset(text, others[o], sizeof text);
            assert_int_equal(sl_str_chr3(all, '\n', ':', '\xff'), SIZE_MAX);
            for (size_t at = len; at-- > 0;)
                for (size_t w = 0; w < sizeof wanted; w++) {
                    text[at] = wanted[w];
                    assert_int_equal(sl_str_chr3(all, '\n', ':', '\xff'), at);
                }
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_of_three_bytes_is_found),
        cmocka_unit_test(comparison_sees_every_byte),
        cmocka_unit_test(prefixes_and_suffixes_fit_or_do_not),
        cmocka_unit_test(bounds_are_clamped),
        cmocka_unit_test(searches_give_the_first_place_or_none),
        cmocka_unit_test(a_split_without_separator_touches_nothing),
        cmocka_unit_test(lines_lose_their_end),
        cmocka_unit_test(paths_and_blanks_are_cut),
        cmocka_unit_test(a_span_is_relative_to_its_outer_slice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
