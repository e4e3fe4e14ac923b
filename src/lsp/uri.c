#include "lsp/uri.h"

#include "text/escape.h"

static int digit(char c)
{
    char lower = sl_char_lower(c);

    if (c >= '0' && c <= '9')
        return c - '0';
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* A '%' that begins no escape stands for itself, as browsers have it. */
static bool decode(sl_str text, sl_buf *out)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        int high = c == '%' && i + 2 < text.len ? digit(text.ptr[i + 1]) : -1;
        int low = high >= 0 ? digit(text.ptr[i + 2]) : -1;

        if (low >= 0) {
            c = (char)(high * 16 + low);
            i += 2;
        }
        if (c == '\0')
            return false;
        sl_buf_char(out, c);
    }
    return true;
}

bool sl_uri_path(sl_str uri, sl_buf *out)
{
    size_t before = out->len;
    sl_str rest;

    if (!sl_str_starts_nocase(uri, sl_lit("file:")))
        return false;
    rest = sl_str_skip(uri, 5);
    if (sl_str_starts(rest, sl_lit("//"))) {
        rest = sl_str_skip(rest, 2);
        rest = sl_str_drop(rest, sl_lit("localhost"));
    }
    rest = sl_str_sub(rest, 0, sl_str_chr(rest, '?'));
    rest = sl_str_sub(rest, 0, sl_str_chr(rest, '#'));
    if (sl_str_starts(rest, sl_lit("/")) && decode(rest, out))
        return true;
    out->len = before;
    return false;
}

void sl_uri_of_path(sl_str path, sl_buf *out)
{
    sl_buf_add(out, sl_lit("file://"));
    sl_escape_uri(path, out);
}
