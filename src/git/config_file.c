#include "git/config_file.h"

enum { END = -1 };

static bool is_letter(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_key_char(int c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-';
}

static bool is_blank(int c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static char lower(int c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static int peek(const sl_config_reader *r)
{
    if (r->at >= r->text.len)
        return END;
    if (r->text.ptr[r->at] == '\r' && r->at + 1 < r->text.len &&
        r->text.ptr[r->at + 1] == '\n')
        return '\n';
    return (unsigned char)r->text.ptr[r->at];
}

/* CRLF is one line end, as everywhere in git's configuration. */
static int take(sl_config_reader *r)
{
    int c = peek(r);

    if (c != END)
        r->at += r->text.ptr[r->at] == '\r' && c == '\n' ? 2 : 1;
    return c;
}

static void skip_line(sl_config_reader *r)
{
    int c;

    do
        c = take(r);
    while (c != '\n' && c != END);
}

static bool give_up(sl_config_reader *r)
{
    r->failed = true;
    return false;
}

/* What stands in quotes behind the section, up to and with its "]". */
static bool subsection(sl_config_reader *r)
{
    int c = take(r);

    while (is_blank(c) && c != '\n')
        c = take(r);
    if (c != '"')
        return give_up(r);
    sl_buf_char(&r->section, '.');
    while ((c = take(r)) != '"') {
        if (c == '\\')
            c = take(r);
        if (c == '\n' || c == END)
            return give_up(r);
        sl_buf_char(&r->section, (char)c);
    }
    return take(r) == ']' || give_up(r);
}

static bool section(sl_config_reader *r)
{
    int c;

    sl_buf_clear(&r->section);
    while ((c = take(r)) != ']') {
        if (is_blank(c) && c != '\n')
            return subsection(r);
        if (!is_key_char(c) && c != '.')
            return give_up(r);
        sl_buf_char(&r->section, lower(c));
    }
    return true;
}

/* A backslash and what follows it. */
static bool escape(sl_config_reader *r)
{
    int c = take(r);

    switch (c) {
    case 't': sl_buf_char(&r->value, '\t'); return true;
    case 'b': sl_buf_char(&r->value, '\b'); return true;
    case 'n': sl_buf_char(&r->value, '\n'); return true;
    case '\\':
    case '"': sl_buf_char(&r->value, (char)c); return true;
    default: return give_up(r);
    }
}

/* Blanks at both ends do not belong to it, and a comment ends it. */
static bool value(sl_config_reader *r)
{
    bool quoted = false;
    size_t kept = 0;
    int c;

    while ((c = take(r)) != '\n' && c != END) {
        if (!quoted && is_blank(c)) {
            if (r->value.len > 0)
                sl_buf_char(&r->value, (char)c);
            continue;
        }
        if (!quoted && (c == '#' || c == ';')) {
            skip_line(r);
            break;
        }
        if (c == '\\' && peek(r) == '\n') { /* goes on in the next line */
            take(r);
            continue;
        }
        if (c == '"')
            quoted = !quoted;
        else if (c != '\\')
            sl_buf_char(&r->value, (char)c);
        else if (!escape(r))
            return false;
        kept = r->value.len;
    }
    r->value.len = kept;
    return !quoted || give_up(r);
}

static bool assignment(sl_config_reader *r, int first, sl_config_item *out)
{
    sl_buf_clear(&r->key);
    sl_buf_clear(&r->value);
    sl_buf_add(&r->key, sl_buf_str(&r->section));
    if (r->section.len > 0)
        sl_buf_char(&r->key, '.');
    sl_buf_char(&r->key, lower(first));
    while (is_key_char(peek(r)))
        sl_buf_char(&r->key, lower(take(r)));
    while (peek(r) == ' ' || peek(r) == '\t')
        take(r);
    out->assigned = peek(r) == '=';
    if (out->assigned) {
        take(r);
        if (!value(r))
            return false;
    } else if (peek(r) != '\n' && peek(r) != END) {
        return give_up(r);
    }
    out->key = sl_buf_str(&r->key);
    out->value = sl_buf_str(&r->value);
    return true;
}

bool sl_config_next(sl_config_reader *r, sl_config_item *out)
{
    if (!r->started) {
        r->started = true;
        r->at = sl_str_starts(r->text, sl_lit("\xef\xbb\xbf")) ? 3 : 0;
    }
    while (!r->failed) {
        int c = take(r);

        if (c == END)
            return false;
        if (is_blank(c))
            continue;
        if (c == '#' || c == ';') {
            skip_line(r);
        } else if (c == '[') {
            section(r);
        } else if (is_letter(c)) {
            return assignment(r, c, out);
        } else {
            give_up(r);
        }
    }
    return false;
}

size_t sl_config_line(const sl_config_reader *r)
{
    size_t line = 1;

    for (size_t i = 0; i < r->at && i < r->text.len; i++)
        line += r->text.ptr[i] == '\n';
    return line;
}

void sl_config_reader_free(sl_config_reader *r)
{
    sl_buf_free(&r->section);
    sl_buf_free(&r->key);
    sl_buf_free(&r->value);
}

/* A decimal number with a unit; *zero: it is 0. */
static bool number(sl_str text, bool *zero)
{
    size_t at = text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '+');
    size_t first = at;

    *zero = true;
    for (; at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9'; at++)
        *zero = *zero && text.ptr[at] == '0';
    if (at == first)
        return false;
    if (at < text.len && sl_str_chr(sl_lit("kKmMgG"), text.ptr[at]) != SIZE_MAX)
        at++;
    return at == text.len;
}

bool sl_config_bool(sl_str value, bool *out)
{
    static const char *const yes[] = {"true", "yes", "on"};
    static const char *const no[] = {"false", "no", "off"};
    bool zero;

    if (sl_str_among(yes, sizeof yes / sizeof *yes, value))
        *out = true;
    else if (value.len == 0 || sl_str_among(no, sizeof no / sizeof *no, value))
        *out = false;
    else if (number(value, &zero))
        *out = !zero;
    else
        return false;
    return true;
}
