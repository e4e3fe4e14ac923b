#include "match/gate.h"

#include "base/cpu.h"
#include "base/mem.h"
#include "match/gate_build.h"

#include <stdlib.h>
#include <string.h>

enum {
    READ = 8,   /* bytes compared at once */
    BEFORE = 8, /* bytes in front of a batch that are looked at, */
    AFTER = 16, /* and behind it; COPIED at most */
    COPIED = 16,
    CHUNK = 256, /* positions that are narrowed at once */
    FOUND = 2 * CHUNK
};

/* A group of literals may stand there. */
typedef struct candidate {
    uint32_t at; /* of the core, from the batch's begin, one more */
    uint32_t group;
} candidate;

/* Narrows a list of positions down to candidates. Returns how many. */
typedef size_t narrow_run(const sl_gate_tables *t, const char *batch,
                          const uint16_t *list, size_t len, candidate *out);

struct sl_gate {
    const sl_gate_tables *tables;
    sl_gate_tables *own;  /* the same, or NULL */
    const uint32_t *into; /* by owner in the tables: who it is, or NULL */
    const bool *deaf;     /* by owner: its literals are no hits; NULL: none is */
    sl_filter_run *filter;
    narrow_run *narrow;
};

static inline __attribute__((always_inline)) uint64_t read_at(const char *text)
{
    return sl_four_at(text) | (uint64_t)sl_four_at(text + 4) << 32;
}

static inline __attribute__((always_inline)) uint32_t is_core(const sl_gate_tables *t,
                                                              uint32_t hash)
{
    return (uint32_t)(t->cores[hash >> 6] >> (hash & 63)) & 1;
}

/* The cores at the positions of the list and one byte before each, without a branch. */
static inline __attribute__((always_inline)) size_t
find_cores(const sl_gate_tables *t, const char *batch, const uint16_t *list, size_t len,
           uint16_t *cores)
{
    uint32_t factor = t->core_factor;
    size_t found = 0;

    for (size_t i = 0; i < len; i++) {
        uint16_t at = list[i];
        uint64_t bytes = read_at(batch + at - 1) | 0x2020202020202020;

        cores[found] = at;
        found += is_core(t, sl_core_hash(factor, (uint32_t)bytes));
        cores[found] = (uint16_t)(at + 1);
        found += is_core(t, sl_core_hash(factor, (uint32_t)(bytes >> 8)));
    }
    return found;
}

/* Those whose literals have the bytes around in common. */
static inline __attribute__((always_inline)) size_t
compare(const sl_gate_tables *t, const char *batch, const uint16_t *cores, size_t len,
        candidate *out, bool popcount)
{
    uint32_t factor = t->core_factor;
    size_t kept = 0;

    for (size_t i = 0; i < len; i++) {
        const char *core = batch + cores[i] - 1;
        uint32_t hash = sl_core_hash(factor, sl_window_of(sl_four_at(core)));
        uint64_t before = t->cores[hash >> 6] & ((UINT64_C(1) << (hash & 63)) - 1);
        uint32_t rank =
            t->ranks[hash >> 6] +
            (popcount ? (unsigned)__builtin_popcountll(before) : sl_count_bits(before));
        uint32_t group = t->places[rank];
        const sl_gate_group *g = &t->groups[group];

        out[kept] = (candidate){cores[i], group};
        kept += (read_at(core - g->back) & g->mask) == g->want;
    }
    return kept;
}

static size_t narrow_portable(const sl_gate_tables *t, const char *batch,
                              const uint16_t *list, size_t len, candidate *out)
{
    uint16_t cores[FOUND + 1];

    return compare(t, batch, cores, find_cores(t, batch, list, len, cores), out, false);
}

#if SL_WITH_AVX2
__attribute__((target("avx2,bmi,bmi2,popcnt"))) static size_t
narrow_avx2(const sl_gate_tables *t, const char *batch, const uint16_t *list,
            size_t len, candidate *out)
{
    uint16_t cores[FOUND + 1];

    return compare(t, batch, cores, find_cores(t, batch, list, len, cores), out, true);
}
#endif

static narrow_run *choose_narrow(bool portable)
{
#if SL_WITH_AVX2
    if (!portable && sl_cpu_avx2() && sl_cpu_bits())
        return narrow_avx2;
#else
    (void)portable;
#endif
    return narrow_portable;
}

sl_gate *sl_gate_on(const sl_gate_tables *tables, const uint32_t *into, bool portable)
{
    sl_gate *gate = sl_calloc(1, sizeof *gate);

    gate->tables = tables;
    gate->into = into;
    gate->filter = sl_filter_choose(portable);
    gate->narrow = choose_narrow(portable);
    return gate;
}

sl_gate *sl_gate_build(const sl_gate_literal *literals, size_t len)
{
    sl_gate_tables *tables = sl_gate_tables_build(literals, len, SL_GATE_TRIES);
    sl_gate *gate = sl_gate_on(tables, NULL, false);

    gate->own = tables;
    return gate;
}

sl_gate *sl_gate_without(const sl_gate *gate, const bool *deaf)
{
    sl_gate *without = sl_malloc(sizeof *without);

    *without = *gate;
    without->own = NULL;
    without->deaf = deaf;
    return without;
}

void sl_gate_free(sl_gate *gate)
{
    if (!gate)
        return;
    sl_gate_tables_free(gate->own);
    free(gate);
}

/* One text being searched. */
typedef struct search {
    const sl_gate *gate;
    sl_str text;
    sl_span span; /* of the text, to which hits have to do */
    sl_gate_hits *hits;
    size_t begin; /* of this text's hits */
    size_t max;
} search;

/* Keeps the order. Cores are close to their literals' first bytes and come nearly in
 * order, so only a few hits are ever passed. */
static bool add_hit(search *s, size_t at, uint32_t len, uint32_t owner)
{
    size_t i = s->hits->len;

    if (i >= s->max)
        return false;
    sl_vec_push(s->hits);
    for (; i > s->begin; i--) {
        const sl_gate_hit *before = &s->hits->at[i - 1];

        if (before->at < at ||
            (before->at == at &&
             (before->owner < owner || (before->owner == owner && before->len >= len))))
            break;
        s->hits->at[i] = *before;
    }
    s->hits->at[i] = (sl_gate_hit){at, len, owner};
    return true;
}

/* The text stands there, for every rule that has it. */
static bool add_all(search *s, size_t at, const sl_gate_entry *e)
{
    const uint32_t *owners = s->gate->tables->owners + e->owners;
    const bool *deaf = s->gate->deaf;

    for (uint32_t i = 0; i < e->owners_len; i++) {
        uint32_t owner = s->gate->into ? s->gate->into[owners[i]] : owners[i];

        if (owner == SL_GATE_NOBODY || (deaf && deaf[owner]))
            continue;
        if (!add_hit(s, at, e->len, owner))
            return false;
    }
    return true;
}

static bool occurs(const search *s, const sl_gate_entry *e, size_t at)
{
    sl_str there = sl_str_sub(s->text, at, at + e->len);
    sl_str text = sl_str_make(s->gate->tables->texts + e->text, e->len);

    return e->ignore_case ? sl_str_eq_nocase(there, text) : sl_str_eq(there, text);
}

/* Compares the literals of a group whose core stands at batch[core]; from: where the
 * batch stands in the text. */
static bool confirm(search *s, const char *batch, size_t from, const candidate *c)
{
    const sl_gate_tables *t = s->gate->tables;
    const sl_gate_group *g = &t->groups[c->group];
    const sl_gate_entry *e = &t->entries[g->first];

    for (uint32_t i = 0; i < g->count; i++, e++) {
        size_t at = from + c->at - 1 - (size_t)(ptrdiff_t)e->offset;

        if ((read_at(batch + c->at - 1 - e->back) & e->mask) != e->want)
            continue;
        if (at >= s->span.end || at + e->len <= s->span.start ||
            e->len > s->text.len - at || (e->even && !(c->at & 1)))
            continue;
        if ((e->whole || occurs(s, e, at)) && !add_all(s, at, e))
            return false;
    }
    return true;
}

/* The literals whose cores begin in the first bytes of the batch. */
static bool search_batch(search *s, const char *batch, size_t from, size_t count)
{
    const sl_gate *gate = s->gate;
    uint16_t list[SL_FILTER_LIST];
    candidate candidates[FOUND + 1];
    size_t len =
        gate->filter(gate->tables->first, gate->tables->factor, batch, count, list);

    for (size_t i = 0; i < len; i += CHUNK) {
        size_t chunk = len - i < CHUNK ? len - i : CHUNK;
        size_t found = gate->narrow(gate->tables, batch, list + i, chunk, candidates);

        for (size_t k = 0; k < found; k++)
            if (!confirm(s, batch, from, &candidates[k]))
                return false;
    }
    return true;
}

/* memcpy with a length that is not known is a call or, worse, rep movs: slow for the
 * hundred bytes that a delta brings in. The built-in one, as the hardened memcpy would
 * be called for every step. */
static void copy_bytes(char *to, const char *from, size_t len)
{
    size_t i = 0;

    for (; i + COPIED <= len; i += COPIED)
        __builtin_memcpy(to + i, from + i, COPIED);
    for (; i < len; i++)
        to[i] = from[i];
}

/* A batch at the begin or the end of the text, with zeros around. */
static bool search_copy(search *s, size_t from, size_t count)
{
    char copy[BEFORE + SL_FILTER_BATCH + AFTER + COPIED];
    size_t before = from < BEFORE ? from : BEFORE;
    size_t left = s->text.len - from;
    size_t len = left < count + AFTER ? left : count + AFTER;

    memset(copy, 0, BEFORE);
    copy_bytes(copy + BEFORE - before, s->text.ptr + from - before, before + len);
    for (size_t i = len; i < count + AFTER; i += COPIED)
        memset(copy + BEFORE + i, 0, COPIED);
    return search_batch(s, copy + BEFORE, from, count);
}

/* From where the core of the first such literal may begin to behind that of the last. */
bool sl_gate_scan_across(const sl_gate *gate, sl_str text, sl_span span,
                         sl_gate_hits *hits, size_t max)
{
    search s = {gate, text, span, hits, hits->len, max};
    size_t head = gate->tables->head, tail = gate->tables->tail;
    size_t start = span.start > tail ? span.start - tail : 0;
    size_t end = text.len - span.end > head ? span.end + head + 1 : text.len;
    size_t count;

    for (size_t from = start; from < end; from += count) {
        size_t left = end - from;
        bool inside;

        count = (left + SL_FILTER_STEP - 1) / SL_FILTER_STEP * SL_FILTER_STEP;
        count = count < SL_FILTER_BATCH ? count : SL_FILTER_BATCH;
        inside = from >= BEFORE && text.len - from >= count + AFTER;
        if (!(inside ? search_batch(&s, text.ptr + from, from, count)
                     : search_copy(&s, from, count)))
            return false;
    }
    return true;
}

bool sl_gate_scan(const sl_gate *gate, sl_str text, sl_gate_hits *hits, size_t max)
{
    return sl_gate_scan_across(gate, text, (sl_span){0, text.len}, hits, max);
}
