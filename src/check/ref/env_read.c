#include "check/ref/env_read.h"

static bool begins_identifier(char c)
{
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' || c == '$';
}

static bool in_identifier(char c)
{
    return begins_identifier(c) || (c >= '0' && c <= '9');
}

sl_str sl_identifier_at(sl_str text)
{
    size_t len = 0;

    if (text.len == 0 || !begins_identifier(text.ptr[0]))
        return (sl_str){0};
    while (len < text.len && in_identifier(text.ptr[len]))
        len++;
    return sl_str_sub(text, 0, len);
}

sl_str sl_skip_blanks(sl_str text)
{
    size_t at = 0;

    while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t' ||
                             text.ptr[at] == '\r' || text.ptr[at] == '\n'))
        at++;
    return sl_str_skip(text, at);
}

bool sl_env_read_language(sl_str path)
{
    static const char *const endings[] = {".py", ".js",  ".mjs", ".cjs",
                                          ".ts", ".jsx", ".tsx"};

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (sl_str_ends(path, sl_str_of(endings[i])))
            return true;
    return false;
}

size_t sl_bracket_length(sl_str text)
{
    enum { PAGE = 1000 };
    size_t depth = 0;
    char quote = '\0';

    for (size_t i = 0; i < text.len && i < PAGE; i++) {
        char c = text.ptr[i];

        if (quote) {
            if (c == '\\')
                i++;
            else if (c == quote)
                quote = '\0';
        } else if (c == '"' || c == '\'' || c == '`') {
            quote = c;
        } else if (c == '(' || c == '[' || c == '{') {
            depth++;
        } else if ((c == ')' || c == ']' || c == '}') && --depth == 0) {
            return i + 1;
        }
    }
    return 0;
}

enum { MAX_NAME = 128 };

/* "X" or 'X', whatever follows. */
static sl_str quoted_name(sl_str text)
{
    sl_str inner = sl_str_skip(text, 1);

    if (text.len == 0 || (text.ptr[0] != '"' && text.ptr[0] != '\''))
        return (sl_str){0};
    inner = sl_str_sub(inner, 0, MAX_NAME);
    inner = sl_str_sub(inner, 0, sl_str_chr(inner, text.ptr[0]));
    return sl_identifier_at(inner).len == inner.len ? inner : (sl_str){0};
}

size_t sl_env_read_at(sl_str text, sl_str *name)
{
    static const char *const ways[] = {"os.environ.get(", "environ.get(", "os.getenv(",
                                       "getenv(",         "os.environ[",  "environ[",
                                       "process.env[",    "process.env."};

    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        sl_str way = sl_str_of(ways[i]);
        sl_str rest = sl_str_skip(text, way.len);
        size_t bracket;

        if (!sl_str_starts(text, way))
            continue;
        if (way.ptr[way.len - 1] == '.') {
            *name = sl_identifier_at(rest);
            return name->len > 0 ? way.len + name->len : 0;
        }
        *name = quoted_name(sl_skip_blanks(rest));
        bracket = sl_bracket_length(sl_str_skip(text, way.len - 1));
        return name->len > 0 && bracket > 0 ? way.len - 1 + bracket : 0;
    }
    return 0;
}

bool sl_assignment_of(sl_str line, sl_str *name, sl_str *expression)
{
    static const char *const words[] = {"const ", "let ", "var ", "export const "};
    sl_str rest = sl_str_trim(line);

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        rest = sl_str_drop(rest, sl_str_of(words[i]));
    *name = sl_identifier_at(rest);
    rest = sl_str_trim(sl_str_skip(rest, name->len));
    if (name->len > 0 && rest.len > 0 && rest.ptr[0] == ':') /* a type */
        rest = sl_str_skip(rest, sl_str_chr(rest, '='));
    if (name->len == 0 || rest.len < 2 || rest.ptr[0] != '=' || rest.ptr[1] == '=')
        return false;
    *expression = sl_str_trim(sl_str_skip(rest, 1));
    return true;
}
