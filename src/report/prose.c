#include "report/prose.h"

#include "text/escape.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

/* "e.g. this" goes on: the next sentence begins with no lower-case letter. */
static bool ends_sentence(sl_str text, size_t at)
{
    char c = text.ptr[at];
    size_t next = at + 1;

    if (c != '.' && c != '!' && c != '?')
        return false;
    if (next < text.len && !is_blank(text.ptr[next]))
        return false;
    while (next < text.len && is_blank(text.ptr[next]))
        next++;
    return next == text.len || text.ptr[next] < 'a' || text.ptr[next] > 'z';
}

sl_str sl_prose_sentence(sl_str text)
{
    text = sl_str_trim(text);
    for (size_t i = 0; i < text.len; i++) {
        if (ends_sentence(text, i))
            return sl_str_sub(text, 0, i + 1);
    }
    return text;
}

static sl_str next_word(sl_str *rest)
{
    size_t from = 0, to;

    while (from < rest->len && is_blank(rest->ptr[from]))
        from++;
    to = from;
    while (to < rest->len && !is_blank(rest->ptr[to]))
        to++;
    sl_str word = sl_str_sub(*rest, from, to);
    *rest = sl_str_skip(*rest, to);
    return word;
}

void sl_prose_flow(sl_str text, sl_buf *out)
{
    bool first = true;

    for (;;) {
        sl_str word = next_word(&text);

        if (word.len == 0)
            return;
        if (!first)
            sl_buf_char(out, ' ');
        sl_escape(word, out);
        first = false;
    }
}

void sl_prose_about(sl_str subject, sl_str text, sl_buf *out)
{
    sl_str rest = sl_str_drop(text, sl_lit("not scanned: "));
    bool named = rest.len < text.len && sl_str_starts(rest, subject);

    if (subject.len > 0 && !named) {
        sl_escape(subject, out);
        sl_buf_add(out, sl_lit(": "));
    }
    sl_prose_flow(text, out);
}

static void wrap_paragraph(sl_str text, size_t indent, size_t width, sl_buf *out)
{
    size_t column = 0;

    for (;;) {
        sl_str word = next_word(&text);
        size_t wide = sl_display_width(word);

        if (word.len == 0)
            break;
        if (column > indent && column + 1 + wide > width) {
            sl_buf_char(out, '\n');
            column = 0;
        }
        if (column == 0) {
            sl_buf_printf(out, "%*s", (int)indent, "");
            column = indent;
        } else {
            sl_buf_char(out, ' ');
            column++;
        }
        sl_escape(word, out);
        column += wide;
    }
    sl_buf_char(out, '\n');
}

void sl_prose_wrap(sl_str text, size_t indent, size_t width, sl_buf *out)
{
    sl_str rest = sl_str_trim(text);
    bool first = true;

    while (rest.len > 0) {
        sl_str start = rest;
        size_t len = 0;

        while (rest.len > 0) {
            sl_str line = sl_str_line(&rest);

            if (sl_str_trim(line).len == 0)
                break;
            len = (size_t)(line.ptr + line.len - start.ptr);
        }
        if (len == 0)
            continue;
        if (!first)
            sl_buf_char(out, '\n');
        wrap_paragraph(sl_str_sub(start, 0, len), indent, width, out);
        first = false;
    }
}

sl_str sl_prose_cut(sl_str text, size_t max)
{
    if (text.len <= max)
        return text;
    while (max > 0 && ((uint8_t)text.ptr[max] & 0xc0) == 0x80)
        max--;
    return sl_str_sub(text, 0, max);
}
