#include "cli/wrap.h"

static sl_str next_word(sl_str *rest)
{
    sl_str word;

    *rest = sl_str_trim(*rest);
    if (!sl_str_split(*rest, ' ', &word, rest)) {
        word = *rest;
        *rest = sl_str_skip(*rest, rest->len);
    }
    return word;
}

void sl_wrap(sl_str text, size_t column, size_t indent, size_t width, sl_buf *out)
{
    bool fresh = true;

    for (sl_str word = next_word(&text); word.len > 0; word = next_word(&text)) {
        if (!fresh && column + 1 + word.len > width) {
            sl_buf_printf(out, "\n%*s", (int)indent, "");
            column = indent;
            fresh = true;
        }
        if (!fresh)
            sl_buf_char(out, ' ');
        sl_buf_add(out, word);
        column += word.len + !fresh;
        fresh = false;
    }
    sl_buf_char(out, '\n');
}
