#include "git/unquote.h"

static bool is_octal(char c, char highest)
{
    return c >= '0' && c <= highest;
}

/* The escape behind the backslash; moves *i behind it. -1 if there is none. */
static int escape(sl_str s, size_t *i)
{
    sl_str letters = sl_lit("abfnrtv\\\"");
    sl_str bytes = sl_lit("\a\b\f\n\r\t\v\\\"");
    sl_str left = sl_str_skip(s, *i);
    size_t letter = left.len ? sl_str_chr(letters, left.ptr[0]) : SIZE_MAX;

    if (letter != SIZE_MAX) {
        *i += 1;
        return bytes.ptr[letter];
    }
    if (left.len < 3 || !is_octal(left.ptr[0], '3') || !is_octal(left.ptr[1], '7') ||
        !is_octal(left.ptr[2], '7'))
        return -1;
    *i += 3;
    return (left.ptr[0] - '0') << 6 | (left.ptr[1] - '0') << 3 | (left.ptr[2] - '0');
}

bool sl_unquote_c(sl_arena *arena, sl_str *rest, sl_str *out)
{
    char *bytes;
    size_t len = 0;

    if (!sl_str_starts(*rest, sl_lit("\"")))
        return false;
    bytes = sl_arena_alloc(arena, rest->len);
    for (size_t i = 1; i < rest->len;) {
        int c = (unsigned char)rest->ptr[i++];

        if (c == '"') {
            *out = sl_str_make(bytes, len);
            *rest = sl_str_skip(*rest, i);
            return true;
        }
        if (c == '\\' && (c = escape(*rest, &i)) < 0)
            return false;
        bytes[len++] = (char)c;
    }
    return false;
}
