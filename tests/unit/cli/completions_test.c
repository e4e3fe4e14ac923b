#include "cli/pages.h"

#include "cli/choices.h"
#include "cli/option.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

/* How a shell's script writes a long option. */
typedef struct shell_case {
    const char *name;
    const char *before;
    const char *start;
} shell_case;

static const shell_case shells[] = {
    {"bash", "--", "# bash completion of seclint"},
    {"zsh", "--", "#compdef seclint\n"},
    {"fish", " -l ", "# fish completion of seclint"},
};

static void scripts_know_every_option_and_command(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++) {
        sl_buf script = {0}, term = {0};
        const sl_option *option;

        assert_true(sl_completions_write(sl_str_of(shells[i].name), &script));
        assert_true(sl_str_starts(sl_buf_str(&script), sl_str_of(shells[i].start)));
        for (size_t j = 0; (option = sl_option_at(j)) != NULL; j++) {
            sl_buf_clear(&term);
            sl_buf_printf(&term, "%s%s", shells[i].before, option->name);
            assert_true(sl_str_has(sl_buf_str(&script), sl_buf_str(&term)));
        }
        for (sl_command_id id = 0; id < SL_COMMAND_COUNT; id++)
            assert_true(
                sl_str_has(sl_buf_str(&script), sl_str_of(sl_command_at(id)->name)));
        sl_buf_free(&script);
        sl_buf_free(&term);
    }
}

static void the_command_accepts_the_shells_that_have_a_script(void **unused)
{
    const char *choices = sl_command_at(SL_COMMAND_COMPLETIONS)->choices;

    (void)unused;
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
        assert_int_equal(sl_choices_index(choices, sl_str_of(shells[i].name)), i);
    assert_false(sl_completions_write(sl_lit("tcsh"), NULL));
}

static void help_accepts_every_command(void **unused)
{
    const char *choices = sl_command_at(SL_COMMAND_HELP)->choices;

    (void)unused;
    for (sl_command_id id = 0; id < SL_COMMAND_COUNT; id++) {
        sl_str name = sl_str_of(sl_command_at(id)->name);

        assert_int_equal(sl_choices_index(choices, name), id);
        assert_int_equal(sl_command_find(name), id);
    }
    assert_int_equal(sl_command_find(sl_lit("scann")), SL_COMMAND_COUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scripts_know_every_option_and_command),
        cmocka_unit_test(the_command_accepts_the_shells_that_have_a_script),
        cmocka_unit_test(help_accepts_every_command),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
