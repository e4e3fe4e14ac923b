#include "match/gate.h"

#include "base/map.h"
#include "base/mem.h"
#include "match/filter.h"
#include "match/rarity.h"

#include <stdlib.h>
#include <string.h>

enum {
    READ = 8, /* bytes compared at once */
    LONG = 6, /* bytes from a window on by which most literals can be told apart */
    SLOT_BITS = 14,
    LONG_BITS = 17 /* of the hash of so many bytes; the upper SLOT_BITS choose a slot */
};

/* A window and what it was entered for. Small and dense, as most of what the tables
 * pass on ends here. */
typedef struct node {
    uint32_t window;
    uint32_t behind; /* the four bytes behind the window, folded, */
    uint32_t mask;   /* as far as the literal knows them */
    uint32_t entry;
} node;

/* A literal may stand where the READ bytes that begin with a window of it, under
 * fold and mask, are want. */
typedef struct entry {
    uint64_t want, fold, mask;
    uint32_t literal;
    int32_t offset; /* of the window in the literal, from -1 */
    bool whole;     /* want has all bytes of the literal */
} entry;

/* The nodes of one hash: those from first on, before end. */
typedef struct slot {
    uint32_t first;
    uint32_t end;
} slot;

SL_VEC(node_vec, node);
SL_VEC(entry_vec, entry);
SL_VEC(window_vec, sl_window);

struct sl_gate {
    const sl_gate_literal *literals;
    uint32_t *same; /* by literal: number + 1 of the next one of equal text; 0: none */
    entry_vec entries;
    /* Literals that are known for LONG bytes from their windows on, by a hash of these:
     * frequent windows belong to many literals, and hardly ever to one that goes on as
     * the text does. The bits tell without a look at the slots that there is none. */
    node_vec longs;
    slot long_slots[1 << SLOT_BITS];
    uint32_t long_bits[1 << (LONG_BITS - 5)];
    /* The others, by a hash of the window's first three bytes. A bit tells by the low
     * five bits of the byte behind the window whether to look. */
    node_vec shorts;
    uint32_t short_bits[1 << SLOT_BITS];
    slot short_slots[1 << SLOT_BITS];
    sl_filter filter;
};

/* What is needed while a gate is built. */
typedef struct build {
    sl_gate *gate;
    sl_rarity rarity;
    window_vec windows;
    sl_map texts[2]; /* literal to its first entry's number, by ignore_case */
} build;

static uint32_t short_hash(uint32_t window)
{
    return sl_window_hash(window) >> (32 - SLOT_BITS);
}

/* Of the folded bytes. */
static uint32_t long_hash(uint32_t window, uint32_t behind)
{
    uint64_t bytes = (uint64_t)(behind & 0xffff) << 32 | window;

    return (uint32_t)(bytes * UINT64_C(0x9e3779b97f4a7c15) >> (64 - LONG_BITS));
}

static uint32_t long_slot(uint32_t hash)
{
    return hash >> (LONG_BITS - SLOT_BITS);
}

static uint64_t read_at(const char *text)
{
    return sl_four_at(text) | (uint64_t)sl_four_at(text + 4) << 32;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static entry entry_of(const sl_gate_literal *literal, uint32_t number, int32_t offset)
{
    entry e = {.literal = number, .offset = offset};
    sl_str text = literal->text;

    for (int32_t i = 0; i < READ; i++) {
        int32_t at = offset + i;
        uint64_t fold;

        if (at < 0 || (size_t)at >= text.len)
            continue;
        fold = literal->ignore_case && is_letter(text.ptr[at]) ? 0x20 : 0;
        e.fold |= fold << 8 * i;
        e.mask |= (uint64_t)0xff << 8 * i;
        e.want |= ((uint8_t)text.ptr[at] | fold) << 8 * i;
    }
    e.whole = offset <= 0 && offset + READ >= (int64_t)text.len;
    return e;
}

/* Enters a window for the latest entry. */
static void enter(build *b, sl_window window)
{
    sl_gate *gate = b->gate;
    const entry *e = &gate->entries.at[gate->entries.len - 1];
    uint64_t known = (UINT64_C(1) << 8 * LONG) - 1;
    bool is_long = (e->mask & known) == known;
    node n = {
        .window = window.bytes,
        .behind = sl_window_of((uint32_t)(e->want >> 32)) & (uint32_t)(e->mask >> 32),
        .mask = (uint32_t)(e->mask >> 32),
        .entry = (uint32_t)(gate->entries.len - 1),
    };

    *sl_vec_push(&b->windows) = window;
    *sl_vec_push(is_long ? &gate->longs : &gate->shorts) = n;
}

static void enter_at(build *b, uint32_t number, int32_t offset)
{
    const sl_gate_literal *literal = &b->gate->literals[number];
    entry e = entry_of(literal, number, offset);
    sl_window window = {.bytes = sl_window_of((uint32_t)e.want)};

    *sl_vec_push(&b->gate->entries) = e;
    window.open = offset + SL_WINDOW > (int64_t)literal->text.len;
    if (offset >= 0) {
        enter(b, window);
        return;
    }
    for (uint32_t any = 0; any < 256; any++) {
        if (!(any & 0x20))
            continue;
        window.bytes = (window.bytes & ~0xffu) | any;
        enter(b, window);
    }
}

/* Is there a literal of the same bytes? Then the two are looked for as one. */
static bool joins_another(build *b, uint32_t number)
{
    const sl_gate_literal *literal = &b->gate->literals[number];
    void **last = sl_map_put(&b->texts[literal->ignore_case], literal->text);
    uint32_t *same = b->gate->same;

    if (!*last) {
        *last = &same[number];
        return false;
    }
    same[number] = *(uint32_t *)*last;
    *(uint32_t *)*last = number + 1;
    return true;
}

static int compare(uint32_t p, uint32_t q)
{
    return (p > q) - (p < q);
}

static int by_long(const void *a, const void *b)
{
    const node *x = a;
    const node *y = b;
    int order =
        compare(long_hash(x->window, x->behind), long_hash(y->window, y->behind));

    return order ? order : compare(x->entry, y->entry);
}

static int by_short(const void *a, const void *b)
{
    const node *x = a;
    const node *y = b;
    int order = compare(short_hash(x->window), short_hash(y->window));

    return order ? order : compare(x->entry, y->entry);
}

static void include(slot *at, uint32_t i)
{
    if (at->end == 0)
        at->first = i;
    at->end = i + 1;
}

/* The nodes of a slot lie side by side: to walk along them is most of what a frequent
 * window costs. */
static void lay_out(sl_gate *gate)
{
    if (gate->longs.len > 0)
        qsort(gate->longs.at, gate->longs.len, sizeof *gate->longs.at, by_long);
    if (gate->shorts.len > 0)
        qsort(gate->shorts.at, gate->shorts.len, sizeof *gate->shorts.at, by_short);
    for (uint32_t i = 0; i < gate->longs.len; i++) {
        uint32_t hash = long_hash(gate->longs.at[i].window, gate->longs.at[i].behind);

        include(&gate->long_slots[long_slot(hash)], i);
        gate->long_bits[hash >> 5] |= 1u << (hash & 31);
    }
    for (uint32_t i = 0; i < gate->shorts.len; i++) {
        const node *n = &gate->shorts.at[i];
        uint32_t hash = short_hash(n->window);

        include(&gate->short_slots[hash], i);
        gate->short_bits[hash] |= n->mask & 0xff ? 1u << (n->behind & 31) : ~0u;
    }
}

sl_gate *sl_gate_build(const sl_gate_literal *literals, size_t len)
{
    build b = {.gate = sl_calloc(1, sizeof *b.gate)};

    sl_rarity_init(&b.rarity);
    b.gate->literals = literals;
    b.gate->same = sl_calloc(len, sizeof *b.gate->same);
    for (size_t i = 0; i < len; i++) {
        int32_t offset;

        if (literals[i].text.len < SL_GATE_MIN || joins_another(&b, (uint32_t)i))
            continue;
        offset = sl_rarest_pair(&b.rarity, literals[i].text);
        enter_at(&b, (uint32_t)i, offset);
        enter_at(&b, (uint32_t)i, offset + 1);
    }
    lay_out(b.gate);
    sl_filter_build(&b.gate->filter, b.windows.at, b.windows.len, false);
    sl_vec_free(&b.windows);
    sl_map_free(&b.texts[0]);
    sl_map_free(&b.texts[1]);
    return b.gate;
}

void sl_gate_free(sl_gate *gate)
{
    if (!gate)
        return;
    sl_vec_free(&gate->longs);
    sl_vec_free(&gate->shorts);
    sl_vec_free(&gate->entries);
    free(gate->same);
    free(gate);
}

/* One text being searched. */
typedef struct search {
    const sl_gate *gate;
    sl_str text;
    sl_gate_hits *hits;
    size_t begin; /* of this text's hits */
    uint8_t *woken;
    size_t max;
} search;

/* Keeps the order by offset. Windows are close to their literals' first bytes and
 * come nearly in order, so only a few hits are ever passed. */
static bool add_hit(search *s, size_t at, const sl_gate_literal *literal)
{
    size_t i = s->hits->len;

    if (i >= s->max)
        return false;
    sl_vec_push(s->hits);
    for (; i > s->begin && s->hits->at[i - 1].at > at; i--)
        s->hits->at[i] = s->hits->at[i - 1];
    s->hits->at[i] = (sl_gate_hit){at, (uint32_t)literal->text.len, literal->owner};
    return true;
}

static bool occurs(sl_str text, const sl_gate_literal *literal, size_t at)
{
    sl_str there = sl_str_sub(text, at, at + literal->text.len);

    return literal->ignore_case ? sl_str_eq_nocase(there, literal->text)
                                : sl_str_eq(there, literal->text);
}

/* The literal stands there, for every rule that has it. */
static bool add_all(search *s, size_t at, uint32_t number)
{
    for (uint32_t next = number + 1; next != 0; next = s->gate->same[next - 1]) {
        const sl_gate_literal *literal = &s->gate->literals[next - 1];

        if (literal->wakes)
            s->woken[literal->owner] = 1;
        else if (!add_hit(s, at, literal))
            return false;
    }
    return true;
}

/* Compares one literal; bytes: what stands at the position of its window. */
static bool confirm_entry(search *s, const entry *e, size_t position, uint64_t bytes)
{
    const sl_gate_literal *literal = &s->gate->literals[e->literal];
    size_t at = position - (size_t)e->offset; /* one more for -1, by wrapping round */

    if (((bytes | e->fold) & e->mask) != e->want)
        return true;
    if (at > s->text.len || literal->text.len > s->text.len - at)
        return true;
    if (!e->whole && !occurs(s->text, literal, at))
        return true;
    return add_all(s, at, e->literal);
}

/* Compares the literals of the nodes of one slot. */
static inline bool walk(search *s, const node *nodes, const slot *at, size_t position,
                        uint64_t bytes)
{
    uint32_t window = sl_window_of((uint32_t)bytes);
    uint32_t behind = sl_window_of((uint32_t)(bytes >> 32));

    for (uint32_t i = at->first; i < at->end; i++) {
        const node *n = &nodes[i];

        if ((n->window ^ window) << 8 == 0 && (behind & n->mask) == n->behind &&
            !confirm_entry(s, &s->gate->entries.at[n->entry], position, bytes))
            return false;
    }
    return true;
}

/* May a literal of the one kind or the other stand there? */
static uint32_t is_long(const sl_gate *gate, uint64_t bytes)
{
    uint32_t hash =
        long_hash(sl_window_of((uint32_t)bytes), sl_window_of((uint32_t)(bytes >> 32)));

    return gate->long_bits[hash >> 5] >> (hash & 31) & 1;
}

static uint32_t is_short(const sl_gate *gate, uint64_t bytes)
{
    return gate->short_bits[short_hash(sl_window_of((uint32_t)bytes))] >>
               (bytes >> 32 & 31) &
           1;
}

/* Thins the list of a batch in place, without a branch. */
static size_t thin(const sl_gate *gate, const char *batch, uint16_t *list, size_t len)
{
    size_t kept = 0;

    for (size_t i = 0; i < len; i++) {
        uint16_t at = list[i];
        uint64_t bytes = read_at(batch + at);

        list[kept] = at;
        kept += is_long(gate, bytes) | is_short(gate, bytes);
    }
    return kept;
}

static bool confirm(search *s, size_t position, uint64_t bytes)
{
    const sl_gate *gate = s->gate;
    uint32_t window = sl_window_of((uint32_t)bytes);
    uint32_t behind = sl_window_of((uint32_t)(bytes >> 32));

    if (is_long(gate, bytes) &&
        !walk(s, gate->longs.at,
              &gate->long_slots[long_slot(long_hash(window, behind))], position, bytes))
        return false;
    return !is_short(gate, bytes) ||
           walk(s, gate->shorts.at, &gate->short_slots[short_hash(window)], position,
                bytes);
}

/* The last positions, from which READ bytes reach past the end. */
static bool search_tail(search *s, size_t from)
{
    char padded[2 * READ] = {0};

    if (from >= s->text.len)
        return true;
    memcpy(padded, s->text.ptr + from, s->text.len - from);
    for (size_t i = 0; from + i < s->text.len; i += SL_FILTER_STRIDE)
        if (!confirm(s, from + i, read_at(padded + i)))
            return false;
    return true;
}

bool sl_gate_scan(const sl_gate *gate, sl_str text, sl_gate_hits *hits, uint8_t *woken,
                  size_t max)
{
    search s = {gate, text, hits, hits->len, woken, max};
    size_t inside = text.len >= READ ? (text.len - READ) / 2 * 2 + SL_FILTER_STRIDE : 0;
    uint16_t list[SL_FILTER_LIST];

    for (size_t from = 0; from < inside; from += SL_FILTER_BATCH) {
        const char *batch = text.ptr + from;
        size_t left = inside - from;
        size_t count = left < SL_FILTER_BATCH ? left : SL_FILTER_BATCH;
        size_t len = sl_filter_run(&gate->filter, batch, count, list);

        len = thin(gate, batch, list, len);
        for (size_t i = 0; i < len; i++)
            if (!confirm(&s, from + list[i], read_at(batch + list[i])))
                return false;
    }
    return search_tail(&s, inside);
}
