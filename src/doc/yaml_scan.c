#include "doc/yaml_scan.h"

#include "base/scan.h"
#include "doc/yaml_quoted.h"

#include <string.h>

enum {
    MAX_KEY = 1000, /* libyaml: 1024 characters */
    BLOCK = 64      /* bytes that are looked at together */
};

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

/* Bytes of the one character at text[at], or 0 if it is left to libyaml. */
static size_t character(sl_str text, size_t at)
{
    uint8_t c = (uint8_t)text.ptr[at];

    if (c >= 0x80)
        return sequence(text, at);
    return c == '\n' || (c >= ' ' && c <= '~');
}

/* Is the block line feeds and printable ASCII? Without a branch, so that the compiler
 * looks at many bytes at once. */
static bool block_plain(const char *p)
{
    uint8_t odd = 0;

    for (size_t i = 0; i < BLOCK; i++) {
        uint8_t c = (uint8_t)p[i];

        odd |= (uint8_t)(((uint8_t)(c - ' ') > '~' - ' ') & (c != '\n'));
    }
    return odd == 0;
}

bool sl_yaml_bytes_plain(sl_str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t end = text.len - at < BLOCK ? text.len : at + BLOCK;

        if (end - at == BLOCK && block_plain(text.ptr + at))
            at = end;
        while (at < end) {
            size_t len = character(text, at);

            if (len == 0)
                return false;
            at += len;
        }
    }
    return true;
}

static bool ends_word(char c)
{
    return c == ' ' || c == '\n';
}

/* YAML's indicators, but for those that count only before a blank. */
static bool is_indicator(char c)
{
    switch (c) {
    case ',':
    case '[':
    case ']':
    case '{':
    case '}':
    case '#':
    case '&':
    case '*':
    case '!':
    case '|':
    case '>':
    case '\'':
    case '"':
    case '%':
    case '@':
    case '`': return true;
    default: return false;
    }
}

/* May a plain scalar begin with text[at]? */
static bool begins_plain(sl_str text, size_t at)
{
    char c = sl_yaml_char(text, at);

    if (c == '-' || c == ':' || c == '?')
        return !ends_word(sl_yaml_char(text, at + 1));
    return !ends_word(c) && !is_indicator(c);
}

size_t sl_yaml_words_end(sl_str text, size_t at, size_t *stop)
{
    size_t start = at;

    for (;; at++) {
        size_t next = sl_scan_chr3(sl_str_skip(text, at), '\n', '#', ':');

        at = next == SIZE_MAX ? text.len : at + next;
        if (sl_yaml_char(text, at) == '\n' ||
            (text.ptr[at] == '#' && text.ptr[at - 1] == ' ') ||
            (text.ptr[at] == ':' && ends_word(sl_yaml_char(text, at + 1))))
            break;
    }
    *stop = at;
    while (at > start && text.ptr[at - 1] == ' ')
        at--;
    return at;
}

size_t sl_yaml_value_end(sl_str text, size_t at)
{
    size_t stop, end;

    if (!begins_plain(text, at))
        return at;
    end = sl_yaml_words_end(text, at, &stop);
    return sl_yaml_char(text, stop) == ':' ? at : end;
}

static bool is_quote(char c)
{
    return c == '"' || c == '\'';
}

/* The ':' behind the key from text[at] to end, unless that is 0. */
static size_t colon_behind(sl_str text, size_t at, size_t end)
{
    size_t colon = end + sl_yaml_spaces(text, end);

    return end > 0 && colon <= at + MAX_KEY && sl_yaml_char(text, colon) == ':' ? colon
                                                                                : 0;
}

size_t sl_yaml_key_end(sl_str text, size_t at)
{
    size_t stop, end, colon;

    if (is_quote(sl_yaml_char(text, at))) {
        end = sl_yaml_quoted_end(text, at);
        end += end > 0;
    } else {
        end = begins_plain(text, at) ? sl_yaml_words_end(text, at, &stop) : 0;
    }
    colon = colon_behind(text, at, end);
    return ends_word(sl_yaml_char(text, colon + 1)) ? colon : 0;
}

size_t sl_yaml_long_key_end(sl_str text, size_t at)
{
    size_t end;

    if (!is_quote(sl_yaml_char(text, at)))
        return sl_yaml_value_end(text, at);
    end = sl_yaml_quoted_end(text, at);
    return end > 0 ? end + 1 : at;
}

size_t sl_yaml_item_end(sl_str text, size_t at)
{
    size_t start = at;
    size_t end = at;

    if (!begins_plain(text, at) || text.ptr[at] == ':' || text.ptr[at] == '?')
        return start;
    for (; sl_str_chr(sl_lit(",]}\n"), sl_yaml_char(text, at)) == SIZE_MAX; at++) {
        char c = text.ptr[at];
        char next = sl_yaml_char(text, at + 1);

        if ((c == '#' && text.ptr[at - 1] == ' ') || (c == ':' && ends_word(next)))
            break;
        if (c == '[' || c == '{' ||
            (c == ':' && sl_str_chr(sl_lit(",?[]{}"), next) != SIZE_MAX))
            return start;
        if (c != ' ')
            end = at + 1;
    }
    return end;
}

size_t sl_yaml_item_key_end(sl_str text, size_t at)
{
    size_t end;

    if (!is_quote(sl_yaml_char(text, at))) {
        end = sl_yaml_item_end(text, at);
        return end > at ? colon_behind(text, at, end) : 0;
    }
    end = sl_yaml_quoted_end(text, at);
    return colon_behind(text, at, end + (end > 0));
}
