#include "doc/flat.h"

#include "base/limits.h"

static bool is_printable(sl_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] < ' ' || s.ptr[i] > '~')
            return false;
    return true;
}

static bool is_letter(char c)
{
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_';
}

static bool is_alnum(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9');
}

/* How many bytes of line its key has; 0: it begins with none. */
static size_t key_length(sl_str line)
{
    size_t len = 0;

    if (line.len == 0 || !is_letter(line.ptr[0]))
        return 0;
    while (len < line.len && (is_alnum(line.ptr[len]) || line.ptr[len] == '-'))
        len++;
    return len;
}

/* One word or several, which no sign of YAML begins or ends. */
static bool is_plain(sl_str value)
{
    if (value.len == 0 || !is_alnum(value.ptr[0]) || value.ptr[value.len - 1] == ' ')
        return false;
    for (size_t i = 0; i < value.len; i++)
        if (!is_alnum(value.ptr[i]) &&
            sl_str_chr(sl_lit(" ./+-@"), value.ptr[i]) == SIZE_MAX)
            return false;
    return true;
}

/* Between two quotes, with neither of its kind nor a backslash between them. */
static bool is_quoted(sl_str value)
{
    sl_str inside;

    if (value.len < 2 || (value.ptr[0] != '"' && value.ptr[0] != '\'') ||
        value.ptr[value.len - 1] != value.ptr[0])
        return false;
    inside = sl_str_sub(value, 1, value.len - 1);
    return sl_str_chr(inside, value.ptr[0]) == SIZE_MAX &&
           sl_str_chr(inside, '\\') == SIZE_MAX;
}

static bool is_yaml_pair(sl_str line)
{
    enum { LONGEST = 512 }; /* bytes of a key without "?" are bounded */
    size_t key = key_length(line);
    sl_str value = sl_str_skip(line, key + 2);

    return key > 0 && key < LONGEST && key + 2 < line.len && line.ptr[key] == ':' &&
           line.ptr[key + 1] == ' ' && (is_plain(value) || is_quoted(value));
}

/* NAME=word, on which all readers of such files agree. */
static bool is_env_pair(sl_str line)
{
    size_t name = key_length(line);
    sl_str value = sl_str_skip(line, name + 1);

    if (name == 0 || value.len == 0 || line.ptr[name] != '=' ||
        sl_str_chr(sl_lit("{[="), value.ptr[0]) != SIZE_MAX)
        return false;
    for (size_t i = 0; i < value.len; i++)
        if (sl_str_chr(sl_lit(" #\\\"'`"), value.ptr[i]) != SIZE_MAX)
            return false;
    return true;
}

static bool is_line(sl_str line, bool first, sl_doc_kind kind)
{
    if (!is_printable(line))
        return false;
    if (line.len == 0 || line.ptr[0] == '#')
        return true;
    if (kind == SL_DOC_DOTENV)
        return is_env_pair(line);
    return kind == SL_DOC_YAML &&
           (is_yaml_pair(line) || (first && sl_str_eq(line, sl_lit("---"))));
}

/* To its end or that of the text. */
static sl_str line_at(sl_str text, size_t at)
{
    sl_str rest = sl_str_skip(text, at);

    return sl_str_sub(rest, 0, sl_str_chr(rest, '\n'));
}

bool sl_flat_line(sl_str text, size_t at, sl_doc_kind kind)
{
    return is_line(line_at(text, at), at == 0, kind);
}

bool sl_flat_text(sl_str text, sl_doc_kind kind)
{
    if ((kind != SL_DOC_YAML && kind != SL_DOC_DOTENV) || text.len >= SL_MAX_NODES)
        return false;
    for (size_t at = 0; at < text.len;) {
        sl_str line = line_at(text, at);

        if (!is_line(line, at == 0, kind))
            return false;
        at += line.len + 1;
    }
    return true;
}
