#include "text/env.h"

#include "text/lines.h"

#include <string.h>

enum { MAX_NAME_ALONE = 40 };

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\v' || c == '\f';
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t line_end(sl_str s)
{
    size_t end = sl_str_chr3(s, '\n', '\r', '\n');

    return end == SIZE_MAX ? s.len : end;
}

/* What cannot stand in a name: a blank, a tab, a quote, a brace or a bracket. */
static bool is_foreign(char c)
{
    switch (c) {
    case ' ':
    case '\t':
    case '"':
    case '{':
    case '}':
    case '[':
    case ']': return true;
    default: return false;
    }
}

static bool is_name(sl_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (is_foreign(s.ptr[i]))
            return false;
    return s.len > 0;
}

static sl_str skip_blanks(sl_str s)
{
    while (s.len > 0 && is_blank(s.ptr[0]))
        s = sl_str_skip(s, 1);
    return s;
}

/* Moves past count bytes and counts the lines that end in them. */
static void advance(sl_env_reader *reader, size_t count)
{
    sl_str text = reader->rest;

    for (size_t i = 0; i < count; i++)
        if (text.ptr[i] == '\n' ||
            (text.ptr[i] == '\r' && (i + 1 >= text.len || text.ptr[i + 1] != '\n')))
            reader->line++;
    reader->rest = sl_str_skip(text, count);
    reader->json -= reader->json < count ? reader->json : count;
}

/* The current line without its end; *whole is its length with it. */
static sl_str line_of(sl_str text, size_t *whole)
{
    sl_str rest = text;
    sl_str line = sl_line_take(&rest);

    *whole = text.len - rest.len;
    return line;
}

/* Length of the identifier at the start of s. */
static size_t identifier(sl_str s)
{
    size_t i = 0;

    if (s.len == 0 || !is_letter(s.ptr[0]))
        return 0;
    while (i < s.len && (is_letter(s.ptr[i]) || is_digit(s.ptr[i]) || s.ptr[i] == '.' ||
                         s.ptr[i] == '-'))
        i++;
    return i;
}

static sl_str drop_export(sl_str line, bool *exported)
{
    sl_str rest = sl_str_drop(line, sl_lit("export"));
    sl_str name = skip_blanks(rest);

    *exported = rest.len < line.len && name.len < rest.len && name.len > 0 &&
                name.ptr[0] != '=';
    return *exported ? name : line;
}

/* A last line of base64 with its padding is no assignment. */
static bool is_base64_end(sl_str name, sl_str value)
{
    return name.len >= 20 && sl_str_chr(name, '_') == SIZE_MAX &&
           (value.len == 0 || sl_str_eq(value, sl_lit("="))) &&
           (name.len + 1 + value.len) % 4 == 0;
}

/* Cuts line, which has no blanks in front, into a name and what follows its '='
 * (or ": ") and the blanks behind it. */
static bool assignment(sl_str line, sl_str *name, sl_str *after)
{
    size_t length = identifier(line);
    sl_str value;

    if (length > 0 && length + 1 < line.len && line.ptr[length] == ':' &&
        is_blank(line.ptr[length + 1])) {
        *name = sl_str_sub(line, 0, length);
        *after = skip_blanks(sl_str_skip(line, length + 1));
        return true;
    }
    length = sl_str_chr(line, '=');
    if (length == 0 || length == SIZE_MAX)
        return false;
    value = sl_str_trim(sl_str_sub(line, 0, length));
    if (value.len > 2 && (value.ptr[0] == '\'' || value.ptr[0] == '"') &&
        value.ptr[value.len - 1] == value.ptr[0])
        value = sl_str_sub(value, 1, value.len - 1);
    else if (!is_name(value) ||
             is_base64_end(value, sl_str_trim(sl_str_skip(line, length + 1))))
        return false;
    *name = value;
    *after = skip_blanks(sl_str_skip(line, length + 1));
    return true;
}

/* May what stands behind a closing quote stand there? Readers that do not know the
 * backtick take it for text, so it is a quote only where that makes no difference. */
static bool ends_value(sl_str behind, char quote)
{
    size_t ignored;
    sl_str line = line_of(behind, &ignored);
    sl_str mark = skip_blanks(line);

    if (mark.len == 0)
        return true;
    if (quote == '`')
        return mark.ptr[0] == '#' && mark.len < line.len;
    return mark.ptr[0] == '#' || mark.ptr[0] == ';';
}

/* Index of the quote that closes the one at text[0], or 0. As in python-dotenv, a
 * quote behind a backslash is passed over, even behind two of them, unless there
 * is no other to the end of the text. */
static size_t closing_quote(sl_str text)
{
    char quote = text.ptr[0];
    size_t line_len = line_end(text);
    size_t escaped = 0;
    size_t i = 1;

    for (; i < text.len && text.ptr[i] != quote; i++) {
        if (text.ptr[i] == '\\' && quote != '`' && i + 1 < text.len &&
            text.ptr[i + 1] == quote)
            escaped = ++i;
    }
    if (i == text.len)
        i = escaped;
    if (i > 0 && ends_value(sl_str_skip(text, i + 1), quote))
        return i;
    if (i > 0 && i < line_len && i != escaped && quote != '`')
        return i;
    /* Not closed in a way that any reader takes: the backslash before the last
     * quote of the line may be a character of its own. */
    i = line_len - 1;
    while (i > 0 && text.ptr[i] != quote)
        i--;
    return i > 0 && ends_value(sl_str_skip(text, i + 1), quote) ? i : 0;
}

/* Where the brackets opened at the start of text are closed again: the index
 * behind that line, or 0 if an assignment or the end of the text comes first. */
static size_t json_end(sl_str text)
{
    size_t at = 0;
    size_t depth = 0;

    while (at < text.len) {
        size_t whole;
        sl_str line = line_of(sl_str_skip(text, at), &whole);
        bool in_string = false;
        sl_str name, after;

        if (at > 0 && assignment(skip_blanks(line), &name, &after))
            return 0;
        at += whole;
        for (size_t i = 0; i < line.len; i++) {
            char c = line.ptr[i];

            if (c == '\\' && in_string)
                i++;
            else if (c == '"')
                in_string = !in_string;
            else if (!in_string && (c == '{' || c == '['))
                depth++;
            else if (!in_string && (c == '}' || c == ']') && --depth == 0)
                return at;
        }
    }
    return 0;
}

/* Index of the '#' of " #" in an unquoted value, or value.len. */
static size_t comment_at(sl_str value)
{
    for (size_t i = 1; i < value.len; i++)
        if (value.ptr[i] == '#' && is_blank(value.ptr[i - 1]))
            return i;
    return value.len;
}

/* Reads the value at the start of text; how many bytes of text belong to it. */
static size_t read_value(sl_str text, bool after_blank, sl_env_item *item)
{
    size_t line_len = line_end(text);
    sl_str line = sl_str_sub(text, 0, line_len);
    size_t end;

    item->quote = 0;
    item->value = sl_str_sub(text, 0, 0);
    if (line_len == 0 || (after_blank && text.ptr[0] == '#'))
        return 0;
    if (sl_str_chr(sl_lit("\"'`"), text.ptr[0]) != SIZE_MAX) {
        /* Few readers know the backtick: it may be plain text, so it spans no lines. */
        end = closing_quote(text.ptr[0] == '`' ? line : text);
        if (end > 0 || text.ptr[0] != '`')
            item->quote = text.ptr[0];
        if (end > 0) {
            item->value = sl_str_sub(text, 1, end);
            return end + 1;
        }
    }
    if (item->quote) {
        item->value = sl_str_skip(line, 1);
        return line_len;
    }
    if (text.ptr[0] == '{' || text.ptr[0] == '[') {
        item->value = sl_str_trim(line);
        return line_len;
    }
    end = comment_at(line);
    item->value = sl_str_trim(sl_str_sub(line, 0, end));
    return end;
}

/* A word of running text: letters with punctuation around them, or a small
 * number. */
static bool prose_word(sl_str word)
{
    size_t letters = 0, digits = 0;

    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];

        if (is_digit(c))
            digits++;
        else if ((is_letter(c) && c != '_') || (uint8_t)c >= 0x80)
            letters++;
        else if (!strchr(".,;:!?()'\"`/-", c))
            return false;
    }
    return digits == 0 ? letters <= 24 : letters == 0 && digits <= 4;
}

static bool is_prose(sl_str text)
{
    while (text.len > 0) {
        size_t end = 0;

        while (end < text.len && text.ptr[end] != ' ' && text.ptr[end] != '\t')
            end++;
        if (!prose_word(sl_str_sub(text, 0, end)))
            return false;
        text = skip_blanks(sl_str_skip(text, end));
    }
    return true;
}

static sl_str comment_text(sl_str line)
{
    while (line.len > 0 && line.ptr[0] == '#')
        line = sl_str_skip(line, 1);
    return sl_str_trim(line);
}

/* A line that begins with '#'. */
static void read_comment(sl_str line, sl_env_item *item)
{
    sl_str text = comment_text(line);
    sl_str name, after;
    sl_str body = drop_export(text, &item->exported);

    item->kind = SL_ENV_COMMENT;
    item->value = text;
    if (assignment(body, &name, &after) && identifier(name) == name.len) {
        item->name = name;
        read_value(after, is_blank(after.ptr[-1]), item);
    } else {
        item->exported = false;
    }
}

/* What follows a value on its line. False if there is nothing in it. */
static bool read_tail(sl_env_reader *reader, sl_env_item *item)
{
    size_t whole;
    sl_str line = sl_str_trim(line_of(reader->rest, &whole));
    sl_str text = comment_text(line);
    bool comment = line.len > 0 && line.ptr[0] == '#';

    item->line = reader->line;
    reader->tail = false;
    advance(reader, whole);
    if (text.len == 0 || sl_str_eq(text, sl_lit(";")))
        return false;
    comment = comment && is_blank(line.ptr[line.len - text.len - 1]) && is_prose(text);
    item->kind = comment ? SL_ENV_COMMENT : SL_ENV_ORPHAN;
    item->value = comment ? text : line;
    return true;
}

/* NAME=value, with line the current one from its name on. */
static void read_pair(sl_env_reader *reader, sl_str name, sl_str after,
                      sl_env_item *item)
{
    const char *text_end = reader->rest.ptr + reader->rest.len;
    sl_str text = {after.ptr, (size_t)(text_end - after.ptr)};
    size_t used = read_value(text, is_blank(after.ptr[-1]), item);
    size_t json = 0;

    if (text.len > 0 && item->quote == 0 && (text.ptr[0] == '{' || text.ptr[0] == '['))
        json = json_end(text);
    item->kind = SL_ENV_PAIR;
    item->name = name;
    reader->json = json ? (size_t)(after.ptr - reader->rest.ptr) + json : 0;
    advance(reader, (size_t)(after.ptr - reader->rest.ptr) + used);
    reader->tail = true;
}

/* A line without an assignment: a name, or text that no reader takes. */
static void read_other(sl_env_reader *reader, sl_str line, sl_env_item *item)
{
    size_t length = identifier(line);
    sl_str behind = skip_blanks(sl_str_skip(line, length));
    bool alone = behind.len == 0 || behind.ptr[0] == '#';

    if (length > 0 && length <= MAX_NAME_ALONE && alone) {
        item->kind = SL_ENV_NAME;
        item->name = sl_str_sub(line, 0, length);
        advance(reader, (size_t)(line.ptr + length - reader->rest.ptr));
        reader->tail = true;
    } else {
        size_t whole;

        item->kind = SL_ENV_ORPHAN;
        item->value = sl_str_trim(line);
        line_of(reader->rest, &whole);
        advance(reader, whole);
    }
}

sl_env_reader sl_env_open(sl_str text)
{
    return (sl_env_reader){
        .rest = sl_str_drop(text, sl_lit("\xef\xbb\xbf")),
        .line = 1,
    };
}

bool sl_env_next(sl_env_reader *reader, sl_env_item *item)
{
    while (reader->rest.len > 0) {
        sl_env_item found = {.line = reader->line};
        size_t whole;
        sl_str line = skip_blanks(line_of(reader->rest, &whole));
        sl_str name, after, body;
        bool in_json = reader->json > 0;

        if (reader->tail) {
            if (!read_tail(reader, &found))
                continue;
        } else if (sl_str_trim(line).len == 0) {
            advance(reader, whole);
            continue;
        } else if (in_json) {
            found.kind = SL_ENV_ORPHAN;
            found.value = sl_str_trim(line);
            advance(reader, whole);
        } else if (line.ptr[0] == '#') {
            read_comment(line, &found);
            advance(reader, whole);
        } else {
            body = drop_export(line, &found.exported);
            if (assignment(body, &name, &after))
                read_pair(reader, name, after, &found);
            else
                read_other(reader, body, &found);
        }
        *item = found;
        return true;
    }
    return false;
}
