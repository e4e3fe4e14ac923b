#include "text/encoded.h"

#include "text/dense.h"
#include "text/encoding.h"

#include <string.h>

_Static_assert((int)SL_DENSE_RUN == (int)SL_ENCODED_MIN, "of what runs are made");

enum {
    QUADS = 6,     /* of digits that must speak for text */
    HEX_SURE = 32, /* hexadecimal digits that must stand for text */
    LINE_MIN = 48, /* digits of a line that another one continues */
    INDENT_MAX = 64,
    STEP = 16, /* digits between places where text may begin */
    WIDE = 4096
};

static bool is_digit(char c)
{
    return sl_base64_digit(c) >= 0;
}

/* Do four digits stand for three bytes below 0x80? */
static bool ascii_quad(const char *p)
{
    int a = sl_base64_digit(p[0]);
    int b = sl_base64_digit(p[1]);
    int c = sl_base64_digit(p[2]);

    return a >= 0 && a < 32 && b >= 0 && (b & 8) == 0 && c >= 0 && (c & 2) == 0;
}

static bool is_plain(uint32_t byte)
{
    return (byte >= 0x20 && byte < 0x7f) || byte == '\n' || byte == '\t' ||
           byte == '\r';
}

/* Do they stand for three characters that one can type? */
static bool text_quad(const char *p)
{
    uint32_t bits = 0;

    if (!ascii_quad(p) || sl_base64_digit(p[3]) < 0)
        return false;
    for (int i = 0; i < 4; i++)
        bits = bits << 6 | (uint32_t)sl_base64_digit(p[i]);
    return is_plain(bits >> 16) && is_plain(bits >> 8 & 0xff) && is_plain(bits & 0xff);
}

static bool text_quads(sl_str text, size_t at, size_t end, size_t count)
{
    if (end < at || end - at < 4 * count)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!text_quad(text.ptr + at + 4 * i))
            return false;
    return true;
}

/* Around such digits. */
static sl_span run_around(sl_str text, sl_span run, size_t floor)
{
    while (run.start > floor && is_digit(text.ptr[run.start - 1]))
        run.start--;
    while (run.end < text.len && is_digit(text.ptr[run.end]))
        run.end++;
    return run;
}

/* Where text begins in the run: at its start, or behind something else that consists
 * of the same letters, "Basic/", "prefix-". SIZE_MAX: nowhere. */
static size_t text_start(sl_str text, sl_span run)
{
    if (text_quads(text, run.start, run.end, QUADS))
        return run.start;
    for (size_t at = run.start; at + 4 * QUADS + 3 <= run.end; at += STEP)
        for (size_t phase = 0; phase < 4; phase++) {
            size_t start = at + phase;

            if (!text_quads(text, start, run.end, QUADS))
                continue;
            while (start >= run.start + 4 && text_quad(text.ptr + start - 4))
                start -= 4;
            return start;
        }
    return SIZE_MAX;
}

/* The bytes c, 0, c, 0 ... as PowerShell's -EncodedCommand has them. */
static bool is_wide(sl_str text, sl_span run)
{
    for (size_t i = 0; i < QUADS; i++) {
        const char *p = text.ptr + run.start + 4 * i;
        uint32_t bits = 0;

        if (run.end - run.start < 4 * QUADS || !ascii_quad(p))
            return false;
        for (int k = 0; k < 4; k++)
            bits = bits << 6 | (uint32_t)sl_base64_digit(p[k]);
        for (int k = 0; k < 3; k++) {
            uint32_t byte = bits >> (16 - 8 * k) & 0xff;

            if ((3 * i + (size_t)k) % 2 == 0 ? !is_plain(byte) : byte != 0)
                return false;
        }
    }
    return true;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Is the whole run hexadecimal digits that stand for text? */
static bool is_hex_text(sl_str text, sl_span run)
{
    size_t len = run.end - run.start;

    if (len < HEX_SURE || len % 2 != 0)
        return false;
    for (size_t i = 0; i < HEX_SURE; i += 2) {
        int high = hex_digit(text.ptr[run.start + i]);
        int low = hex_digit(text.ptr[run.start + i + 1]);

        if (high < 0 || low < 0 || !is_plain((uint32_t)(high << 4 | low)))
            return false;
    }
    for (size_t i = HEX_SURE; i < len; i++)
        if (hex_digit(text.ptr[run.start + i]) < 0)
            return false;
    return true;
}

/* The digits of the next line if they go on where a line of width digits ends at at;
 * else empty. */
static sl_span next_line(sl_str text, size_t at, size_t width)
{
    size_t start = at;
    size_t end;

    if (start < text.len && text.ptr[start] == '\r')
        start++;
    if (start >= text.len || text.ptr[start] != '\n')
        return (sl_span){at, at};
    start++;
    for (size_t i = 0; i < INDENT_MAX && start < text.len; i++, start++)
        if (text.ptr[start] != ' ' && text.ptr[start] != '\t')
            break;
    for (end = start; end < text.len && end - start <= width; end++)
        if (!is_digit(text.ptr[end]))
            break;
    if (end - start > width || (end < text.len && text.ptr[end] != '\n' &&
                                text.ptr[end] != '\r' && text.ptr[end] != '='))
        return (sl_span){at, at};
    return (sl_span){start, end};
}

/* All lines but the last are as long as the first. */
static size_t with_lines(sl_str text, size_t start, size_t end)
{
    size_t width = end - start;
    size_t len = width;

    while (width >= LINE_MIN && width % 4 == 0 && len == width) {
        sl_span line = next_line(text, end, width);

        len = line.end - line.start;
        if (len > 0)
            end = line.end;
    }
    return end;
}

static size_t with_padding(sl_str text, size_t end)
{
    for (int i = 0; i < 2 && end < text.len && text.ptr[end] == '='; i++)
        end++;
    return end;
}

/* What the run is, if it is anything. */
static bool judge(sl_str text, sl_span run, sl_encoded *out)
{
    size_t start = run.start;

    if (is_hex_text(text, run)) {
        *out = (sl_encoded){run, SL_CODE_HEX};
        return true;
    }
    if (sl_str_starts(sl_str_skip(text, run.start), sl_lit("H4sI")))
        out->code = SL_CODE_BASE64_GZIP;
    else if (is_wide(text, run))
        out->code = SL_CODE_BASE64_WIDE;
    else if ((start = text_start(text, run)) != SIZE_MAX)
        out->code = SL_CODE_BASE64;
    else
        return false;
    out->span.start = start;
    out->span.end = with_padding(text, with_lines(text, start, run.end));
    return true;
}

/* A run counts if so many of its digits are dense in a row. */
bool sl_encoded_next(sl_str text, size_t *at, sl_encoded *out)
{
    size_t floor = *at;
    sl_span dense;

    while (sl_dense_next(text, floor, &dense)) {
        sl_span run = run_around(text, dense, floor);

        if (judge(text, run, out)) {
            *at = out->span.end;
            return true;
        }
        floor = run.end;
    }
    *at = text.len;
    return false;
}

bool sl_encoded_touches(sl_str text, sl_span span)
{
    size_t start = span.start;
    size_t end = span.end;
    size_t at = 0;
    sl_encoded found;

    while (start > 0 && is_digit(text.ptr[start - 1]) && span.start - start < WIDE)
        start--;
    while (end < text.len && is_digit(text.ptr[end]) && end - span.end < WIDE)
        end++;
    if (span.start - start >= WIDE || end - span.end >= WIDE)
        return true;
    return end - start >= SL_ENCODED_MIN &&
           sl_encoded_next(sl_str_sub(text, start, end), &at, &found);
}
