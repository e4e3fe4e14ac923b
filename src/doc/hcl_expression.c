#include "doc/hcl_expression.h"

/* Goes one level down, if there is one. */
static bool deeper(sl_hcl_scan *s)
{
    return ++s->level <= SL_HCL_PLAIN_DEPTH;
}

static bool take_name(sl_hcl_scan *s)
{
    sl_str word = sl_hcl_slice(s, sl_hcl_take_word(s));

    return word.len > 0 && !sl_hcl_is_reserved(word);
}

static bool take_keyword(sl_hcl_scan *s, sl_str keyword)
{
    return sl_str_eq(sl_hcl_slice(s, sl_hcl_take_word(s)), keyword);
}

bool sl_hcl_take_ellipsis(sl_hcl_scan *s)
{
    size_t at;

    if (sl_hcl_peek(s, &at) != '.' ||
        !sl_str_starts(sl_str_skip(s->text, at), sl_lit("...")))
        return false;
    s->at = at + 3;
    return true;
}

/* ".name", ".0", ".*" */
static bool take_attribute(sl_hcl_scan *s)
{
    s->at++;
    if (sl_hcl_take(s, '*'))
        return true;
    if (!sl_hcl_is_digit(sl_hcl_here(s)))
        return take_name(s);
    while (sl_hcl_is_digit(sl_hcl_here(s)))
        s->at++;
    return !sl_hcl_begins_word(sl_hcl_here(s));
}

/* "[a]", "[*]" */
static bool take_index(sl_hcl_scan *s)
{
    sl_hcl_expression index;

    s->at++;
    if (sl_hcl_here(s) == '*' && sl_hcl_next(s) == ']') {
        s->at += 2;
        return true;
    }
    sl_hcl_skip_lines(s);
    return sl_hcl_take_expression(s, &index) && sl_hcl_take_further(s, ']');
}

/* Steps from a value to what is in it. *taken is set if there are some. */
static bool take_steps(sl_hcl_scan *s, bool *taken)
{
    for (;;) {
        size_t at;
        char c = sl_hcl_peek(s, &at);

        if ((c != '.' && c != '[') ||
            (c == '.' && at + 1 < s->text.len && s->text.ptr[at + 1] == '.'))
            return true;
        s->at = at;
        *taken = true;
        if (c == '.' ? !take_attribute(s) : !take_index(s))
            return false;
    }
}

static bool take_tuple(sl_hcl_scan *s)
{
    sl_hcl_expression item;

    s->at++;
    while (!sl_hcl_take_further(s, ']')) {
        sl_hcl_skip_lines(s);
        if (!sl_hcl_take_expression(s, &item))
            return false;
        if (!sl_hcl_take_further(s, ',') && sl_hcl_peek(s, NULL) != ']')
            return false;
    }
    return true;
}

/* a, a.b, null */
static bool take_named_key(sl_hcl_scan *s)
{
    sl_str word = sl_hcl_slice(s, sl_hcl_take_word(s));
    bool stepped = false;

    if (sl_hcl_is_literal(word))
        return true;
    return word.len > 0 && !sl_hcl_is_reserved(word) &&
           (sl_hcl_here(s) != '.' || take_steps(s, &stepped));
}

/* "a", a, a.b, 1, (a + b) */
static bool take_pair_key(sl_hcl_scan *s, sl_span *key)
{
    sl_hcl_expression inside;
    bool taken;

    key->start = s->at;
    if (sl_hcl_here(s) == '"') {
        sl_hcl_string string = sl_hcl_string_at(s->text, s->at, false);

        s->at = string.end;
        *key = string.inside;
        return string.closed;
    }
    if (sl_hcl_take(s, '(')) {
        sl_hcl_skip_lines(s);
        taken = sl_hcl_take_expression(s, &inside) && sl_hcl_take_further(s, ')');
    } else if (sl_hcl_is_digit(sl_hcl_here(s))) {
        taken = sl_hcl_take_number(s);
    } else {
        taken = take_named_key(s);
    }
    key->end = s->at;
    return taken;
}

bool sl_hcl_take_pair(sl_hcl_scan *s, sl_span *key)
{
    if (!take_pair_key(s, key))
        return false;
    sl_hcl_skip_blanks(s);
    if (sl_hcl_here(s) == '=' && (sl_hcl_next(s) == '=' || sl_hcl_next(s) == '>'))
        return false;
    if (!sl_hcl_take(s, '=') && !sl_hcl_take(s, ':'))
        return false;
    sl_hcl_skip_blanks(s);
    return true;
}

bool sl_hcl_take_pair_end(sl_hcl_scan *s)
{
    sl_hcl_skip_blanks(s);
    return sl_hcl_take(s, ',') || sl_hcl_here(s) == '}' || sl_hcl_rest_is_blank(s);
}

static bool take_object(sl_hcl_scan *s)
{
    sl_hcl_expression value;
    sl_span key;

    s->at++;
    while (!sl_hcl_take_further(s, '}')) {
        sl_hcl_skip_lines(s);
        if (!sl_hcl_take_pair(s, &key) || !sl_hcl_take_expression(s, &value) ||
            !sl_hcl_take_pair_end(s))
            return false;
    }
    return true;
}

bool sl_hcl_begins_for(const sl_hcl_scan *s)
{
    sl_hcl_scan ahead = *s;

    ahead.at++;
    sl_hcl_skip_lines(&ahead);
    return sl_hcl_here(&ahead) == 'f' && take_keyword(&ahead, sl_lit("for"));
}

bool sl_hcl_take_for(sl_hcl_scan *s)
{
    sl_hcl_expression source;

    s->at++;
    sl_hcl_skip_lines(s);
    if (!take_keyword(s, sl_lit("for")))
        return false;
    sl_hcl_skip_lines(s);
    if (!take_name(s))
        return false;
    if (sl_hcl_take_further(s, ',')) {
        sl_hcl_skip_lines(s);
        if (!take_name(s))
            return false;
    }
    sl_hcl_skip_lines(s);
    if (!take_keyword(s, sl_lit("in")))
        return false;
    sl_hcl_skip_lines(s);
    if (!sl_hcl_take_expression(s, &source) || !sl_hcl_take_further(s, ':'))
        return false;
    sl_hcl_skip_lines(s);
    return true;
}

/* "=>" */
static bool take_arrow(sl_hcl_scan *s)
{
    if (!sl_hcl_take_further(s, '=') || !sl_hcl_take(s, '>'))
        return false;
    sl_hcl_skip_lines(s);
    return true;
}

static bool take_condition(sl_hcl_scan *s)
{
    sl_hcl_expression condition;

    if (sl_hcl_peek(s, NULL) != 'i')
        return true;
    sl_hcl_skip_lines(s);
    if (!take_keyword(s, sl_lit("if")))
        return false;
    sl_hcl_skip_lines(s);
    return sl_hcl_take_expression(s, &condition);
}

/* A whole for expression. */
static bool take_loop(sl_hcl_scan *s, bool *parts)
{
    bool object = sl_hcl_here(s) == '{';
    sl_hcl_expression first, second = {.parts = false};

    if (!sl_hcl_take_for(s) || !sl_hcl_take_expression(s, &first))
        return false;
    if (object) {
        if (!take_arrow(s) || !sl_hcl_take_expression(s, &second))
            return false;
        sl_hcl_take_ellipsis(s);
    }
    *parts = first.parts || second.parts;
    return take_condition(s) && sl_hcl_take_further(s, object ? '}' : ']');
}

/* "(a, b)" behind the name of a function. */
static bool take_arguments(sl_hcl_scan *s, bool *parts)
{
    s->at++;
    while (!sl_hcl_take_further(s, ')')) {
        sl_hcl_expression argument;

        sl_hcl_skip_lines(s);
        if (!sl_hcl_take_expression(s, &argument))
            return false;
        *parts = *parts || argument.parts;
        if (sl_hcl_take_ellipsis(s))
            return sl_hcl_take_further(s, ')');
        if (!sl_hcl_take_further(s, ',') && sl_hcl_peek(s, NULL) != ')')
            return false;
    }
    return true;
}

/* A literal, a reference or a call. */
static bool take_named(sl_hcl_scan *s, sl_hcl_expression *out)
{
    sl_str word = sl_hcl_slice(s, sl_hcl_take_word(s));
    size_t at;

    if (sl_hcl_is_reserved(word)) {
        out->role = SL_HCL_PLAIN;
        return sl_hcl_is_literal(word) && sl_hcl_here(s) != '(';
    }
    if (sl_hcl_peek(s, &at) != '(')
        return true;
    s->at = at;
    out->role = SL_HCL_CALL;
    out->parts = sl_hcl_transparent(word);
    return take_arguments(s, &out->parts);
}

static bool take_parentheses(sl_hcl_scan *s, sl_hcl_expression *out)
{
    s->at++;
    sl_hcl_skip_lines(s);
    return sl_hcl_take_expression(s, out) && sl_hcl_take_further(s, ')');
}

/* A value without what may be made of it. */
static bool take_bare(sl_hcl_scan *s, sl_hcl_expression *out)
{
    sl_hcl_string string;
    char c = sl_hcl_here(s);

    if (c == '(')
        return take_parentheses(s, out);
    if (sl_hcl_begins_string(s)) {
        out->role = SL_HCL_STRING;
        return sl_hcl_take_string(s, &string);
    }
    if (sl_hcl_is_digit(c)) {
        out->role = SL_HCL_PLAIN;
        return sl_hcl_take_number(s);
    }
    if (c != '[' && c != '{')
        return sl_hcl_begins_word(c) && take_named(s, out);
    if (sl_hcl_begins_for(s)) {
        out->role = SL_HCL_FOR;
        return take_loop(s, &out->parts);
    }
    out->role = c == '[' ? SL_HCL_TUPLE : SL_HCL_OBJECT;
    out->parts = true;
    return c == '[' ? take_tuple(s) : take_object(s);
}

static bool take_term(sl_hcl_scan *s, sl_hcl_expression *out);

/* "-a", "!a" */
static bool take_signed(sl_hcl_scan *s, sl_hcl_expression *out)
{
    sl_hcl_expression value;
    size_t start = s->at;
    bool minus = sl_hcl_here(s) == '-';
    bool number = minus && sl_hcl_is_digit(sl_hcl_next(s));

    s->at++;
    if (minus && !number && sl_str_chr(sl_lit("eE-+"), sl_hcl_here(s)) != SIZE_MAX)
        return false; /* of letters of a number: "-e" */
    sl_hcl_skip_lines(s);
    if (!deeper(s) || !take_term(s, &value))
        return false;
    s->level--;
    *out = (sl_hcl_expression){.span = {start, s->at},
                               .role = number ? SL_HCL_PLAIN : SL_HCL_OTHER};
    return true;
}

static bool take_term(sl_hcl_scan *s, sl_hcl_expression *out)
{
    size_t start = s->at;
    bool enclosed = sl_hcl_here(s) == '(';
    bool stepped = false;

    if (sl_hcl_here(s) == '-' || sl_hcl_here(s) == '!')
        return take_signed(s, out);
    *out = (sl_hcl_expression){.span = {start, start}, .role = SL_HCL_OTHER};
    if (!take_bare(s, out))
        return false;
    if (!enclosed)
        out->span.end = s->at;
    if (!take_steps(s, &stepped))
        return false;
    if (!stepped)
        return true;
    if (out->role == SL_HCL_PLAIN)
        return false;
    *out = (sl_hcl_expression){.span = {start, s->at}, .role = SL_HCL_OTHER};
    return true;
}

/* How long the operator of two values at text[at] is, or 0. */
static size_t operator_at(sl_str text, size_t at)
{
    static const char *const signs[] = {"==", "!=", "<=", ">=", "&&", "||", "+",
                                        "-",  "*",  "/",  "%",  "<",  ">"};
    sl_str rest = sl_str_skip(text, at);

    if (sl_str_starts(rest, sl_lit("<<")))
        return 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (sl_str_starts(rest, sl_str_of(signs[i])))
            return sl_str_of(signs[i]).len;
    return 0;
}

static bool take_operator(sl_hcl_scan *s)
{
    size_t at;
    char c = sl_hcl_peek(s, &at);
    size_t len = c && sl_str_chr(sl_lit("=!<>&|+-*/%"), c) != SIZE_MAX
                     ? operator_at(s->text, at)
                     : 0;

    if (len == 0)
        return false;
    s->at = at + len;
    sl_hcl_skip_lines(s);
    return true;
}

bool sl_hcl_take_operation(sl_hcl_scan *s, sl_hcl_expression *out)
{
    size_t start = s->at;
    sl_hcl_expression other;

    if (!deeper(s) || !take_term(s, out))
        return false;
    while (take_operator(s)) {
        if (!take_term(s, &other))
            return false;
        *out = (sl_hcl_expression){.span = {start, s->at}, .role = SL_HCL_OTHER};
    }
    s->level--;
    return true;
}

/* Has a choice with the condition a tree that is left to the grammar? A choice of lists
 * chosen by another choice has one of choices, and a list as a condition, which nobody
 * writes, would be read twice, and twice as often with each level. */
static bool is_odd_condition(const sl_hcl_expression *e, size_t start, bool parts)
{
    return e->role == SL_HCL_TUPLE || e->role == SL_HCL_OBJECT ||
           (parts && e->role == SL_HCL_CHOICE && e->span.start == start);
}

bool sl_hcl_take_expression(sl_hcl_scan *s, sl_hcl_expression *out)
{
    size_t start = s->at;

    if (!sl_hcl_take_operation(s, out))
        return false;
    while (sl_hcl_take_further(s, '?')) {
        bool parts = out->parts;
        sl_hcl_expression yes, no;

        sl_hcl_skip_lines(s);
        if (!deeper(s) || !sl_hcl_take_expression(s, &yes) ||
            !sl_hcl_take_further(s, ':'))
            return false;
        s->level--;
        sl_hcl_skip_lines(s);
        if (!sl_hcl_take_operation(s, &no))
            return false;
        parts = parts || yes.parts || no.parts;
        if (is_odd_condition(out, start, parts))
            return false;
        *out = (sl_hcl_expression){
            .span = {start, s->at}, .role = SL_HCL_CHOICE, .parts = parts};
    }
    return true;
}

bool sl_hcl_goes_on(sl_hcl_scan *s)
{
    size_t at;
    char c = sl_hcl_peek(s, &at);

    if (c == '.')
        return at + 1 == s->text.len || s->text.ptr[at + 1] != '.';
    return c == '[' || c == '?' ||
           (c && sl_str_chr(sl_lit("=!<>&|+-*/%"), c) != SIZE_MAX &&
            operator_at(s->text, at) > 0);
}
