#include "text/linehash.h"

#include "base/map.h"

#include <inttypes.h>

enum {
    WINDOW = 100,
    FACTOR = 37,
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

typedef struct state {
    sl_arena *arena;
    sl_map counts; /* raw hash -> how often it has been seen */
    sl_str *hashes;
    uint64_t hash;
    uint64_t oldest_factor; /* FACTOR to the power of WINDOW */
    uint16_t window[WINDOW];
    size_t line_of[WINDOW]; /* number of the line that began here, 0: none */
    size_t at;              /* place of the oldest unit */
    size_t line;
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

/* The line that began at the oldest unit has its whole window now. */
static void finish_line(state *s)
{
    size_t number = s->line_of[s->at];
    sl_str key = {(const char *)&s->hash, sizeof s->hash};
    size_t *count;

    if (number == 0)
        return;
    s->line_of[s->at] = 0;
    count = sl_map_get(&s->counts, key);
    if (!count) {
        count = sl_arena_alloc(s->arena, sizeof *count);
        *sl_map_put(&s->counts, sl_arena_str(s->arena, key)) = count;
    }
    s->hashes[number - 1] =
        sl_arena_printf(s->arena, "%" PRIx64 ":%zu", s->hash, ++*count);
}

static void shift(state *s, uint16_t unit)
{
    s->hash = FACTOR * s->hash + unit - s->oldest_factor * s->window[s->at];
    s->window[s->at] = unit;
    s->at = (s->at + 1) % WINDOW;
}

static void feed(state *s, uint16_t unit)
{
    bool skip = unit == ' ' || unit == '\t' || (s->after_cr && unit == '\n');

    s->after_cr = unit == '\r';
    if (skip)
        return;
    if (unit == '\r')
        unit = '\n';
    finish_line(s);
    if (s->line_start)
        s->line_of[s->at] = ++s->line;
    s->line_start = unit == '\n';
    shift(s, unit);
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

const sl_str *sl_line_hashes(sl_arena *arena, sl_str text, size_t *len)
{
    state s = {.arena = arena, .oldest_factor = 1, .line_start = true};

    *len = count_lines(text);
    s.hashes = sl_arena_calloc(arena, *len, sizeof *s.hashes);
    for (int i = 0; i < WINDOW; i++)
        s.oldest_factor *= FACTOR;
    for (size_t at = 0; at < text.len;) {
        uint32_t c = next_code_point(text, &at);

        if (c > 0xffff) {
            feed(&s, (uint16_t)(0xd7c0 + (c >> 10)));
            feed(&s, (uint16_t)(0xdc00 + (c & 0x3ff)));
        } else {
            feed(&s, (uint16_t)c);
        }
    }
    feed(&s, END_OF_FILE);
    for (int i = 0; i < WINDOW; i++) {
        finish_line(&s);
        shift(&s, 0);
    }
    sl_map_free(&s.counts);
    return s.hashes;
}
