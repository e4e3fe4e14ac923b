/* assigned_value.c - the value behind a name and a separator. */
#include "text/assigned.h"

#include "text/bytes.h"

#include <string.h>

enum { MAX_TYPE = 60 };

size_t sl_assigned_blanks(sl_str text, size_t at)
{
    while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t'))
        at++;
    return at;
}

/* \"v\" inside a string: up to the next backslash before a quote, or quote. */
static bool escaped_quoted(sl_str text, size_t at, sl_assignment *out, size_t *end)
{
    size_t start = at;
    char quote;

    while (sl_str_at(text, start) == '\\')
        start++;
    quote = sl_str_at(text, start);
    if (quote != '"' && quote != '\'')
        return false;
    start++;
    for (size_t i = start; i < text.len && i - start < SL_MAX_ASSIGNED; i++) {
        if (text.ptr[i] == '\n')
            return false;
        if (text.ptr[i] != quote &&
            (text.ptr[i] != '\\' || sl_str_at(text, i + 1) != quote))
            continue;
        out->value = sl_str_sub(text, start, i);
        *end = i + 1;
        return true;
    }
    return false;
}

static bool tripled(sl_str text, size_t at, char quote)
{
    return sl_str_at(text, at) == quote && sl_str_at(text, at + 1) == quote &&
           sl_str_at(text, at + 2) == quote;
}

static bool quoted_at(sl_str text, size_t at, sl_assignment *out, size_t *end)
{
    char quote = sl_str_at(text, at);
    bool triple = tripled(text, at, quote);
    size_t start = at + (triple ? 3 : 1);

    for (size_t i = start; i < text.len && i - start < SL_MAX_ASSIGNED; i++) {
        char c = text.ptr[i];

        if (c == '\\') {
            i++;
        } else if (c == '\n' && !triple) {
            return false;
        } else if (triple ? tripled(text, i, quote) : c == quote) {
            out->value = sl_str_sub(text, start, i);
            *end = i + 1;
            return true;
        }
    }
    return false;
}

bool sl_assigned_quoted(sl_str text, size_t at, sl_assignment *out, size_t *end)
{
    static const char prefixes[] = "bBrRuULlN@fF";
    bool format = false;

    out->quoted = true;
    if (sl_str_at(text, at) == '<' && sl_str_at(text, at + 1) == '<')
        at += sl_str_at(text, at + 2) == '"' ? 2 : 0; /* <<"v">> of Erlang */
    else if (sl_str_at(text, at) == '`' && sl_str_at(text, at + 1) == '`')
        at += !tripled(text, at, '`'); /* ``v`` */
    if (sl_str_at(text, at) == '\\')
        return escaped_quoted(text, at, out, end);
    for (int i = 0;
         i < 2 && sl_str_at(text, at) && strchr(prefixes, sl_str_at(text, at)); i++)
        format = format || (text.ptr[at++] | 0x20) == 'f';
    return sl_assigned_is_quote(sl_str_at(text, at)) && quoted_at(text, at, out, end) &&
           !(format && sl_str_chr(out->value, '{') != SIZE_MAX); /* a template */
}

/* May a type hold text[at]? A semicolon only in [u8; 32] of Rust. */
static bool in_type(sl_str text, size_t at)
{
    char c = text.ptr[at];

    if (c == ';')
        return at > 0 && text.ptr[at - 1] == '8' && sl_str_at(text, at + 1) == ' ';
    return sl_assigned_is_word(c) || (c && strchr(".<>[]?&'*|(), ", c));
}

size_t sl_assigned_sign(sl_str text, size_t at)
{
    size_t stop = at;
    char c;

    while (stop < text.len && stop - at < MAX_TYPE && in_type(text, stop))
        stop++;
    if (stop == at || sl_str_at(text, stop - 1) != ' ')
        return SIZE_MAX;
    c = sl_str_at(text, stop + 1);
    if (sl_str_at(text, stop) == ':') /* of Ada, PL/SQL and Pascal */
        return c == '=' ? stop + 2 : SIZE_MAX;
    if (sl_str_at(text, stop) != '=' || c == '=' || c == '>')
        return SIZE_MAX;
    return stop + 1;
}

size_t sl_assigned_verb(sl_str text, size_t at)
{
    static const char *const verbs[] = {"is ",  "is: ", "is now ", "ist ", "lautet ",
                                        "est ", "es ",  "- ",      "was "};

    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (sl_str_starts_nocase(sl_str_skip(text, at), sl_str_of(verbs[i])))
            return sl_assigned_blanks(text, at + strlen(verbs[i]));
    return at;
}

/* Bytes of a word that nobody quoted. */
static bool is_bare(char c)
{
    return sl_assigned_is_word(c) || (c && strchr("-+/=.~!@#$%^*:?", c));
}

static bool has_digit(sl_str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] >= '0' && word.ptr[i] <= '9')
            return true;
    return false;
}

bool sl_assigned_bare(sl_str text, size_t at, sl_assignment *out, size_t *end)
{
    size_t stop = at;

    if (sl_str_at(text, at) == '$' && (sl_assigned_is_word(sl_str_at(text, at + 1)) ||
                                       sl_str_at(text, at + 1) == '{'))
        return false; /* a variable */
    while (stop < text.len && stop - at < SL_MAX_ASSIGNED && is_bare(text.ptr[stop]))
        stop++;
    *end = stop;
    if (sl_str_at(text, stop) && strchr("([{", text.ptr[stop]))
        return false; /* a call, a subscript */
    while (stop > at && stop - at < 20 &&
           strchr(has_digit(sl_str_sub(text, at, stop)) ? ".:?" : ".:?!#",
                  text.ptr[stop - 1]))
        stop--; /* of the sentence; "Sommer2022!" keeps its sign */
    out->value = sl_str_sub(text, at, stop);
    out->quoted = false;
    return stop > at;
}

/* Words of an expression round a literal: new String("v"), Some(b"v"). */
static bool wraps(sl_str word)
{
    static const char *const names[] = {
        "String",       "Some",        "from",       "SecretString", "SecretStr",
        "Secret",       "str",         "Buffer",     "b64decode",    "atob",
        "decode",       "bytes",       "new",        "to_string",    "of",
        "base64decode", "fromBase64",  "NSString",   "Optional",     "secure",
        "safe",         "unsafe",      "raw",        "bytearray",    "GetBytes",
        "toCharArray",  "std::string", "byte",       "Just",         "QString",
        "Password",     "password",    "Credential", "ApiKey",       "Token"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sl_str_ends(word, sl_str_of(names[i])))
            return true;
    return false;
}

/* word( "v" ): the literal inside the parentheses, or SIZE_MAX. */
static size_t inside_call(sl_str text, size_t at, sl_str *word)
{
    sl_str named = sl_lit("default=");
    size_t stop = at;

    while (stop < text.len && stop - at < 64 &&
           (sl_assigned_is_word(text.ptr[stop]) ||
            (text.ptr[stop] && strchr(".:&*!<> ", text.ptr[stop]))))
        stop++;
    if (sl_str_at(text, stop) != '(')
        return SIZE_MAX;
    *word = sl_str_trim(sl_str_sub(text, at, stop));
    stop = sl_assigned_blanks(text, stop + 1);
    if (sl_str_starts(sl_str_skip(text, stop), named)) /* Field(default="v") */
        stop += named.len;
    if (sl_assigned_is_quote(sl_str_at(text, stop)) ||
        (sl_str_at(text, stop + 1) == '"' &&
         sl_assigned_is_word(sl_str_at(text, stop))))
        return stop;
    return SIZE_MAX;
}

/* Past blanks and at most one end of a line. */
static size_t past_break(sl_str text, size_t at)
{
    at = sl_assigned_blanks(text, at);
    if (sl_str_at(text, at) == '\r')
        at++;
    return sl_str_at(text, at) == '\n' ? sl_assigned_blanks(text, at + 1) : at;
}

/* private_key[] = {0x1f, ...}, []byte{0x1f, ...}: false if no such list stands there.
 * word:[31, 7, ...] is of an index. */
static bool in_bytes(sl_str text, size_t at, sl_assignment *out, size_t *end)
{
    bool glued = sl_str_at(text, at) == '[' && at > 0 && text.ptr[at - 1] == ':';
    size_t from = glued ? SIZE_MAX : sl_bytes_open(text, at);
    size_t to = from == SIZE_MAX ? from : sl_bytes_end(text, from);

    if (to == from)
        return false;
    out->value = sl_str_sub(text, from, to);
    out->quoted = out->bytes = true;
    *end = to;
    return true;
}

bool sl_assigned_value(sl_str text, size_t at, sl_assignment *out, size_t *end)
{
    sl_str word = {0};
    size_t inner;
    char c = sl_str_at(text, at);

    if (sl_assigned_quoted(text, at, out, end)) {
        sl_str otherwise = sl_assignment_default(out->value);

        if (otherwise.len == 0)
            return sl_assigned_pieces(text, out, end) &&
                   sl_assigned_filled(text, out, end);
        out->value = otherwise; /* NAME="${NAME:-v}" */
        out->tie = SL_TIE_DEFAULT;
        return true;
    }
    if (sl_assigned_expansion(text, at, out, end) || in_bytes(text, at, out, end))
        return true;
    if (c == '[' && sl_str_at(text, at + 1) == ']') /* []byte("v") */
        return (inner = inside_call(text, at + 2, &word)) != SIZE_MAX &&
               sl_assigned_quoted(text, inner, out, end);
    if (c == '(') /* the literal may have the next line */
        return sl_assigned_quoted(text, past_break(text, at + 1), out, end) &&
               sl_assigned_pieces(text, out, end);
    if (c == '{' || c == '[') /* const x = ("v"), x={"v"}, x = ["v", "w"] */
        return sl_assigned_quoted(text, sl_assigned_blanks(text, at + 1), out, end);
    if (!is_bare(c) || sl_assigned_is_quote(c))
        return false;
    inner = inside_call(text, at, &word);
    if (sl_assigned_fallback(text, at, out, end))
        return true;
    if (inner != SIZE_MAX) {
        if (sl_str_eq(word, sl_lit("credentials")))
            return false; /* of Jenkins, by their id */
        if (text.ptr[inner - 1] == '=')
            out->tie = SL_TIE_DEFAULT;
        else if (!wraps(word))
            out->tie = SL_TIE_ARGUMENT;
        return sl_assigned_quoted(text, inner, out, end);
    }
    return sl_assigned_bare(text, at, out, end);
}

void sl_assigned_drop_scheme(sl_str *value)
{
    static const char *const schemes[] = {"Bearer ",  "Basic ", "Token ", "ApiKey ",
                                          "Api-Key ", "Key ",   "token=", "apikey="};

    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (sl_str_starts_nocase(*value, sl_str_of(schemes[i])))
            *value = sl_str_trim(sl_str_skip(*value, strlen(schemes[i])));
    *value = sl_str_drop(*value, sl_lit("pass:")); /* of openssl */
}
