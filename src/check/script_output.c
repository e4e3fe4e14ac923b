#include "check/script_output.h"

enum { MAX_LINE = 4096 }; /* a longer line is read in pieces */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static sl_str skip_blanks(sl_str text)
{
    while (text.len > 0 && is_blank(text.ptr[0]))
        text = sl_str_skip(text, 1);
    return text;
}

/* How many bytes of text stand before the first of the stops that is not quoted. */
static size_t until(sl_str text, sl_str stops)
{
    char quote = 0;

    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        if (quote) {
            quote = c == quote ? 0 : quote;
        } else if (c == '\\') {
            i++;
        } else if (c == '"' || c == '\'' || c == '`') {
            quote = c;
        } else if (sl_str_chr(stops, c) != SIZE_MAX) {
            return i;
        }
    }
    return text.len;
}

/* Without what may stand before a command. */
static sl_str without_prefix(sl_str statement)
{
    static const char *const words[] = {"then ", "do ", "else ", "exec ",
                                        "{ ",    "(",   "@"};

    statement = skip_blanks(statement);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        statement = skip_blanks(sl_str_drop(statement, sl_str_of(words[i])));
    return statement;
}

static bool unquote(sl_str *word)
{
    char first = word->len > 1 ? word->ptr[0] : 0;

    if ((first != '"' && first != '\'') || word->ptr[word->len - 1] != first)
        return false;
    *word = sl_str_sub(*word, 1, word->len - 1);
    return true;
}

/* print("...") of Python; anything but one literal is left unread. */
static void read_call(sl_str arguments, sl_script_output *out)
{
    sl_str inner = sl_str_sub(arguments, 1, until(arguments, sl_lit(")")));

    out->value = sl_str_trim(inner);
    out->words = until(out->value, sl_lit(", \t+%([")) == out->value.len;
    out->quoted = unquote(&out->value);
    if (!out->quoted)
        out->words = 0;
}

static void read_words(sl_str arguments, bool format, sl_script_output *out)
{
    sl_str rest = skip_blanks(arguments);

    while (rest.len > 0) {
        sl_str word = sl_str_sub(rest, 0, until(rest, sl_lit(" \t\r<>)}")));

        if (word.len == 0)
            break;
        rest = skip_blanks(sl_str_skip(rest, word.len));
        if (out->words == 0 && sl_str_starts(word, sl_lit("-")))
            continue;
        out->value = word;
        out->words++;
    }
    out->quoted = unquote(&out->value);
    if (format && out->words > 1)
        out->words--;
}

/* Is the statement one that writes? followed: by a pipe. */
static bool read_statement(sl_str statement, bool followed, sl_script_output *out)
{
    static const char *const commands[] = {"echo", "printf", "print"};
    sl_str text = without_prefix(statement);

    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        sl_str rest = sl_str_drop(text, sl_str_of(commands[i]));

        if (rest.len == text.len || rest.len == 0 ||
            (!is_blank(rest.ptr[0]) && rest.ptr[0] != '('))
            continue;
        *out = (sl_script_output){
            .redirected = followed || until(rest, sl_lit(">")) < rest.len,
        };
        if (rest.ptr[0] == '(')
            read_call(rest, out);
        else
            read_words(rest, i == 1, out);
        return true;
    }
    return false;
}

bool sl_script_next_output(sl_str text, size_t *at, sl_script_output *out)
{
    while (*at < text.len) {
        sl_str rest = sl_str_sub(text, *at, *at + MAX_LINE);
        size_t newline = sl_str_chr(rest, '\n');
        sl_str line = sl_str_sub(rest, 0, newline);
        size_t end = until(line, sl_lit(";&|#"));
        bool comment = end < line.len && line.ptr[end] == '#' &&
                       (end == 0 || is_blank(line.ptr[end - 1]));
        bool to_next = end < line.len && line.ptr[end] == '|' &&
                       !sl_str_starts(sl_str_skip(line, end), sl_lit("||"));

        /* "2>&1" and ">&2" end no statement */
        if (end < line.len && line.ptr[end] == '&' && end > 0 &&
            line.ptr[end - 1] == '>')
            to_next = true;
        if (comment || end == line.len)
            *at += line.len + (newline != SIZE_MAX);
        else
            *at += end + 1;
        if (read_statement(sl_str_sub(line, 0, end), to_next, out))
            return true;
    }
    return false;
}
