#include "rule/import_regex.h"

#include "base/buf.h"
#include "match/gate.h"
#include "text/lines.h"

enum {
    MAX_SET = 48,      /* texts of one set */
    MAX_TEXT = 48,     /* bytes of one text */
    MAX_NESTING = 40,  /* groups */
    WITHOUT_END = 100, /* bytes that a part without an end is taken for */
    MAX_LENGTH = 100000,
    MAX_REPEAT = 1000
};

/* What is known of one part of the regex. */
typedef struct part {
    size_t longest; /* bytes */
    bool endless;   /* longest is a guess */
    bool exact;     /* the part matches the texts of set and nothing else */
    sl_list set;
    sl_list need; /* one of these stands in every match; empty: nothing known */
    size_t need_at;
    bool need_guessed;
} part;

typedef struct parser {
    sl_str regex;
    size_t at;
    sl_arena *arena;
    unsigned depth;
    bool failed;
} parser;

static part read_alternatives(parser *p);

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

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static part exactly(parser *p, sl_str text)
{
    sl_str *one = sl_arena_calloc(p->arena, 1, sizeof *one);
    sl_buf folded = {0};

    for (size_t i = 0; i < text.len; i++)
        sl_buf_char(&folded, lower(text.ptr[i]));
    *one = sl_arena_str(p->arena, sl_buf_str(&folded));
    sl_buf_free(&folded);
    return (part){.longest = text.len, .exact = true, .set = {one, 1}};
}

static part any_byte(void)
{
    return (part){.longest = 1};
}

static bool holds(const sl_str *set, size_t len, sl_str text)
{
    for (size_t i = 0; i < len; i++)
        if (sl_str_eq(set[i], text))
            return true;
    return false;
}

/* The texts of both; false if there are too many. */
static bool unite(parser *p, sl_list a, sl_list b, sl_list *out)
{
    sl_str *at;
    size_t len = 0;

    if (a.len + b.len > MAX_SET)
        return false;
    at = sl_arena_calloc(p->arena, a.len + b.len, sizeof *at);
    for (size_t i = 0; i < a.len; i++)
        at[len++] = a.at[i];
    for (size_t i = 0; i < b.len; i++)
        if (!holds(at, len, b.at[i]))
            at[len++] = b.at[i];
    *out = (sl_list){at, len};
    return true;
}

/* Each text of a with each of b behind it. */
static bool multiply(parser *p, sl_list a, sl_list b, sl_list *out)
{
    sl_str *at;
    size_t len = 0;

    if (a.len * b.len > MAX_SET)
        return false;
    at = sl_arena_calloc(p->arena, a.len * b.len, sizeof *at);
    for (size_t i = 0; i < a.len; i++) {
        for (size_t k = 0; k < b.len; k++) {
            if (a.at[i].len + b.at[k].len > MAX_TEXT)
                return false;
            at[len++] =
                sl_arena_printf(p->arena, "%.*s%.*s", sl_fmt(a.at[i]), sl_fmt(b.at[k]));
        }
    }
    *out = (sl_list){at, len};
    return true;
}

/* How good a set is to look for: 0 if it is none. Long, few, and not behind something
 * without an end. */
static size_t worth(sl_list set, bool guessed)
{
    size_t shortest = set.len ? set.at[0].len : 0;

    for (size_t i = 1; i < set.len; i++)
        if (set.at[i].len < shortest)
            shortest = set.at[i].len;
    if (shortest < SL_GATE_MIN)
        return 0;
    if (shortest > 8)
        shortest = 8;
    return 2 * shortest + (guessed ? 0 : 40) - (set.len > 8 ? 3 : set.len > 1);
}

static void consider(part *whole, sl_list set, size_t at, bool guessed)
{
    if (worth(set, guessed) <= worth(whole->need, whole->need_guessed))
        return;
    whole->need = set;
    whole->need_at = at;
    whole->need_guessed = guessed;
}

static size_t clamp(size_t length)
{
    return length < MAX_LENGTH ? length : MAX_LENGTH;
}

/* A part as something that has to be there: its own need, or the texts that it is. */
static sl_list need_of(const part *one, size_t *at, bool *guessed)
{
    *at = one->exact ? 0 : one->need_at;
    *guessed = !one->exact && one->need_guessed;
    return one->exact ? one->set : one->need;
}

static part either(parser *p, const part *a, const part *b)
{
    part out = {.longest = a->longest > b->longest ? a->longest : b->longest,
                .endless = a->endless || b->endless};
    size_t at_a, at_b;
    bool guessed_a, guessed_b;
    sl_list need_a = need_of(a, &at_a, &guessed_a);
    sl_list need_b = need_of(b, &at_b, &guessed_b);

    if (a->exact && b->exact && unite(p, a->set, b->set, &out.set)) {
        out.exact = true;
        return out;
    }
    if (worth(need_a, false) > 0 && worth(need_b, false) > 0 &&
        unite(p, need_a, need_b, &out.need)) {
        out.need_at = at_a > at_b ? at_a : at_b;
        out.need_guessed = guessed_a || guessed_b;
    }
    return out;
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

static part repeated(parser *p, part one, size_t min, size_t max)
{
    part out = {.endless = one.endless};

    if (min == 1 && max == 1)
        return one;
    if (max == SIZE_MAX)
        out.endless |= one.longest > 0;
    out.longest = max == SIZE_MAX ? clamp(one.longest * min + WITHOUT_END)
                                  : clamp(one.longest * max);
    if (min == 0 && max == 1 && one.exact) {
        part nothing = exactly(p, (sl_str){0});

        out.exact = unite(p, one.set, nothing.set, &out.set);
        return out;
    }
    if (min == 0)
        return out;
    if (one.exact && min == max) {
        out.exact = true;
        out.set = one.set;
        for (size_t i = 1; i < min && out.exact; i++)
            out.exact = multiply(p, out.set, one.set, &out.set);
    }
    if (!out.exact)
        out.need = need_of(&one, &out.need_at, &out.need_guessed);
    return out;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return lower(c) >= 'a' && lower(c) <= 'f' ? lower(c) - 'a' + 10 : -1;
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
    if ((c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z'))
        return -1;
    return (unsigned char)c;
}

static part read_escape(parser *p)
{
    char c;
    int value;

    p->at++;
    c = peek(p);
    if (take(p, "Q")) {
        size_t end = sl_str_find(sl_str_skip(p->regex, p->at), sl_lit("\\E"));
        sl_str text = sl_str_sub(sl_str_skip(p->regex, p->at), 0, end);

        p->at += end == SIZE_MAX ? text.len : text.len + 2;
        return text.len > MAX_TEXT ? (part){.longest = text.len} : exactly(p, text);
    }
    if (!more(p))
        p->failed = true;
    value = take_escape(p);
    if (c == 'b' || c == 'B' || c == 'A' || c == 'z')
        return exactly(p, (sl_str){0});
    if (value < 0)
        return any_byte();
    c = (char)value;
    return exactly(p, sl_str_make(&c, 1));
}

/* [...]: up to four characters, without regard to case, are a set; more are any. */
static part read_class(parser *p)
{
    part out = any_byte();
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
        if (sl_str_chr(sl_str_make(seen, len), lower((char)c)) != SIZE_MAX)
            continue;
        if (len == sizeof seen)
            small = false;
        else
            seen[len++] = lower((char)c);
    }
    if (!take(p, "]"))
        p->failed = true;
    for (size_t i = 0; small && i < len; i++) {
        part one = exactly(p, sl_str_make(&seen[i], 1));

        out.exact = unite(p, out.set, one.set, &out.set);
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

static part read_group(parser *p)
{
    part out;

    p->at++;
    if (take(p, "?") && read_group_head(p))
        return exactly(p, (sl_str){0});
    if (++p->depth > MAX_NESTING)
        p->failed = true;
    out = p->failed ? any_byte() : read_alternatives(p);
    p->depth--;
    p->failed |= !take(p, ")");
    return out;
}

static part read_atom(parser *p)
{
    size_t start = p->at;
    size_t next = start;

    switch (peek(p)) {
    case '(': return read_group(p);
    case '[': return read_class(p);
    case '\\': return read_escape(p);
    case '.': p->at++; return any_byte();
    case '^':
    case '$': p->at++; return exactly(p, (sl_str){0});
    default: break;
    }
    sl_utf8_next(p->regex, &next); /* a character may be several bytes */
    p->at = next;
    return exactly(p, sl_str_sub(p->regex, start, next));
}

static part read_repeated(parser *p)
{
    part one = read_atom(p);

    while (more(p)) {
        size_t min = 0, max = SIZE_MAX;

        if (take(p, "?"))
            max = 1;
        else if (take(p, "+"))
            min = 1;
        else if (!take(p, "*") && (peek(p) != '{' || !take_counts(p, &min, &max)))
            break;
        take(p, "?"); /* lazy */
        one = repeated(p, one, min, max);
    }
    return one;
}

/* Parts side by side. Those that are exact are multiplied into one run of text as long as
 * it stays small; what ends a run makes it a literal to choose from. */
static part read_sequence(parser *p)
{
    part out = exactly(p, (sl_str){0});
    sl_list run = out.set;
    size_t run_at = 0;
    bool run_guessed = false;

    while (more(p) && peek(p) != '|' && peek(p) != ')') {
        part one = read_repeated(p);
        sl_list longer;
        size_t at;
        bool guessed;

        if (one.exact && multiply(p, run, one.set, &longer)) {
            run = longer;
        } else {
            sl_list need = need_of(&one, &at, &guessed);

            consider(&out, run, run_at, run_guessed);
            consider(&out, need, out.longest + at, out.endless || guessed);
            out.exact = false;
            run = one.exact ? one.set : exactly(p, (sl_str){0}).set;
            run_at = one.exact ? out.longest : clamp(out.longest + one.longest);
            run_guessed = out.endless || (!one.exact && one.endless);
        }
        out.longest = clamp(out.longest + one.longest);
        out.endless |= one.endless;
    }
    if (!out.exact)
        consider(&out, run, run_at, run_guessed);
    out.set = run;
    return out;
}

static part read_alternatives(parser *p)
{
    part out = read_sequence(p);

    while (more(p) && take(p, "|")) {
        part next = read_sequence(p);

        out = either(p, &out, &next);
    }
    return out;
}

bool sl_regex_needs(sl_str regex, sl_arena *arena, sl_regex_need *out)
{
    parser p = {.regex = regex, .arena = arena};
    part whole = read_alternatives(&p);
    bool guessed;
    size_t at;

    *out = (sl_regex_need){0};
    if (p.failed || p.at < regex.len)
        return false;
    out->literals = need_of(&whole, &at, &guessed);
    if (worth(out->literals, false) == 0)
        out->literals = (sl_list){0};
    out->before = at;
    out->before_guessed = guessed;
    out->after = whole.longest;
    out->after_guessed = whole.endless;
    return true;
}
