#include "cli/terminal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>

enum { MOST = 6 };

/* said: C colour, L live, H hyperlinks, U unicode; - where not. */
typedef struct terminal_case {
    bool tty;
    unsigned color;
    const char *env[MOST];
    const char *said;
} terminal_case;

static const terminal_case cases[] = {
    {true, SL_COLOR_AUTO, {NULL}, "CLH-"},
    {false, SL_COLOR_AUTO, {NULL}, "----"},
    {false, SL_COLOR_ALWAYS, {"NO_COLOR=1"}, "C---"},
    {true, SL_COLOR_NEVER, {"FORCE_COLOR=1"}, "-L--"},
    {true, SL_COLOR_AUTO, {"NO_COLOR=1", "FORCE_COLOR=1"}, "-LH-"},
    {true, SL_COLOR_AUTO, {"NO_COLOR="}, "CLH-"},
    {true, SL_COLOR_AUTO, {"NO_COLORS=1", "XNO_COLOR=1"}, "CLH-"},
    {false, SL_COLOR_AUTO, {"FORCE_COLOR=1"}, "C---"},
    {false, SL_COLOR_AUTO, {"FORCE_COLOR=3", "CLICOLOR=0"}, "C---"},
    {true, SL_COLOR_AUTO, {"FORCE_COLOR=0"}, "-LH-"},
    {true, SL_COLOR_AUTO, {"FORCE_COLOR=false", "CLICOLOR_FORCE=1"}, "-LH-"},
    {false, SL_COLOR_AUTO, {"CLICOLOR_FORCE=1"}, "C---"},
    {false, SL_COLOR_AUTO, {"CLICOLOR_FORCE=0"}, "----"},
    {true, SL_COLOR_AUTO, {"CLICOLOR_FORCE=0"}, "CLH-"},
    {true, SL_COLOR_AUTO, {"CLICOLOR_FORCE=1", "CLICOLOR=0"}, "CLH-"},
    {true, SL_COLOR_AUTO, {"CLICOLOR=0"}, "-LH-"},
    {true, SL_COLOR_AUTO, {"CLICOLOR=1"}, "CLH-"},
    {false, SL_COLOR_AUTO, {"CLICOLOR=1"}, "----"},
    {true, SL_COLOR_AUTO, {"TERM=dumb"}, "----"},
    {true, SL_COLOR_ALWAYS, {"TERM=dumb"}, "C---"},
    {true, SL_COLOR_AUTO, {"TERM=xterm-256color"}, "CLH-"},
    {true, SL_COLOR_AUTO, {"CI=true"}, "C---"},
    {true, SL_COLOR_AUTO, {"CI=false"}, "CLH-"},
    {true, SL_COLOR_AUTO, {"CI="}, "CLH-"},
    {false, SL_COLOR_AUTO, {"LANG=de_DE.UTF-8"}, "---U"},
    {false, SL_COLOR_AUTO, {"LANG=en_US.utf8"}, "---U"},
    {false, SL_COLOR_AUTO, {"LANG=de_DE.UTF-8", "LC_ALL=C"}, "----"},
    {false, SL_COLOR_AUTO, {"LANG=C", "LC_CTYPE=C.UTF-8"}, "---U"},
    {false, SL_COLOR_AUTO, {"LANG=de_DE.UTF-8", "LC_ALL="}, "---U"},
    {false, SL_COLOR_AUTO, {"LANG=de_DE.ISO-8859-1"}, "----"},
};

static void environments_decide_what_is_shown(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_terminal_facts facts = {.tty = cases[i].tty, .env = cases[i].env};
        sl_terminal got = sl_terminal_decide(&facts, cases[i].color);
        const char said[] = {got.color ? 'C' : '-', got.live ? 'L' : '-',
                             got.hyperlinks ? 'H' : '-', got.unicode ? 'U' : '-', '\0'};

        if (!sl_str_eq(sl_str_of(said), sl_str_of(cases[i].said)))
            fail_msg("row %zu (%s): %s, not %s", i, cases[i].env[0], said,
                     cases[i].said);
    }
}

typedef struct width_case {
    size_t columns;
    const char *env[2];
    size_t width;
} width_case;

static const width_case widths[] = {
    {0, {NULL}, 0},
    {120, {NULL}, 120},
    {120, {"COLUMNS=60"}, 120},
    {0, {"COLUMNS=60"}, 60},
    {0, {"COLUMNS="}, 0},
    {0, {"COLUMNS=0"}, 0},
    {0, {"COLUMNS=-5"}, 0},
    {0, {"COLUMNS=8o"}, 0},
    {0, {"COLUMNS=10000"}, 10000},
    {0, {"COLUMNS=10001"}, 0},
    {0, {"COLUMNS=99999999999999999999999"}, 0},
};

static void the_terminal_tells_its_width_before_the_environment(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        sl_terminal_facts facts = {.columns = widths[i].columns, .env = widths[i].env};

        assert_int_equal(sl_terminal_decide(&facts, SL_COLOR_AUTO).width,
                         widths[i].width);
    }
}

static void a_closed_descriptor_is_no_terminal(void **unused)
{
    sl_terminal got = sl_terminal_of(-1, SL_COLOR_NEVER);

    (void)unused;
    assert_false(got.live || got.color || got.hyperlinks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(environments_decide_what_is_shown),
        cmocka_unit_test(the_terminal_tells_its_width_before_the_environment),
        cmocka_unit_test(a_closed_descriptor_is_no_terminal),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
