#include "text/encoding.h"

#include <string.h>

/* Takes back what was appended since len: a failed decoder leaves no trace. */
static bool give_up(sl_buf *out, size_t len, bool truncated)
{
    out->len = len;
    out->truncated = truncated;
    if (out->ptr)
        out->ptr[len] = '\0';
    return false;
}

const int8_t sl_base64_values[256] = {
#define NONE8 -1, -1, -1, -1, -1, -1, -1, -1
    NONE8, NONE8, NONE8, NONE8, NONE8,                                 /* NUL to ' */
    -1,    -1,    -1,    62,    -1,    62,    -1,    63,               /* ( to / */
    52,    53,    54,    55,    56,    57,    58,    59,    60,    61, /* 0 to 9 */
    -1,    -1,    -1,    -1,    -1,    -1,    -1,                      /* : to @ */
    0,     1,     2,     3,     4,     5,     6,     7,     8,     9,
    10,    11,    12, /* A to Z */
    13,    14,    15,    16,    17,    18,    19,    20,    21,    22,
    23,    24,    25,    -1,    -1,    -1,    -1,    63,    -1, /* [ to ` */
    26,    27,    28,    29,    30,    31,    32,    33,    34,    35,
    36,    37,    38, /* a to z */
    39,    40,    41,    42,    43,    44,    45,    46,    47,    48,
    49,    50,    51,    -1,    -1,    -1,    -1,    -1, /* { to DEL */
    NONE8, NONE8, NONE8, NONE8, NONE8, NONE8, NONE8, NONE8, NONE8, NONE8,
    NONE8, NONE8, NONE8, NONE8, NONE8, NONE8,
#undef NONE8
};

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The bytes that so many digits of a group stand for: 8 bits are whole, what is
 * left of the last digit is padding. */
static void group_out(uint32_t bits, size_t digits, sl_buf *out)
{
    char bytes[3];

    bits <<= 6 * (4 - digits);
    for (size_t i = 0; i + 1 < digits; i++)
        bytes[i] = (char)(bits >> (16 - 8 * i) & 0xff);
    sl_buf_add(out, (sl_str){bytes, digits - 1});
}

bool sl_base64_decode(sl_str text, sl_buf *out)
{
    size_t len = out->len;
    bool truncated = out->truncated;
    size_t digits = 0;
    size_t pads = 0;
    uint32_t bits = 0;

    for (size_t i = 0; i < text.len; i++) {
        int digit = sl_base64_digit(text.ptr[i]);

        if (is_blank(text.ptr[i]))
            continue;
        if (text.ptr[i] == '=' && ++pads <= 2)
            continue;
        if (digit < 0 || pads > 0)
            return give_up(out, len, truncated);
        bits = bits << 6 | (uint32_t)digit;
        if (++digits % 4 == 0) {
            group_out(bits, 4, out);
            bits = 0;
        }
    }
    if (digits % 4 == 1 || (pads > 0 && (digits + pads) % 4 != 0))
        return give_up(out, len, truncated);
    if (digits % 4 != 0)
        group_out(bits, digits % 4, out);
    return true;
}

bool sl_hex_decode(sl_str text, sl_buf *out)
{
    size_t len = out->len;
    bool truncated = out->truncated;

    if (text.len % 2 != 0)
        return false;
    for (size_t i = 0; i < text.len; i += 2) {
        int high = hex_digit(text.ptr[i]);
        int low = hex_digit(text.ptr[i + 1]);

        if (high < 0 || low < 0)
            return give_up(out, len, truncated);
        sl_buf_char(out, (char)(high << 4 | low));
    }
    return true;
}

bool sl_percent_decode(sl_str text, sl_buf *out)
{
    size_t len = out->len;
    bool truncated = out->truncated;

    while (text.len > 0) {
        size_t run = sl_str_chr(text, '%');
        int high, low;

        sl_buf_add(out, sl_str_sub(text, 0, run));
        if (run == SIZE_MAX)
            break;
        if (text.len - run < 3)
            return give_up(out, len, truncated);
        high = hex_digit(text.ptr[run + 1]);
        low = hex_digit(text.ptr[run + 2]);
        if (high < 0 || low < 0)
            return give_up(out, len, truncated);
        sl_buf_char(out, (char)(high << 4 | low));
        text = sl_str_skip(text, run + 3);
    }
    return true;
}

void sl_base64_encode(sl_str bytes, bool url, sl_buf *out)
{
    static const char standard[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    static const char safe[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const char *digits = url ? safe : standard;

    for (size_t i = 0; i < bytes.len; i += 3) {
        size_t take = bytes.len - i < 3 ? bytes.len - i : 3;
        uint32_t bits = 0;
        char four[4] = {'=', '=', '=', '='};

        for (size_t k = 0; k < 3; k++)
            bits = bits << 8 | (k < take ? (uint8_t)bytes.ptr[i + k] : 0);
        for (size_t k = 0; k <= take; k++)
            four[k] = digits[bits >> (18 - 6 * k) & 63];
        sl_buf_add(out, (sl_str){four, url ? take + 1 : 4});
    }
}

/* A unit of Latin text: its high byte is NUL and its low byte is printable. */
static bool latin_unit(uint8_t high, uint8_t low)
{
    return high == 0 &&
           (low == '\t' || low == '\n' || low == '\r' || (low >= 0x20 && low != 0x7f));
}

sl_utf16 sl_utf16_detect(sl_str bytes)
{
    const uint8_t *p = (const uint8_t *)bytes.ptr;
    size_t units = (bytes.len < 1024 ? bytes.len : 1024) / 2;
    size_t le = 0, be = 0, even_nul = 0, odd_nul = 0;

    if (bytes.len >= 2 && p[0] == 0xff && p[1] == 0xfe)
        return SL_UTF16_LE;
    if (bytes.len >= 2 && p[0] == 0xfe && p[1] == 0xff)
        return SL_UTF16_BE;
    if (sl_str_chr(sl_str_sub(bytes, 0, 2 * units), '\0') == SIZE_MAX)
        return SL_UTF16_NONE; /* Latin text is half NUL */
    for (size_t i = 0; i < units; i++) {
        uint8_t a = p[2 * i];
        uint8_t b = p[2 * i + 1];

        even_nul += a == 0;
        odd_nul += b == 0;
        le += latin_unit(b, a);
        be += latin_unit(a, b);
    }
    if (units >= 2 && le >= (units + 1) / 2 && even_nul == 0 && le == odd_nul)
        return SL_UTF16_LE;
    if (units >= 2 && be >= (units + 1) / 2 && odd_nul == 0 && be == even_nul)
        return SL_UTF16_BE;
    return SL_UTF16_NONE;
}

void sl_utf8_add(uint32_t c, sl_buf *out)
{
    char bytes[4];
    size_t len = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const uint8_t marks[] = {0, 0, 0xc0, 0xe0, 0xf0};

    for (size_t i = len - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (c & 0x3f));
        c >>= 6;
    }
    bytes[0] = (char)(marks[len] | c);
    sl_buf_add(out, (sl_str){bytes, len});
}

static uint32_t unit_at(sl_str bytes, size_t i, sl_utf16 order)
{
    uint32_t a = (uint8_t)bytes.ptr[i];
    uint32_t b = (uint8_t)bytes.ptr[i + 1];

    return order == SL_UTF16_BE ? a << 8 | b : b << 8 | a;
}

void sl_utf16_decode(sl_str bytes, sl_utf16 order, sl_buf *out)
{
    size_t i = bytes.len >= 2 && unit_at(bytes, 0, order) == 0xfeff ? 2 : 0;

    for (; i + 1 < bytes.len; i += 2) {
        uint32_t c = unit_at(bytes, i, order);

        if (c >= 0xd800 && c <= 0xdbff && i + 3 < bytes.len) {
            uint32_t low = unit_at(bytes, i + 2, order);

            if (low >= 0xdc00 && low <= 0xdfff) {
                c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
                i += 2;
            }
        }
        sl_utf8_add(c >= 0xd800 && c <= 0xdfff ? 0xfffd : c, out);
    }
}
