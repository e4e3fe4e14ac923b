#include "text/bytes.h"

#include "text/assigned.h"

#include <string.h>

enum { MAX_OPENING = 48, MAX_BYTES = 256 };

static size_t skip_space(sl_str text, size_t at)
{
    while (at < text.len && strchr(" \t\r\n", text.ptr[at]) && text.ptr[at])
        at++;
    return at;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Reads digits of a base up to 255; false if none stands at text[*at], or more. */
static bool take_digits(sl_str text, size_t *at, int base, unsigned *value)
{
    size_t start = *at;
    int digit;

    *value = 0;
    while ((digit = hex_value(sl_str_at(text, *at))) >= 0 && digit < base) {
        *value = *value * (unsigned)base + (unsigned)digit;
        if (*value > UINT8_MAX)
            return false;
        ++*at;
    }
    return *at > start;
}

/* Moves *at behind a number from -128 to 255 with its cast and suffix. */
static bool take_number(sl_str text, size_t *at, uint8_t *byte)
{
    static const char *const suffixes[] = {".toByte()", ".toUByte()", "u8", "u", "U"};
    sl_str cast = sl_lit("(byte)");
    bool negative;
    unsigned value;

    if (sl_str_starts(sl_str_skip(text, *at), cast))
        *at = sl_assigned_blanks(text, *at + cast.len);
    negative = sl_str_at(text, *at) == '-';
    *at += negative;
    if (sl_str_at(text, *at) == '0' && (sl_str_at(text, *at + 1) | 0x20) == 'x') {
        *at += 2;
        if (!take_digits(text, at, 16, &value))
            return false;
    } else if (!take_digits(text, at, 10, &value)) {
        return false;
    }
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (sl_str_starts(sl_str_skip(text, *at), sl_str_of(suffixes[i]))) {
            *at += strlen(suffixes[i]);
            break;
        }
    *byte = (uint8_t)(negative ? 0U - value : value);
    return !sl_assigned_is_name(sl_str_at(text, *at));
}

/* Reads the list at text[at] up to its end, which it returns; the first bytes go to out,
 * *count is that of all. */
static size_t read_list(sl_str text, size_t at, uint8_t out[MAX_BYTES], size_t *count)
{
    size_t end = at, next = at;
    uint8_t byte = 0;

    text = sl_str_sub(text, 0, at + SL_MAX_ASSIGNED);
    *count = 0;
    while (take_number(text, &next, &byte)) {
        if (*count < MAX_BYTES)
            out[*count] = byte;
        ++*count;
        end = next;
        next = skip_space(text, next);
        if (sl_str_at(text, next) != ',')
            break;
        next = skip_space(text, next + 1);
    }
    return end;
}

size_t sl_bytes_open(sl_str text, size_t at)
{
    size_t last = at + MAX_OPENING;

    for (; at < text.len && at < last; at++) {
        char c = text.ptr[at];

        if (c == '{' || c == '[' || c == '(') {
            size_t next = skip_space(text, at + 1);
            size_t behind = next;
            uint8_t byte;

            if (take_number(text, &behind, &byte) &&
                sl_str_at(text, skip_space(text, behind)) == ',')
                return next;
        } else if (!sl_assigned_is_word(c) && (!c || !strchr(" ]&!.<>:;", c))) {
            break;
        }
    }
    return SIZE_MAX;
}

size_t sl_bytes_end(sl_str text, size_t at)
{
    uint8_t bytes[MAX_BYTES];
    size_t count;
    size_t end = read_list(text, at, bytes, &count);

    return count >= SL_LEAST_BYTES ? end : at;
}

/* The bytes of a literal; 0 if it holds other escapes than \x1f. */
static size_t read_escaped(sl_str literal, uint8_t out[MAX_BYTES], size_t *escapes)
{
    size_t count = 0;

    *escapes = 0;
    for (size_t i = 0; i < literal.len && count < MAX_BYTES; i++) {
        int high = hex_value(sl_str_at(literal, i + 2));
        int low = hex_value(sl_str_at(literal, i + 3));

        if (literal.ptr[i] != '\\') {
            out[count++] = (uint8_t)literal.ptr[i];
            continue;
        }
        if (sl_str_at(literal, i + 1) != 'x' || high < 0 || low < 0)
            return 0;
        out[count++] = (uint8_t)(high << 4 | low);
        ++*escapes;
        i += 3;
    }
    return count;
}

bool sl_bytes_escaped(sl_str literal)
{
    uint8_t bytes[MAX_BYTES];
    size_t escapes, count;

    if (sl_str_at(literal, 0) != '\\' && !sl_str_has(literal, sl_lit("\\x")))
        return false;
    count = read_escaped(literal, bytes, &escapes);
    return count >= SL_LEAST_BYTES && escapes * 2 > count;
}

/* Of n drawn bytes nearly all differ, up to some hundred; as many have the high bit as
 * have not; and hardly any two follow each other as the two before did. */
static bool drawn(const uint8_t *bytes, size_t count)
{
    enum { KINDS = 96, PART = 8 };
    uint8_t seen[UINT8_MAX + 1] = {0};
    size_t kinds = 0, high = 0, steps = 0, printable = 0;

    for (size_t i = 0; i < count; i++) {
        kinds += !seen[bytes[i]];
        seen[bytes[i]] = 1;
        high += bytes[i] >> 7;
        printable += bytes[i] >= ' ' && bytes[i] <= '~';
        steps += i > 1 && (uint8_t)(bytes[i] - bytes[i - 1]) ==
                              (uint8_t)(bytes[i - 1] - bytes[i - 2]);
    }
    return (kinds * 4 >= count * 3 || kinds >= KINDS) && high * PART >= count &&
           (count - high) * PART >= count && steps * PART < count && printable < count;
}

/* Keys have as many bytes as their ciphers say, or are DER. What is compressed is no key;
 * and every reader of PDF has the bytes that fill up its passwords. */
static bool may_be_key(const uint8_t *bytes, size_t count)
{
    static const uint8_t gzip[] = {0x1f, 0x8b};
    static const uint8_t filling[] = {0x28, 0xbf, 0x4e, 0x5e};

    if (count < SL_LEAST_BYTES)
        return false;
    return (bytes[0] == 0x30 || (count % 4 == 0 && count < MAX_BYTES)) &&
           memcmp(bytes, gzip, sizeof gzip) != 0 &&
           memcmp(bytes, filling, sizeof filling) != 0;
}

bool sl_bytes_drawn(sl_str list)
{
    uint8_t bytes[MAX_BYTES];
    size_t escapes, count;

    if (sl_str_has(list, sl_lit("\\x")))
        count = read_escaped(list, bytes, &escapes);
    else
        read_list(list, 0, bytes, &count);
    return may_be_key(bytes, count) &&
           drawn(bytes, count < MAX_BYTES ? count : MAX_BYTES);
}
