/* locate_test.c - positions, counted on from the last one. */
#include "rule/locate.h"

#include "page.h"

static void positions_are_those_of_the_line_table_in_any_order(void **state)
{
    static const char text[] =
        "a\xc3\xa9z\r\n\xf0\x9f\x94\x91key\rlone\n\n\xff\xfe!\xe2\x82";
    static const size_t steps[] = {1, 2, 3, 7};
    sl_arena arena = {0};
    sl_lines lines = sl_lines_index(&arena, sl_str_make(text, sizeof text - 1));

    (void)state;
    for (size_t s = 0; s < COUNT(steps); s++) {
        sl_locator locator = {.lines = &lines};

        for (size_t i = 0; i < 4 * sizeof text; i++) {
            size_t offset = i * steps[s] % (sizeof text + 2);
            sl_position is = sl_locate(&locator, offset);
            sl_position should = sl_lines_position(&lines, offset);

            assert_memory_equal(&is, &should, sizeof is);
        }
    }
    sl_arena_free(&arena);
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
        sl_span line = sl_locate_line(&lines, cases[i].offset);

        assert_int_equal(line.start, cases[i].start);
        assert_int_equal(line.end, cases[i].end);
    }
    sl_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(positions_are_those_of_the_line_table_in_any_order),
        cmocka_unit_test(a_line_ends_before_its_end_of_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
