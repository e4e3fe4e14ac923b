#include "doc/json_token.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

static bool ends_line(sl_str text, size_t at)
{
    return at >= text.len || text.ptr[at] == '\n' || text.ptr[at] == '\r';
}

size_t sl_json_string_end(sl_str text, size_t at)
{
    char quote = text.ptr[at++];

    while (!ends_line(text, at) && text.ptr[at] != quote)
        at += text.ptr[at] == '\\' && !ends_line(text, at + 1) ? 2 : 1;
    return at;
}

size_t sl_json_bad_escape(sl_str inside)
{
    size_t at = 0, next;

    while ((next = sl_str_chr(sl_str_skip(inside, at), '\\')) != SIZE_MAX) {
        char c = sl_str_at(inside, at + next + 1);

        at += next;
        if (c == '\0' || sl_str_chr(sl_lit("\"\\/bfnrtu"), c) == SIZE_MAX)
            return at;
        for (size_t i = 2; c == 'u' && i < 6; i++)
            if (!is_hex(sl_str_at(inside, at + i)))
                return at;
        at += 2;
    }
    return SIZE_MAX;
}

size_t sl_json_blank_end(sl_str text, size_t at, bool *unclosed)
{
    *unclosed = false;
    while (at < text.len) {
        char c = text.ptr[at];
        char next = sl_str_at(text, at + 1);
        size_t length;

        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            at++;
            continue;
        }
        if (c != '/' || (next != '/' && next != '*'))
            break;
        length = sl_str_find(sl_str_skip(text, at + 2),
                             next == '/' ? sl_lit("\n") : sl_lit("*/"));
        *unclosed = length == SIZE_MAX && next == '*';
        if (length == SIZE_MAX)
            return text.len;
        at += 2 + length + (next == '/' ? 1 : 2);
    }
    return at;
}

bool sl_json_leading_zero(sl_str word)
{
    word = sl_str_drop(word, sl_lit("-"));
    if (word.len < 2 || word.ptr[0] != '0')
        return false;
    for (size_t i = 0; i < word.len; i++)
        if (!is_digit(word.ptr[i]))
            return false;
    return true;
}

static size_t digits(sl_str word, size_t at)
{
    size_t start = at;

    while (is_digit(sl_str_at(word, at)))
        at++;
    return at - start;
}

static bool is_number(sl_str word)
{
    size_t at = sl_str_at(word, 0) == '-' ? 1 : 0;
    size_t whole = digits(word, at);

    if (whole == 0 || (whole > 1 && word.ptr[at] == '0'))
        return false;
    at += whole;
    if (sl_str_at(word, at) == '.') {
        size_t part = digits(word, at + 1);

        if (part == 0)
            return false;
        at += 1 + part;
    }
    if (sl_str_at(word, at) == 'e' || sl_str_at(word, at) == 'E') {
        size_t sign = sl_str_at(word, at + 1) == '+' || sl_str_at(word, at + 1) == '-';
        size_t power = digits(word, at + 1 + sign);

        if (power == 0)
            return false;
        at += 1 + sign + power;
    }
    return at == word.len;
}

bool sl_json_literal(sl_str word)
{
    return sl_str_eq(word, sl_lit("true")) || sl_str_eq(word, sl_lit("false")) ||
           sl_str_eq(word, sl_lit("null")) || is_number(word);
}

/* Behind the bracket that closes the one at text[at]; those between quotes do not
 * count. */
static size_t balanced(sl_str text, size_t at, char open, char close)
{
    enum { LONGEST = 300 };
    size_t depth = 0;
    sl_str near = sl_str_sub(text, 0, at + LONGEST);
    bool single = true, dual = true; /* is it worth looking for the other quote? */

    for (; at < near.len; at++) {
        char c = near.ptr[at];

        if ((c == '"' && dual) || (c == '\'' && single)) {
            size_t quote = sl_json_string_end(near, at);
            bool closed = sl_str_at(near, quote) == c;

            at = closed ? quote : at;
            dual = dual && (closed || c != '"');
            single = single && (closed || c != '\'');
        } else if (c == open) {
            depth++;
        } else if (c == close && --depth == 0) {
            return at + 1;
        }
    }
    return 0;
}

static size_t name_end(sl_str text, size_t at)
{
    size_t start = at;

    while (is_letter(sl_str_at(text, at)) ||
           (at > start && is_digit(sl_str_at(text, at))))
        at++;
    return at > start ? at : 0;
}

/* <region>, <your account id> */
static size_t angle_end(sl_str text, size_t at)
{
    enum { LONGEST = 100 };
    size_t start = at++;

    if (!is_letter(sl_str_at(text, at)))
        return 0;
    while (at - start < LONGEST && at < text.len &&
           sl_str_chr(sl_lit("<>\"{}\n"), text.ptr[at]) == SIZE_MAX)
        at++;
    return sl_str_at(text, at) == '>' ? at + 1 : 0;
}

size_t sl_placeholder_end(sl_str text, size_t at)
{
    char c = sl_str_at(text, at);
    char next = sl_str_at(text, at + 1);

    if (c == '<')
        return angle_end(text, at);
    if (c == '%' && (next == 's' || next == 'd'))
        return at + 2;
    if (c == '%' && next == '(') {
        size_t end = balanced(text, at + 1, '(', ')');

        return end > 0 && is_letter(sl_str_at(text, end)) ? end + 1 : 0;
    }
    if ((c == '$' || c == '%') && next == '{')
        return balanced(text, at + 1, '{', '}');
    if (c == '$' && next == '(')
        return balanced(text, at + 1, '(', ')');
    return c == '$' ? name_end(text, at + 1 + (next == '$')) : 0;
}

size_t sl_ellipsis_end(sl_str text, size_t at)
{
    sl_str rest = sl_str_skip(text, at);

    return sl_str_starts(rest, sl_lit("...")) || sl_str_starts(rest, sl_lit("\u2026"))
               ? at + 3
               : 0;
}
