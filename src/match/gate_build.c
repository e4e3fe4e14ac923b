#include "match/gate_build.h"

#include "base/buf.h"
#include "base/mem.h"
#include "match/gate_look.h"
#include "match/rarity.h"

#include <stdlib.h>
#include <string.h>

enum {
    HALF = SL_CORE_BITS / 2, /* bits: two passes end where they began */
    MOST_COMMON = 2048       /* frequent fours that are looked at for each factor */
};

#define FIRST_FACTOR 0x9e3779b1u
#define NEXT_FACTOR  0x85ebca6bu

/* Where an entry is to be found. */
typedef struct node {
    uint32_t core; /* folded */
    uint32_t entry;
} node;

SL_VEC(node_vec, node);
SL_VEC(window_vec, sl_window);
SL_VEC(entry_vec, sl_gate_entry);
SL_VEC(group_vec, sl_gate_group);
SL_VEC(number_vec, uint32_t);

typedef struct build {
    sl_rarity *rarity;
    window_vec windows;
    node_vec nodes;
    entry_vec entries;
    entry_vec later; /* those that are still to be entered */
    entry_vec laid;  /* the same, those of a group side by side */
    group_vec groups;
    number_vec places;
    number_vec owners;
    uint32_t *singles; /* by entry: number + 1 of its own group, 0: none so far */
    sl_buf texts;
    size_t head, tail;
} build;

/* Of an entry whose core is chosen. */
static void add_entry(build *b, const sl_gate_entry *e)
{
    size_t head = (size_t)(e->offset > 0 ? e->offset : 0);
    size_t tail = (size_t)(e->len - 1 - e->offset);

    b->head = head > b->head ? head : b->head;
    b->tail = tail > b->tail ? tail : b->tail;
    *sl_vec_push(&b->entries) = *e;
}

static void add_window(build *b, uint32_t bytes, bool open)
{
    *sl_vec_push(&b->windows) = (sl_window){bytes, open};
}

static void add_node(build *b, uint32_t core)
{
    *sl_vec_push(&b->nodes) = (node){core, (uint32_t)b->entries.len - 1};
}

static uint32_t fold_at(sl_str text, size_t offset)
{
    char four[SL_WINDOW] = {0};
    size_t left = text.len - offset;

    memcpy(four, text.ptr + offset, left < SL_WINDOW ? left : SL_WINDOW);
    return sl_window_of(sl_four_at(four));
}

/* Of three bytes: with every byte that may stand in front or behind. */
static void enter_three(build *b, sl_gate_entry e, sl_str text)
{
    uint32_t three = fold_at(text, 0) & 0xffffff;

    e.even = true;
    for (e.offset = 0; e.offset >= -1; e.offset--) {
        sl_look_best(&e, text);
        add_entry(b, &e);
        if (e.offset == 0)
            add_window(b, three, true);
        for (uint32_t any = 0x20; any < 256; any = (any + 1) | 0x20) {
            uint32_t core = e.offset ? three << 8 | any : three | any << 24;

            add_node(b, core);
            if (e.offset)
                add_window(b, core, false);
        }
    }
}

static void enter_at(build *b, sl_gate_entry e, sl_str text, uint32_t at)
{
    e.offset = (int8_t)at;
    sl_look_best(&e, text);
    add_entry(b, &e);
    add_window(b, fold_at(text, at), false);
    add_window(b, fold_at(text, at + 1), at + 1 + SL_WINDOW > text.len);
    add_node(b, fold_at(text, at));
}

/* One that is longer than a window can be looked for in several ways: which of them is
 * told when the others are entered. */
static void enter(build *b, const sl_gate_literal *literal, sl_gate_entry e)
{
    sl_str text = literal->text;

    e.text = (uint32_t)b->texts.len;
    e.len = (uint16_t)text.len;
    e.ignore_case = literal->ignore_case;
    sl_buf_add(&b->texts, text);
    if (text.len < SL_WINDOW)
        enter_three(b, e, text);
    else if (text.len == SL_WINDOW)
        enter_at(b, e, text, 0);
    else
        *sl_vec_push(&b->later) = e;
}

/* Equal texts side by side, owners ascending. */
static int by_text(const void *a, const void *b)
{
    const sl_gate_literal *x = a;
    const sl_gate_literal *y = b;
    int text = sl_str_cmp(x->text, y->text);

    if (text)
        return text;
    if (x->ignore_case != y->ignore_case)
        return x->ignore_case - y->ignore_case;
    return (x->owner > y->owner) - (x->owner < y->owner);
}

static bool same(const sl_gate_literal *a, const sl_gate_literal *b)
{
    return a->ignore_case == b->ignore_case && sl_str_eq(a->text, b->text);
}

static void enter_all(build *b, const sl_gate_literal *literals, size_t len)
{
    sl_gate_literal *sorted = sl_calloc(len, sizeof *sorted);
    size_t next;

    if (len > 0) {
        memcpy(sorted, literals, len * sizeof *sorted);
        qsort(sorted, len, sizeof *sorted, by_text);
    }
    for (size_t i = 0; i < len; i = next) {
        sl_gate_entry e = {.owners = (uint32_t)b->owners.len};

        for (next = i; next < len && same(&sorted[i], &sorted[next]); next++)
            *sl_vec_push(&b->owners) = sorted[next].owner;
        e.owners_len = (uint32_t)(next - i);
        if (sorted[i].text.len >= SL_GATE_MIN && sorted[i].text.len <= SL_GATE_MAX)
            enter(b, &sorted[i], e);
    }
    free(sorted);
}

static uint32_t digit(uint32_t factor, const node *n, int shift)
{
    return sl_core_hash(factor, n->core) >> shift & ((1 << HALF) - 1);
}

/* By the hash of the core, and by entry where it is the same, as they came: half of the
 * hash at a time. */
static void sort_nodes(node_vec *nodes, uint32_t factor)
{
    node *other = sl_calloc(nodes->len, sizeof *other);
    node *from = nodes->at, *to = other;

    for (int shift = 0; shift < SL_CORE_BITS; shift += HALF) {
        uint32_t next[(1 << HALF) + 1] = {0};
        node *swap = from;

        for (size_t i = 0; i < nodes->len; i++)
            next[digit(factor, &from[i], shift) + 1]++;
        for (int i = 0; i < 1 << HALF; i++)
            next[i + 1] += next[i];
        for (size_t i = 0; i < nodes->len; i++)
            to[next[digit(factor, &from[i], shift)]++] = from[i];
        from = to;
        to = swap;
    }
    free(other);
}

/* What the entries of a group have in common, seen from so many bytes before. */
static sl_gate_group common(const build *b, const node *nodes, size_t len, uint8_t back)
{
    sl_gate_group g = {.mask = UINT64_MAX, .back = back & 7u};

    for (size_t i = 0; i < len; i++) {
        sl_gate_entry e = b->entries.at[nodes[i].entry];

        sl_look_from(&e, sl_str_make(b->texts.ptr + e.text, e.len), back);
        if (i == 0)
            g.want = e.want;
        g.mask &= e.mask & ~(g.want ^ e.want);
    }
    g.want &= g.mask;
    return g;
}

static sl_gate_group best_common(const build *b, const node *nodes, size_t len)
{
    const sl_gate_entry *e = &b->entries.at[nodes[0].entry];
    sl_gate_group best = {.mask = e->mask, .want = e->want, .back = e->back & 7u};

    if (len == 1)
        return best;
    best = common(b, nodes, len, 0);

    for (unsigned back = 1; back <= SL_LOOK - SL_WINDOW; back++) {
        sl_gate_group g = common(b, nodes, len, (uint8_t)back);

        if (sl_count_bits(g.mask) > sl_count_bits(best.mask))
            best = g;
    }
    return best;
}

/* The group of the nodes; one of a single entry is made once. */
static uint32_t group_of(build *b, const node *nodes, size_t len)
{
    uint32_t *single = &b->singles[nodes[0].entry];
    sl_gate_group g = {0};

    if (len == 1 && *single)
        return *single - 1;
    g = best_common(b, nodes, len);
    g.first = (uint32_t)b->laid.len;
    for (size_t i = 0; i < len; i++)
        if (i == 0 || nodes[i].entry != nodes[i - 1].entry)
            *sl_vec_push(&b->laid) = b->entries.at[nodes[i].entry];
    g.count = (uint32_t)(b->laid.len - g.first) & SL_GATE_GROUP_MAX;
    *sl_vec_push(&b->groups) = g;
    if (len == 1)
        *single = (uint32_t)b->groups.len;
    return (uint32_t)b->groups.len - 1;
}

static void mark_cores(const build *b, uint32_t factor, uint64_t *cores)
{
    memset(cores, 0, SL_CORE_WORDS * sizeof *cores);
    for (size_t i = 0; i < b->nodes.len; i++) {
        uint32_t hash = sl_core_hash(factor, b->nodes.at[i].core);

        cores[hash >> 6] |= UINT64_C(1) << (hash & 63);
    }
}

/* The factor under which the fewest bytes of common text are taken for cores. */
static uint32_t choose_factor(const build *b, uint64_t *cores, unsigned tries)
{
    sl_frequent common[MOST_COMMON];
    size_t len = sl_frequent_fours(common, MOST_COMMON);
    uint32_t factor = FIRST_FACTOR, best = factor;
    uint64_t least = UINT64_MAX;

    for (unsigned i = 0; i < tries; i++, factor *= NEXT_FACTOR) {
        uint64_t count = 0;

        mark_cores(b, factor, cores);
        for (size_t k = 0; k < len; k++) {
            uint32_t hash = sl_core_hash(factor, common[k].bytes);

            count += (cores[hash >> 6] >> (hash & 63) & 1) << common[k].power;
        }
        if (count < least) {
            least = count;
            best = factor;
        }
    }
    return best;
}

static void group_all(build *b, uint32_t factor, const uint64_t *cores, uint32_t *ranks)
{
    size_t next;

    sort_nodes(&b->nodes, factor);
    b->singles = sl_calloc(b->entries.len, sizeof *b->singles);
    for (size_t i = 0; i < b->nodes.len; i = next) {
        uint32_t hash = sl_core_hash(factor, b->nodes.at[i].core);

        for (next = i + 1; next < b->nodes.len; next++)
            if (sl_core_hash(factor, b->nodes.at[next].core) != hash)
                break;
        *sl_vec_push(&b->places) = group_of(b, &b->nodes.at[i], next - i);
    }
    for (uint32_t i = 0, rank = 0; i < SL_CORE_WORDS; i++) {
        ranks[i] = rank;
        rank += (uint32_t)sl_count_bits(cores[i]);
    }
}

/* The numbers of those that are still to be entered, the shorter ones first. */
static uint32_t *by_length(const entry_vec *later)
{
    uint32_t next[SL_GATE_MAX + 2] = {0};
    uint32_t *order = sl_calloc(later->len, sizeof *order);

    for (size_t i = 0; i < later->len; i++)
        next[later->at[i].len + 1]++;
    for (size_t len = 0; len <= SL_GATE_MAX; len++)
        next[len + 1] += next[len];
    for (uint32_t i = 0; i < later->len; i++)
        order[next[later->at[i].len]++] = i;
    return order;
}

/* Those that can be looked for in several ways: the shorter, the less choice. */
static void enter_later(build *b, const sl_gate_tables *t)
{
    uint32_t *order = by_length(&b->later);

    sl_rarity_hash(b->rarity, t->factor, t->core_factor);
    for (size_t i = 0; i < b->windows.len; i++)
        sl_rarity_take_window(b->rarity, &b->windows.at[i]);
    for (size_t i = 0; i < b->nodes.len; i++)
        sl_rarity_take_core(b->rarity, b->nodes.at[i].core);
    for (size_t i = 0; i < b->later.len; i++) {
        const sl_gate_entry *e = &b->later.at[order[i]];
        sl_str text = sl_str_make(b->texts.ptr + e->text, e->len);

        enter_at(b, *e, text, sl_rarest_pair(b->rarity, text));
        sl_rarity_take_window(b->rarity, &b->windows.at[b->windows.len - 2]);
        sl_rarity_take_window(b->rarity, &b->windows.at[b->windows.len - 1]);
        sl_rarity_take_core(b->rarity, sl_vec_last(&b->nodes)->core);
    }
    free(order);
}

/* Hands over what was grown. */
static sl_gate_tables *finish(build *b, sl_gate_tables *t)
{
    t->places = b->places.at;
    t->places_len = (uint32_t)b->places.len;
    t->groups = b->groups.at;
    t->groups_len = (uint32_t)b->groups.len;
    t->entries = b->laid.at;
    t->entries_len = (uint32_t)b->laid.len;
    t->owners = b->owners.at;
    t->owners_len = (uint32_t)b->owners.len;
    t->texts = b->texts.ptr;
    t->texts_len = (uint32_t)b->texts.len;
    t->head = (uint32_t)b->head;
    t->tail = (uint32_t)b->tail;
    sl_vec_free(&b->windows);
    sl_vec_free(&b->nodes);
    sl_vec_free(&b->entries);
    sl_vec_free(&b->later);
    free(b->rarity);
    free(b->singles);
    return t;
}

sl_gate_tables *sl_gate_tables_build(const sl_gate_literal *literals, size_t len,
                                     unsigned tries)
{
    sl_gate_tables *t = sl_calloc(1, sizeof *t);
    build b = {0};
    uint8_t *first = sl_calloc(SL_FILTER_BYTES, 1);
    uint64_t *cores = sl_calloc(SL_CORE_WORDS, sizeof *cores);
    uint32_t *ranks = sl_calloc(SL_CORE_WORDS, sizeof *ranks);

    b.rarity = sl_malloc(sizeof *b.rarity);
    sl_rarity_init(b.rarity);
    enter_all(&b, literals, len);
    t->core_factor = choose_factor(&b, cores, tries);
    t->factor = sl_filter_factor(first, b.windows.at, b.windows.len, tries);
    enter_later(&b, t);
    mark_cores(&b, t->core_factor, cores);
    group_all(&b, t->core_factor, cores, ranks);
    sl_filter_fill(first, t->factor, b.windows.at, b.windows.len);
    t->first = first;
    t->cores = cores;
    t->ranks = ranks;
    return finish(&b, t);
}

static void release(const void *table)
{
    free((void *)(uintptr_t)table);
}

void sl_gate_tables_free(sl_gate_tables *t)
{
    if (!t)
        return;
    release(t->first);
    release(t->cores);
    release(t->ranks);
    release(t->places);
    release(t->groups);
    release(t->entries);
    release(t->owners);
    release(t->texts);
    free(t);
}
