#include "doc/yaml_quoted.h"

#include "base/scan.h"
#include "text/encoding.h"

#include <string.h>

/* Of "\x", "\u" and "\U", and what no code point is. */
enum { LAST_CODE = 0x10FFFF, FIRST_SURROGATE = 0xD800, LAST_SURROGATE = 0xDFFF };

/* The index of the second quote, or text.len; *written is kept if nothing in between is
 * other than it means. */
static size_t find_end(sl_str text, size_t at, bool several, bool *written)
{
    char quote = text.ptr[at];

    for (at++; at < text.len; at++) {
        size_t next = sl_scan_chr3(sl_str_skip(text, at), quote, '\\', '\n');
        char c;

        if (next == SIZE_MAX)
            break;
        at += next;
        c = text.ptr[at];
        if (c == '\n' && !several)
            break;
        if (c == quote) {
            if (quote == '"' || at + 1 >= text.len || text.ptr[at + 1] != quote)
                return at;
            at++;
        } else if (c == '\\' && quote == '"') {
            if (!several && at + 1 < text.len && text.ptr[at + 1] == '\n')
                break;
            at++;
        } else if (c != '\n') {
            continue;
        }
        *written = false;
    }
    return text.len;
}

size_t sl_yaml_quoted_end(sl_str text, size_t at)
{
    bool written = true;
    size_t end = find_end(text, at, false, &written);

    return end < text.len ? end : 0;
}

/* What is decoded is never longer than what is written. */
typedef struct decoding {
    sl_str text; /* up to the second quote */
    size_t at;
    char *bytes;
    size_t len;
} decoding;

static bool is_blank(const decoding *d)
{
    return d->at < d->text.len &&
           (d->text.ptr[d->at] == ' ' || d->text.ptr[d->at] == '\n');
}

/* Within a line blanks are as written; at line ends they are a space or the empty lines.
 * joined: the first of these line ends was escaped. */
static bool take_blanks(decoding *d, bool joined)
{
    size_t start = d->at;
    size_t breaks = joined;

    for (; is_blank(d); d->at++)
        breaks += d->text.ptr[d->at] == '\n';
    if (breaks == 0) {
        memcpy(d->bytes + d->len, d->text.ptr + start, d->at - start);
        d->len += d->at - start;
        return true;
    }
    if (breaks == 1 && !joined)
        d->bytes[d->len++] = ' ';
    memset(d->bytes + d->len, '\n', breaks - 1);
    d->len += breaks - 1;
    if (d->text.ptr[d->at - 1] == '\n') {
        sl_str line = sl_str_skip(d->text, d->at);

        return !sl_str_starts(line, sl_lit("---")) &&
               !sl_str_starts(line, sl_lit("..."));
    }
    return true;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = sl_char_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool take_code(decoding *d, size_t digits)
{
    sl_buf utf8 = {0};
    uint32_t code = 0;

    if (d->text.len - d->at < 2 + digits)
        return false;
    for (size_t i = 0; i < digits; i++) {
        int digit = hex_digit(d->text.ptr[d->at + 2 + i]);

        if (digit < 0)
            return false;
        code = code << 4 | (uint32_t)digit;
    }
    if (code > LAST_CODE || (code >= FIRST_SURROGATE && code <= LAST_SURROGATE))
        return false;
    sl_utf8_add(code, &utf8);
    memcpy(d->bytes + d->len, utf8.ptr, utf8.len);
    d->len += utf8.len;
    d->at += 2 + digits;
    sl_buf_free(&utf8);
    return true;
}

/* The backslash is never the last byte. \N, \_, \L and \P are left to libyaml. */
static bool take_escape(decoding *d)
{
    static const char letters[] = "0abtnvfre \"/\\";
    static const char meanings[] = "\0\a\b\t\n\v\f\r\x1b \"/\\";
    char c = d->text.ptr[d->at + 1];
    size_t hit;

    switch (c) {
    case 'x': return take_code(d, 2);
    case 'u': return take_code(d, 4);
    case 'U': return take_code(d, 8);
    case '\n': d->at += 2; return take_blanks(d, true);
    default: break;
    }
    hit = sl_str_chr(sl_str_make(letters, sizeof letters - 1), c);
    if (hit == SIZE_MAX)
        return false;
    d->bytes[d->len++] = meanings[hit];
    d->at += 2;
    return true;
}

static bool decode(decoding *d, char quote)
{
    while (d->at < d->text.len) {
        char c = d->text.ptr[d->at];

        if (is_blank(d)) {
            if (!take_blanks(d, false))
                return false;
        } else if (c == '\\' && quote == '"') {
            if (!take_escape(d))
                return false;
        } else {
            d->bytes[d->len++] = c;
            d->at += c == quote ? 2 : 1; /* a quote is written twice */
        }
    }
    return true;
}

bool sl_yaml_quoted_scan(sl_str text, size_t at, sl_arena *arena, sl_yaml_block *out)
{
    bool written = true;
    size_t end = find_end(text, at, true, &written);
    decoding d = {.text = sl_str_sub(text, 0, end), .at = at + 1};

    *out = (sl_yaml_block){.span = {at + 1, end}, .next = end + 1};
    if (end >= text.len || written)
        return end < text.len;
    d.bytes = sl_arena_alloc(arena, end - at);
    if (!decode(&d, text.ptr[at]))
        return false;
    out->value = (sl_str){d.bytes, d.len};
    return true;
}
