#include "cli/terminal.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { MAX_COLUMNS = 10000 };

static sl_str variable(const char *const *env, const char *name)
{
    size_t len = strlen(name);

    for (; env && *env; env++)
        if (strncmp(*env, name, len) == 0 && (*env)[len] == '=')
            return sl_str_of(*env + len + 1);
    return (sl_str){0};
}

static bool is_set(const char *const *env, const char *name)
{
    return variable(env, name).len > 0;
}

static bool is_dumb(const char *const *env)
{
    return sl_str_eq(variable(env, "TERM"), sl_lit("dumb"));
}

static bool is_no(sl_str value)
{
    return sl_str_eq(value, sl_lit("0")) || sl_str_eq_nocase(value, sl_lit("false"));
}

static bool decide_color(const sl_terminal_facts *facts, unsigned color)
{
    const char *const *env = facts->env;

    if (color != SL_COLOR_AUTO)
        return color == SL_COLOR_ALWAYS;
    if (is_set(env, "NO_COLOR"))
        return false;
    if (is_set(env, "FORCE_COLOR"))
        return !is_no(variable(env, "FORCE_COLOR"));
    if (is_set(env, "CLICOLOR_FORCE") && !is_no(variable(env, "CLICOLOR_FORCE")))
        return true;
    if (sl_str_eq(variable(env, "CLICOLOR"), sl_lit("0")))
        return false;
    return facts->tty && !is_dumb(env);
}

/* The first of the three that is set counts, as in setlocale(3). */
static bool decide_unicode(const char *const *env)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        sl_str value = variable(env, names[i]);

        if (value.len > 0)
            return sl_str_find_nocase(value, sl_lit("UTF-8")) != SIZE_MAX ||
                   sl_str_find_nocase(value, sl_lit("utf8")) != SIZE_MAX;
    }
    return false;
}

static size_t decide_width(const sl_terminal_facts *facts)
{
    sl_str text = variable(facts->env, "COLUMNS");
    size_t columns = 0;

    if (facts->columns > 0)
        return facts->columns;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9' || columns > MAX_COLUMNS)
            return 0;
        columns = columns * 10 + (size_t)(text.ptr[i] - '0');
    }
    return columns <= MAX_COLUMNS ? columns : 0;
}

sl_terminal sl_terminal_decide(const sl_terminal_facts *facts, unsigned color)
{
    sl_str ci = variable(facts->env, "CI");
    bool live = facts->tty && !is_dumb(facts->env) && (ci.len == 0 || is_no(ci));

    return (sl_terminal){
        .live = live,
        .color = decide_color(facts, color),
        .hyperlinks = live && color != SL_COLOR_NEVER,
        .unicode = decide_unicode(facts->env),
        .width = decide_width(facts),
    };
}

sl_terminal sl_terminal_of(int fd, unsigned color)
{
    sl_terminal_facts facts = {
        .tty = isatty(fd) == 1,
        .env = (const char *const *)environ,
    };
    struct winsize size;

    if (facts.tty && ioctl(fd, TIOCGWINSZ, &size) == 0)
        facts.columns = size.ws_col;
    return sl_terminal_decide(&facts, color);
}
