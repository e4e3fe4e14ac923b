/* position_test.c - lines and columns in three kinds of units. */
#include "lsp/position.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define SMILE        "\xf0\x9f\x98\x80"
#define ACUTE        "\xc3\xa9"

static void positions_are_offsets(void **state)
{
    static const struct {
        const char *text;
        sl_units units;
        size_t line, column, offset;
    } cases[] = {
        {"", SL_UNITS_UTF16, 0, 0, 0},          {"", SL_UNITS_UTF16, 5, 5, 0},
        {"abc", SL_UNITS_UTF16, 0, 2, 2},       {"abc", SL_UNITS_UTF16, 0, 9, 3},
        {"abc\n", SL_UNITS_UTF16, 0, 9, 3},     {"abc\n", SL_UNITS_UTF16, 1, 0, 4},
        {"abc\n", SL_UNITS_UTF16, 2, 0, 4},     {"abc\r\nd", SL_UNITS_UTF16, 0, 4, 3},
        {"abc\r\nd", SL_UNITS_UTF16, 1, 1, 6},  {"a\rb", SL_UNITS_UTF16, 1, 0, 2},
        {"a\r\rb", SL_UNITS_UTF8, 2, 1, 4},     {SMILE "x", SL_UNITS_UTF16, 0, 2, 4},
        {SMILE "x", SL_UNITS_UTF16, 0, 1, 0},   {SMILE "x", SL_UNITS_UTF32, 0, 1, 4},
        {SMILE "x", SL_UNITS_UTF8, 0, 4, 4},    {SMILE "x", SL_UNITS_UTF8, 0, 3, 0},
        {ACUTE "x", SL_UNITS_UTF16, 0, 1, 2},   {ACUTE "x", SL_UNITS_UTF8, 0, 2, 2},
        {"\xff\xfex", SL_UNITS_UTF16, 0, 2, 2}, {"\xff\xfex", SL_UNITS_UTF8, 0, 2, 2},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_arena arena = {0};
        sl_lines lines = sl_lines_index(&arena, sl_str_of(cases[i].text));
        size_t offset =
            sl_position_offset(&lines, cases[i].line, cases[i].column, cases[i].units);

        if (offset != cases[i].offset)
            fail_msg("case %zu: offset %zu", i, offset);
        sl_arena_free(&arena);
    }
}

static void offsets_of_positions_come_back(void **state)
{
    sl_str text = sl_lit("a" SMILE "b\r\n" ACUTE ACUTE "\n\n\rlast" SMILE);
    sl_arena arena = {0};
    sl_lines lines = sl_lines_index(&arena, text);

    (void)state;
    for (size_t at = 0; at <= text.len; at++) {
        sl_position p = sl_lines_position(&lines, at);

        if (at < text.len && ((unsigned char)text.ptr[at] & 0xc0) == 0x80)
            continue;
        if (at > 0 && text.ptr[at - 1] == '\r' && text.ptr[at] == '\n')
            continue;
        for (sl_units units = SL_UNITS_UTF16; units <= SL_UNITS_UTF32; units++)
            assert_int_equal(sl_position_offset(&lines, p.line - 1,
                                                sl_position_column(&p, units), units),
                             at);
    }
    sl_arena_free(&arena);
}

static void columns_are_counted(void **state)
{
    (void)state;
    assert_int_equal(sl_position_columns(sl_lit("a" SMILE ACUTE), SL_UNITS_UTF16), 4);
    assert_int_equal(sl_position_columns(sl_lit("a" SMILE ACUTE), SL_UNITS_UTF8), 7);
    assert_int_equal(sl_position_columns(sl_lit("a" SMILE ACUTE), SL_UNITS_UTF32), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(positions_are_offsets),
        cmocka_unit_test(offsets_of_positions_come_back),
        cmocka_unit_test(columns_are_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
