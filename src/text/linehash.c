#include "text/linehash.h"

#include "base/mem.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum {
    WINDOW = 100,
    FACTOR = 37,
    BEGIN = 8,           /* units that are compared before any hash */
    END_OF_FILE = 65535, /* the unit that closes every file */
    REPLACEMENT = 0xfffd
};

/* What one lead byte allows: how many bytes follow, and the range of the first
 * of them (Unicode 15, table 3-7). */
typedef struct lead {
    uint8_t from, to;
    uint8_t more;
    uint8_t low, high;
} lead;

static const lead leads[] = {
    {0x00, 0x7f, 0, 0x00, 0x00}, {0xc2, 0xdf, 1, 0x80, 0xbf},
    {0xe0, 0xe0, 2, 0xa0, 0xbf}, {0xe1, 0xec, 2, 0x80, 0xbf},
    {0xed, 0xed, 2, 0x80, 0x9f}, {0xee, 0xef, 2, 0x80, 0xbf},
    {0xf0, 0xf0, 3, 0x90, 0xbf}, {0xf1, 0xf3, 3, 0x80, 0xbf},
    {0xf4, 0xf4, 3, 0x80, 0x8f},
};

typedef struct counter {
    uint64_t hash;
    uint64_t count; /* 0: free */
} counter;

typedef struct state {
    /* Of a line that has begun: the sum in front of it and the number of its first unit,
     * until it has its whole window. */
    sl_line_hash *lines;
    size_t len;
    size_t started;
    size_t finished;
    uint64_t due;      /* how many units there are when the next one is finished */
    counter *counters; /* open addressing; at most half full */
    uint64_t factor;   /* odd and random, so that nobody can make hashes that meet */
    unsigned shift;
    uint64_t
        sum; /* of all units, each times FACTOR to the power of how many are behind */
    uint64_t window; /* FACTOR to the power of WINDOW */
    uint64_t units;
    bool line_start;
    bool after_cr;
} state;

/* Unlike sl_utf8_next one replacement stands for a whole truncated sequence, as
 * the Encoding Standard has it: the hash has to see what GitHub's decoder sees. */
static uint32_t next_code_point(sl_str text, size_t *at)
{
    uint8_t first = (uint8_t)text.ptr[(*at)++];
    const lead *row = NULL;
    uint32_t value;

    if (first < 0x80)
        return first;
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        if (first >= leads[i].from && first <= leads[i].to)
            row = &leads[i];
    }
    if (!row)
        return REPLACEMENT;
    value = first & (0x3fu >> row->more);
    for (unsigned i = 0; i < row->more; i++) {
        uint8_t low = i == 0 ? row->low : 0x80;
        uint8_t high = i == 0 ? row->high : 0xbf;
        uint8_t byte = *at < text.len ? (uint8_t)text.ptr[*at] : 0;

        if (byte < low || byte > high)
            return REPLACEMENT;
        value = value << 6 | (byte & 0x3fu);
        (*at)++;
    }
    return value;
}

static uint64_t count(state *s, uint64_t hash)
{
    size_t mask = ((size_t)1 << (64 - s->shift)) - 1;
    size_t i = hash * s->factor >> s->shift;

    while (s->counters[i].count > 0 && s->counters[i].hash != hash)
        i = (i + 1) & mask;
    s->counters[i].hash = hash;
    return ++s->counters[i].count;
}

static void await_next(state *s)
{
    s->due =
        s->finished < s->started ? s->lines[s->finished].count + WINDOW : UINT64_MAX;
}

static void begin_line(state *s)
{
    s->line_start = false;
    s->lines[s->started++] = (sl_line_hash){s->sum, s->units};
    await_next(s);
}

/* The line that begins a window before has its hash now: the sum of the window alone. */
static void finish_line(state *s)
{
    sl_line_hash *line = &s->lines[s->finished++];

    line->hash = s->sum - s->window * line->hash;
    line->count = count(s, line->hash);
    await_next(s);
}

static void put(state *s, uint16_t unit)
{
    if (s->line_start)
        begin_line(s);
    s->line_start = unit == '\n';
    s->sum = FACTOR * s->sum + unit;
    if (++s->units == s->due)
        finish_line(s);
}

/* Bytes that are units, and nearly all there is. */
static bool ordinary(char c)
{
    return (uint8_t)(c - '!') < 0x80 - '!';
}

/* Those at the front, of which there is one: how many were put. */
static size_t put_ordinary(state *s, sl_str text)
{
    uint64_t sum = s->sum;
    size_t most = text.len, n = 0;

    if (s->line_start)
        begin_line(s);
    if (most > s->due - s->units)
        most = s->due - s->units;
    do
        sum = FACTOR * sum + (uint8_t)text.ptr[n];
    while (++n < most && ordinary(text.ptr[n]));
    s->sum = sum;
    s->after_cr = false;
    s->units += n;
    if (s->units == s->due)
        finish_line(s);
    return n;
}

static void feed(state *s, uint16_t unit)
{
    bool skip = unit == ' ' || unit == '\t' || (s->after_cr && unit == '\n');

    s->after_cr = unit == '\r';
    if (!skip)
        put(s, unit == '\r' ? '\n' : unit);
}

static size_t count_lines(sl_str text)
{
    size_t count = 1;

    for (size_t i = 0; i < text.len; i++) {
        bool cr = text.ptr[i] == '\r';
        bool lf = text.ptr[i] == '\n' && (i == 0 || text.ptr[i - 1] != '\r');

        count += cr || lf;
    }
    return count;
}

static void open_counters(state *s, size_t lines)
{
    unsigned bits = 1;

    while ((size_t)1 << bits < 2 * lines)
        bits++;
    s->counters = sl_calloc((size_t)1 << bits, sizeof *s->counters);
    s->shift = 64 - bits;
    if (getrandom(&s->factor, sizeof s->factor, 0) != sizeof s->factor)
        s->factor = 0x9e3779b97f4a7c15;
    s->factor |= 1;
}

const sl_line_hash *sl_line_hashes(sl_arena *arena, sl_str text, size_t *len)
{
    state s = {.window = 1, .line_start = true, .due = UINT64_MAX};

    *len = count_lines(text);
    s.len = *len;
    s.lines = sl_arena_calloc(arena, s.len, sizeof *s.lines);
    open_counters(&s, s.len);
    for (int i = 0; i < WINDOW; i++)
        s.window *= FACTOR;
    for (size_t at = 0; at < text.len;) {
        uint32_t c;

        if (ordinary(text.ptr[at])) {
            at += put_ordinary(&s, sl_str_skip(text, at));
            continue;
        }
        if (text.ptr[at] == ' ') {
            s.after_cr = false;
            at++;
            continue;
        }
        c = next_code_point(text, &at);
        if (c > 0xffff) {
            feed(&s, (uint16_t)(0xd7c0 + (c >> 10)));
            feed(&s, (uint16_t)(0xdc00 + (c & 0x3ff)));
        } else {
            feed(&s, (uint16_t)c);
        }
    }
    feed(&s, END_OF_FILE);
    for (int i = 0; i < WINDOW; i++)
        put(&s, 0);
    free(s.counters);
    return s.lines;
}

/* Moves *at behind blanks and what ends a CR, both of which are no unit. */
static bool skip_blanks(sl_str text, size_t *at, bool after_cr)
{
    for (; *at < text.len; (*at)++) {
        char c = text.ptr[*at];

        if (c != ' ' && c != '\t' && !(after_cr && c == '\n'))
            return true;
        after_cr = false;
    }
    return false;
}

/* The sum of the window at the start of a line; *at comes to stand behind it. */
static uint64_t window_sum(sl_str text, size_t *at)
{
    uint64_t sum = 0;
    unsigned units = 0;
    bool after_cr = false;

    while (units < WINDOW && skip_blanks(text, at, after_cr)) {
        uint32_t c = next_code_point(text, at);

        after_cr = c == '\r';
        if (c > 0xffff) {
            sum = FACTOR * sum + 0xd7c0 + (c >> 10);
            c = 0xdc00 + (c & 0x3ff);
            if (++units == WINDOW)
                break;
        }
        sum = FACTOR * sum + (after_cr ? '\n' : c);
        units++;
    }
    if (units++ < WINDOW)
        sum = FACTOR * sum + END_OF_FILE;
    for (; units < WINDOW; units++)
        sum *= FACTOR;
    return sum;
}

uint64_t sl_line_hash_first(sl_str text)
{
    size_t at = 0;

    return window_sum(text, &at);
}

/* The first units of the window at at, up to one that is not ASCII: windows that are
 * equal begin alike. */
static uint64_t window_begin(sl_str text, size_t at)
{
    char units[BEGIN] = {0};
    uint64_t begin;
    bool after_cr = false;

    for (size_t n = 0; n < BEGIN; n++) {
        bool some = skip_blanks(text, &at, after_cr);
        char c = some ? text.ptr[at++] : (char)0x80;

        after_cr = c == '\r';
        units[n] = (char)(after_cr ? '\n' : (uint8_t)c > 0x7f ? 0x80 : c);
        if ((uint8_t)c > 0x7f)
            break;
    }
    memcpy(&begin, units, sizeof begin);
    return begin;
}

/* The same, most often of eight bytes that are units. */
static uint64_t begin_of(sl_str text, size_t at)
{
    const uint64_t each = UINT64_C(0x0101010101010101), high = each << 7;
    uint64_t begin;

    while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t'))
        at++;
    if (text.len - at < sizeof begin)
        return window_begin(text, at);
    memcpy(&begin, text.ptr + at, sizeof begin);
    /* a byte below '!' or above 0x7f */
    if ((((begin | high) - each * '!') & high) != high || (begin & high))
        return window_begin(text, at);
    return begin;
}

static uint64_t sum_of(sl_line_hasher *h, size_t line)
{
    size_t start = h->lines->starts[line], at = start;
    uint64_t sum = window_sum(h->lines->text, &at);

    h->spent += at - start;
    return sum;
}

/* Once more was looked at than there is, all lines cost no more. */
static bool asked_much(const sl_line_hasher *h)
{
    return h->spent > h->lines->text.len;
}

/* Of the line, unless too much has to be looked at for it. */
static sl_line_hash hash_of(sl_line_hasher *h, size_t line)
{
    sl_line_hash out = {.hash = sum_of(h, line), .count = 1};

    if (!h->begins)
        h->begins = sl_arena_alloc(h->arena, h->lines->len * sizeof *h->begins);
    for (; h->known <= line; h->known++)
        h->begins[h->known] = begin_of(h->lines->text, h->lines->starts[h->known]);
    h->spent += line;
    for (size_t i = 0; i < line && !asked_much(h); i++)
        if (h->begins[i] == h->begins[line] && sum_of(h, i) == out.hash)
            out.count++;
    return out;
}

sl_line_hash sl_line_hash_at(sl_line_hasher *h, size_t number)
{
    size_t len;

    if (!h->all && h->last_number != number) {
        h->last = hash_of(h, number - 1);
        h->last_number = number;
        if (asked_much(h))
            h->all = sl_line_hashes(h->arena, h->lines->text, &len);
    }
    return h->all ? h->all[number - 1] : h->last;
}

sl_str sl_line_hash_text(sl_arena *arena, sl_line_hash line)
{
    return sl_arena_printf(arena, "%" PRIx64 ":%" PRIu64, line.hash, line.count);
}
