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
