#include "doc/unescape.h"

#include <string.h>

typedef struct escapes {
    const char *letters;
    const char *meanings;
} escapes;

static bool hex4(sl_str text, size_t at, uint32_t *out)
{
    *out = 0;
    if (at + 4 > text.len)
        return false;
    for (size_t i = at; i < at + 4; i++) {
        char c = text.ptr[i];
        uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                         : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                         : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
                                                : 16;

        if (digit == 16)
            return false;
        *out = *out << 4 | digit;
    }
    return true;
}

/* At most three bytes for the six of \uNNNN, four for a pair: never longer. */
static size_t put_utf8(char *out, uint32_t c)
{
    size_t tail = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const uint8_t lead[] = {0, 0xC0, 0xE0, 0xF0};

    out[0] = (char)(lead[tail] | c >> (6 * tail));
    for (size_t i = 1; i <= tail; i++)
        out[i] = (char)(0x80 | (c >> (6 * (tail - i)) & 0x3F));
    return tail + 1;
}

/* text[*at] is the first digit; moves *at past what was used. */
static uint32_t take_unicode(sl_str text, size_t *at, uint32_t first)
{
    uint32_t second;

    *at += 4;
    if (first < 0xD800 || first > 0xDFFF)
        return first;
    if (first < 0xDC00 && *at + 1 < text.len && text.ptr[*at] == '\\' &&
        text.ptr[*at + 1] == 'u' && hex4(text, *at + 2, &second) && second >= 0xDC00 &&
        second <= 0xDFFF) {
        *at += 6;
        return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
    }
    return 0xFFFD;
}

static sl_str unescape(sl_arena *arena, sl_str inside, escapes known, bool unicode)
{
    char *out;
    size_t len = 0;

    if (sl_str_chr(inside, '\\') == SIZE_MAX)
        return inside;
    out = sl_arena_alloc(arena, inside.len + 1);
    for (size_t at = 0; at < inside.len;) {
        char c = at + 1 < inside.len ? inside.ptr[at + 1] : '\0';
        const char *hit = c ? strchr(known.letters, c) : NULL;
        uint32_t code;

        if (inside.ptr[at] == '\\' && hit) {
            out[len++] = known.meanings[hit - known.letters];
            at += 2;
        } else if (unicode && inside.ptr[at] == '\\' && c == 'u' &&
                   hex4(inside, at + 2, &code)) {
            at += 2;
            len += put_utf8(out + len, take_unicode(inside, &at, code));
        } else {
            out[len++] = inside.ptr[at++];
        }
    }
    return (sl_str){out, len};
}

sl_str sl_unescape_json(sl_arena *arena, sl_str inside)
{
    return unescape(arena, inside, (escapes){"\"\\/bfnrt", "\"\\/\b\f\n\r\t"}, true);
}

sl_str sl_unescape_env(sl_arena *arena, sl_str inside, char quote)
{
    switch (quote) {
    case '\'': return unescape(arena, inside, (escapes){"\\'", "\\'"}, false);
    case '"':
        return unescape(arena, inside, (escapes){"\\'\"abfnrtv", "\\'\"\a\b\f\n\r\t\v"},
                        false);
    default: return inside;
    }
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\f' || c == '\r' || c == '\n';
}

/* Where the text goes on behind a backslash at text[at] that ends its line, or 0. */
static size_t past_line_end(sl_str text, size_t at)
{
    size_t end = at + 1;

    while (end < text.len && is_blank(text.ptr[end]) && text.ptr[end] != '\n')
        end++;
    if (end == text.len || text.ptr[end] != '\n')
        return 0;
    while (end < text.len && is_blank(text.ptr[end]))
        end++;
    return end;
}

sl_str sl_unescape_toml(sl_arena *arena, sl_str inside)
{
    char *out;
    size_t len = 0;

    if (sl_str_chr(inside, '\\') == SIZE_MAX)
        return inside;
    out = sl_arena_alloc(arena, inside.len + 1);
    for (size_t at = 0; at < inside.len;) {
        size_t next = inside.ptr[at] == '\\' ? past_line_end(inside, at) : 0;
        bool pair = inside.ptr[at] == '\\' && at + 1 < inside.len;

        if (next > 0) {
            at = next;
            continue;
        }
        out[len++] = inside.ptr[at++];
        if (pair)
            out[len++] = inside.ptr[at++];
    }
    return unescape(arena, (sl_str){out, len},
                    (escapes){"\"\\/bfnrte", "\"\\/\b\f\n\r\t\033"}, true);
}

/* The last escape drops any backslash: no letter is left that it could not. */
sl_str sl_unescape_properties(sl_arena *arena, sl_str inside)
{
    char *out;
    size_t len = 0;

    if (sl_str_chr(inside, '\\') == SIZE_MAX)
        return inside;
    out = sl_arena_alloc(arena, inside.len + 1);
    for (size_t at = 0; at < inside.len;) {
        static const char letters[] = "tnfr", meanings[] = "\t\n\f\r";
        char c = at + 1 < inside.len ? inside.ptr[at + 1] : '\0';
        const char *hit = c ? strchr(letters, c) : NULL;
        size_t next = inside.ptr[at] == '\\' ? past_line_end(inside, at) : 0;
        uint32_t code;

        if (inside.ptr[at] != '\\') {
            out[len++] = inside.ptr[at++];
        } else if (next > 0) {
            at = next;
        } else if (c == 'u' && hex4(inside, at + 2, &code)) {
            at += 2;
            len += put_utf8(out + len, take_unicode(inside, &at, code));
        } else {
            at++;
            if (at < inside.len)
                out[len++] = hit ? meanings[hit - letters] : inside.ptr[at];
            at++;
        }
    }
    return (sl_str){out, len};
}

/* Of a character reference without its "&#" and ';'; 0 if it is none. */
static uint32_t character(sl_str digits)
{
    bool hex = digits.len > 0 && (digits.ptr[0] | 0x20) == 'x';
    uint32_t c = 0;

    for (size_t i = hex; i < digits.len; i++) {
        char d = digits.ptr[i];
        uint32_t n = d >= '0' && d <= '9'          ? (uint32_t)(d - '0')
                     : hex && d >= 'a' && d <= 'f' ? (uint32_t)(d - 'a' + 10)
                     : hex && d >= 'A' && d <= 'F' ? (uint32_t)(d - 'A' + 10)
                                                   : 99;

        if (n == 99 || c > 0x10FFFF)
            return 0;
        c = c * (hex ? 16 : 10) + n;
    }
    return c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF) ? c : 0;
}

/* What the entity between '&' and ';' means; 0 if that is not known. */
static uint32_t entity(sl_str name)
{
    static const struct {
        const char *name;
        char means;
    } known[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};

    if (sl_str_starts(name, sl_lit("#")))
        return character(sl_str_skip(name, 1));
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (sl_str_eq(name, sl_str_of(known[i].name)))
            return (uint32_t)known[i].means;
    return 0;
}

sl_str sl_unescape_xml(sl_arena *arena, sl_str inside)
{
    enum { LONGEST = 12 }; /* "&#x0010FFFF;" */
    char *out;
    size_t len = 0;

    if (sl_str_chr(inside, '&') == SIZE_MAX)
        return inside;
    out = sl_arena_alloc(arena, inside.len + 1);
    for (size_t at = 0; at < inside.len;) {
        sl_str ahead = sl_str_sub(inside, at + 1, at + LONGEST);
        size_t end = sl_str_chr(ahead, ';');
        uint32_t c = inside.ptr[at] == '&' && end != SIZE_MAX
                         ? entity(sl_str_sub(ahead, 0, end))
                         : 0;

        if (c == 0) {
            out[len++] = inside.ptr[at++];
            continue;
        }
        len += put_utf8(out + len, c);
        at += end + 2;
    }
    return (sl_str){out, len};
}
