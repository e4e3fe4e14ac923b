#include "fix/lines.h"

sl_str sl_lines_end(sl_str text)
{
    size_t crlf = 0;
    size_t lf = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != '\n')
            continue;
        if (i > 0 && text.ptr[i - 1] == '\r')
            crlf++;
        else
            lf++;
    }
    return crlf > lf ? sl_lit("\r\n") : sl_lit("\n");
}

static bool has_line(sl_str text, sl_str wanted)
{
    while (text.len > 0)
        if (sl_str_eq(sl_str_line(&text), wanted))
            return true;
    return false;
}

bool sl_lines_append(sl_buf *text, sl_str line)
{
    sl_str end = sl_lines_end(sl_buf_str(text));

    if (has_line(sl_buf_str(text), line))
        return false;
    if (text->len > 0 && text->ptr[text->len - 1] != '\n')
        sl_buf_add(text, end);
    sl_buf_add(text, line);
    sl_buf_add(text, end);
    return true;
}
