#include "doc/hcl_scan.h"

bool sl_hcl_take(sl_hcl_scan *s, char c)
{
    if (s->at >= s->text.len || sl_hcl_here(s) != c)
        return false;
    s->at++;
    return true;
}

void sl_hcl_skip_blanks(sl_hcl_scan *s)
{
    for (;;) {
        char c = sl_hcl_here(s);

        if (c == ' ' || c == '\t' || c == '\r')
            s->at++;
        else if (c == '#' ||
                 (c == '/' && (sl_hcl_next(s) == '/' || sl_hcl_next(s) == '*')))
            s->at = sl_hcl_comment_end(s->text, s->at);
        else
            return;
    }
}

bool sl_hcl_rest_is_blank(sl_hcl_scan *s)
{
    sl_hcl_skip_blanks(s);
    return s->at >= s->text.len || sl_hcl_here(s) == '\n';
}

void sl_hcl_skip_lines(sl_hcl_scan *s)
{
    while (sl_hcl_rest_is_blank(s) && s->at < s->text.len)
        s->at++;
}

char sl_hcl_peek(sl_hcl_scan *s, size_t *at)
{
    sl_hcl_scan ahead = *s;

    if (s->at == s->line && s->further > s->line) {
        ahead.at = s->further;
    } else {
        sl_hcl_skip_lines(&ahead);
        s->line = s->at;
        s->further = ahead.at;
    }
    if (at)
        *at = ahead.at;
    return sl_hcl_here(&ahead);
}

bool sl_hcl_take_further(sl_hcl_scan *s, char c)
{
    size_t at;

    if (sl_hcl_peek(s, &at) != c || at == s->text.len)
        return false;
    s->at = at + 1;
    return true;
}

static bool among(const char *const *table, size_t len, sl_str word)
{
    for (size_t i = 0; i < len; i++)
        if (sl_str_eq(sl_str_of(table[i]), word))
            return true;
    return false;
}

bool sl_hcl_is_literal(sl_str word)
{
    static const char *const words[] = {"true", "false", "null"};

    return word.len <= 5 && among(words, sizeof words / sizeof *words, word);
}

bool sl_hcl_is_reserved(sl_str word)
{
    static const char *const words[] = {"for", "in", "if", "else", "endif", "endfor"};

    return sl_hcl_is_literal(word) ||
           (word.len <= 6 && among(words, sizeof words / sizeof *words, word));
}

sl_span sl_hcl_take_word(sl_hcl_scan *s)
{
    sl_span word = {s->at, s->at};

    if (sl_hcl_begins_word(sl_hcl_here(s)))
        while (sl_hcl_begins_word(sl_hcl_here(s)) || sl_hcl_is_digit(sl_hcl_here(s)) ||
               sl_hcl_here(s) == '-')
            s->at++;
    word.end = s->at;
    return word;
}

bool sl_hcl_begins_string(const sl_hcl_scan *s)
{
    sl_str rest;

    if (sl_hcl_here(s) != '<' || sl_hcl_next(s) != '<')
        return sl_hcl_here(s) == '"';
    rest = sl_str_drop(sl_str_skip(s->text, s->at + 2), sl_lit("-"));
    return rest.len > 0 && sl_hcl_begins_word(rest.ptr[0]);
}

bool sl_hcl_take_string(sl_hcl_scan *s, sl_hcl_string *string)
{
    *string = sl_hcl_string_at(s->text, s->at, true);
    s->at = string->end;
    return string->closed;
}

bool sl_hcl_take_key(sl_hcl_scan *s, sl_span *key)
{
    sl_hcl_string string;
    sl_str word;

    if (sl_hcl_here(s) == '"') {
        string = sl_hcl_string_at(s->text, s->at, false);
        s->at = string.end;
        *key = string.inside;
        return string.closed && !string.templated;
    }
    *key = sl_hcl_take_word(s);
    word = sl_hcl_slice(s, *key);
    return word.len > 0 && (!sl_hcl_is_reserved(word) || sl_hcl_is_literal(word));
}

static void skip_digits(sl_hcl_scan *s)
{
    while (sl_hcl_is_digit(sl_hcl_here(s)))
        s->at++;
}

bool sl_hcl_take_number(sl_hcl_scan *s)
{
    if (!sl_hcl_is_digit(sl_hcl_here(s)))
        return false;
    skip_digits(s);
    if (sl_hcl_here(s) != '.' || sl_hcl_next(s) == '.')
        return true;
    s->at++;
    if (!sl_hcl_is_digit(sl_hcl_here(s)))
        return false;
    skip_digits(s);
    return !sl_hcl_begins_word(sl_hcl_here(s));
}
