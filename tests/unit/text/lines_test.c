/* lines_test.c - positions as editors and code scanning count them. */
#include "text/lines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void every_line_end_counts_once(void **state)
{
    static const struct {
        const char *text;
        size_t count;
        const char *lines[4];
    } cases[] = {
        {"", 1, {""}},
        {"a", 1, {"a"}},
        {"a\n", 2, {"a", ""}},
        {"a\r\nb\rc\nd", 4, {"a", "b", "c", "d"}},
        {"\r\r\n", 3, {"", "", ""}},
        {"\n\r", 3, {"", "", ""}},
        {"a\r", 2, {"a", ""}},
        {"\xef\xbb\xbf"
         "a\nb",
         2,
         {"\xef\xbb\xbf"
          "a",
          "b"}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arena arena = {0};
        sl_lines lines = sl_lines_index(&arena, sl_str_of(cases[i].text));
        sl_str rest = sl_str_of(cases[i].text);

        assert_int_equal(lines.len, cases[i].count);
        for (size_t k = 0; k < cases[i].count; k++) {
            sl_str want = sl_str_of(cases[i].lines[k]);

            assert_true(sl_str_eq(sl_lines_text(&lines, k + 1), want));
            if (rest.len > 0)
                assert_true(sl_str_eq(sl_line_take(&rest), want));
        }
        assert_int_equal(rest.len, 0);
        assert_int_equal(sl_lines_text(&lines, 0).len, 0);
        assert_int_equal(sl_lines_text(&lines, cases[i].count + 1).len, 0);
        sl_arena_free(&arena);
    }
}

static void columns_are_counted_in_three_units(void **state)
{
    static const struct {
        const char *text;
        size_t offset;
        sl_position want;
    } cases[] = {
        {"abc", 0, {1, 1, 1, 1}},
        {"abc", 3, {1, 4, 4, 4}},
        {"abc", 99, {1, 4, 4, 4}},
        {"k = \"\xf0\x9f\x94\x91\xc3\xa9"
         "AK",
         11,
         {1, 12, 8, 9}}, /* the example of GitHub's columns */
        {"a\nbc", 1, {1, 2, 2, 2}},
        {"a\nbc", 2, {2, 1, 1, 1}},
        {"a\r\nb", 2, {1, 3, 3, 3}}, /* the LF of a CRLF */
        {"a\r\nb", 3, {2, 1, 1, 1}},
        {"\xff\xfe"
         "a",
         2,
         {1, 3, 3, 3}},
        {"\xc3\xa9x", 1, {1, 2, 1, 1}}, /* inside of a character */
        {"\xef\xbb\xbfx", 3, {1, 4, 2, 2}},
        {"e\xcc\x81x", 3, {1, 4, 3, 3}},
        {"", 0, {1, 1, 1, 1}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arena arena = {0};
        sl_lines lines = sl_lines_index(&arena, sl_str_of(cases[i].text));
        sl_position got = sl_lines_position(&lines, cases[i].offset);

        assert_int_equal(got.line, cases[i].want.line);
        assert_int_equal(got.byte, cases[i].want.byte);
        assert_int_equal(got.code_point, cases[i].want.code_point);
        assert_int_equal(got.utf16, cases[i].want.utf16);
        sl_arena_free(&arena);
    }
}

/* Long lines have marks: what is counted from them is what is counted from the
 * line's start. */
static void columns_of_long_lines_are_counted_alike(void **state)
{
    static const char *const units[] = {"a", "\xc3\xa9", "\xf0\x9f\x94\x91", "\xff",
                                        "\xe2\x82"};
    enum { SIZE = 60000 };
    char *bytes = malloc(SIZE + 4);
    sl_arena arena = {0};
    sl_position want = {1, 1, 1, 1};
    sl_lines lines;
    size_t len = 0;

    (void)state;
    assert_non_null(bytes);
    for (size_t i = 0; len < SIZE; i++) {
        const char *unit = i % 7919 == 7918 ? "\n" : units[i * i / 3 % COUNT(units)];

        memcpy(bytes + len, unit, strlen(unit));
        len += strlen(unit);
    }
    lines = sl_lines_index(&arena, sl_str_make(bytes, len));
    for (size_t at = 0; at < len;) {
        size_t next = at;
        uint32_t c = sl_utf8_next(lines.text, &next);

        for (; at < next; at++, want.byte++) {
            sl_position got = sl_lines_position(&lines, at);

            assert_int_equal(got.line, want.line);
            assert_int_equal(got.byte, want.byte);
            assert_int_equal(got.code_point, want.code_point);
            assert_int_equal(got.utf16, want.utf16);
        }
        want.code_point++;
        want.utf16 += c > 0xffff && c != UINT32_MAX ? 2 : 1;
        if (c == '\n')
            want = (sl_position){want.line + 1, 1, 1, 1};
    }
    sl_arena_free(&arena);
    free(bytes);
}

static void utf8_is_decoded_strictly(void **state)
{
    static const struct {
        sl_str bytes;
        uint32_t first;
        size_t moved;
    } cases[] = {
        {{"a", 1}, 'a', 1},
        {{"\xc3\xa9", 2}, 0xe9, 2},
        {{"\xe2\x82\xac", 3}, 0x20ac, 3},
        {{"\xf0\x9f\x94\x91", 4}, 0x1f511, 4},
        {{"\xf4\x8f\xbf\xbf", 4}, 0x10ffff, 4},
        {{"\xf4\x90\x80\x80", 4}, UINT32_MAX, 1},
        {{"\xc0\x80", 2}, UINT32_MAX, 1},
        {{"\xe0\x9f\xbf", 3}, UINT32_MAX, 1},
        {{"\xed\xa0\x80", 3}, UINT32_MAX, 1},
        {{"\x80", 1}, UINT32_MAX, 1},
        {{"\xe2\x82", 2}, UINT32_MAX, 1},
        {{"\xf8\x88\x80\x80\x80", 5}, UINT32_MAX, 1},
        {{"\0", 1}, 0, 1},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t at = 0;

        assert_int_equal(sl_utf8_next(cases[i].bytes, &at), cases[i].first);
        assert_int_equal(at, cases[i].moved);
        assert_int_equal(sl_utf8_valid(cases[i].bytes), cases[i].first != UINT32_MAX);
    }
}

/* An LF at the far end must not be searched again for every CR. */
static void a_million_lone_carriage_returns_take_no_time(void **state)
{
    size_t len = 1 << 20;
    char *text = malloc(len);
    sl_arena arena = {0};
    sl_lines lines;

    (void)state;
    assert_non_null(text);
    memset(text, '\r', len);
    text[len - 1] = '\n';
    lines = sl_lines_index(&arena, (sl_str){text, len});
    assert_int_equal(lines.len, len);
    sl_arena_free(&arena);
    free(text);
}

static void a_line_ends_before_its_end_of_line(void **state)
{
    static const struct {
        size_t offset, start, end;
    } cases[] = {{0, 0, 2}, {2, 0, 2}, {3, 0, 2}, {4, 4, 5}, {7, 7, 8}, {8, 7, 8}};
    sl_arena arena = {0};
    sl_lines lines = sl_lines_index(&arena, sl_lit("ab\r\nc\r\nd"));

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_span line = sl_lines_around(&lines, cases[i].offset);

        assert_int_equal(line.start, cases[i].start);
        assert_int_equal(line.end, cases[i].end);
    }
    sl_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_ends_before_its_end_of_line),
        cmocka_unit_test(every_line_end_counts_once),
        cmocka_unit_test(columns_are_counted_in_three_units),
        cmocka_unit_test(columns_of_long_lines_are_counted_alike),
        cmocka_unit_test(utf8_is_decoded_strictly),
        cmocka_unit_test(a_million_lone_carriage_returns_take_no_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
