#include "text/cquote.h"

static bool is_odd(unsigned char c, bool high)
{
    return c < ' ' || c == '"' || c == '\\' || c == 0x7f || (high && c >= 0x80);
}

static bool is_plain(sl_str name, bool high)
{
    for (size_t i = 0; i < name.len; i++)
        if (is_odd((unsigned char)name.ptr[i], high))
            return false;
    return true;
}

static void put_escape(unsigned char c, sl_buf *out)
{
    size_t letter = sl_str_chr(sl_lit("\a\b\t\n\v\f\r\"\\"), (char)c);

    if (letter == SIZE_MAX)
        sl_buf_printf(out, "\\%03o", c);
    else
        sl_buf_printf(out, "\\%c", "abtnvfr\"\\"[letter]);
}

void sl_cquote(sl_str name, bool high, sl_buf *out)
{
    if (is_plain(name, high)) {
        sl_buf_add(out, name);
        return;
    }
    sl_buf_char(out, '"');
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.ptr[i];

        if (is_odd(c, high))
            put_escape(c, out);
        else
            sl_buf_char(out, (char)c);
    }
    sl_buf_char(out, '"');
}
