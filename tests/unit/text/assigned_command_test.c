/* The file itself, for its tables: a row whose first two bytes are not among the heads
 * would never be tried. */
#include "../../../src/text/assigned_command.c"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void each_row_is_reached(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (!may_begin(sl_str_of(commands[i].program)))
            fail_msg("no head for '%s'", commands[i].program);
}

static void other_text_is_not(void **unused)
{
    (void)unused;
    assert_false(may_begin(sl_lit("qq")));
    assert_false(may_begin(sl_lit("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_is_reached),
        cmocka_unit_test(other_text_is_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
