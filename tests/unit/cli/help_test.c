#include "cli/pages.h"

#include "cli/option.h"
#include "cli/wrap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <ctype.h>
#include <string.h>

enum { COLUMNS = 80 };

typedef struct wrap_case {
    const char *text;
    size_t column;
    size_t indent;
    size_t width;
    const char *expected;
} wrap_case;

static const wrap_case wraps[] = {
    {"", 0, 0, 10, "\n"},
    {"one", 0, 0, 10, "one\n"},
    {"one two", 0, 0, 7, "one two\n"},
    {"one two", 0, 2, 6, "one\n  two\n"},
    {"one  two three", 4, 4, 11, "one two\n    three\n"},
    {"incomprehensible word", 0, 1, 5, "incomprehensible\n word\n"},
};

static void text_is_broken_at_blanks(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof wraps / sizeof *wraps; i++) {
        sl_buf got = {0};

        sl_wrap(sl_str_of(wraps[i].text), wraps[i].column, wraps[i].indent,
                wraps[i].width, &got);
        assert_string_equal(got.ptr, wraps[i].expected);
        sl_buf_free(&got);
    }
}

static void help_fits_the_terminal(void **unused)
{
    (void)unused;
    for (sl_command_id id = 0; id <= SL_COMMAND_COUNT; id++) {
        sl_buf help = {0};
        sl_str rest;

        sl_help_write(id, &help);
        rest = sl_buf_str(&help);
        assert_true(sl_str_ends(rest, sl_lit("\n")));
        while (rest.len > 0) {
            sl_str line = sl_str_line(&rest);

            assert_true(line.len <= COLUMNS);
            assert_false(sl_str_ends(line, sl_lit(" ")));
        }
        sl_buf_free(&help);
    }
}

static bool names(const sl_buf *page, const char *before, const sl_option *option)
{
    sl_buf term = {0};
    bool found = false;

    sl_buf_printf(&term, "%s%s%s%s.", before, option->name, option->arg ? " " : "",
                  option->arg ? option->arg : "");
    /* --stdin is no beginning of --stdin-path */
    for (const char *end = " \n`"; *end; end++) {
        term.ptr[term.len - 1] = *end;
        found |= sl_str_has(sl_buf_str(page), sl_buf_str(&term));
    }
    sl_buf_free(&term);
    return found;
}

static void help_names_the_options_of_its_command_only(void **unused)
{
    (void)unused;
    for (sl_command_id id = 0; id < SL_COMMAND_COUNT; id++) {
        const sl_option *option;
        sl_buf help = {0};

        sl_help_write(id, &help);
        for (size_t i = 0; (option = sl_option_at(i)) != NULL; i++)
            if (sl_option_find(sl_str_of(option->name), id) == option)
                assert_true(names(&help, "  --", option) ||
                            names(&help, ", --", option));
            else if (!sl_option_find(sl_str_of(option->name), id))
                assert_false(names(&help, "  --", option));
        sl_buf_free(&help);
    }
}

static void the_overview_names_commands_statuses_and_variables(void **unused)
{
    static const char *const words[] = {"Usage: seclint [scan]",
                                        "\n  explain ",
                                        "\n  completions ",
                                        "\n  3  ",
                                        "NO_COLOR",
                                        "FORCE_COLOR",
                                        "CLICOLOR",
                                        "CLICOLOR_FORCE",
                                        "Examples:",
                                        "(never, note, "};
    sl_buf help = {0};

    (void)unused;
    sl_help_write(SL_COMMAND_COUNT, &help);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_true(sl_str_has(sl_buf_str(&help), sl_str_of(words[i])));
    sl_buf_free(&help);
}

static void the_manual_page_has_its_sections_and_no_bare_hyphen(void **unused)
{
    static const char *const words[] = {".TH SECLINT 1 ",
                                        ".SH NAME\n",
                                        ".SH SYNOPSIS\n",
                                        ".SH OPTIONS\n",
                                        ".SH EXIT STATUS\n",
                                        ".SH ENVIRONMENT\n",
                                        ".SH EXAMPLES\n",
                                        "seclint 9.8.7",
                                        "\\fB\\-\\-range\\fR \\fIA..B\\fR",
                                        "\\fB\\-j\\fR, \\fB\\-\\-jobs\\fR"};
    sl_buf page = {0};

    (void)unused;
    sl_man_write("9.8.7", &page);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_true(sl_str_has(sl_buf_str(&page), sl_str_of(words[i])));
    for (size_t i = 1; i < page.len; i++)
        assert_true(page.ptr[i] != '-' || page.ptr[i - 1] == '\\');
    sl_buf_free(&page);
}

static void the_document_names_every_option(void **unused)
{
    const sl_option *option;
    sl_buf page = {0};

    (void)unused;
    sl_clidoc_write(&page);
    for (size_t i = 0; (option = sl_option_at(i)) != NULL; i++)
        assert_true(names(&page, "`--", option));
    sl_buf_free(&page);
}

/* They are pasted between quotes of three shells and behind a colon of zsh. */
static void is_plain(const char *text)
{
    for (; *text; text++)
        assert_true(isalnum((unsigned char)*text) || strchr(" ,.-/", *text));
}

static void summaries_are_plain(void **unused)
{
    const sl_option *option;

    (void)unused;
    for (size_t i = 0; (option = sl_option_at(i)) != NULL; i++)
        is_plain(option->summary);
    for (sl_command_id id = 0; id < SL_COMMAND_COUNT; id++)
        is_plain(sl_command_at(id)->summary);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_broken_at_blanks),
        cmocka_unit_test(help_fits_the_terminal),
        cmocka_unit_test(help_names_the_options_of_its_command_only),
        cmocka_unit_test(the_overview_names_commands_statuses_and_variables),
        cmocka_unit_test(the_manual_page_has_its_sections_and_no_bare_hyphen),
        cmocka_unit_test(the_document_names_every_option),
        cmocka_unit_test(summaries_are_plain),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
