#include "match/gate.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    WINDOW = 4,
    FILTER_BITS = 18,
    TABLE_BITS = 12,
    BATCH = 1024 /* positions filtered before any is looked at */
};

#define FOLD 0x20202020u

/* One literal by one of its windows. */
typedef struct entry {
    uint32_t window; /* folded */
    uint32_t next;   /* index + 1 of the next entry of the same table slot */
    uint32_t literal;
    uint32_t offset; /* of the window in the literal */
} entry;

SL_VEC(entry_vec, entry);

struct sl_gate {
    const sl_gate_literal *literals;
    entry_vec entries;
    uint32_t table[1 << TABLE_BITS]; /* index + 1 of the first entry */
    uint8_t filter[1 << (FILTER_BITS - 3)];
};

static uint32_t window_at(const char *text)
{
    uint32_t window;

    memcpy(&window, text, sizeof window);
    return window | FOLD;
}

static uint32_t mix(uint32_t window)
{
    return window * 0x9e3779b1u;
}

/* How often a byte occurs in source text, coarsely; folded like the windows. */
static unsigned weight(char c)
{
    static const char by_frequency[] = " etaonrisdlcupmf_g.-hbyvw";
    const char *found = strchr(by_frequency, c | 0x20);

    if (!found || !*found)
        return 1;
    return (unsigned)(sizeof by_frequency - (size_t)(found - by_frequency));
}

static size_t rarest_window(sl_str literal)
{
    size_t best = 0;
    unsigned best_weight = ~0u;

    for (size_t at = 0; at + WINDOW <= literal.len; at++) {
        unsigned product = 1;

        for (size_t i = 0; i < WINDOW; i++)
            product *= weight(literal.ptr[at + i]);
        if (product < best_weight) {
            best_weight = product;
            best = at;
        }
    }
    return best;
}

static void enter(sl_gate *gate, uint32_t window, size_t literal, size_t offset)
{
    uint32_t hash = mix(window);
    uint32_t bit = hash >> (32 - FILTER_BITS);
    uint32_t *slot = &gate->table[hash >> (32 - TABLE_BITS)];

    *sl_vec_push(&gate->entries) =
        (entry){window, *slot, (uint32_t)literal, (uint32_t)offset};
    *slot = (uint32_t)gate->entries.len;
    gate->filter[bit >> 3] |= (uint8_t)(1u << (bit & 7));
}

/* A literal of three bytes is entered with every folded fourth byte. */
static void enter_short(sl_gate *gate, sl_str literal, size_t number)
{
    char window[WINDOW];

    memcpy(window, literal.ptr, SL_GATE_MIN);
    for (unsigned last = 0; last < 256; last++) {
        if (last != (last | 0x20))
            continue;
        window[SL_GATE_MIN] = (char)last;
        enter(gate, window_at(window), number, 0);
    }
}

sl_gate *sl_gate_build(const sl_gate_literal *literals, size_t len)
{
    sl_gate *gate = sl_calloc(1, sizeof *gate);

    gate->literals = literals;
    for (size_t i = 0; i < len; i++) {
        sl_str text = literals[i].text;

        if (text.len == SL_GATE_MIN) {
            enter_short(gate, text, i);
        } else if (text.len >= WINDOW) {
            size_t at = rarest_window(text);
            enter(gate, window_at(text.ptr + at), i, at);
        }
    }
    return gate;
}

void sl_gate_free(sl_gate *gate)
{
    if (!gate)
        return;
    sl_vec_free(&gate->entries);
    free(gate);
}

/* Compares the literals that share the window at text[at]. */
static bool confirm(const sl_gate *gate, sl_str text, size_t at, uint32_t window,
                    sl_gate_hits *hits, size_t max)
{
    uint32_t next = gate->table[mix(window) >> (32 - TABLE_BITS)];

    while (next != 0) {
        const entry *e = &gate->entries.at[next - 1];
        const sl_gate_literal *literal = &gate->literals[e->literal];
        size_t start = at - e->offset;

        next = e->next;
        if (e->window != window || e->offset > at || literal->text.len > text.len - start)
            continue;
        if (literal->ignore_case
                ? strncasecmp(text.ptr + start, literal->text.ptr, literal->text.len) != 0
                : memcmp(text.ptr + start, literal->text.ptr, literal->text.len) != 0)
            continue;
        if (hits->len >= max)
            return false;
        *sl_vec_push(hits) =
            (sl_gate_hit){start, (uint32_t)literal->text.len, literal->owner};
    }
    return true;
}

/* Positions whose window passes the filter, written without a branch. */
static size_t filter(const sl_gate *gate, const char *text, size_t count, uint32_t *out)
{
    size_t len = 0;

    for (uint32_t i = 0; i < count; i++) {
        uint32_t bit = mix(window_at(text + i)) >> (32 - FILTER_BITS);

        out[len] = i;
        len += gate->filter[bit >> 3] >> (bit & 7) & 1;
    }
    return len;
}

/* The last positions, where a whole window would reach past the end. */
static bool scan_tail(const sl_gate *gate, sl_str text, size_t at, sl_gate_hits *hits,
                      size_t max)
{
    char padded[2 * WINDOW] = {0};

    memcpy(padded, text.ptr + at, text.len - at);
    for (size_t i = 0; at + i < text.len; i++)
        if (!confirm(gate, text, at + i, window_at(padded + i), hits, max))
            return false;
    return true;
}

bool sl_gate_scan(const sl_gate *gate, sl_str text, sl_gate_hits *hits, size_t max)
{
    size_t whole = text.len >= WINDOW ? text.len - WINDOW + 1 : 0;
    uint32_t passed[BATCH];

    for (size_t at = 0; at < whole; at += BATCH) {
        size_t count = whole - at < BATCH ? whole - at : BATCH;
        size_t len = filter(gate, text.ptr + at, count, passed);

        for (size_t i = 0; i < len; i++) {
            size_t where = at + passed[i];
            if (!confirm(gate, text, where, window_at(text.ptr + where), hits, max))
                return false;
        }
    }
    return text.len == 0 || scan_tail(gate, text, whole, hits, max);
}
