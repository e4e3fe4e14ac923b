#include "text/keyvalue.h"

#include "text/lines.h"

#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool key_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("_.-/$@", c)) || (uint8_t)c >= 0x80;
}

static sl_str skip_blanks(sl_str s)
{
    while (s.len > 0 && is_blank(s.ptr[0]))
        s = sl_str_skip(s, 1);
    return s;
}

/* Index of the quote that closes the one at s[0], or s.len. */
static size_t closing_quote(sl_str s)
{
    size_t i = 1;

    while (i < s.len && s.ptr[i] != s.ptr[0])
        i += s.ptr[i] == '\\' ? 2 : 1;
    return i < s.len ? i : s.len;
}

/* Drops what may stand before a key, in any order: a comment mark (noted), list
 * marks, opening brackets, `export`. */
static sl_str drop_lead(sl_str line, bool *comment)
{
    static const struct lead {
        sl_str text;
        bool comment;
    } leads[] = {
        {{"#", 1}, true},        {{"//", 2}, true}, {{"- ", 2}, false},
        {{"export ", 7}, false}, {{"{", 1}, false}, {{"[", 1}, false},
        {{"(", 1}, false},       {{",", 1}, false},
    };
    size_t before;

    do {
        before = line.len;
        line = skip_blanks(line);
        for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
            sl_str rest = sl_str_drop(line, leads[i].text);

            *comment = *comment || (leads[i].comment && rest.len < line.len);
            line = rest;
        }
    } while (line.len < before);
    return line;
}

/* Takes a quoted or bare key off *line. */
static bool take_key(sl_str *line, sl_str *key, bool *quoted)
{
    size_t end = 0;

    *quoted = line->len > 0 && (line->ptr[0] == '"' || line->ptr[0] == '\'');
    if (*quoted) {
        end = closing_quote(*line);
        if (end == line->len)
            return false;
        *key = sl_str_sub(*line, 1, end);
        *line = sl_str_skip(*line, end + 1);
        return key->len > 0;
    }
    while (end < line->len && key_char(line->ptr[end]))
        end++;
    *key = sl_str_sub(*line, 0, end);
    *line = sl_str_skip(*line, end);
    return end > 0;
}

/* Takes the separator off *line. A bare key and its ':' need a blank or quote
 * behind them, or every URL would be a pair. */
static bool take_separator(sl_str *line, bool quoted)
{
    static const sl_str none[] = {{"==", 2}, {"=~", 2}, {"::", 2}};
    static const sl_str some[] = {{"=>", 2}, {":=", 2}, {"=", 1}, {":", 1}};
    sl_str s = skip_blanks(*line);

    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (sl_str_starts(s, none[i]))
            return false;
    for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
        sl_str rest = sl_str_drop(s, some[i]);

        if (rest.len == s.len)
            continue;
        if (s.ptr[0] == ':' && some[i].len == 1 && !quoted && rest.len > 0 &&
            !strchr(" \t\r\"'", rest.ptr[0]))
            return false;
        *line = skip_blanks(rest);
        return true;
    }
    return false;
}

/* Cuts a bare value before " #" and without commas, semicolons and blanks at its
 * end. */
static sl_str bare_value(sl_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '#' && i > 0 && is_blank(s.ptr[i - 1])) {
            s = sl_str_sub(s, 0, i);
            break;
        }
    }
    s = sl_str_trim(s);
    while (s.len > 0 && (s.ptr[s.len - 1] == ',' || s.ptr[s.len - 1] == ';'))
        s = sl_str_trim(sl_str_sub(s, 0, s.len - 1));
    return s;
}

/* Reads the value at the start of line; what follows it is where the next pair of
 * the same line may begin. */
static sl_str take_value(sl_str line, sl_str *value)
{
    size_t end;
    sl_str rest;

    if (line.len > 0 && (line.ptr[0] == '"' || line.ptr[0] == '\'')) {
        end = closing_quote(line);
        *value = sl_str_sub(line, 1, end);
        if (end == line.len)
            *value = sl_str_trim(*value);
        rest = skip_blanks(sl_str_skip(line, end + 1));
        return sl_str_starts(rest, sl_lit(",")) ? rest : sl_str_skip(line, line.len);
    }
    *value = bare_value(line);
    if (line.len > 1 && line.ptr[0] == '{' && line.ptr[1] != '{')
        return sl_str_skip(line, 1);
    return sl_str_skip(line, line.len);
}

sl_keyvalue_reader sl_keyvalue_open(sl_str text)
{
    return (sl_keyvalue_reader){sl_str_drop(text, sl_lit("\xef\xbb\xbf")), 1};
}

bool sl_keyvalue_next(sl_keyvalue_reader *reader, sl_keyvalue *out)
{
    while (reader->rest.len > 0) {
        sl_str next = reader->rest;
        sl_str line = sl_line_take(&next);
        sl_keyvalue found = {.line = reader->line};
        bool quoted;
        bool ok;

        line = drop_lead(line, &found.comment);
        ok = take_key(&line, &found.key, &quoted) && take_separator(&line, quoted);
        if (ok)
            line = take_value(line, &found.value);
        if (ok && line.len > 0) {
            reader->rest =
                sl_str_skip(reader->rest, (size_t)(line.ptr - reader->rest.ptr));
        } else {
            reader->rest = next;
            reader->line++;
        }
        if (ok) {
            *out = found;
            return true;
        }
    }
    return false;
}
