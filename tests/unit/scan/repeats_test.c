/* repeats_test.c - members of archives that are known again, by name and bytes. */
#include "scan/repeats.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

static void only_the_same_name_and_bytes_are_known(void **state)
{
    sl_repeats *repeats = sl_calloc(1, sizeof *repeats);
    const sl_repeat *found;

    (void)state;
    sl_repeats_add(repeats, sl_lit("a!/b"), sl_lit("cd"),
                   &(sl_repeat){.unpacked = 7, .members = 2, .binaries = 1});
    found = sl_repeats_find(repeats, sl_lit("a!/b"), sl_lit("cd"));
    assert_non_null(found);
    assert_true(found->unpacked == 7 && found->members == 2 && found->binaries == 1);
    assert_null(sl_repeats_find(repeats, sl_lit("a!/b"), sl_lit("ce")));
    assert_null(sl_repeats_find(repeats, sl_lit("a!/x"), sl_lit("cd")));
    assert_null(sl_repeats_find(repeats, sl_lit("a!/bc"), sl_lit("d")));
    assert_null(sl_repeats_find(repeats, sl_lit("a!/b"), sl_lit("c")));
    assert_null(sl_repeats_find(repeats, sl_lit(""), sl_lit("")));
    sl_repeats_free(repeats);
}

static void the_oldest_goes_first(void **state)
{
    sl_repeats *repeats = sl_calloc(1, sizeof *repeats);
    char names[SL_REPEATS + 1];

    (void)state;
    for (size_t i = 0; i < sizeof names; i++) {
        names[i] = (char)i;
        sl_repeats_add(repeats, sl_str_make(&names[i], 1), sl_lit("x"),
                       &(sl_repeat){0});
    }
    for (size_t i = 0; i < sizeof names; i++)
        assert_true((i > 0) == (sl_repeats_find(repeats, sl_str_make(&names[i], 1),
                                                sl_lit("x")) != NULL));
    sl_repeats_free(repeats);
    sl_repeats_free(NULL);
}

static void what_is_long_is_not_kept(void **state)
{
    sl_repeats *repeats = sl_calloc(1, sizeof *repeats);
    sl_str text = sl_str_make(sl_calloc(SL_REPEAT_MAX, 1), SL_REPEAT_MAX);

    (void)state;
    sl_repeats_add(repeats, sl_lit("a"), text, &(sl_repeat){0});
    assert_null(sl_repeats_find(repeats, sl_lit("a"), text));
    text.len--;
    sl_repeats_add(repeats, sl_lit("a"), text, &(sl_repeat){0});
    assert_non_null(sl_repeats_find(repeats, sl_lit("a"), text));
    free((void *)(uintptr_t)text.ptr);
    sl_repeats_free(repeats);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_same_name_and_bytes_are_known),
        cmocka_unit_test(the_oldest_goes_first),
        cmocka_unit_test(what_is_long_is_not_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
