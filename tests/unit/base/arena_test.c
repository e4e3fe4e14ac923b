/* arena_test.c - blocks that never move and are given back together. */
#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

static void pointers_stay_and_are_aligned_and_zeroed(void **state)
{
    sl_arena arena = {0};
    char *all[300];

    (void)state;
    for (size_t i = 0; i < 300; i++) {
        all[i] = sl_arena_alloc(&arena, i * 7);
        assert_int_equal((uintptr_t)all[i] % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < i * 7; k++)
            assert_int_equal(all[i][k], 0);
        memset(all[i], (int)i & 0x7f, i * 7);
    }
    for (size_t i = 1; i < 300; i++)
        assert_int_equal(all[i][i * 7 - 1], (char)(i & 0x7f));
    sl_arena_free(&arena);
    assert_null(arena.head);
}

static void large_pieces_and_reset(void **state)
{
    sl_arena arena = {0};

    (void)state;
    for (int round = 0; round < 3; round++) {
        char *large = sl_arena_alloc(&arena, 1 << 20);
        uint64_t *numbers = sl_arena_calloc(&arena, 100, sizeof *numbers);

        assert_int_equal(large[(1 << 20) - 1], 0);
        assert_int_equal(numbers[99], 0);
        memset(large, 1, 1 << 20);
        numbers[99] = 1;
        sl_arena_reset(&arena);
    }
    sl_arena_free(&arena);
    sl_arena_free(&arena);
}

static void copies_end_with_nul(void **state)
{
    sl_arena arena = {0};
    sl_str copy = sl_arena_str(&arena, sl_lit("abc"));
    sl_str empty = sl_arena_str(&arena, (sl_str){NULL, 0});
    sl_str text = sl_arena_printf(&arena, "%d %s", 7, "x");

    (void)state;
    assert_string_equal(copy.ptr, "abc");
    assert_string_equal(empty.ptr, "");
    assert_string_equal(text.ptr, "7 x");
    assert_int_equal(text.len, 3);
    sl_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pointers_stay_and_are_aligned_and_zeroed),
        cmocka_unit_test(large_pieces_and_reset),
        cmocka_unit_test(copies_end_with_nul),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
