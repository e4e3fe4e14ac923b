/* program_escape.c - what a backslash means in Python and JavaScript. */
#include "doc/program.h"
#include "text/encoding.h"

/* Digits of a number in base 16; SIZE_MAX if there are none. */
static size_t hex(sl_str digits)
{
    size_t number = digits.len > 0 && digits.len <= 8 ? 0 : SIZE_MAX;

    for (size_t i = 0; i < digits.len && number != SIZE_MAX; i++) {
        char c = digits.ptr[i] >= 'A' && digits.ptr[i] <= 'F'
                     ? (char)(digits.ptr[i] + 'a' - 'A')
                     : digits.ptr[i];
        size_t value = sl_str_chr(sl_lit("0123456789abcdef"), c);

        number = value == SIZE_MAX ? SIZE_MAX : number * 16 + value;
    }
    return number;
}

/* \xHH, \uHHHH, \u{H}, \UHHHHHHHH at the start of rest: its width, or 0. */
static size_t numbered(sl_str rest, size_t *code)
{
    char kind = rest.len > 2 ? rest.ptr[1] : '\0';
    size_t width = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    size_t start = 2;

    if (kind == 'u' && rest.ptr[2] == '{') {
        width = sl_str_chr(sl_str_sub(rest, 3, 12), '}');
        start = 3;
    }
    if (width == 0 || width == SIZE_MAX || start + width > rest.len)
        return 0;
    *code = hex(sl_str_sub(rest, start, start + width));
    if (*code > 0x10FFFF)
        return 0;
    return start + width + (start == 3);
}

/* A pair of surrogates is one character. */
static size_t paired(sl_str rest, size_t width, size_t *code)
{
    size_t second;
    size_t more;

    if (*code < 0xD800 || *code > 0xDBFF)
        return width;
    more = numbered(sl_str_skip(rest, width), &second);
    if (more == 0 || sl_str_skip(rest, width).ptr[0] != '\\' || second < 0xDC00 ||
        second > 0xDFFF)
        return width;
    *code = 0x10000 + ((*code - 0xD800) << 10) + (second - 0xDC00);
    return width + more;
}

size_t sl_program_escape(sl_str rest, bool python, sl_buf *out)
{
    static const char meanings[] = "\a\b\f\n\r\t\v\0\\'\"`";
    char c = rest.len > 1 ? rest.ptr[1] : '\0';
    size_t known = sl_str_chr(sl_lit("abfnrtv0\\'\"`"), c);
    size_t code = 0;
    size_t width = numbered(rest, &code);

    if (width > 0) {
        width = paired(rest, width, &code);
        sl_utf8_add((uint32_t)code, out);
        return width;
    }
    if (c == '\n') /* the line goes on in the next one */
        return 2;
    if (rest.len > 1 && known != SIZE_MAX) {
        sl_buf_char(out, meanings[known]);
        return 2;
    }
    if (python || rest.len < 2)
        sl_buf_char(out, '\\');
    return 1;
}
