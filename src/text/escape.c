#include "text/escape.h"

#include "text/lines.h"

typedef struct range {
    uint32_t first;
    uint32_t last;
} range;

/* Written as \u{NNNN}: what steers a terminal or a reader's eye, or hides. */
static const range steering[] = {
    {0x80, 0x9f},       /* C1 */
    {0xad, 0xad},       /* soft hyphen */
    {0x61c, 0x61c},     /* Arabic letter mark */
    {0x180e, 0x180e},   /* Mongolian vowel separator */
    {0x200b, 0x200b},   /* zero width space; the joiners are part of words */
    {0x200e, 0x200f},   /* left-to-right and right-to-left marks */
    {0x2028, 0x202e},   /* line and paragraph separator, embeddings, overrides */
    {0x2060, 0x206f},   /* word joiner, isolates, deprecated controls */
    {0xfeff, 0xfeff},   /* byte order mark */
    {0xfff9, 0xfffb},   /* interlinear annotation */
    {0xe0000, 0xe007f}, /* tags */
};

/* No column of their own: the blocks of combining marks, joiners, selectors. */
static const range zero_width[] = {
    {0x300, 0x36f},   {0x483, 0x489},    {0x591, 0x5bd},   {0x610, 0x61a},
    {0x64b, 0x65f},   {0x6d6, 0x6dc},    {0x900, 0x902},   {0x93c, 0x93c},
    {0x941, 0x948},   {0x94d, 0x94d},    {0xe31, 0xe31},   {0xe34, 0xe3a},
    {0xe47, 0xe4e},   {0x1ab0, 0x1aff},  {0x1dc0, 0x1dff}, {0x200c, 0x200d},
    {0x20d0, 0x20ff}, {0x302a, 0x302d},  {0x3099, 0x309a}, {0xfe00, 0xfe0f},
    {0xfe20, 0xfe2f}, {0xe0100, 0xe01ef}};

/* Two columns: East Asian Wide and Fullwidth (UAX #11), emoji. */
static const range wide[] = {
    {0x1100, 0x115f},   {0x231a, 0x231b},   {0x2329, 0x232a},   {0x23e9, 0x23ec},
    {0x23f0, 0x23f0},   {0x23f3, 0x23f3},   {0x25fd, 0x25fe},   {0x2614, 0x2615},
    {0x2648, 0x2653},   {0x26a1, 0x26a1},   {0x26bd, 0x26be},   {0x26d4, 0x26d4},
    {0x2705, 0x2705},   {0x270a, 0x270b},   {0x2728, 0x2728},   {0x274c, 0x274c},
    {0x2753, 0x2755},   {0x2757, 0x2757},   {0x2795, 0x2797},   {0x2b50, 0x2b50},
    {0x2e80, 0x303e},   {0x3041, 0x33ff},   {0x3400, 0x4dbf},   {0x4e00, 0x9fff},
    {0xa000, 0xa4cf},   {0xa960, 0xa97f},   {0xac00, 0xd7a3},   {0xf900, 0xfaff},
    {0xfe30, 0xfe6f},   {0xff00, 0xff60},   {0xffe0, 0xffe6},   {0x16fe0, 0x18aff},
    {0x1b000, 0x1b2ff}, {0x1f004, 0x1f004}, {0x1f0cf, 0x1f0cf}, {0x1f18e, 0x1f18e},
    {0x1f191, 0x1f19a}, {0x1f200, 0x1f320}, {0x1f32d, 0x1f335}, {0x1f337, 0x1f37c},
    {0x1f37e, 0x1f393}, {0x1f3a0, 0x1f3ca}, {0x1f3cf, 0x1f3d3}, {0x1f3e0, 0x1f3f0},
    {0x1f3f4, 0x1f3f4}, {0x1f3f8, 0x1f43e}, {0x1f440, 0x1f440}, {0x1f442, 0x1f4fc},
    {0x1f4ff, 0x1f53d}, {0x1f54b, 0x1f54e}, {0x1f550, 0x1f567}, {0x1f595, 0x1f596},
    {0x1f5a4, 0x1f5a4}, {0x1f5fb, 0x1f64f}, {0x1f680, 0x1f6c5}, {0x1f6cc, 0x1f6cc},
    {0x1f6d0, 0x1f6d2}, {0x1f6eb, 0x1f6ec}, {0x1f6f4, 0x1f6fc}, {0x1f7e0, 0x1f7eb},
    {0x1f90c, 0x1f9ff}, {0x1fa70, 0x1faff}, {0x20000, 0x3fffd}};

#define IN_TABLE(c, table) in_table(c, table, sizeof(table) / sizeof *(table))

static bool in_table(uint32_t c, const range *table, size_t len)
{
    size_t low = 0;
    size_t high = len;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (c > table[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < len && c >= table[low].first;
}

bool sl_steers(uint32_t code_point)
{
    return code_point < 0x20 || code_point == 0x7f || IN_TABLE(code_point, steering);
}

static bool plain(uint32_t c)
{
    return (c >= 0x20 && c < 0x7f) || (c != UINT32_MAX && !sl_steers(c));
}

/* One character in need of an escape; an invalid byte comes as UINT32_MAX. */
static void escape_one(uint32_t c, uint8_t byte, sl_buf *out)
{
    if (c == '\t')
        sl_buf_char(out, ' ');
    else if (c < 0x80 || c == UINT32_MAX)
        sl_buf_printf(out, "\\x%02x", byte);
    else
        sl_buf_printf(out, "\\u{%04x}", c);
}

void sl_escape(sl_str text, sl_buf *out)
{
    size_t run = 0; /* start of the bytes that go out as they are */

    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        uint32_t c = sl_utf8_next(text, &at);

        if (plain(c))
            continue;
        sl_buf_add(out, sl_str_sub(text, run, start));
        escape_one(c, (uint8_t)text.ptr[start], out);
        run = at;
    }
    sl_buf_add(out, sl_str_skip(text, run));
}

static bool unreserved(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           c == '-' || c == '.' || c == '_' || c == '~';
}

void sl_escape_uri(sl_str path, sl_buf *out)
{
    if (sl_str_chr(sl_str_sub(path, 0, sl_str_chr(path, '/')), ':') != SIZE_MAX)
        sl_buf_add(out, sl_lit("./"));
    for (size_t i = 0; i < path.len; i++) {
        if (unreserved(path.ptr[i]) || path.ptr[i] == '/')
            sl_buf_char(out, path.ptr[i]);
        else
            sl_buf_printf(out, "%%%02X", (unsigned)(uint8_t)path.ptr[i]);
    }
}

static size_t width_of(uint32_t c)
{
    if (c == '\t')
        return 1;
    if (c < 0x80 || c == UINT32_MAX)
        return plain(c) ? 1 : sizeof "\\xNN" - 1;
    if (IN_TABLE(c, steering))
        return sizeof "\\u{NNNN}" - 1 + (c > 0xffff);
    if (IN_TABLE(c, zero_width))
        return 0;
    return IN_TABLE(c, wide) ? 2 : 1;
}

size_t sl_display_width(sl_str text)
{
    size_t width = 0;

    for (size_t at = 0; at < text.len;)
        width += width_of(sl_utf8_next(text, &at));
    return width;
}
