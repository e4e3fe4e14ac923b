/* strategy_test.c - strategies by the names that people write. */
#include "rule/strategy.h"

#include "page.h"

static void every_strategy_is_read_by_the_name_that_it_writes(void **state)
{
    (void)state;
    for (int i = SL_STRATEGY_LOCAL_ONLY; i < SL_STRATEGIES; i++) {
        sl_strategy back = SL_STRATEGY_NONE;

        assert_true(
            sl_strategy_parse(sl_str_of(sl_strategy_name((sl_strategy)i)), &back));
        assert_int_equal(back, i);
    }
}

static void what_is_no_strategy_is_refused(void **state)
{
    static const char *const cases[] = {
        "", "none", "Local-Only", "local", "local-only ", "git_crypt", "vault",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_strategy out = SL_STRATEGY_GIT_CRYPT;

        print_message("[%s]\n", cases[i]);
        assert_false(sl_strategy_parse(sl_str_of(cases[i]), &out));
        assert_int_equal(out, SL_STRATEGY_GIT_CRYPT); /* untouched */
    }
}

static void the_choices_are_the_names(void **state)
{
    sl_buf told = {0};

    (void)state;
    for (int i = SL_STRATEGY_LOCAL_ONLY; i < SL_STRATEGIES; i++)
        sl_buf_printf(&told, "%s%s", told.len ? "|" : "",
                      sl_strategy_name((sl_strategy)i));
    assert_text(sl_buf_str(&told), SL_STRATEGY_CHOICES);
    assert_string_equal(sl_strategy_name(SL_STRATEGY_NONE), "none");
    sl_buf_free(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_strategy_is_read_by_the_name_that_it_writes),
        cmocka_unit_test(what_is_no_strategy_is_refused),
        cmocka_unit_test(the_choices_are_the_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
