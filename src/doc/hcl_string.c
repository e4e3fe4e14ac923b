#include "doc/hcl_outline.h"

/* How deep strings and ${ } stand in each other. */
enum { DEEPEST = 32 };

typedef struct scan {
    sl_str text;
    size_t at;
    size_t depth;         /* of what is open; the string itself is at 0 */
    bool quotes[DEEPEST]; /* by depth: a string, or else a bracket */
} scan;

static char here(const scan *in, size_t ahead)
{
    return in->at + ahead < in->text.len ? in->text.ptr[in->at + ahead] : '\0';
}

static bool enter(scan *in, bool quote, size_t width)
{
    in->at += width;
    if (++in->depth == DEEPEST)
        return false;
    in->quotes[in->depth] = quote;
    return true;
}

/* "${" and "%{", but neither "$${" nor "%%{". */
static bool opens_template(const scan *in)
{
    char c = here(in, 0);

    return (c == '$' || c == '%') && here(in, 1) == '{' &&
           in->text.ptr[in->at - 1] != c;
}

/* One step inside of a string; false at a line end. */
static bool step_string(scan *in, bool *templated)
{
    char c = here(in, 0);

    if (c == '\n')
        return false;
    if (opens_template(in)) {
        *templated = true;
        return enter(in, false, 2);
    }
    in->at += c == '\\' && here(in, 1) != '\n' ? 2 : 1;
    in->depth -= c == '"';
    return true;
}

/* One step inside of ${ }. */
static bool step_brackets(scan *in, bool lines)
{
    char c = here(in, 0);

    if (c == '\n' && !lines)
        return false;
    if (c == '"')
        return enter(in, true, 1);
    if (c == '{')
        return enter(in, false, 1);
    in->at++;
    in->depth -= c == '}';
    return true;
}

static sl_hcl_string string_at(sl_str text, size_t at, bool lines)
{
    scan in = {.text = text, .at = at + 1, .depth = 1, .quotes = {true, true}};
    sl_hcl_string string = {.inside = {at + 1, at + 1}};
    bool going = true;

    while (going && in.depth > 0 && in.at < text.len)
        going = in.quotes[in.depth] ? step_string(&in, &string.templated)
                                    : step_brackets(&in, lines);
    string.closed = in.depth == 0;
    if (string.closed) {
        string.inside.end = in.at - 1;
    } else {
        size_t line = sl_str_chr(sl_str_skip(text, at), '\n');

        in.at = line == SIZE_MAX ? text.len : at + line;
        string.inside.end = in.at;
    }
    string.end = in.at;
    return string;
}

static size_t blanks_before(sl_str line)
{
    size_t count = 0;

    while (count < line.len && (line.ptr[count] == ' ' || line.ptr[count] == '\t'))
        count++;
    return count;
}

/* Strips a line of a heredoc, as long as some other line does not forbid it. */
static void narrow(sl_hcl_string *string, sl_str line)
{
    size_t blanks = blanks_before(line);

    if (blanks < line.len && blanks < string->indent)
        string->indent = blanks;
}

static void finish_heredoc(sl_hcl_string *string, sl_str text, bool strip)
{
    sl_str inside = sl_str_sub(text, string->inside.start, string->inside.end);
    size_t blanks = blanks_before(inside);

    if (!strip || string->indent == SIZE_MAX)
        string->indent = 0;
    string->inside.start += blanks < string->indent ? blanks : string->indent;
    string->templated =
        sl_str_has(inside, sl_lit("${")) || sl_str_has(inside, sl_lit("%{"));
}

/* <<EOF and <<-EOF: up to the line that is that word. */
static sl_hcl_string heredoc_at(sl_str text, size_t at)
{
    sl_str rest = sl_str_skip(text, at + 2);
    bool strip = sl_str_starts(rest, sl_lit("-"));
    sl_str word = sl_str_drop(sl_str_trim(sl_str_line(&rest)), sl_lit("-"));
    sl_hcl_string string = {.heredoc = true, .indent = SIZE_MAX, .end = text.len};
    size_t start = text.len - rest.len;

    string.inside = (sl_span){start, start};
    while (rest.len > 0 && !string.closed) {
        size_t from = text.len - rest.len;
        sl_str line = sl_str_line(&rest);

        string.closed = sl_str_eq(sl_str_trim(line), word);
        if (!string.closed)
            narrow(&string, line);
        *(string.closed ? &string.end : &string.inside.end) = from + line.len;
    }
    finish_heredoc(&string, text, strip);
    return string;
}

size_t sl_hcl_comment_end(sl_str text, size_t at)
{
    bool block = sl_str_starts(sl_str_skip(text, at), sl_lit("/*"));
    size_t length =
        sl_str_find(sl_str_skip(text, at + 1), block ? sl_lit("*/") : sl_lit("\n"));

    return length == SIZE_MAX ? text.len : at + 1 + length + (block ? 2 : 0);
}

sl_hcl_string sl_hcl_string_at(sl_str text, size_t at, bool lines)
{
    return text.ptr[at] == '"' ? string_at(text, at, lines) : heredoc_at(text, at);
}
