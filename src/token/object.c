#include "token/object.h"

static sl_str skip_blanks(sl_str s)
{
    while (s.len && (s.ptr[0] == ' ' || s.ptr[0] == '\t' || s.ptr[0] == '\n' ||
                     s.ptr[0] == '\r'))
        s = sl_str_skip(s, 1);
    return s;
}

/* Takes the string that *rest begins with, quotes included. */
static bool take_string(sl_str *rest, sl_str *out)
{
    if (!rest->len || rest->ptr[0] != '"')
        return false;
    for (size_t i = 1; i < rest->len; i++) {
        if (rest->ptr[i] == '\\')
            i++;
        else if (rest->ptr[i] == '"') {
            *out = sl_str_sub(*rest, 0, i + 1);
            *rest = sl_str_skip(*rest, i + 1);
            return true;
        }
    }
    return false;
}

/* Takes a value: up to the ',' or '}' of the object around it. */
static bool take_value(sl_str *rest, sl_str *out)
{
    sl_str from = *rest, string;
    size_t depth = 0;

    while (rest->len) {
        char c = rest->ptr[0];

        if (c == '"') {
            if (!take_string(rest, &string))
                return false;
            continue;
        }
        if (!depth && (c == ',' || c == '}'))
            break;
        if (c == '{' || c == '[')
            depth++;
        else if ((c == '}' || c == ']') && depth-- == 0)
            return false;
        *rest = sl_str_skip(*rest, 1);
    }
    *out = sl_str_trim(sl_str_sub(from, 0, from.len - rest->len));
    return rest->len && out->len;
}

/* Walks the members; stops at name. Without a name the whole must be an object. */
static bool walk(sl_str text, const sl_str *name, sl_str *value)
{
    sl_str rest = sl_str_trim(text);

    if (!sl_str_starts(rest, sl_lit("{")))
        return false;
    rest = skip_blanks(sl_str_skip(rest, 1));
    if (sl_str_eq(rest, sl_lit("}")))
        return !name;
    for (;;) {
        sl_str key;

        if (!take_string(&rest, &key))
            return false;
        rest = skip_blanks(rest);
        if (!sl_str_starts(rest, sl_lit(":")))
            return false;
        rest = skip_blanks(sl_str_skip(rest, 1));
        if (!take_value(&rest, value))
            return false;
        if (name && sl_str_eq(sl_str_sub(key, 1, key.len - 1), *name))
            return true;
        if (rest.ptr[0] == '}')
            return !name && rest.len == 1;
        rest = skip_blanks(sl_str_skip(rest, 1));
    }
}

bool sl_object_is(sl_str text)
{
    sl_str ignored;

    return walk(text, NULL, &ignored);
}

bool sl_object_get(sl_str text, sl_str name, sl_str *value)
{
    return walk(text, &name, value);
}

bool sl_object_string(sl_str text, sl_str name, sl_str *value)
{
    sl_str raw;

    if (!sl_object_get(text, name, &raw) || raw.len < 2 || raw.ptr[0] != '"' ||
        sl_str_chr(raw, '\\') != SIZE_MAX)
        return false;
    *value = sl_str_sub(raw, 1, raw.len - 1);
    return true;
}
