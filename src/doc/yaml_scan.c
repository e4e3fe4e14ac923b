#include "doc/yaml_scan.h"

#include <string.h>

enum { MAX_KEY = 500 /* libyaml: 1024 characters */ };

/* U+0085, U+2028 and U+2029 end lines; a byte order mark, C1 controls, surrogates and
 * what is no character are left to libyaml. Length of the sequence, or 0. */
static size_t sequence(sl_str text, size_t at)
{
    uint8_t c = (uint8_t)text.ptr[at];
    size_t len = c >= 0xc2 && c < 0xe0 ? 2 : c >= 0xe0 && c < 0xf0 ? 3 : 0;
    uint8_t next = at + 1 < text.len ? (uint8_t)text.ptr[at + 1] : 0;

    if (c >= 0xf0 && c < 0xf4)
        len = 4;
    if (len == 0 || text.len - at < len)
        return 0;
    for (size_t i = 1; i < len; i++)
        if (((uint8_t)text.ptr[at + i] & 0xc0) != 0x80)
            return 0;
    if ((c == 0xc2 && next < 0xa0) || (c == 0xe0 && next < 0xa0) ||
        (c == 0xed && next >= 0xa0) || (c == 0xf0 && next < 0x90) ||
        (c == 0xef && next >= 0xbb))
        return 0;
    if (c == 0xe2 && next == 0x80 && ((uint8_t)text.ptr[at + 2] & 0xfe) == 0xa8)
        return 0;
    return len;
}

/* Are the next eight bytes printable ASCII? A borrow or carry only makes it say no. */
static bool eight_printable(const char *p)
{
    static const uint64_t ones = 0x0101010101010101;
    uint64_t bytes;

    memcpy(&bytes, p, sizeof bytes);
    return (((bytes - ones * 0x20) | bytes | (bytes + ones)) & (ones * 0x80)) == 0;
}

bool sl_yaml_bytes_plain(sl_str text)
{
    for (size_t at = 0; at < text.len;) {
        uint8_t c = (uint8_t)text.ptr[at];
        size_t len = 1;

        if (text.len - at >= 8 && eight_printable(text.ptr + at)) {
            at += 8;
            continue;
        }
        if (c >= 0x80)
            len = sequence(text, at);
        else if ((c < ' ' && c != '\n') || c == 0x7f)
            len = 0;
        if (len == 0)
            return false;
        at += len;
    }
    return true;
}

static char char_at(sl_str text, size_t at)
{
    return at < text.len ? text.ptr[at] : '\n';
}

static bool ends_word(char c)
{
    return c == ' ' || c == '\n';
}

size_t sl_yaml_quoted_end(sl_str text, size_t at)
{
    char quote = text.ptr[at];

    for (at++; char_at(text, at) != '\n'; at++) {
        if (text.ptr[at] == quote)
            return quote == '\'' && char_at(text, at + 1) == quote ? 0 : at;
        if (quote == '"' && text.ptr[at] == '\\')
            return 0;
    }
    return 0;
}

/* May a plain scalar begin with text[at]? */
static bool begins_plain(sl_str text, size_t at)
{
    char c = char_at(text, at);

    if (c == '-')
        return !ends_word(char_at(text, at + 1));
    return !ends_word(c) && sl_str_chr(sl_lit("?:,[]{}#&*!|>'\"%@`"), c) == SIZE_MAX;
}

size_t sl_yaml_words_end(sl_str text, size_t at, size_t *stop)
{
    size_t end = at;

    for (; char_at(text, at) != '\n'; at++) {
        char c = text.ptr[at];

        if ((c == '#' && text.ptr[at - 1] == ' ') ||
            (c == ':' && ends_word(char_at(text, at + 1))))
            break;
        if (c != ' ')
            end = at + 1;
    }
    *stop = at;
    return end;
}

size_t sl_yaml_value_end(sl_str text, size_t at)
{
    size_t stop, end;

    if (!begins_plain(text, at))
        return at;
    end = sl_yaml_words_end(text, at, &stop);
    return char_at(text, stop) == ':' ? at : end;
}

size_t sl_yaml_key_end(sl_str text, size_t at)
{
    char c = char_at(text, at);
    size_t stop, end;

    if (c == '"' || c == '\'') {
        end = sl_yaml_quoted_end(text, at);
        stop = end = end > 0 ? end + 1 : 0;
    } else {
        if (!begins_plain(text, at))
            return 0;
        end = sl_yaml_words_end(text, at, &stop);
    }
    if (end != stop || end > at + MAX_KEY || char_at(text, end) != ':' ||
        !ends_word(char_at(text, end + 1)))
        return 0;
    return end;
}

/* In brackets: the ':' of "a: b", or one in the middle of a word, as in a URL. */
static bool colon_fits(char next)
{
    return (next >= '0' && next <= '9') ||
           ((next | 0x20) >= 'a' && (next | 0x20) <= 'z') || next == '/';
}

size_t sl_yaml_item_end(sl_str text, size_t at, bool key)
{
    size_t start = at;
    size_t end = at;

    if (!begins_plain(text, at) || text.ptr[at] == '-')
        return start;
    for (; sl_str_chr(sl_lit(",]}"), char_at(text, at)) == SIZE_MAX; at++) {
        char c = char_at(text, at);

        if (key && c == ':' && char_at(text, at + 1) == ' ')
            return end == at && at - start <= MAX_KEY ? end : start;
        if (sl_str_chr(sl_lit("\n?#[{\"'"), c) != SIZE_MAX ||
            (c == ':' && !colon_fits(char_at(text, at + 1))))
            return start;
        if (c != ' ')
            end = at + 1;
    }
    return key ? start : end;
}
