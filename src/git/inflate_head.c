#include "git/inflate.h"

#include <string.h>

enum { MAX_BITS = 15, LITERALS = 288, DISTANCES = 32, LENGTH_CODES = 19, END = 256 };

typedef struct bits {
    sl_str in;
    uint32_t hold;
    unsigned held;
    bool over; /* more bits were asked for than there are */
} bits;

/* A canonical Huffman code: how many symbols have each length, and the symbols
 * in order of their code. */
typedef struct code {
    uint16_t count[MAX_BITS + 1];
    uint16_t symbol[LITERALS];
} code;

typedef struct head {
    bits in;
    uint8_t *out;
    size_t len;
    size_t cap;
} head;

static unsigned take(bits *in, unsigned count)
{
    unsigned value;

    while (in->held < count) {
        if (in->in.len == 0) {
            in->over = true;
            return 0;
        }
        in->hold |= (uint32_t)(uint8_t)in->in.ptr[0] << in->held;
        in->held += 8;
        in->in = sl_str_skip(in->in, 1);
    }
    value = in->hold & ((1u << count) - 1);
    in->hold >>= count;
    in->held -= count;
    return value;
}

static void build(code *out, const uint8_t *lengths, size_t count)
{
    uint16_t start[MAX_BITS + 2] = {0};

    memset(out, 0, sizeof *out);
    for (size_t i = 0; i < count; i++)
        out->count[lengths[i]]++;
    out->count[0] = 0;
    for (unsigned i = 1; i <= MAX_BITS; i++)
        start[i + 1] = (uint16_t)(start[i] + out->count[i]);
    for (size_t i = 0; i < count; i++)
        if (lengths[i] != 0)
            out->symbol[start[lengths[i]]++] = (uint16_t)i;
}

/* The next symbol, or -1. */
static int decode(bits *in, const code *by)
{
    unsigned word = 0, first = 0, index = 0;

    for (unsigned len = 1; len <= MAX_BITS; len++) {
        word |= take(in, 1);
        if (in->over)
            return -1;
        if (word < first + by->count[len])
            return word < first ? -1 : by->symbol[index + (word - first)];
        index += by->count[len];
        first = (first + by->count[len]) << 1;
        word <<= 1;
    }
    return -1;
}

static bool copy(head *to, unsigned symbol, const code *distances)
{
    static const uint16_t length_base[] = {3,  4,  5,  6,   7,   8,   9,   10,  11, 13,
                                           15, 17, 19, 23,  27,  31,  35,  43,  51, 59,
                                           67, 83, 99, 115, 131, 163, 195, 227, 258};
    static const uint8_t length_bits[] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                          2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
    size_t length, distance;
    int code_of_distance;

    if (symbol - 257 >= sizeof length_bits)
        return false;
    length = length_base[symbol - 257] + take(&to->in, length_bits[symbol - 257]);
    code_of_distance = decode(&to->in, distances);
    if (code_of_distance < 0 || code_of_distance > 29)
        return false;
    distance = (size_t)code_of_distance + 1;
    if (code_of_distance > 3) {
        unsigned extra = (unsigned)code_of_distance / 2 - 1;

        distance = (size_t)1 + ((2u + (unsigned)code_of_distance % 2) << extra) +
                   take(&to->in, extra);
    }
    if (to->in.over || distance > to->len)
        return false;
    for (; length > 0 && to->len < to->cap; length--, to->len++)
        to->out[to->len] = to->out[to->len - distance];
    return true;
}

/* True if the block ended and another may follow. */
static bool huffman_block(head *to, const code *literals, const code *distances)
{
    while (to->len < to->cap) {
        int symbol = decode(&to->in, literals);

        if (symbol == END)
            return true;
        if (symbol < 0)
            return false;
        if (symbol < END)
            to->out[to->len++] = (uint8_t)symbol;
        else if (!copy(to, (unsigned)symbol, distances))
            return false;
    }
    return false;
}

static bool stored_block(head *to)
{
    size_t length;

    to->in.hold = to->in.held = 0;
    length = take(&to->in, 16);
    if ((take(&to->in, 16) ^ 0xffffu) != length || to->in.over)
        return false;
    for (; length > 0 && to->len < to->cap; length--) {
        to->out[to->len] = (uint8_t)take(&to->in, 8);
        if (to->in.over)
            return false;
        to->len++;
    }
    return length == 0;
}

static bool fixed_block(head *to)
{
    uint8_t lengths[LITERALS];
    code literals, distances;

    for (unsigned i = 0; i < LITERALS; i++)
        lengths[i] = (uint8_t)(i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8);
    build(&literals, lengths, LITERALS);
    memset(lengths, 5, DISTANCES);
    build(&distances, lengths, DISTANCES);
    return huffman_block(to, &literals, &distances);
}

/* The code lengths of both alphabets, run-length coded (RFC 1951, 3.2.7). */
static bool read_lengths(bits *in, const code *by, uint8_t *lengths, size_t count)
{
    size_t at = 0;

    while (at < count) {
        int symbol = decode(in, by);
        uint8_t fill = 0;
        size_t run = 1;

        if (symbol < 0 || (symbol == 16 && at == 0))
            return false;
        if (symbol < 16)
            fill = (uint8_t)symbol;
        else if (symbol == 16)
            fill = lengths[at - 1], run = 3 + take(in, 2);
        else
            run = symbol == 17 ? 3 + take(in, 3) : 11 + take(in, 7);
        if (in->over || run > count - at)
            return false;
        memset(lengths + at, fill, run);
        at += run;
    }
    return true;
}

static bool dynamic_block(head *to)
{
    static const uint8_t order[LENGTH_CODES] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                11, 4,  12, 3, 13, 2, 14, 1, 15};
    size_t literals_len = 257 + take(&to->in, 5);
    size_t distances_len = 1 + take(&to->in, 5);
    size_t order_len = 4 + take(&to->in, 4);
    uint8_t lengths[LITERALS + DISTANCES] = {0};
    code literals, distances;

    if (literals_len > LITERALS)
        return false;
    for (size_t i = 0; i < order_len; i++)
        lengths[order[i]] = (uint8_t)take(&to->in, 3);
    build(&literals, lengths, LENGTH_CODES);
    memset(lengths, 0, LENGTH_CODES);
    if (!read_lengths(&to->in, &literals, lengths, literals_len + distances_len))
        return false;
    build(&literals, lengths, literals_len);
    build(&distances, lengths + literals_len, distances_len);
    return huffman_block(to, &literals, &distances);
}

size_t sl_inflate_head(sl_str in, uint8_t *out, size_t cap)
{
    head to = {.in = {.in = sl_str_skip(in, 2)}, .out = out, .cap = cap};
    bool last = false;

    if (in.len < 2 || (in.ptr[0] & 0x0f) != 8)
        return 0;
    while (!last && to.len < cap) {
        bool more = false;

        last = take(&to.in, 1);
        switch (take(&to.in, 2)) {
        case 0: more = stored_block(&to); break;
        case 1: more = fixed_block(&to); break;
        case 2: more = dynamic_block(&to); break;
        default: break;
        }
        if (!more || to.in.over)
            break;
    }
    return to.len;
}
