#include "match/stretch.h"

#include "match/stretch_part.h"

#include <string.h>

enum {
    DEEPEST = 40, /* groups in groups that are followed */
    MOST = 1000,  /* repetitions that are counted */
    WORTH = 10    /* bytes: shorter ones stand everywhere */
};

typedef struct reader {
    sl_str rest;
    sl_stretch_kind kind;
    bool line; /* instead: all bytes but the end of a line */
    int depth;
    bool lost; /* something was met that is not understood */
} reader;

static const sl_stretch_part nothing = {.all = true};
static const sl_stretch_part anything = {.all = false};

static bool of_kind(const reader *r, char c)
{
    return r->line ? c != '\n' : sl_stretch_byte(r->kind, c);
}

static char peek(const reader *r)
{
    return r->rest.len > 0 ? r->rest.ptr[0] : '\0';
}

static char take(reader *r)
{
    char c = peek(r);

    r->lost |= r->rest.len == 0;
    r->rest = sl_str_skip(r->rest, 1);
    return c;
}

static sl_stretch_part lose(reader *r)
{
    r->lost = true;
    r->rest = (sl_str){0};
    return anything;
}

/* Behind a backslash, outside of a class or inside. */
static sl_stretch_part read_escape(reader *r, bool in_class)
{
    char c = take(r);
    bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';

    if (!letter && (unsigned char)c < 0x80 && !(c >= '0' && c <= '9'))
        return sl_stretch_one(of_kind(r, c));
    if (c == 'd')
        return sl_stretch_one(true);
    if (c == 'w')
        return sl_stretch_one(of_kind(r, '_') && of_kind(r, 'z'));
    if (c != '\0' && !in_class && strchr("bBAzZG", c))
        return r->line && strchr("zZ", c) ? lose(r) : nothing;
    if (c != '\0' && strchr("DWsShHvVtnrfea", c))
        return anything;
    return lose(r);
}

static bool opens_range(const reader *r)
{
    return peek(r) == '-' && r->rest.len > 1 && r->rest.ptr[1] != ']';
}

/* Behind "[". */
static sl_stretch_part read_class(reader *r)
{
    bool negated = peek(r) == '^';
    bool inside = true;
    bool first = true;

    if (negated)
        take(r);
    while (!r->lost && (peek(r) != ']' || first)) {
        char low = take(r);
        char high = low;

        first = false;
        if (low == '[' && peek(r) == ':')
            return lose(r);
        if (low == '\\') {
            low = peek(r);
            inside &= read_escape(r, true).all;
            if (low != 'w' && low != 'd' && opens_range(r))
                return lose(r);
            continue;
        }
        if (opens_range(r)) {
            take(r);
            high = take(r);
            if (high == '\\' || high == '[' || (unsigned char)high < (unsigned char)low)
                return lose(r);
        }
        for (int c = (unsigned char)low; c <= (unsigned char)high; c++)
            inside = inside && of_kind(r, (char)c);
    }
    take(r);
    return sl_stretch_one(inside && !negated);
}

static sl_stretch_part read_choice(reader *r);

/* "i", "m-s": flags that change nothing here. */
static void skip_flags(reader *r)
{
    while (peek(r) == 'i' || peek(r) == 'm' || peek(r) == 's' || peek(r) == '-')
        take(r);
}

static void read_name(reader *r)
{
    char c = take(r);

    r->lost |= (c | 0x20) < 'a' || (c | 0x20) > 'z';
    while (!r->lost && c != '>')
        c = take(r);
}

typedef enum opening { GROUP, LOOK, FLAGS } opening;

/* Behind "(?". */
static opening read_opening(reader *r)
{
    sl_str rest = r->rest;

    if (sl_str_starts(rest, sl_lit("<=")) || sl_str_starts(rest, sl_lit("<!"))) {
        r->rest = sl_str_skip(rest, 2);
        return LOOK;
    }
    if (peek(r) == '=' || peek(r) == '!') {
        take(r);
        return LOOK;
    }
    if (peek(r) == '<' || sl_str_starts(rest, sl_lit("P<"))) {
        r->rest = sl_str_skip(rest, peek(r) == '<' ? 1 : 2);
        read_name(r);
        return GROUP;
    }
    if (peek(r) == '>') {
        take(r);
        return GROUP;
    }
    skip_flags(r);
    if (peek(r) == ')')
        return FLAGS;
    r->lost |= take(r) != ':';
    return GROUP;
}

/* Behind "(". */
static sl_stretch_part read_group(reader *r)
{
    opening what = GROUP;
    sl_stretch_part inner = nothing;

    if (peek(r) == '*' || ++r->depth > DEEPEST)
        return lose(r);
    if (peek(r) == '?') {
        take(r);
        what = read_opening(r);
    }
    if (what != FLAGS)
        inner = read_choice(r);
    if (take(r) != ')')
        return lose(r);
    r->depth--;
    if (r->line && !inner.all) /* also of what is only looked at */
        return lose(r);
    return what == GROUP ? inner : nothing;
}

static sl_stretch_part read_atom(reader *r)
{
    char c = take(r);

    switch (c) {
    case '(': return read_group(r);
    case '[': return read_class(r);
    case '\\': return read_escape(r, false);
    case '^': return nothing;
    case '$': return r->line ? lose(r) : nothing;
    case '.': return anything;
    default: return sl_stretch_one(of_kind(r, c));
    }
}

/* Of any length, as zeros may lead. */
static bool read_number(reader *r, size_t *out)
{
    bool any = false;

    for (*out = 0; peek(r) >= '0' && peek(r) <= '9'; any = true)
        *out = (*out > MOST ? MOST : *out) * 10 + (size_t)(take(r) - '0');
    return any;
}

/* "{2}", "{2,}", "{2,5}" behind its brace. False: the brace is one of the text. What only
 * some versions of PCRE2 read as a count is not understood: 10.43 takes blanks in it. */
static bool read_count(reader *r, size_t *least, size_t *most)
{
    sl_str before = r->rest;

    if (!read_number(r, least)) {
        if (peek(r) == ',' || peek(r) == ' ' || peek(r) == '\t')
            lose(r);
        r->rest = before;
        return false;
    }
    *most = *least;
    if (peek(r) == ',') {
        take(r);
        if (!read_number(r, most))
            *most = SIZE_MAX;
    }
    if (take(r) == '}')
        return true;
    lose(r);
    return false;
}

static sl_stretch_part repeated(reader *r, sl_stretch_part what)
{
    sl_stretch_part optional = {.all = what.all};
    sl_stretch_part out = nothing;
    size_t least = 1, most = 1;
    sl_str before = r->rest;
    char c = peek(r);

    if (c != '*' && c != '+' && c != '?' && c != '{')
        return what;
    take(r);
    if (c == '{' && !read_count(r, &least, &most)) {
        if (!r->lost)
            r->rest = before;
        return what;
    }
    if (c == '*' || c == '?')
        least = 0;
    if (c != '{')
        most = SIZE_MAX;
    if (peek(r) == '?' || peek(r) == '+')
        take(r);
    if (least > MOST || (peek(r) != '\0' && strchr("*+?{", peek(r))))
        return lose(r);
    for (size_t i = 0; i < least; i++)
        out = sl_stretch_joined(out, what);
    return most > least ? sl_stretch_joined(out, optional) : out;
}

/* A brace that opens no count is an atom of its own. */
static sl_stretch_part read_sequence(reader *r)
{
    sl_stretch_part out = nothing;

    while (!r->lost && r->rest.len > 0 && peek(r) != '|' && peek(r) != ')')
        out = sl_stretch_joined(out, repeated(r, read_atom(r)));
    return out;
}

static sl_stretch_part read_choice(reader *r)
{
    sl_stretch_part out = read_sequence(r);

    while (!r->lost && peek(r) == '|') {
        take(r);
        out = sl_stretch_either(out, read_sequence(r));
    }
    return out;
}

static size_t longest(sl_str regex, sl_stretch_kind kind)
{
    reader r = {.rest = regex, .kind = kind};
    sl_stretch_part whole = read_choice(&r);

    return r.lost || r.rest.len > 0 ? 0 : whole.best;
}

/* The narrower the kind, the rarer a stretch of it: of some kind, if it is so many
 * quarters as long as that of a wider one. */
sl_stretch sl_stretch_of(sl_str regex)
{
    static const struct {
        sl_stretch_kind kind;
        size_t worth;
    } kinds[] = {{SL_STRETCH_VALUE, 4},
                 {SL_STRETCH_BASE64, 5},
                 {SL_STRETCH_WORD, 8},
                 {SL_STRETCH_ALNUM, 5},
                 {SL_STRETCH_HEX, 12}};
    sl_stretch out = {0};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t len = longest(regex, kinds[i].kind);

        if (kinds[i].worth * len >= 4 * (size_t)out.len)
            out = (sl_stretch){kinds[i].kind, (uint32_t)len};
    }
    return out.len >= WORTH ? out : (sl_stretch){0};
}

bool sl_stretch_one_line(sl_str regex)
{
    reader r = {.rest = regex, .line = true};
    sl_stretch_part whole = read_choice(&r);

    return !r.lost && r.rest.len == 0 && whole.all;
}
