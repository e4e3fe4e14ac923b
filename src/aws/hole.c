#include "aws/hole.h"

#include "base/limits.h"

static bool is_letter(char c)
{
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The line from text[at] on, as far as a placeholder can reach. */
static sl_str reach(sl_str text, size_t at)
{
    sl_str line = sl_str_sub(text, at, at + SL_MAX_HOLE);

    return sl_str_sub(line, 0, sl_str_chr(line, '\n'));
}

/* The length up to the bracket that closes the one at line[open]; 0 if none does. */
static size_t balanced(sl_str line, size_t open, char close)
{
    size_t depth = 0;

    for (size_t i = open; i < line.len; i++) {
        depth += line.ptr[i] == line.ptr[open];
        if (line.ptr[i] == close && --depth == 0)
            return i + 1;
    }
    return 0;
}

static size_t up_to(sl_str line, sl_str close)
{
    size_t at = sl_str_find(line, close);

    return at == SIZE_MAX ? 0 : at + close.len;
}

static size_t name_length(sl_str s)
{
    size_t len = 0;

    if (s.len == 0 || !is_letter(s.ptr[0]))
        return 0;
    while (len < s.len && (is_letter(s.ptr[len]) || is_digit(s.ptr[len])))
        len++;
    return len;
}

/* $NAME of a shell. */
static size_t variable(sl_str line)
{
    static const char *const names[] = {"LATEST", "default", "connect", "disconnect"};
    size_t len = name_length(sl_str_skip(line, 1));
    sl_str name = sl_str_sub(line, 1, 1 + len);

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sl_str_eq(name, sl_str_of(names[i])))
            return 0; /* of a Lambda function, of routes of API Gateway */
    return len ? len + 1 : 0;
}

/* %s, %1$s, %[1]s, %(name)s: but not the %2F of a path. */
static size_t conversion(sl_str line)
{
    size_t at = 1;

    if (line.len > 1 && line.ptr[1] == '(') {
        at = balanced(line, 1, ')');
    } else if (line.len > 1 && line.ptr[1] == '[') {
        at = balanced(line, 1, ']');
    } else if (line.len > 1 && is_digit(line.ptr[1])) {
        while (at < line.len && is_digit(line.ptr[at]))
            at++;
        at = at < line.len && line.ptr[at] == '$' ? at + 1 : 0;
    }
    if (at == 0 || at >= line.len ||
        sl_str_chr(sl_lit("sdviqu"), line.ptr[at]) == SIZE_MAX)
        return 0;
    return at + 1;
}

/* <name>, but not the tag that ends an ARN in HTML. */
static size_t angled(sl_str line)
{
    static const char *const tags[] = {"b",  "br", "code", "em", "i",      "li",
                                       "p",  "q",  "span", "td", "strong", "tr",
                                       "tt", "ul", "var",  "wbr"};
    sl_str name = sl_str_sub(line, 1, 1 + name_length(sl_str_skip(line, 1)));
    char behind = line.len > 1 + name.len ? line.ptr[1 + name.len] : '\0';

    if (line.len < 3 || line.ptr[1] == '/' || line.ptr[1] == '>' || line.ptr[1] == '!')
        return 0;
    if ((behind == '>' || behind == '/' || behind == ' ') &&
        sl_str_among(tags, sizeof tags / sizeof *tags, name))
        return 0;
    return up_to(line, line.ptr[1] == '%' ? sl_lit("%>") : sl_lit(">"));
}

/* (AWS Account ID): words, with a blank between them. */
static size_t in_words(sl_str line)
{
    size_t at = 1, blanks = 0;

    while (at < line.len && (is_letter(line.ptr[at]) || line.ptr[at] == ' '))
        blanks += line.ptr[at++] == ' ';
    return at < line.len && line.ptr[at] == ')' && blanks > 0 && line.ptr[1] != ' '
               ? at + 1
               : 0;
}

size_t sl_hole_at(sl_str text, size_t at)
{
    sl_str line;
    char first = at < text.len ? text.ptr[at] : '\0';
    char second = at + 1 < text.len ? text.ptr[at + 1] : '\0';

    if (!sl_hole_may_begin(first))
        return 0;
    line = reach(text, at);
    if (first == '{' && second == '{')
        return up_to(line, sl_lit("}}"));
    if (second == '{' && first != '<' && first != '[' && first != '(')
        return first == '{' ? balanced(line, 0, '}') : balanced(line, 1, '}');
    switch (first) {
    case '{': return balanced(line, 0, '}');
    case '[': return balanced(line, 0, ']');
    case '<': return angled(line);
    case '(': return in_words(line);
    case '%': return conversion(line);
    case '$': return second == '(' ? balanced(line, 1, ')') : variable(line);
    case '&':
        return sl_str_starts(line, sl_lit("&lt;")) ? up_to(line, sl_lit("&gt;")) : 0;
    default: return 0;
    }
}

bool sl_hole_in(sl_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (sl_hole_at(text, i) > 0)
            return true;
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

bool sl_hole_eq(sl_str a, sl_str b)
{
    size_t i = 0, j = 0;

    for (;;) {
        while (i < a.len && is_blank(a.ptr[i]))
            i++;
        while (j < b.len && is_blank(b.ptr[j]))
            j++;
        if (i == a.len || j == b.len)
            return i == a.len && j == b.len;
        if (a.ptr[i++] != b.ptr[j++])
            return false;
    }
}
