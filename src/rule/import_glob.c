#include "rule/import_glob.h"

#include "base/buf.h"
#include "text/glob.h"

enum { MAX_NESTING = 8 };

typedef struct turner {
    sl_str rest;
    bool fold; /* (?i) */
    unsigned depth;
    sl_arena *arena;
} turner;

static bool turn_alternatives(turner *t, sl_buf *out);

static bool take(turner *t, sl_str text)
{
    if (!sl_str_starts(t->rest, text))
        return false;
    t->rest = sl_str_skip(t->rest, text.len);
    return true;
}

/* One of several spellings. */
static bool take_any(turner *t, const char *const *texts)
{
    for (size_t i = 0; texts[i]; i++)
        if (take(t, sl_str_of(texts[i])))
            return true;
    return false;
}

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool add_char(const turner *t, char c, sl_buf *out)
{
    if (c == '\0' || sl_str_chr(sl_lit("*?[]{},\\^$|()+"), c) != SIZE_MAX)
        return false; /* says something else in a glob, or in a regex */
    if (t->fold && is_letter(c))
        sl_buf_printf(out, "[%c%c]", c | 0x20, c & ~0x20);
    else
        sl_buf_char(out, c);
    return true;
}

static bool turn_escape(turner *t, sl_buf *out)
{
    char c = t->rest.len > 1 ? t->rest.ptr[1] : '\0';

    t->rest = sl_str_skip(t->rest, 2);
    if (c == 'd')
        sl_buf_add(out, sl_lit("[0-9]"));
    else if (c == 'w')
        sl_buf_add(out, sl_lit("[0-9A-Za-z_]"));
    else if (is_letter(c) || (c >= '0' && c <= '9'))
        return false;
    else
        return add_char(t, c, out);
    return true;
}

/* A class of plain characters and ranges. */
static bool turn_class(turner *t, sl_buf *out)
{
    size_t end = sl_str_chr(t->rest, ']');
    sl_str text = sl_str_sub(t->rest, 0, end == SIZE_MAX ? 0 : end + 1);
    sl_str inner = sl_str_sub(text, 1, text.len ? text.len - 1 : 0);

    if (inner.len == 0 || inner.ptr[0] == '^' || sl_str_chr(inner, '\\') != SIZE_MAX ||
        sl_str_chr(inner, '[') != SIZE_MAX)
        return false;
    for (size_t i = 0; t->fold && i < inner.len; i++)
        if (is_letter(inner.ptr[i]))
            return false;
    sl_buf_add(out, text);
    t->rest = sl_str_skip(t->rest, text.len);
    return true;
}

static bool turn_group(turner *t, sl_buf *out)
{
    static const char *const heads[] = {"(?:", "(", NULL};

    if (!take_any(t, heads) || sl_str_starts(t->rest, sl_lit("?")) ||
        ++t->depth > MAX_NESTING)
        return false;
    sl_buf_char(out, '{');
    if (!turn_alternatives(t, out) || !take(t, sl_lit(")")))
        return false;
    sl_buf_char(out, '}');
    t->depth--;
    return true;
}

static bool turn_atom(turner *t, sl_buf *out)
{
    static const char *const whole[] = {".*?", ".*", ".+?", ".+", NULL};
    static const char *const name[] = {"[^/]*", "[^/]+", "[^\\/]*", "[^\\/]+", NULL};

    if (take_any(t, whole)) {
        sl_buf_add(out, sl_lit("**"));
        return true;
    }
    if (take_any(t, name)) {
        sl_buf_char(out, '*');
        return true;
    }
    if (take(t, sl_lit("."))) {
        sl_buf_char(out, '?');
        return true;
    }
    switch (t->rest.ptr[0]) {
    case '\\': return turn_escape(t, out);
    case '[': return turn_class(t, out);
    case '(': return turn_group(t, out);
    default: break;
    }
    if (!add_char(t, t->rest.ptr[0], out))
        return false;
    t->rest = sl_str_skip(t->rest, 1);
    return true;
}

static bool turn_sequence(turner *t, sl_buf *out)
{
    while (t->rest.len > 0 && t->rest.ptr[0] != '|' && t->rest.ptr[0] != ')' &&
           t->rest.ptr[0] != '$' && !sl_str_starts(t->rest, sl_lit("(?:/|$)")) &&
           !sl_str_starts(t->rest, sl_lit("(/|$)"))) {
        sl_buf one = {0};
        bool ok = turn_atom(t, &one);

        if (ok && take(t, sl_lit("?")))
            sl_buf_printf(out, "{,%s}", one.ptr);
        else
            sl_buf_add(out, sl_buf_str(&one));
        sl_buf_free(&one);
        if (!ok || sl_str_starts(t->rest, sl_lit("*")) ||
            sl_str_starts(t->rest, sl_lit("+")) || sl_str_starts(t->rest, sl_lit("{")))
            return false;
    }
    return true;
}

static bool turn_alternatives(turner *t, sl_buf *out)
{
    bool ok = turn_sequence(t, out);

    while (ok && take(t, sl_lit("|"))) {
        sl_buf_char(out, ',');
        ok = turn_sequence(t, out);
    }
    return ok;
}

bool sl_glob_from_regex(sl_str regex, sl_arena *arena, sl_str *out)
{
    static const char *const starts[] = {"(?:^|/)", "(^|/)", "(?:^|\\/)", "(^|\\/)",
                                         NULL};
    static const char *const ends[] = {"(?:/|$)", "(/|$)", NULL};
    turner t = {.rest = regex, .arena = arena};
    sl_buf text = {0};
    const char *why;
    bool ok;

    t.fold = take(&t, sl_lit("(?i)"));
    sl_buf_char(&text, '/'); /* the whole path is meant, not its last part */
    if (take_any(&t, starts))
        sl_buf_add(&text, sl_lit("{,**/}"));
    else if (!take(&t, sl_lit("^")))
        sl_buf_add(&text, sl_lit("**"));
    ok = turn_sequence(&t, &text);
    if (take_any(&t, ends))
        sl_buf_add(&text, sl_lit("{,/**}"));
    else if (!take(&t, sl_lit("$")))
        sl_buf_add(&text, sl_lit("**"));
    ok = ok && t.rest.len == 0;
    *out = sl_arena_str(arena, sl_buf_str(&text));
    sl_buf_free(&text);
    return ok && sl_glob_valid(*out, &why);
}
