#include "git/inflate.h"

#include "git/bytes.h"

#include <string.h>

enum { MAX_BITS = 15, LITERALS = 288, DISTANCES = 32, LENGTH_CODES = 19, END = 256 };
enum { MOST_LITERALS = 286, MOST_DISTANCES = 30 }; /* in a stream; zlib takes no more */
enum { FAST_BITS = 10, WORD = 8, TRAILER = 4, ADLER_BASE = 65521 };

typedef struct bits {
    const uint8_t *at, *end;
    uint64_t hold;
    unsigned held; /* of hold, whose bits above may be set: they come again */
    bool over;     /* more bits were asked for than there are */
} bits;

/* A canonical Huffman code: how many symbols have each length, the symbols in order of
 * their code, and by the next bits a symbol and its length, if that is short. */
typedef struct code {
    uint16_t count[MAX_BITS + 1];
    uint16_t symbol[LITERALS];
    uint16_t fast[1 << FAST_BITS]; /* symbol * 16 + length, or 0 */
    bool complete;                 /* any bits are a code */
} code;

typedef struct output {
    bits in;
    uint8_t *out;
    size_t len;
    size_t cap;
    bool whole; /* the stream ends within cap, and nothing about it is odd */
} output;

static inline void fill(bits *in)
{
    if (in->end - in->at >= 8) {
        in->hold |= sl_le64(in->at) << in->held;
        in->at += (63 - in->held) >> 3;
        in->held |= 56;
        return;
    }
    for (; in->held <= 56 && in->at < in->end; in->held += 8)
        in->hold |= (uint64_t)*in->at++ << in->held;
}

static inline void drop(bits *in, unsigned count)
{
    in->hold >>= count;
    in->held -= count;
}

static inline unsigned take(bits *in, unsigned count)
{
    unsigned value;

    if (in->held < count)
        fill(in);
    if (in->held < count) {
        in->over = true;
        return 0;
    }
    value = (unsigned)in->hold & ((1u << count) - 1);
    drop(in, count);
    return value;
}

static unsigned reverse(unsigned word, unsigned len)
{
    word = (word >> 1 & 0x5555) | (word & 0x5555) << 1;
    word = (word >> 2 & 0x3333) | (word & 0x3333) << 2;
    word = (word >> 4 & 0x0f0f) | (word & 0x0f0f) << 4;
    word = (word >> 8 & 0x00ff) | (word & 0x00ff) << 8;
    return word >> (16 - len);
}

/* Codes of up to FAST_BITS, by the bits as they come: what is known of few bits is true
 * of twice as many. */
static void build_fast(code *out)
{
    const uint16_t *symbol = out->symbol;
    unsigned word = 0;

    out->fast[0] = 0;
    for (unsigned len = 1; len <= FAST_BITS; len++, word <<= 1) {
        memcpy(out->fast + (1u << (len - 1)), out->fast,
               sizeof *out->fast << (len - 1));
        for (unsigned i = 0; i < out->count[len]; i++)
            out->fast[reverse(word++, len)] = (uint16_t)(*symbol++ << 4 | len);
    }
}

/* False if there are more codes than bits for them. */
static bool build(code *out, const uint8_t *lengths, size_t count)
{
    uint16_t start[MAX_BITS + 2] = {0};
    int left = 1;

    memset(out->count, 0, sizeof out->count);
    for (size_t i = 0; i < count; i++)
        out->count[lengths[i]]++;
    out->count[0] = 0;
    for (unsigned len = 1; len <= MAX_BITS; len++) {
        left = 2 * left - out->count[len];
        if (left < 0)
            return false;
        start[len + 1] = (uint16_t)(start[len] + out->count[len]);
    }
    out->complete = left == 0;
    for (size_t i = 0; i < count; i++)
        if (lengths[i] != 0)
            out->symbol[start[lengths[i]]++] = (uint16_t)i;
    build_fast(out);
    return true;
}

/* The code at the head of hold, bit by bit: symbol * 16 + length, or 0. */
static unsigned find_long(uint64_t hold, const code *by)
{
    unsigned word = 0, first = 0, index = 0;

    for (unsigned len = 1; len <= MAX_BITS; len++) {
        word |= hold & 1;
        hold >>= 1;
        if (word < first + by->count[len])
            return (unsigned)by->symbol[index + (word - first)] << 4 | len;
        index += by->count[len];
        first = (first + by->count[len]) << 1;
        word <<= 1;
    }
    return 0;
}

/* The next symbol, or -1. */
static inline int decode(bits *in, const code *by)
{
    unsigned found;

    if (in->held < MAX_BITS)
        fill(in);
    found = by->fast[in->hold & ((1u << FAST_BITS) - 1)];
    if (found == 0)
        found = find_long(in->hold, by);
    if (found == 0 || (found & 15) > in->held) {
        in->over |= in->held < MAX_BITS;
        return -1;
    }
    drop(in, found & 15);
    return (int)(found >> 4);
}

/* How far back what is copied lies, or 0. */
static inline size_t distance_of(bits *in, const code *distances)
{
    int symbol = decode(in, distances);
    unsigned extra;

    if (symbol < 0 || symbol > 29)
        return 0;
    if (symbol < 4)
        return (size_t)symbol + 1;
    extra = (unsigned)symbol / 2 - 1;
    return (size_t)1 + ((2u + (unsigned)symbol % 2) << extra) + take(in, extra);
}

/* The bytes may overlap; room: what may be written at to, length or more. */
static inline void copy(uint8_t *to, size_t distance, size_t length, size_t room)
{
    const uint8_t *from = to - distance;

    if (distance >= WORD && room - length >= WORD) {
        for (size_t i = 0; i < length; i += WORD)
            memcpy(to + i, from + i, WORD);
        return;
    }
    while (length-- > 0)
        *to++ = *from++;
}

/* True if the block ended and another may follow. */
static bool huffman_block(output *to, const code *literals, const code *distances)
{
    static const uint16_t length_base[] = {3,  4,  5,  6,   7,   8,   9,   10,  11, 13,
                                           15, 17, 19, 23,  27,  31,  35,  43,  51, 59,
                                           67, 83, 99, 115, 131, 163, 195, 227, 258};
    static const uint8_t length_bits[] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                          2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
    bits in = to->in;
    size_t len = to->len;
    int symbol = -1;

    if (to->whole && !(literals->complete && distances->complete))
        return false;
    while (to->whole || len < to->cap) {
        size_t length, distance;

        fill(&in); /* enough for a symbol, its length and its distance */
        symbol = decode(&in, literals);
        if (symbol < 0 || symbol == END || len == to->cap)
            break;
        if (symbol < END) {
            to->out[len++] = (uint8_t)symbol;
            continue;
        }
        symbol -= END + 1;
        if (symbol >= (int)sizeof length_bits)
            break;
        length = length_base[symbol] + take(&in, length_bits[symbol]);
        distance = distance_of(&in, distances);
        if (in.over || distance == 0 || distance > len ||
            (to->whole && length > to->cap - len))
            break;
        length = length < to->cap - len ? length : to->cap - len;
        copy(to->out + len, distance, length, to->cap - len);
        len += length;
    }
    to->in = in;
    to->len = len;
    return symbol == END;
}

/* Gives back the whole bytes that are held. */
static void align(bits *in)
{
    in->at -= in->held / 8;
    in->hold = in->held = 0;
}

static bool stored_block(output *to)
{
    size_t length, some;

    align(&to->in);
    length = take(&to->in, 16);
    if ((take(&to->in, 16) ^ 0xffffu) != length || to->in.over)
        return false;
    align(&to->in);
    some = (size_t)(to->in.end - to->in.at);
    some = some < length ? some : length;
    some = some < to->cap - to->len ? some : to->cap - to->len;
    if (some > 0)
        memcpy(to->out + to->len, to->in.at, some);
    to->len += some;
    to->in.at += some;
    return some == length;
}

/* Blocks with these codes are short: no tables are made for them. */
static bool fixed_block(output *to)
{
    static const uint16_t first[] = {256, 0, 280, 144}, last[] = {280, 144, 288, 256};
    code literals = {.count = {[7] = 24, [8] = 152, [9] = 112}, .complete = true};
    code distances = {.count = {[5] = 32}, .complete = true};
    size_t len = 0;

    for (unsigned i = 0; i < 4; i++)
        for (unsigned symbol = first[i]; symbol < last[i]; symbol++)
            literals.symbol[len++] = (uint16_t)symbol;
    for (unsigned symbol = 0; symbol < DISTANCES; symbol++)
        distances.symbol[symbol] = (uint16_t)symbol;
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

static bool dynamic_block(output *to)
{
    static const uint8_t order[LENGTH_CODES] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                11, 4,  12, 3, 13, 2, 14, 1, 15};
    size_t literals_len = 257 + take(&to->in, 5);
    size_t distances_len = 1 + take(&to->in, 5);
    size_t order_len = 4 + take(&to->in, 4);
    uint8_t lengths[LITERALS + DISTANCES] = {0};
    code literals, distances;

    if (literals_len > MOST_LITERALS || distances_len > MOST_DISTANCES)
        return false;
    for (size_t i = 0; i < order_len; i++)
        lengths[order[i]] = (uint8_t)take(&to->in, 3);
    if (!build(&literals, lengths, LENGTH_CODES) || (to->whole && !literals.complete))
        return false;
    memset(lengths, 0, LENGTH_CODES);
    return read_lengths(&to->in, &literals, lengths, literals_len + distances_len) &&
           build(&literals, lengths, literals_len) &&
           build(&distances, lengths + literals_len, distances_len) &&
           huffman_block(to, &literals, &distances);
}

/* True if the last block ended. */
static bool inflate_blocks(output *to)
{
    bool last = false;

    while (!last && (to->whole || to->len < to->cap)) {
        bool more = false;

        last = take(&to->in, 1);
        switch (take(&to->in, 2)) {
        case 0: more = stored_block(to); break;
        case 1: more = fixed_block(to); break;
        case 2: more = dynamic_block(to); break;
        default: break;
        }
        if (!more || to->in.over)
            return false;
    }
    return last;
}

static output output_for(sl_str in, uint8_t *out, size_t cap)
{
    const uint8_t *at = (const uint8_t *)in.ptr;

    return (output){.in = {.at = at + 2, .end = at + in.len}, .out = out, .cap = cap};
}

size_t sl_inflate_head(sl_str in, uint8_t *out, size_t cap)
{
    output to;

    if (in.len < 2 || (in.ptr[0] & 0x0f) != 8)
        return 0;
    to = output_for(in, out, cap);
    inflate_blocks(&to);
    return to.len;
}

/* RFC 1950, 8.2. Sixteen columns are summed side by side, and what each row adds to the
 * second sum is taken from them; no sum overflows. */
static uint32_t adler32(const uint8_t *at, size_t len)
{
    enum { COLUMNS = 16, ROWS = 256 };
    uint32_t low = 1, high = 0;

    while (len >= COLUMNS) {
        size_t rows = len / COLUMNS < ROWS ? len / COLUMNS : ROWS;
        uint32_t sum[COLUMNS] = {0}, before[COLUMNS] = {0};

        for (size_t i = 0; i < rows; i++, at += COLUMNS) {
            for (unsigned k = 0; k < COLUMNS; k++) {
                before[k] += sum[k];
                sum[k] += at[k];
            }
        }
        len -= rows * COLUMNS;
        high += (uint32_t)rows * COLUMNS * low;
        for (unsigned k = 0; k < COLUMNS; k++) {
            high += COLUMNS * before[k] + (COLUMNS - k) * sum[k];
            low += sum[k];
        }
        low %= ADLER_BASE;
        high %= ADLER_BASE;
    }
    for (; len > 0; len--) {
        low += *at++;
        high += low;
    }
    return high % ADLER_BASE << 16 | low % ADLER_BASE;
}

bool sl_inflate_short(sl_str in, uint8_t *out, size_t cap, size_t *size, size_t *used)
{
    output to;

    if (in.len < 2 || (in.ptr[0] & 0x8f) != 8 || sl_be16(in.ptr) % 31 != 0 ||
        (in.ptr[1] & 0x20) != 0)
        return false;
    to = output_for(in, out, cap);
    to.whole = true;
    if (!inflate_blocks(&to))
        return false;
    align(&to.in);
    if (to.in.end - to.in.at < TRAILER || sl_be32(to.in.at) != adler32(out, to.len))
        return false;
    *size = to.len;
    *used = (size_t)(to.in.at + TRAILER - (const uint8_t *)in.ptr);
    return true;
}

bool sl_inflate_small(sl_str in, uint8_t *out, size_t size, size_t *used)
{
    size_t len, end;

    if (!sl_inflate_short(in, out, size, &len, &end) || len != size)
        return false;
    if (used)
        *used = end;
    return true;
}
