#include "doc/hcl_scan.h"

#include "doc/hcl_read.h"

char sl_hcl_here(const sl_hcl_scan *s)
{
    return s->at < s->text.len ? s->text.ptr[s->at] : '\0';
}

char sl_hcl_next(const sl_hcl_scan *s)
{
    return s->at + 1 < s->text.len ? s->text.ptr[s->at + 1] : '\0';
}

bool sl_hcl_take(sl_hcl_scan *s, char c)
{
    if (s->at >= s->text.len || sl_hcl_here(s) != c)
        return false;
    s->at++;
    return true;
}

void sl_hcl_skip_blanks(sl_hcl_scan *s)
{
    while (sl_hcl_here(s) == ' ' || sl_hcl_here(s) == '\t')
        s->at++;
}

bool sl_hcl_rest_is_blank(sl_hcl_scan *s)
{
    sl_hcl_skip_blanks(s);
    if (sl_hcl_here(s) == '#' || (sl_hcl_here(s) == '/' && sl_hcl_next(s) == '/'))
        while (s->at < s->text.len && sl_hcl_here(s) != '\n')
            s->at++;
    return s->at >= s->text.len || sl_hcl_here(s) == '\n';
}

void sl_hcl_skip_lines(sl_hcl_scan *s)
{
    while (sl_hcl_rest_is_blank(s) && s->at < s->text.len)
        s->at++;
}

bool sl_hcl_begins_word(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool among(const char *const *table, size_t len, sl_str word)
{
    for (size_t i = 0; i < len; i++)
        if (sl_str_eq(sl_str_of(table[i]), word))
            return true;
    return false;
}

static sl_str word_of(const sl_hcl_scan *s, sl_span word)
{
    return sl_str_sub(s->text, word.start, word.end);
}

static bool is_literal(sl_str word)
{
    static const char *const words[] = {"true", "false", "null"};

    return among(words, sizeof words / sizeof *words, word);
}

/* Words that may mean something else. */
static bool is_reserved(sl_str word)
{
    static const char *const words[] = {"for", "in", "if", "else", "endif", "endfor"};

    return is_literal(word) || among(words, sizeof words / sizeof *words, word);
}

/* The word that begins here, or an empty one. */
static sl_span take_word(sl_hcl_scan *s)
{
    sl_span word = {s->at, s->at};

    if (sl_hcl_begins_word(sl_hcl_here(s)))
        while (sl_hcl_begins_word(sl_hcl_here(s)) || is_digit(sl_hcl_here(s)) ||
               sl_hcl_here(s) == '-')
            s->at++;
    word.end = s->at;
    return word;
}

bool sl_hcl_take_string(sl_hcl_scan *s, sl_hcl_string *string)
{
    *string = sl_hcl_string_at(s->text, s->at, false);
    s->at = string->end;
    return string->closed;
}

bool sl_hcl_take_key(sl_hcl_scan *s, sl_span *key)
{
    sl_hcl_string string;

    if (sl_hcl_here(s) == '"') {
        if (!sl_hcl_take_string(s, &string) || string.templated)
            return false;
        *key = string.inside;
        return true;
    }
    *key = take_word(s);
    return key->end > key->start && !is_reserved(word_of(s, *key));
}

static bool begins_number(const sl_hcl_scan *s)
{
    return is_digit(sl_hcl_here(s)) ||
           (sl_hcl_here(s) == '-' && is_digit(sl_hcl_next(s)));
}

static bool take_number(sl_hcl_scan *s)
{
    s->at += sl_hcl_here(s) == '-';
    while (is_digit(sl_hcl_here(s)))
        s->at++;
    if (sl_hcl_here(s) != '.')
        return true;
    s->at++;
    if (!is_digit(sl_hcl_here(s)))
        return false;
    while (is_digit(sl_hcl_here(s)))
        s->at++;
    return true;
}

/* ".name", "[0]", "["name"]" */
static bool take_steps(sl_hcl_scan *s)
{
    for (;;) {
        sl_hcl_string string;

        if (sl_hcl_take(s, '.')) {
            sl_span word = take_word(s);

            if (word.end == word.start || is_reserved(word_of(s, word)))
                return false;
        } else if (sl_hcl_take(s, '[')) {
            if (sl_hcl_here(s) == '"'
                    ? !sl_hcl_take_string(s, &string) || string.templated
                    : !is_digit(sl_hcl_here(s)) || !take_number(s))
                return false;
            if (!sl_hcl_take(s, ']'))
                return false;
        } else {
            return true;
        }
    }
}

static bool take_call(sl_hcl_scan *s, sl_str function);

/* What begins with a word: a reference or a call. */
static bool take_reference(sl_hcl_scan *s)
{
    sl_str word = word_of(s, take_word(s));

    if (is_reserved(word))
        return is_literal(word) && sl_hcl_here(s) != '.' && sl_hcl_here(s) != '[' &&
               sl_hcl_here(s) != '(';
    return sl_hcl_here(s) == '(' ? take_call(s, word) : take_steps(s);
}

static bool take_argument(sl_hcl_scan *s)
{
    sl_hcl_string string;

    if (sl_hcl_here(s) == '"')
        return sl_hcl_take_string(s, &string);
    if (begins_number(s))
        return take_number(s);
    return sl_hcl_begins_word(sl_hcl_here(s)) && take_reference(s);
}

/* "(a, b)" behind the name of a function, and what is taken of its value. */
static bool take_call(sl_hcl_scan *s, sl_str function)
{
    bool more = true;

    if (sl_hcl_transparent(function) || ++s->level > SL_HCL_PLAIN_DEPTH)
        return false;
    s->at++;
    sl_hcl_skip_blanks(s);
    while (more && sl_hcl_here(s) != ')') {
        if (!take_argument(s))
            return false;
        sl_hcl_skip_blanks(s);
        more = sl_hcl_take(s, ',');
        if (more)
            sl_hcl_skip_blanks(s);
    }
    if (!sl_hcl_take(s, ')'))
        return false;
    s->level--;
    return take_steps(s);
}

static bool take_operator(sl_hcl_scan *s)
{
    static const char *const signs[] = {"==", "!=", "&&", "||"};
    sl_str two = sl_str_sub(s->text, s->at, s->at + 2);

    if (!among(signs, sizeof signs / sizeof *signs, two))
        return false;
    s->at += 2;
    return true;
}

/* Operators and what they join to the value that ends here. */
static bool take_operands(sl_hcl_scan *s, size_t *end)
{
    *end = s->at;
    sl_hcl_skip_blanks(s);
    while (take_operator(s)) {
        sl_hcl_skip_blanks(s);
        if (!take_argument(s))
            return false;
        *end = s->at;
        sl_hcl_skip_blanks(s);
    }
    return true;
}

/* The same, and "? a : b" if a condition it is. */
static bool take_rest(sl_hcl_scan *s, size_t *end)
{
    if (!take_operands(s, end))
        return false;
    if (!sl_hcl_take(s, '?'))
        return true;
    sl_hcl_skip_blanks(s);
    if (!take_argument(s) || !take_operands(s, end) || !sl_hcl_take(s, ':'))
        return false;
    sl_hcl_skip_blanks(s);
    return take_argument(s) && take_operands(s, end);
}

bool sl_hcl_take_written(sl_hcl_scan *s, sl_span *span, bool *literal)
{
    bool number = begins_number(s);

    span->start = s->at;
    if (number ? !take_number(s)
               : !sl_hcl_begins_word(sl_hcl_here(s)) || !take_reference(s))
        return false;
    span->end = s->at;
    if (!number && !take_rest(s, &span->end))
        return false;
    *literal = number || is_literal(word_of(s, *span));
    return true;
}
