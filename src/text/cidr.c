#include "text/cidr.h"

enum { V4 = 4, V6 = 16, GROUPS = 8 };

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* All of text, in base 10 or 16, at most max. */
static bool number(sl_str text, int base, unsigned max, unsigned *out)
{
    *out = 0;
    if (text.len == 0 || text.len > 4)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        int digit = hex_digit(text.ptr[i]);

        if (digit < 0 || digit >= base)
            return false;
        *out = *out * (unsigned)base + (unsigned)digit;
    }
    return *out <= max;
}

static bool parse_v4(sl_str text, uint8_t *bytes)
{
    for (int i = 0; i < V4; i++) {
        sl_str part = text;
        unsigned value;

        if (i < V4 - 1 && !sl_str_split(text, '.', &part, &text))
            return false;
        if (!number(part, 10, 255, &value) || (part.len > 1 && part.ptr[0] == '0'))
            return false;
        bytes[i] = (uint8_t)value;
    }
    return true;
}

/* Groups of hexadecimal digits with colons between them; the last may be an address of
 * IPv4. Returns how many pairs of bytes there are, or -1. */
static int parse_groups(sl_str text, uint8_t *bytes)
{
    int count = 0;

    while (text.len > 0) {
        sl_str part = text, rest = {0};
        bool more = sl_str_split(text, ':', &part, &rest);
        unsigned value;

        if (!more && sl_str_chr(part, '.') != SIZE_MAX) {
            if (count > GROUPS - 2 || !parse_v4(part, bytes + (ptrdiff_t)2 * count))
                return -1;
            return count + 2;
        }
        if (count == GROUPS || !number(part, 16, 0xffff, &value) ||
            (more && rest.len == 0))
            return -1;
        bytes[2 * count] = (uint8_t)(value >> 8);
        bytes[2 * count + 1] = (uint8_t)(value & 0xff);
        count++;
        text = rest;
    }
    return count;
}

static bool parse_v6(sl_str text, uint8_t *bytes)
{
    uint8_t tail[V6] = {0};
    size_t gap = sl_str_find(text, sl_lit("::"));
    int head = parse_groups(sl_str_sub(text, 0, gap), bytes);
    int behind;

    if (gap == SIZE_MAX)
        return head == GROUPS;
    behind = parse_groups(sl_str_skip(text, gap + 2), tail);
    if (head < 0 || behind < 0 || head + behind >= GROUPS)
        return false;
    for (int i = 0; i < 2 * behind; i++)
        bytes[V6 - 2 * behind + i] = tail[i];
    return true;
}

bool sl_cidr_parse(sl_str text, sl_cidr *out)
{
    sl_str address = text, length;
    bool range = sl_str_split(text, '/', &address, &length);

    *out = (sl_cidr){0};
    out->len = sl_str_chr(address, ':') == SIZE_MAX ? V4 : V6;
    out->prefix = (unsigned)out->len * 8;
    if (out->len == V4 ? !parse_v4(address, out->bytes)
                       : !parse_v6(address, out->bytes))
        return false;
    return !range || number(length, 10, (unsigned)out->len * 8, &out->prefix);
}

static bool within(const sl_cidr *cidr, const sl_cidr *range)
{
    if (cidr->len != range->len || cidr->prefix < range->prefix)
        return false;
    for (unsigned bit = 0; bit < range->prefix; bit++)
        if ((cidr->bytes[bit / 8] ^ range->bytes[bit / 8]) & (0x80u >> bit % 8))
            return false;
    return true;
}

bool sl_cidr_private(const sl_cidr *cidr)
{
    static const sl_cidr ranges[] = {
        {{10}, V4, 8},   {{172, 16}, V4, 12},    {{192, 168}, V4, 16},
        {{127}, V4, 8},  {{169, 254}, V4, 16},   {{100, 64}, V4, 10},
        {{0xfc}, V6, 7}, {{0xfe, 0x80}, V6, 10}, {{[15] = 1}, V6, 128}};

    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (within(cidr, &ranges[i]))
            return true;
    return false;
}

bool sl_cidr_host_bits(const sl_cidr *cidr)
{
    for (unsigned bit = cidr->prefix; bit < cidr->len * 8; bit++)
        if (cidr->bytes[bit / 8] & (0x80u >> bit % 8))
            return true;
    return false;
}

void sl_cidr_network(const sl_cidr *cidr, sl_buf *out)
{
    uint8_t bytes[V6] = {0};

    for (unsigned bit = 0; bit < cidr->prefix; bit++)
        bytes[bit / 8] |= (uint8_t)(cidr->bytes[bit / 8] & (0x80u >> bit % 8));
    if (cidr->len == V4) {
        sl_buf_printf(out, "%u.%u.%u.%u", bytes[0], bytes[1], bytes[2], bytes[3]);
    } else { /* the longest run of zeros is not looked for: the last one is enough */
        int end = V6;

        while (end > 0 && bytes[end - 1] == 0 && bytes[end - 2] == 0)
            end -= 2;
        for (int i = 0; i < end; i += 2)
            sl_buf_printf(out, "%s%x", i ? ":" : "", bytes[i] << 8 | bytes[i + 1]);
        if (end < V6)
            sl_buf_add(out, sl_lit("::"));
    }
    sl_buf_printf(out, "/%u", cidr->prefix);
}
