#include "text/escaped.h"

#include "text/joint.h"

#include <string.h>

enum {
    MAX_DIGITS = 6,
    BEFORE = 4096,
    BINARY_MIN = 64, /* control characters that random bytes have, and text has not, */
    BINARY_PART = 8, /* where they are more than one for so many printable ones; */
    TEXT_MIN = 16    /* printable ones before the first that are hardly chance */
};

static const char marks[SL_ESCAPE_KINDS] = {'%', '\\', '&', '\0'};

static int digit_value(char c, uint32_t base)
{
    int value = -1;

    if (c >= '0' && c <= '9')
        value = c - '0';
    else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
        value = (c | 0x20) - 'a' + 10;
    return value < (int)base ? value : -1;
}

/* Reads up to max digits; returns how many there are. */
static size_t read_number(sl_str text, size_t max, uint32_t base, uint32_t *out)
{
    size_t len = 0;

    *out = 0;
    while (len < max && len < text.len && digit_value(text.ptr[len], base) >= 0)
        *out = *out * base + (uint32_t)digit_value(text.ptr[len++], base);
    return len;
}

/* A number of exactly len digits. */
static bool fixed(sl_str text, size_t len, uint32_t *out)
{
    return read_number(text, len, 16, out) == len;
}

static size_t read_percent(sl_str text, uint32_t *out)
{
    return fixed(sl_str_skip(text, 1), 2, out) ? 3 : 0;
}

static size_t read_simple(char c, uint32_t *out)
{
    static const char names[] = "nrt0abfv\"'\\/";
    static const char values[] = "\n\r\t\0\a\b\f\v\"'\\/";
    const char *at = c ? strchr(names, c) : NULL;

    if (!at)
        return 0;
    *out = (uint8_t)values[at - names];
    return 2;
}

static size_t read_backslash(sl_str text, uint32_t *out)
{
    sl_str rest = sl_str_skip(text, 2);
    size_t len;

    if (text.len < 2)
        return 0;
    switch (text.ptr[1]) {
    case 'u':
        if (fixed(rest, 4, out))
            return 6;
        if (!sl_str_starts(rest, sl_lit("{")))
            return 0;
        len = read_number(sl_str_skip(rest, 1), MAX_DIGITS, 16, out);
        return len > 0 && sl_str_starts(sl_str_skip(rest, 1 + len), sl_lit("}"))
                   ? len + 4
                   : 0;
    case 'x': return fixed(rest, 2, out) ? 4 : 0;
    default: return read_simple(text.ptr[1], out);
    }
}

static size_t read_entity(sl_str text, uint32_t *out)
{
    static const struct {
        const char *name;
        char value;
    } names[] = {{"&amp;", '&'},
                 {"&lt;", '<'},
                 {"&gt;", '>'},
                 {"&quot;", '"'},
                 {"&apos;", '\''}};
    size_t skip = 2;
    size_t len;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sl_str_starts(text, sl_str_of(names[i].name))) {
            *out = (uint8_t)names[i].value;
            return strlen(names[i].name);
        }
    if (!sl_str_starts(text, sl_lit("&#")))
        return 0;
    if (text.len > 2 && (text.ptr[2] | 0x20) == 'x')
        skip = 3;
    len = read_number(sl_str_skip(text, skip), MAX_DIGITS, skip == 3 ? 16 : 10, out);
    return len > 0 && sl_str_starts(sl_str_skip(text, skip + len), sl_lit(";"))
               ? skip + len + 1
               : 0;
}

/* The first character of the next literal, with what leads to it. */
static size_t read_joint(sl_str text, uint32_t *out)
{
    size_t len = sl_joint(text);

    if (len == 0 || len == text.len)
        return 0;
    *out = (uint8_t)text.ptr[len];
    return len + 1;
}

static bool begins_escape(char c, sl_escape_kind kind)
{
    return kind == SL_ESCAPE_JOINT ? c == '"' || c == '\'' || c == '`'
                                   : c == marks[kind];
}

uint32_t sl_escaped_read(sl_str text, sl_escape_kind kind, size_t *len)
{
    static size_t (*const readers[])(sl_str, uint32_t *) = {
        [SL_ESCAPE_PERCENT] = read_percent,
        [SL_ESCAPE_BACKSLASH] = read_backslash,
        [SL_ESCAPE_ENTITY] = read_entity,
        [SL_ESCAPE_JOINT] = read_joint,
    };
    uint32_t character = 0;

    *len = begins_escape(text.ptr[0], kind) ? readers[kind](text, &character) : 0;
    if (*len > 0)
        return character;
    *len = 1;
    return (uint8_t)text.ptr[0];
}

static bool ends(char c, sl_escape_kind kind)
{
    if (c == '\n' || c == '\r' || c == '"' || c == '\'' || c == '`')
        return true;
    if (kind == SL_ESCAPE_BACKSLASH)
        return false;
    return c == '<' || c == '>' ||
           (kind == SL_ESCAPE_PERCENT && (c == ' ' || c == '\t'));
}

/* ESC is none: it colours the lines of a log. */
static bool is_control(uint32_t c)
{
    return c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\033';
}

/* Is there an odd number of backslashes in front? */
static bool is_escaped(sl_str text, size_t at)
{
    size_t start = at;

    while (start > 0 && text.ptr[start - 1] == '\\')
        start--;
    return (at - start) % 2 == 1;
}

/* The next character that may end a stretch. Block by block: a text with one kind of them
 * would be searched to its end for another, each time. */
static size_t next_end(sl_str text, size_t at)
{
    enum { BLOCK = 512 };

    for (; at < text.len; at += BLOCK) {
        sl_str block = sl_str_sub(text, at, at + BLOCK);
        size_t found = sl_str_chr3(block, '\n', '"', '\'');
        size_t other = sl_str_chr3(sl_str_sub(block, 0, found), '`', '\r', '`');

        if (other != SIZE_MAX || found != SIZE_MAX)
            return at + (other != SIZE_MAX ? other : found);
    }
    return text.len;
}

/* Where a stretch of backslashes ends, without a look at each character. */
static size_t skip(sl_str text, size_t at)
{
    for (;; at++) {
        at = next_end(text, at);
        if (at == text.len || (text.ptr[at] != '"' && text.ptr[at] != '\'') ||
            !is_escaped(text, at))
            return at;
    }
}

/* From the escape at start to where the stretch ends; *count: its escapes, 0 if they are
 * those of binary data: a program with a picture in it has megabytes of them. Text before
 * such data is a stretch of its own. */
static size_t walk(sl_str text, sl_escape_kind kind, size_t start, size_t *count)
{
    size_t at = start;
    size_t first = 0, before = 0; /* control character, and what counts before it */
    size_t controls = 0;

    *count = 0;
    while (at < text.len && !ends(text.ptr[at], kind)) {
        size_t len;
        uint32_t c = sl_escaped_read(sl_str_skip(text, at), kind, &len);

        *count += len > 2 && c > ' ' && c < 0x7f;
        if (kind == SL_ESCAPE_BACKSLASH && len > 2 && is_control(c) &&
            controls++ == 0) {
            first = at;
            before = *count;
        }
        at += len;
        if (controls >= BINARY_MIN && controls > *count / BINARY_PART) {
            *count = before >= TEXT_MIN ? before : 0;
            return *count > 0 ? first : skip(text, at);
        }
    }
    return at;
}

bool sl_escaped_next(sl_str text, sl_escape_kind kind, size_t *at, sl_span *out)
{
    if (kind == SL_ESCAPE_JOINT)
        return sl_joint_next(text, at, out);
    while (*at < text.len) {
        size_t found = sl_str_chr(sl_str_skip(text, *at), marks[kind]);
        size_t start = *at + found;
        size_t count;

        if (found == SIZE_MAX)
            break;
        out->start = start;
        while (out->start > *at && start - out->start < BEFORE &&
               !ends(text.ptr[out->start - 1], kind))
            out->start--;
        out->end = walk(text, kind, start, &count);
        *at = out->end > start ? out->end : start + 1;
        if (count >= SL_ESCAPED_MIN)
            return true;
    }
    *at = text.len;
    return false;
}
