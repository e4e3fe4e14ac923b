#include "git/pack_forest.h"

#include "base/mem.h"
#include "base/pool.h"
#include "git/pack_order.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHUNK = 16384,
    AT_ONCE = 32, /* nodes whose bases are looked up together; divides CHUNK */
    AHEAD = 16    /* nodes that are on their way from memory */
};

/* What hangs on a node. */
typedef struct tally {
    uint32_t descendants; /* later the heaviest child and one */
    uint32_t children;    /* how many; later, where the next one goes */
} tally;

_Static_assert(sizeof(tally) <= sizeof(uint64_t), "tallies are kept where places were");

/* What is only needed while the forest grows. */
typedef struct builder {
    sl_pack_forest *forest;
    sl_pack_order order;
    uint32_t *first; /* by offset >> shift: first node there or behind */
    unsigned shift;
    atomic_bool behind;    /* some base stands behind what is made from it */
    uint32_t *bases_first; /* nodes, bases before what is made from them; NULL: that is
                            * the order of the pack */
    tally *tallies;        /* by node */
} builder;

static const uint64_t NO_BASE = UINT64_MAX;

sl_oid sl_pack_forest_id(const sl_pack_forest *forest, uint32_t node)
{
    const sl_pack_index *index = &forest->pack->index;

    return sl_oid_make(sl_pack_index_id(index, forest->nodes[node].position),
                       index->oid_len);
}

uint32_t sl_pack_forest_end(const sl_pack_forest *forest, uint32_t node)
{
    return forest->nodes[node + 1].children;
}

static uint32_t roots_of(const sl_pack_forest *forest, unsigned types, unsigned type)
{
    return types & 1u << type ? forest->first_root[type + 1] - forest->first_root[type]
                              : 0;
}

uint32_t sl_pack_forest_roots(const sl_pack_forest *forest, unsigned types)
{
    uint32_t len = 0;

    for (unsigned type = SL_OBJ_COMMIT; type <= SL_OBJ_TAG; type++)
        len += roots_of(forest, types, type);
    return len;
}

uint32_t sl_pack_forest_root(const sl_pack_forest *forest, unsigned types,
                             size_t number)
{
    unsigned type = SL_OBJ_COMMIT;

    for (uint32_t len; number >= (len = roots_of(forest, types, type)); type++)
        number -= len;
    return forest->roots[forest->first_root[type] + number];
}

/* The nodes of a stretch of the pack, and where they are found by offset. */
static void place_nodes(void *ctx, unsigned worker, size_t stretch)
{
    const builder *me = ctx;
    const sl_pack_order *order = &me->order;
    unsigned narrower = order->shift - me->shift;
    size_t slot = stretch << narrower;
    uint32_t end = order->starts[stretch + 1];

    (void)worker;
    for (uint32_t i = order->starts[stretch]; i < end; i++) {
        uint64_t offset = sl_pack_order_offset(order, (uint32_t)stretch, i);

        me->forest->nodes[i] =
            (sl_pack_node){.offset = offset,
                           .position = sl_pack_order_position(order, i),
                           .base = SL_PACK_NO_NODE};
        while (slot <= offset >> me->shift)
            me->first[slot++] = i;
    }
    while (slot < (stretch + 1) << narrower)
        me->first[slot++] = end;
}

/* All nodes, and a table with about one node for each slot, so that finding a base is two
 * looks. */
static void make_nodes(builder *me, unsigned threads)
{
    sl_pack_forest *forest = me->forest;
    uint64_t end = forest->pack->end;
    size_t slots;

    sl_pack_order_make(&forest->pack->index, end, threads, &me->order);
    while (me->shift < me->order.shift && end >> me->shift > forest->count)
        me->shift++;
    slots = (size_t)me->order.stretches << (me->order.shift - me->shift);
    me->first = sl_malloc_table(slots + 1, sizeof *me->first);
    me->first[slots] = forest->count;
    sl_pool_run(threads, me->order.stretches, place_nodes, me);
    forest->nodes[forest->count] = (sl_pack_node){0};
}

static uint32_t node_at(const builder *me, uint64_t offset)
{
    const sl_pack_node *nodes = me->forest->nodes;
    uint32_t low = me->first[offset >> me->shift];
    uint32_t high = me->first[(offset >> me->shift) + 1];

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (nodes[middle].offset < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low < me->forest->count && nodes[low].offset == offset ? low
                                                                  : SL_PACK_NO_NODE;
}

/* Reads the header of a node. Returns where its base is, if it is a delta. */
static uint64_t read_header(const builder *me, sl_pack_node *node)
{
    const sl_pack *pack = me->forest->pack;
    sl_pack_entry entry;
    uint64_t base = pack->end;
    uint32_t position;

    node->fault = (uint8_t)sl_pack_entry_at(pack, node->offset, &entry);
    if (node->fault != SL_PACK_SOUND)
        return NO_BASE;
    if (entry.kind <= SL_OBJ_TAG) {
        node->type = (uint8_t)entry.kind;
        return NO_BASE;
    }
    if (entry.kind == SL_ENTRY_OFS)
        base = entry.base;
    else if (sl_pack_index_find(&pack->index, entry.base_id, &position))
        base = sl_pack_index_offset(&pack->index, position);
    if (base < pack->end)
        return base;
    node->fault = SL_PACK_NO_BASE;
    return NO_BASE;
}

/* Bases are far away in memory: all are asked for before the first is looked at. */
static bool read_some(const builder *me, uint32_t start, uint32_t end)
{
    sl_pack_node *nodes = me->forest->nodes;
    uint64_t bases[AT_ONCE];
    bool behind = false;

    for (uint32_t i = start; i < end; i++) {
        if (i + AHEAD < me->forest->count)
            sl_pack_expect(me->forest->pack, nodes[i + AHEAD].offset);
        bases[i - start] = read_header(me, &nodes[i]);
        if (bases[i - start] != NO_BASE)
            __builtin_prefetch(&me->first[bases[i - start] >> me->shift]);
    }
    for (uint32_t i = start; i < end; i++)
        if (bases[i - start] != NO_BASE)
            __builtin_prefetch(&nodes[me->first[bases[i - start] >> me->shift]]);
    for (uint32_t i = start; i < end; i++) {
        if (bases[i - start] == NO_BASE)
            continue;
        nodes[i].base = node_at(me, bases[i - start]);
        if (nodes[i].base == SL_PACK_NO_NODE)
            nodes[i].fault = SL_PACK_NO_BASE;
        else
            behind |= nodes[i].base >= i;
    }
    return behind;
}

static void read_chunk(void *ctx, unsigned worker, size_t item)
{
    builder *me = ctx;
    uint32_t count = me->forest->count;
    bool behind = false;

    (void)worker;
    for (size_t i = item * CHUNK; i < (item + 1) * CHUNK && i < count; i += AT_ONCE)
        behind |= read_some(me, (uint32_t)i,
                            count - i < AT_ONCE ? count : (uint32_t)i + AT_ONCE);
    if (behind)
        atomic_store_explicit(&me->behind, true, memory_order_relaxed);
}

/* Climbs from each node to what has its place already, and gives places on the way back.
 * What the climb comes back to itself from hangs on a cycle. */
static void put_bases_first(builder *me)
{
    enum { NEW, ON_THE_WAY, PLACED };
    sl_pack_node *nodes = me->forest->nodes;
    uint32_t count = me->forest->count, placed = 0;
    uint8_t *states = sl_calloc(count, sizeof *states);
    uint32_t *order = sl_calloc(count, sizeof *order);

    for (uint32_t i = 0; i < count; i++) {
        uint32_t top = count; /* of the way, at the end of the order */
        uint32_t at = i;
        bool cycle;

        for (; at != SL_PACK_NO_NODE && states[at] == NEW; at = nodes[at].base) {
            states[at] = ON_THE_WAY;
            order[--top] = at;
        }
        cycle = at != SL_PACK_NO_NODE && states[at] == ON_THE_WAY;
        while (top < count) {
            at = order[top++];
            states[at] = PLACED;
            order[placed++] = at;
            if (cycle)
                nodes[at].fault = SL_PACK_CYCLE;
        }
    }
    free(states);
    me->bases_first = order;
}

/* The tally of a base is on its way when it is needed. */
static void expect_base(const builder *me, uint32_t node)
{
    uint32_t base = me->forest->nodes[node].base;

    if (base == SL_PACK_NO_NODE)
        return;
    __builtin_prefetch(&me->tallies[base]);
    __builtin_prefetch(&me->forest->nodes[base]);
}

/* Of two children of one base, each its number and one; 0: there is none. Of equal ones
 * the last is the heavier. */
static bool is_heavier(const builder *me, uint32_t one, uint32_t other)
{
    uint32_t mine = me->tallies[one - 1].descendants;
    uint32_t others = other > 0 ? me->tallies[other - 1].descendants : 0;

    return mine > others || (mine == others && one > other);
}

/* Counts children and descendants. A node's heaviest child and one stands, until there is
 * room for children, in their place. */
static void weigh(const builder *me)
{
    sl_pack_node *nodes = me->forest->nodes;

    memset(me->tallies, 0, me->forest->count * sizeof *me->tallies);
    for (uint32_t i = me->forest->count; i-- > 0;) {
        uint32_t node = me->bases_first ? me->bases_first[i] : i;
        uint32_t base = nodes[node].base;

        if (i >= AHEAD)
            expect_base(me, i - AHEAD);
        if (base == SL_PACK_NO_NODE)
            continue;
        if (is_heavier(me, node + 1, nodes[base].children))
            nodes[base].children = node + 1;
        me->tallies[base].descendants += me->tallies[node].descendants + 1;
        me->tallies[base].children++;
    }
}

/* Gives each node the place where its children start, and each type the place of its
 * roots. */
static void make_room(const builder *me)
{
    sl_pack_forest *forest = me->forest;
    sl_pack_node *nodes = forest->nodes;
    uint32_t linked = 0;

    for (uint32_t i = 0; i < forest->count; i++) {
        uint32_t children = me->tallies[i].children;

        me->tallies[i] = (tally){nodes[i].children, linked};
        nodes[i].children = linked;
        linked += children;
        if (nodes[i].type != SL_OBJ_NONE)
            forest->first_root[nodes[i].type + 1]++;
    }
    nodes[forest->count].children = linked;
    for (unsigned type = SL_OBJ_COMMIT; type <= SL_OBJ_TAG; type++)
        forest->first_root[type + 1] += forest->first_root[type];
    forest->children = sl_calloc(linked, sizeof *forest->children);
    forest->roots =
        sl_calloc(forest->first_root[SL_OBJ_TAG + 1], sizeof *forest->roots);
}

/* What a node has from its base: the type, or the fault. */
static void hand_down(sl_pack_forest *forest, uint32_t node)
{
    sl_pack_node *to = &forest->nodes[node];

    if (to->base != SL_PACK_NO_NODE && to->fault == SL_PACK_SOUND) {
        const sl_pack_node *from = &forest->nodes[to->base];

        to->type = from->type;
        to->fault = from->fault == SL_PACK_SOUND || from->fault == SL_PACK_CYCLE
                        ? from->fault
                        : SL_PACK_BASE_LOST;
    }
    forest->faulty += to->fault != SL_PACK_SOUND;
}

/* In pack order, but the heaviest child goes to the end of its family. */
static void link_nodes(const builder *me)
{
    sl_pack_forest *forest = me->forest;
    tally *tallies = me->tallies;
    uint32_t next_root[SL_OBJ_TAG + 1];

    for (unsigned type = 0; type <= SL_OBJ_TAG; type++)
        next_root[type] = forest->first_root[type];
    for (uint32_t i = 0; i < forest->count; i++) {
        uint32_t base = forest->nodes[i].base;

        if (i + AHEAD < forest->count)
            expect_base(me, i + AHEAD);
        if (base == SL_PACK_NO_NODE) {
            if (forest->nodes[i].type != SL_OBJ_NONE)
                forest->roots[next_root[forest->nodes[i].type]++] = i;
        } else if (tallies[base].descendants == i + 1) {
            forest->children[sl_pack_forest_end(forest, base) - 1] = i;
        } else {
            forest->children[tallies[base].children++] = i;
        }
        hand_down(forest, me->bases_first ? me->bases_first[i] : i);
    }
}

void sl_pack_forest_build(const sl_pack *pack, unsigned threads, sl_pack_forest *out)
{
    size_t count = pack->index.count;
    builder me = {.forest = out};

    *out = (sl_pack_forest){.pack = pack, .count = pack->index.count};
    out->nodes = sl_malloc_table(count + 1, sizeof *out->nodes);
    make_nodes(&me, threads);
    sl_pool_run(threads, (count + CHUNK - 1) / CHUNK, read_chunk, &me);
    free(me.first);
    if (me.behind)
        put_bases_first(&me);
    me.tallies = (tally *)me.order.places; /* which have served */
    weigh(&me);
    make_room(&me);
    link_nodes(&me);
    sl_pack_order_free(&me.order);
    free(me.bases_first);
}

void sl_pack_forest_free(sl_pack_forest *forest)
{
    free(forest->nodes);
    free(forest->children);
    free(forest->roots);
    *forest = (sl_pack_forest){0};
}
