#include "git/wildmatch.h"

/* How one element of the pattern took one byte of the text. */
typedef enum step { STEP_NO, STEP_YES, STEP_MALFORMED } step;

/* Where to go on after a mismatch: the pattern behind a star, and the text at
 * which it was tried last. */
typedef struct retry {
    bool active;
    size_t pattern;
    size_t text;
} retry;

typedef struct matcher {
    sl_str pattern;
    sl_str text;
    unsigned flags;
    size_t p;
    size_t t;
    retry star; /* stays within a path component */
    retry deep; /* a double star: goes from slash to slash */
} matcher;

/* A POSIX class as pairs of first and last byte. git's own tables, not the
 * locale's: ASCII only, and VT and FF are no space. */
typedef struct char_class {
    const char *name;
    const char *ranges;
} char_class;

static const char_class CLASSES[] = {
    {"alnum", "09AZaz"},   {"alpha", "AZaz"},
    {"blank", "\t\t  "},   {"cntrl", "\1\37\177\177"},
    {"digit", "09"},       {"graph", "!~"},
    {"lower", "az"},       {"print", " ~"},
    {"punct", "!/:@[`{~"}, {"space", "\t\n\r\r  "},
    {"upper", "AZ"},       {"xdigit", "09AFaf"},
};

static bool in_ranges(const char *ranges, unsigned char c)
{
    for (; *ranges; ranges += 2)
        if (c >= (unsigned char)ranges[0] && c <= (unsigned char)ranges[1])
            return true;
    return false;
}

static bool is_lower(unsigned char c)
{
    return c >= 'a' && c <= 'z';
}

static unsigned char fold(unsigned char c, unsigned flags)
{
    return (flags & SL_WM_CASEFOLD) && c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32)
                                                            : c;
}

/* The byte of the pattern at i; 0, which no pattern holds, behind its end. */
static unsigned char at(sl_str pattern, size_t i)
{
    return i < pattern.len ? (unsigned char)pattern.ptr[i] : 0;
}

static step in_class(sl_str name, unsigned char c, unsigned flags)
{
    /* c is folded: without this no upper-case letter would be left */
    if ((flags & SL_WM_CASEFOLD) && is_lower(c) && sl_str_eq(name, sl_lit("upper")))
        return STEP_YES;
    for (size_t i = 0; i < sizeof CLASSES / sizeof CLASSES[0]; i++)
        if (sl_str_eq(name, sl_str_of(CLASSES[i].name)))
            return in_ranges(CLASSES[i].ranges, c) ? STEP_YES : STEP_NO;
    return STEP_MALFORMED;
}

static bool in_range(unsigned char low, unsigned char high, unsigned char c,
                     unsigned flags)
{
    if (c >= low && c <= high)
        return true;
    if (!(flags & SL_WM_CASEFOLD) || !is_lower(c))
        return false;
    c = (unsigned char)(c - 32);
    return c >= low && c <= high;
}

/* The "[:name:]" that begins at i. Moves *i to its ']'. Text that only looks like
 * a class leaves *i alone and gives an empty name. STEP_MALFORMED: no ']'. */
static step class_name(sl_str pattern, size_t *i, sl_str *name)
{
    size_t start = *i + 2;
    size_t len = sl_str_chr(sl_str_skip(pattern, start), ']');

    *name = sl_lit("");
    if (len == SIZE_MAX)
        return STEP_MALFORMED;
    if (len == 0 || pattern.ptr[start + len - 1] != ':')
        return STEP_NO;
    *name = sl_str_sub(pattern, start, start + len - 1);
    *i = start + len;
    return STEP_YES;
}

/* One element of a bracket, at *i; moves *i to its last byte. *prev is the byte
 * that a following '-' makes a range of, 0 for none. */
static step bracket_element(sl_str pattern, size_t *i, unsigned char *prev,
                            unsigned char c, unsigned flags)
{
    unsigned char low = *prev;
    unsigned char p = at(pattern, *i);

    *prev = 0;
    if (p == '-' && low && at(pattern, *i + 1) && at(pattern, *i + 1) != ']') {
        p = at(pattern, ++*i);
        if (p == '\\')
            p = at(pattern, ++*i);
        if (!p)
            return STEP_MALFORMED;
        return in_range(low, p, c, flags) ? STEP_YES : STEP_NO;
    }
    if (p == '[' && at(pattern, *i + 1) == ':') {
        sl_str name;
        step found = class_name(pattern, i, &name);

        if (found == STEP_YES)
            return in_class(name, c, flags);
        if (found == STEP_MALFORMED)
            return found;
    }
    if (p == '\\')
        p = at(pattern, ++*i);
    if (!p)
        return STEP_MALFORMED;
    *prev = p;
    return c == p ? STEP_YES : STEP_NO;
}

/* The bracket at *i; moves *i behind it. */
static step bracket(sl_str pattern, size_t *i, unsigned char c, unsigned flags)
{
    bool negated = at(pattern, *i + 1) == '!' || at(pattern, *i + 1) == '^';
    bool matched = false;
    unsigned char prev = 0;

    *i += negated ? 2 : 1;
    do { /* a ']' in first place is a member */
        step one = bracket_element(pattern, i, &prev, c, flags);

        if (one == STEP_MALFORMED)
            return one;
        matched = matched || one == STEP_YES;
        ++*i;
    } while (at(pattern, *i) != ']');
    ++*i;
    if (matched == negated || ((flags & SL_WM_PATHNAME) && c == '/'))
        return STEP_NO;
    return STEP_YES;
}

/* Takes one byte of the text by one element that is not a star. */
static step take(matcher *m)
{
    unsigned char c = fold((unsigned char)m->text.ptr[m->t], m->flags);
    unsigned char p = at(m->pattern, m->p);
    bool pathname = m->flags & SL_WM_PATHNAME;
    step result;

    if (p == '[') {
        result = bracket(m->pattern, &m->p, c, m->flags);
        m->t++;
        return result;
    }
    if (p == '?') {
        result = pathname && c == '/' ? STEP_NO : STEP_YES;
    } else {
        p = p == '\\' ? at(m->pattern, ++m->p) : fold(p, m->flags);
        result = c == p ? STEP_YES : STEP_NO;
        /* A star cannot move once the slash behind its component is matched. */
        if (result == STEP_YES && pathname && c == '/')
            m->star.active = false;
    }
    m->p++;
    m->t++;
    return result;
}

/* Goes on behind the next slash at or after the place tried last. */
static bool deep_next(matcher *m)
{
    size_t slash = sl_str_chr(sl_str_skip(m->text, m->deep.text), '/');

    m->star.active = false;
    if (slash == SIZE_MAX)
        return false;
    m->deep.text += slash + 1;
    m->p = m->deep.pattern;
    m->t = m->deep.text;
    return true;
}

/* Gives the last star one byte more. Going back to the last one of a kind is
 * enough: what stands before it matched as early as it can, and a star matches
 * whatever lies between. */
static bool backtrack(matcher *m)
{
    retry *star = &m->star;

    if (star->active && star->text < m->text.len &&
        (!(m->flags & SL_WM_PATHNAME) || m->text.ptr[star->text] != '/')) {
        m->t = ++star->text;
        m->p = star->pattern;
        return true;
    }
    return m->deep.active && deep_next(m);
}

/* A run of stars at m->p: sets up its retry. Returns false on a mismatch, true
 * with *done when the rest of the text matches whatever it is. */
static bool stars(matcher *m, bool *done)
{
    size_t start = m->p;
    bool pathname = m->flags & SL_WM_PATHNAME;
    unsigned char next;
    bool escaped;

    while (at(m->pattern, m->p) == '*')
        m->p++;
    next = at(m->pattern, m->p);
    escaped = next == '\\' && at(m->pattern, m->p + 1) == '/';
    if (pathname && m->p - start > 1 &&
        (start == 0 || at(m->pattern, start - 1) == '/') &&
        (next == 0 || next == '/' || escaped)) {
        *done = next == 0;
        m->p += escaped ? 2 : 1;
        m->deep = (retry){true, m->p, m->t};
        m->star.active = false;
        return *done || !escaped || deep_next(m);
    }
    *done = next == 0 &&
            (!pathname || sl_str_chr(sl_str_skip(m->text, m->t), '/') == SIZE_MAX);
    m->star = (retry){next != 0, m->p, m->t};
    return next != 0 || *done;
}

bool sl_wildmatch(sl_str pattern, sl_str text, unsigned flags)
{
    matcher m = {.pattern = pattern, .text = text, .flags = flags};

    for (;;) {
        bool done = false;
        bool ok;

        if (m.p >= pattern.len) {
            ok = done = m.t == text.len;
        } else if (pattern.ptr[m.p] == '*') {
            ok = stars(&m, &done);
        } else if (m.t == text.len) {
            return false; /* every other split leaves even less text */
        } else {
            step one = take(&m);

            if (one == STEP_MALFORMED)
                return false;
            ok = one == STEP_YES;
        }
        if (done)
            return true;
        if (!ok && !backtrack(&m))
            return false;
    }
}
