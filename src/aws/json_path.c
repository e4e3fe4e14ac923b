#include "aws/json_path.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool begins_name(char c)
{
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' || c == '@';
}

static bool in_name(char c)
{
    return begins_name(c) || is_digit(c) || c == '-';
}

/* Operators of the language that are rare, template marks, and letters beyond ASCII, of
 * which some are taken: not judged. */
static bool is_beyond(sl_str path)
{
    static const char marks[] = "`(),|&~{}<>%";
    sl_str set = sl_str_make(marks, sizeof marks - 1);

    for (size_t i = 0; i < path.len; i++)
        if (sl_str_chr(set, path.ptr[i]) != SIZE_MAX || (path.ptr[i] & 0x80))
            return true;
    return false;
}

/* What is left to read. */
typedef struct cursor {
    sl_str rest;
} cursor;

static char peek(const cursor *at)
{
    return at->rest.len > 0 ? at->rest.ptr[0] : '\0';
}

static void skip_blanks(cursor *at)
{
    while (peek(at) == ' ' || peek(at) == '\t')
        at->rest = sl_str_skip(at->rest, 1);
}

static sl_str take(cursor *at, size_t len)
{
    sl_str taken = sl_str_sub(at->rest, 0, len);

    at->rest = sl_str_skip(at->rest, len);
    return taken;
}

static sl_str take_name(cursor *at)
{
    size_t len = 0;

    if (begins_name(peek(at)))
        while (len < at->rest.len && in_name(at->rest.ptr[len]))
            len++;
    else
        while (len < at->rest.len && is_digit(at->rest.ptr[len]))
            len++;
    return take(at, len);
}

/* 'name' or "name"; *name is what stands between the quotes. */
static bool take_quoted(cursor *at, sl_str *name)
{
    char quote = peek(at);
    sl_str inner = sl_str_skip(at->rest, 1);
    size_t len = 0;

    while (len < inner.len && inner.ptr[len] != quote)
        len += inner.ptr[len] == '\\' ? 2 : 1;
    if (len >= inner.len)
        return false;
    *name = sl_str_sub(inner, 0, len);
    at->rest = sl_str_skip(inner, len + 1);
    return true;
}

static bool is_quote(char c)
{
    return c == '\'' || c == '"';
}

/* [0], [1:2], [*], ['name'], [name] */
static bool take_brackets(cursor *at, sl_str *name)
{
    take(at, 1);
    skip_blanks(at);
    if (is_quote(peek(at))) {
        if (!take_quoted(at, name))
            return false;
    } else if (begins_name(peek(at))) {
        *name = take_name(at);
    } else {
        size_t len = 0;

        while (len < at->rest.len &&
               (is_digit(at->rest.ptr[len]) ||
                sl_str_chr(sl_lit("-:* "), at->rest.ptr[len]) != SIZE_MAX))
            len++;
        if (len == 0)
            return false;
        take(at, len);
    }
    skip_blanks(at);
    return take(at, 1).len == 1 && at->rest.ptr[-1] == ']';
}

/* One step: a name, a number, *, a quoted name or brackets. */
static bool take_step(cursor *at, sl_str *name)
{
    skip_blanks(at);
    if (peek(at) == '[')
        return take_brackets(at, name);
    if (is_quote(peek(at)))
        return take_quoted(at, name);
    if (peek(at) == '*')
        return take(at, 1).len == 1;
    *name = take_name(at);
    return name->len > 0;
}

/* All steps; *first is the name of the first one, if it has one. */
static sl_path_fault walk(sl_str path, sl_str *first)
{
    cursor at = {sl_str_trim(path)};
    bool rootless = peek(&at) != '$';
    size_t steps = 0;
    sl_str name = {0};

    if (at.rest.len == 0)
        return SL_PATH_EMPTY;
    if (rootless && !take_step(&at, first))
        return SL_PATH_BROKEN;
    if (!rootless)
        take(&at, 1);
    for (skip_blanks(&at); at.rest.len > 0; skip_blanks(&at), steps++) {
        bool deep = sl_str_starts(at.rest, sl_lit(".."));

        name = (sl_str){0};
        if (deep)
            take(&at, 2);
        else if (peek(&at) == '.')
            take(&at, 1);
        else if (peek(&at) != '[')
            return SL_PATH_BROKEN;
        if (!take_step(&at, &name))
            return SL_PATH_BROKEN;
        if (!rootless && steps == 0 && !deep)
            *first = name;
    }
    return rootless ? SL_PATH_ROOTLESS : SL_PATH_OK;
}

sl_path_fault sl_json_path_check(sl_str path)
{
    sl_str first = {0};

    return is_beyond(path) ? SL_PATH_OK : walk(path, &first);
}

sl_str sl_json_path_key(sl_str path)
{
    sl_str first = {0};
    sl_path_fault fault = is_beyond(path) ? SL_PATH_BROKEN : walk(path, &first);

    return fault == SL_PATH_OK || fault == SL_PATH_ROOTLESS ? first : (sl_str){0};
}
