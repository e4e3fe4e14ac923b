#include "git/pack_order.h"

#include "base/mem.h"
#include "base/pool.h"

#include <stdlib.h>
#include <string.h>

enum {
    EACH = 512,         /* objects of a stretch, about */
    STRETCHES = 2048,   /* more make dealing them out slow */
    HIGHEST_SHIFT = 32, /* half of a place is the offset in its stretch */
    DIGIT_BITS = 10,
    DIGITS = 1 << DIGIT_BITS,
    SHARE = 16384 /* objects that are worth a thread */
};

/* A place is its offset in the stretch << 32 | its position in the index. */
typedef struct sorter {
    const sl_pack_index *index;
    uint64_t end;
    sl_pack_order *out;
    uint32_t shares;
    uint32_t *next; /* by share and stretch: how many, then where the next one goes */
} sorter;

static uint64_t offset_of(const sorter *me, uint32_t position)
{
    uint64_t offset = sl_pack_index_offset(me->index, position);

    return offset < me->end ? offset : me->end;
}

/* The first position of a share. */
static uint32_t share_start(const sorter *me, size_t share)
{
    return (uint32_t)((uint64_t)me->index->count * share / me->shares);
}

static void count_share(void *ctx, unsigned worker, size_t share)
{
    const sorter *me = ctx;
    uint32_t *count = me->next + share * me->out->stretches;
    uint32_t end = share_start(me, share + 1);

    (void)worker;
    for (uint32_t i = share_start(me, share); i < end; i++)
        count[offset_of(me, i) >> me->out->shift]++;
}

/* From how many to where they go: what a share has behind what the one before has. */
static void place_shares(const sorter *me)
{
    sl_pack_order *out = me->out;
    uint32_t at = 0;

    for (uint32_t stretch = 0; stretch < out->stretches; stretch++) {
        out->starts[stretch] = at;
        for (uint32_t share = 0; share < me->shares; share++) {
            uint32_t *next = &me->next[(size_t)share * out->stretches + stretch];
            uint32_t count = *next;

            *next = at;
            at += count;
        }
    }
    out->starts[out->stretches] = at;
}

static void deal_share(void *ctx, unsigned worker, size_t share)
{
    const sorter *me = ctx;
    const sl_pack_order *out = me->out;
    uint32_t *next = me->next + share * out->stretches;
    uint32_t end = share_start(me, share + 1);
    uint64_t within = ((uint64_t)1 << out->shift) - 1;

    (void)worker;
    for (uint32_t i = share_start(me, share); i < end; i++) {
        uint64_t offset = offset_of(me, i);

        out->places[next[offset >> out->shift]++] = (offset & within) << 32 | i;
    }
}

/* One pass of a radix sort that keeps the order of equal digits. */
static void sort_digit(const uint64_t *from, uint64_t *to, uint32_t len, unsigned shift)
{
    uint32_t start[DIGITS + 1] = {0};

    for (uint32_t i = 0; i < len; i++)
        start[(from[i] >> shift & (DIGITS - 1)) + 1]++;
    for (uint32_t i = 0; i < DIGITS; i++)
        start[i + 1] += start[i];
    for (uint32_t i = 0; i < len; i++)
        to[start[from[i] >> shift & (DIGITS - 1)]++] = from[i];
}

static void sort_stretch(void *ctx, unsigned worker, size_t stretch)
{
    const sl_pack_order *out = ((const sorter *)ctx)->out;
    uint64_t *places = out->places + out->starts[stretch], *from = places, *spare, *to;
    uint32_t len = out->starts[stretch + 1] - out->starts[stretch];

    (void)worker;
    if (len < 2)
        return;
    to = spare = sl_malloc(len * sizeof *spare);
    for (unsigned shift = 0; shift < out->shift; shift += DIGIT_BITS) {
        sort_digit(from, to, len, 32 + shift);
        from = to;
        to = from == spare ? places : spare;
    }
    if (from == spare)
        memcpy(places, spare, len * sizeof *spare);
    free(spare);
}

void sl_pack_order_make(const sl_pack_index *index, uint64_t end, unsigned threads,
                        sl_pack_order *out)
{
    sorter me = {.index = index, .end = end, .out = out, .shares = threads};
    uint32_t most = index->count / EACH < STRETCHES ? index->count / EACH : STRETCHES;

    if (me.shares > index->count / SHARE + 1)
        me.shares = index->count / SHARE + 1;
    *out = (sl_pack_order){0};
    while (out->shift < HIGHEST_SHIFT && end >> out->shift > most)
        out->shift++;
    out->stretches = (uint32_t)(end >> out->shift) + 1;
    out->starts = sl_calloc((size_t)out->stretches + 1, sizeof *out->starts);
    out->places = sl_malloc_table(index->count, sizeof *out->places);
    me.next = sl_calloc((size_t)me.shares * out->stretches, sizeof *me.next);
    sl_pool_run(me.shares, me.shares, count_share, &me);
    place_shares(&me);
    sl_pool_run(me.shares, me.shares, deal_share, &me);
    sl_pool_run(me.shares, out->stretches, sort_stretch, &me);
    free(me.next);
}

void sl_pack_order_free(sl_pack_order *order)
{
    free(order->places);
    free(order->starts);
    *order = (sl_pack_order){0};
}
