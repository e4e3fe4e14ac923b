#include "text/expression.h"

enum { STAMP = 8 }; /* hexadecimal digits behind a generated name */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_letter(char c)
{
    return is_upper(c) || (c >= 'a' && c <= 'z') || c == '_';
}

/* Behind the identifier that begins at s[at], or at itself. */
static size_t past_identifier(sl_str s, size_t at)
{
    if (!is_letter(sl_str_at(s, at)))
        return at;
    while (is_letter(sl_str_at(s, at)) || is_digit(sl_str_at(s, at)))
        at++;
    return at;
}

/* Behind [0], [-1], [*], [name], ['name'], or at itself. */
static size_t past_index(sl_str s, size_t at)
{
    size_t end = at + 1;
    char quote = sl_str_at(s, end);

    if (sl_str_at(s, at) != '[')
        return at;
    if (quote == '\'' || quote == '"') {
        end++;
        while (is_letter(sl_str_at(s, end)) || is_digit(sl_str_at(s, end)) ||
               sl_str_at(s, end) == '-' || sl_str_at(s, end) == '.')
            end++;
        if (sl_str_at(s, end++) != quote)
            return at;
    } else if (quote == '*') {
        end++;
    } else {
        end += quote == '-';
        while (is_letter(sl_str_at(s, end)) || is_digit(sl_str_at(s, end)))
            end++;
    }
    return sl_str_at(s, end) == ']' ? end + 1 : at;
}

/* names[0].id, reply['Secret'], $.Body.Token, $context.requestId, user.login?.token */
static bool is_access(sl_str s)
{
    size_t at = 0, indexes = 0, next;

    while (at < 2 && sl_str_at(s, at) == '$')
        at++;
    if (at == 0 && !is_letter(sl_str_at(s, 0)))
        return false;
    at = past_identifier(s, at);
    while (at < s.len) {
        if (sl_str_at(s, at) == '.' && past_identifier(s, at + 1) > at + 1) {
            at = past_identifier(s, at + 1);
        } else if ((next = past_index(s, at)) > at) {
            at = next;
            indexes++;
        } else if (sl_str_at(s, at) == '?' && sl_str_at(s, at + 1) == '.') {
            at++;
            indexes++;
        } else {
            return false;
        }
    }
    return indexes > 0 || (s.ptr[0] == '$' && sl_str_chr(s, '.') != SIZE_MAX);
}

/* *types.ClientHeaders, &core.Secret */
static bool is_pointer(sl_str s)
{
    size_t dot;

    if (sl_str_at(s, 0) != '*' && sl_str_at(s, 0) != '&')
        return false;
    dot = past_identifier(s, 1);
    return dot > 1 && sl_str_at(s, dot) == '.' && is_upper(sl_str_at(s, dot + 1)) &&
           past_identifier(s, dot + 1) == s.len;
}

/* App\Repository\Users, with single or double signs between */
static bool is_class(sl_str s)
{
    size_t at = sl_str_at(s, 0) == '\\', parts = 0;

    while (is_upper(sl_str_at(s, at))) {
        while (is_letter(sl_str_at(s, at)))
            at++;
        parts++;
        if (at == s.len)
            return parts > 1;
        if (sl_str_at(s, at) != '\\')
            return false;
        at += sl_str_at(s, at + 1) == '\\' ? 2 : 1;
    }
    return false;
}

/* package.module.part:Name */
static bool is_entry_point(sl_str s)
{
    size_t at = past_identifier(s, 0), dots = 0;

    while (at > 0 && sl_str_at(s, at) == '.' && past_identifier(s, at + 1) > at + 1) {
        at = past_identifier(s, at + 1);
        dots++;
    }
    return dots > 1 && sl_str_at(s, at) == ':' && is_letter(sl_str_at(s, at + 1)) &&
           past_identifier(s, at + 1) == s.len;
}

/* required|confirmed|min:6 */
static bool is_validation(sl_str s)
{
    size_t at = 0, parts = 0;

    for (;;) {
        size_t start = at;

        while ((sl_str_at(s, at) >= 'a' && sl_str_at(s, at) <= 'z') ||
               sl_str_at(s, at) == '_')
            at++;
        if (at == start)
            return false;
        if (sl_str_at(s, at) == ':') {
            at++;
            while (is_letter(sl_str_at(s, at)) || is_digit(sl_str_at(s, at)) ||
                   sl_str_at(s, at) == ',' || sl_str_at(s, at) == '.')
                at++;
        }
        parts++;
        if (at == s.len)
            return parts > 1;
        if (sl_str_at(s, at++) != '|')
            return false;
    }
}

/* v1.2.3, and whatever follows behind a sign */
static bool is_version(sl_str s)
{
    size_t at = 1;

    if (sl_str_at(s, 0) != 'v')
        return false;
    for (int part = 0; part < 3; part++) {
        size_t start = at;

        while (is_digit(sl_str_at(s, at)))
            at++;
        if (at == start || (part < 2 && sl_str_at(s, at++) != '.'))
            return false;
    }
    return at == s.len || sl_str_at(s, at) == '-' || sl_str_at(s, at) == '+';
}

/* !await, !this: the first word of an expression */
static bool is_negation(sl_str s)
{
    static const char *const words[] = {"await", "this", "self", "typeof", "new"};

    return sl_str_at(s, 0) == '!' &&
           sl_str_among(words, sizeof words / sizeof *words, sl_str_skip(s, 1));
}

/* @i18n.T("Password of Razor: a call of a member, of which the text begins to be read */
static bool is_razor(sl_str s)
{
    size_t at = sl_str_at(s, 0) == '@' ? past_identifier(s, 1) : 0, dots = 0;

    while (at > 1 && sl_str_at(s, at) == '.' && past_identifier(s, at + 1) > at + 1) {
        at = past_identifier(s, at + 1);
        dots++;
    }
    return dots > 0 && (at == s.len || sl_str_at(s, at) == '(');
}

/* _SecretValue_3f2a91bc: a name of words that a generator made unique */
static bool is_stamped(sl_str s)
{
    size_t at = s.len;

    while (at > 0 && s.len - at < STAMP &&
           (is_digit(s.ptr[at - 1]) || (s.ptr[at - 1] >= 'a' && s.ptr[at - 1] <= 'f')))
        at--;
    if (s.len - at != STAMP || at < 3 || s.ptr[at - 1] != '_' || s.ptr[0] != '_')
        return false;
    for (size_t i = 0; i < at; i++)
        if (!is_letter(s.ptr[i]))
            return false;
    return true;
}

const char *sl_expression(sl_str value)
{
    static const struct {
        bool (*is)(sl_str value);
        const char *what;
    } forms[] = {
        {is_access, "an access"},
        {is_pointer, "a type"},
        {is_class, "a class"},
        {is_entry_point, "an entry point"},
        {is_validation, "a rule of validation"},
        {is_version, "a version"},
        {is_stamped, "an identifier"},
        {is_negation, "code"},
        {is_razor, "code"},
    };

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (forms[i].is(value))
            return forms[i].what;
    return NULL;
}
