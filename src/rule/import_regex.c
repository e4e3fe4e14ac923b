#include "rule/import_regex.h"

#include "rule/import_part.h"
#include "text/lines.h"

enum { MAX_NESTING = 40 /* groups */, MAX_REPEAT = 1000 };

typedef struct parser {
    sl_str regex;
    size_t at;
    sl_arena *arena;
    unsigned depth;
    bool failed;
} parser;

static sl_regex_part read_alternatives(parser *p);

static bool more(const parser *p)
{
    return !p->failed && p->at < p->regex.len;
}

static char peek(const parser *p)
{
    return more(p) ? p->regex.ptr[p->at] : '\0';
}

static bool take(parser *p, const char *text)
{
    if (!sl_str_starts(sl_str_skip(p->regex, p->at), sl_str_of(text)))
        return false;
    p->at += sl_str_of(text).len;
    return true;
}

/* {2,5}; anything else in braces is text. */
static bool take_counts(parser *p, size_t *min, size_t *max)
{
    size_t at = p->at + 1;
    size_t numbers[2] = {0, SIZE_MAX};
    size_t digits = 0;
    unsigned n = 0;

    for (; at < p->regex.len && p->regex.ptr[at] != '}'; at++) {
        char c = p->regex.ptr[at];

        if (c == ',' && n == 0 && digits > 0) {
            n = 1;
            digits = 0;
        } else if (c >= '0' && c <= '9') {
            numbers[n] = (digits++ ? numbers[n] * 10 : 0) + (size_t)(c - '0');
            if (numbers[n] > MAX_REPEAT)
                return false;
        } else {
            return false;
        }
    }
    if (at >= p->regex.len || (n == 0 && digits == 0))
        return false;
    p->at = at + 1;
    *min = numbers[0];
    *max = n == 0 ? numbers[0] : numbers[1];
    return true;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return sl_part_lower(c) >= 'a' && sl_part_lower(c) <= 'f'
               ? sl_part_lower(c) - 'a' + 10
               : -1;
}

/* \x41 or \x{41}, behind the x; -1 beyond a byte. */
static int take_hex(parser *p)
{
    bool braced = take(p, "{");
    int value = 0;

    for (size_t i = 0; more(p) && (braced ? peek(p) != '}' : i < 2); i++, p->at++) {
        if (hex_value(peek(p)) < 0 || value > 0xff)
            return -1;
        value = value * 16 + hex_value(peek(p));
    }
    if (braced && !take(p, "}"))
        p->failed = true;
    return value > 0x7f ? -1 : value;
}

/* The character that an escape stands for, or -1: a class. The cursor is behind the
 * backslash, on c. */
static int take_escape(parser *p)
{
    static const char names[] = "abfnrtv";
    static const char meant[] = "\a\b\f\n\r\t\v";
    char c = peek(p);

    p->at++;
    for (size_t i = 0; names[i]; i++)
        if (c == names[i] && c != 'b')
            return meant[i];
    if (c == 'x')
        return take_hex(p);
    if (c == 'p' || c == 'P') {
        if (take(p, "{"))
            while (more(p) && p->regex.ptr[p->at++] != '}')
                continue;
        else
            p->at++;
        return -1;
    }
    if ((c >= '0' && c <= '9') || (sl_part_lower(c) >= 'a' && sl_part_lower(c) <= 'z'))
        return -1;
    return (unsigned char)c;
}

static sl_regex_part read_escape(parser *p)
{
    char c;
    int value;

    p->at++;
    c = peek(p);
    if (take(p, "Q")) {
        size_t end = sl_str_find(sl_str_skip(p->regex, p->at), sl_lit("\\E"));
        sl_str text = sl_str_sub(sl_str_skip(p->regex, p->at), 0, end);

        p->at += end == SIZE_MAX ? text.len : text.len + 2;
        return text.len > SL_PART_TEXT ? (sl_regex_part){.longest = text.len}
                                       : sl_part_exactly(p->arena, text);
    }
    if (!more(p))
        p->failed = true;
    value = take_escape(p);
    if (c == 'b' || c == 'B' || c == 'A' || c == 'z')
        return sl_part_exactly(p->arena, (sl_str){0});
    if (value < 0)
        return sl_part_any_byte();
    c = (char)value;
    return sl_part_exactly(p->arena, sl_str_make(&c, 1));
}

/* [...]: up to four characters, without regard to case, are a set; more are any. */
static sl_regex_part read_class(parser *p)
{
    sl_regex_part out = sl_part_any_byte();
    char seen[4];
    size_t len = 0;
    bool small = !take(p, "[^");
    bool first = true;

    if (small)
        p->at++;
    for (; more(p) && (peek(p) != ']' || first); first = false) {
        int c = (unsigned char)peek(p);

        if (take(p, "[:")) {
            while (more(p) && !take(p, ":]"))
                p->at++;
            small = false;
            continue;
        }
        p->at++;
        if (c == '\\')
            c = take_escape(p);
        if (peek(p) == '-' &&
            !sl_str_starts(sl_str_skip(p->regex, p->at), sl_lit("-]")))
            small = false; /* a range; its end is read as one more character */
        if (c < 0 || c > 0x7f || !small) {
            small = false;
            continue;
        }
        if (sl_str_chr(sl_str_make(seen, len), sl_part_lower((char)c)) != SIZE_MAX)
            continue;
        if (len == sizeof seen)
            small = false;
        else
            seen[len++] = sl_part_lower((char)c);
    }
    if (!take(p, "]"))
        p->failed = true;
    for (size_t i = 0; small && i < len; i++) {
        sl_regex_part one = sl_part_exactly(p->arena, sl_str_make(&seen[i], 1));

        out.exact = sl_part_unite(p->arena, out.set, one.set, &out.set);
    }
    return out;
}

/* Behind "(?": flags, a name, or neither. True if ")" ended it: no group follows. */
static bool read_group_head(parser *p)
{
    if (take(p, "P<") ||
        (!sl_str_starts(sl_str_skip(p->regex, p->at), sl_lit("<=")) &&
         !sl_str_starts(sl_str_skip(p->regex, p->at), sl_lit("<!")) && take(p, "<"))) {
        while (more(p) && !take(p, ">"))
            p->at++;
        return false;
    }
    while (more(p) && sl_str_chr(sl_lit("imsU-"), peek(p)) != SIZE_MAX)
        p->at++;
    if (take(p, ")"))
        return true;
    p->failed |= !take(p, ":");
    return false;
}

static sl_regex_part read_group(parser *p)
{
    sl_regex_part out;

    p->at++;
    if (take(p, "?") && read_group_head(p))
        return sl_part_exactly(p->arena, (sl_str){0});
    if (++p->depth > MAX_NESTING)
        p->failed = true;
    out = p->failed ? sl_part_any_byte() : read_alternatives(p);
    p->depth--;
    p->failed |= !take(p, ")");
    return out;
}

static sl_regex_part read_atom(parser *p)
{
    size_t start = p->at;
    size_t next = start;

    switch (peek(p)) {
    case '(': return read_group(p);
    case '[': return read_class(p);
    case '\\': return read_escape(p);
    case '.': p->at++; return sl_part_any_byte();
    case '^':
    case '$': p->at++; return sl_part_exactly(p->arena, (sl_str){0});
    default: break;
    }
    sl_utf8_next(p->regex, &next); /* a character may be several bytes */
    p->at = next;
    return sl_part_exactly(p->arena, sl_str_sub(p->regex, start, next));
}

static sl_regex_part read_repeated(parser *p)
{
    sl_regex_part one = read_atom(p);

    while (more(p)) {
        size_t min = 0, max = SIZE_MAX;

        if (take(p, "?"))
            max = 1;
        else if (take(p, "+"))
            min = 1;
        else if (!take(p, "*") && (peek(p) != '{' || !take_counts(p, &min, &max)))
            break;
        take(p, "?"); /* lazy */
        one = sl_part_repeated(p->arena, one, min, max);
    }
    return one;
}

/* Parts side by side. Those that are exact are multiplied into one run of text as long as
 * it stays small; what ends a run makes it a literal to choose from. */
static sl_regex_part read_sequence(parser *p)
{
    sl_regex_part out = sl_part_exactly(p->arena, (sl_str){0});
    sl_list run = out.set;
    size_t run_at = 0;
    bool run_guessed = false;

    while (more(p) && peek(p) != '|' && peek(p) != ')') {
        sl_regex_part one = read_repeated(p);
        sl_list longer;
        size_t at;
        bool guessed;

        if (one.exact && sl_part_multiply(p->arena, run, one.set, &longer)) {
            run = longer;
        } else {
            sl_list need = sl_part_need(&one, &at, &guessed);

            sl_part_consider(&out, run, run_at, run_guessed);
            sl_part_consider(&out, need, out.longest + at, out.endless || guessed);
            out.exact = false;
            run = one.exact ? one.set : sl_part_exactly(p->arena, (sl_str){0}).set;
            run_at = one.exact ? out.longest : sl_part_clamp(out.longest + one.longest);
            run_guessed = out.endless || (!one.exact && one.endless);
        }
        out.longest = sl_part_clamp(out.longest + one.longest);
        out.endless |= one.endless;
    }
    if (!out.exact)
        sl_part_consider(&out, run, run_at, run_guessed);
    out.set = run;
    return out;
}

static sl_regex_part read_alternatives(parser *p)
{
    sl_regex_part out = read_sequence(p);

    while (more(p) && take(p, "|")) {
        sl_regex_part next = read_sequence(p);

        out = sl_part_either(p->arena, &out, &next);
    }
    return out;
}

bool sl_regex_needs(sl_str regex, sl_arena *arena, sl_regex_need *out)
{
    parser p = {.regex = regex, .arena = arena};
    sl_regex_part whole = read_alternatives(&p);
    bool guessed;
    size_t at;

    *out = (sl_regex_need){0};
    if (p.failed || p.at < regex.len)
        return false;
    out->literals = sl_part_need(&whole, &at, &guessed);
    if (sl_part_worth(out->literals, false) == 0)
        out->literals = (sl_list){0};
    out->before = at;
    out->before_guessed = guessed;
    out->after = whole.longest;
    out->after_guessed = whole.endless;
    return true;
}
