#include "git/pack_forest.h"

#include "base/mem.h"
#include "base/pool.h"
#include "git/pack_order.h"

#include <stdlib.h>
#include <string.h>

enum {
    CHUNK = 16384,
    AHEAD = 16 /* nodes that are on their way from memory */
};

/* What is only needed while the forest grows. */
typedef struct builder {
    sl_pack_forest *forest;
    uint32_t *node_of; /* by position in the index */
    uint32_t *first;   /* by offset >> shift: first node there or behind */
    unsigned shift;
    size_t first_len;
} builder;

uint32_t sl_pack_forest_end(const sl_pack_forest *forest, uint32_t node)
{
    return forest->nodes[node + 1].children;
}

static bool holds_twice(const sl_pack_index *index)
{
    bool twice = false;

    for (uint32_t i = 1; i < index->count && !twice; i++)
        twice = memcmp(sl_pack_index_id(index, i - 1), sl_pack_index_id(index, i),
                       index->oid_len) == 0;
    return twice;
}

static void place_nodes(builder *me)
{
    sl_pack_forest *forest = me->forest;
    sl_pack_place *places = sl_pack_order(&forest->pack->index);

    for (uint32_t i = 0; i < forest->count; i++) {
        forest->nodes[i] = (sl_pack_node){.offset = places[i].offset,
                                          .position = places[i].position,
                                          .base = SL_PACK_NO_NODE};
        me->node_of[places[i].position] = i;
    }
    free(places);
}

/* A table with about one node for each slot makes finding a base two looks. */
static void fill_first(builder *me)
{
    const sl_pack_forest *forest = me->forest;
    size_t slot = 0;

    while (forest->pack->end >> me->shift > forest->count)
        me->shift++;
    me->first_len = (forest->pack->end >> me->shift) + 2;
    me->first = sl_calloc(me->first_len, sizeof *me->first);
    for (uint32_t i = 0; i < forest->count; i++)
        for (; slot < me->first_len && slot <= forest->nodes[i].offset >> me->shift;
             slot++)
            me->first[slot] = i;
    for (; slot < me->first_len; slot++)
        me->first[slot] = forest->count;
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

static void read_node(const builder *me, sl_pack_node *node)
{
    const sl_pack *pack = me->forest->pack;
    sl_pack_entry entry;
    uint32_t position;

    node->fault = (uint8_t)sl_pack_entry_at(pack, node->offset, &entry);
    if (node->fault != SL_PACK_SOUND)
        return;
    if (entry.kind <= SL_OBJ_TAG) {
        node->type = (uint8_t)entry.kind;
        return;
    }
    if (entry.kind == SL_ENTRY_OFS)
        node->base = node_at(me, entry.base);
    else if (sl_pack_index_find(&pack->index, entry.base_id, &position))
        node->base = me->node_of[position];
    if (node->base == SL_PACK_NO_NODE)
        node->fault = SL_PACK_NO_BASE;
}

static void read_chunk(void *ctx, unsigned worker, size_t item)
{
    const builder *me = ctx;
    const sl_pack *pack = me->forest->pack;
    sl_pack_node *nodes = me->forest->nodes;
    size_t end = (item + 1) * CHUNK;

    (void)worker;
    for (size_t i = item * CHUNK; i < end && i < me->forest->count; i++) {
        if (i + AHEAD < me->forest->count)
            sl_pack_expect(pack, nodes[i + AHEAD].offset);
        read_node(me, &nodes[i]);
    }
}

/* Counting sort of the nodes by base. */
static void link_children(sl_pack_forest *forest)
{
    sl_pack_node *nodes = forest->nodes;
    uint32_t linked = 0;

    for (uint32_t i = 0; i < forest->count; i++) {
        uint32_t coming = nodes[i + AHEAD < forest->count ? i + AHEAD : i].base;

        if (coming != SL_PACK_NO_NODE)
            __builtin_prefetch(&nodes[coming]);
        if (nodes[i].base != SL_PACK_NO_NODE)
            nodes[nodes[i].base].children++;
    }
    for (uint32_t i = 0; i < forest->count; i++)
        nodes[i].children = linked += nodes[i].children;
    nodes[forest->count].children = linked;
    for (uint32_t i = forest->count; i-- > 0;)
        if (nodes[i].base != SL_PACK_NO_NODE)
            forest->children[--nodes[nodes[i].base].children] = i;
}

/* Hands the types of the roots down, level by level, into queue, which has a
 * place for each node. Returns how many were reached. */
static uint32_t hand_down_types(sl_pack_forest *forest, uint32_t *queue)
{
    sl_pack_node *nodes = forest->nodes;
    uint32_t len = 0;

    for (uint32_t i = 0; i < forest->count; i++)
        if (nodes[i].type != SL_OBJ_NONE)
            queue[len++] = i;
    for (uint32_t done = 0; done < len; done++) {
        uint32_t end = sl_pack_forest_end(forest, queue[done]);

        if (len - done > AHEAD)
            __builtin_prefetch(&nodes[queue[done + AHEAD]]);
        for (uint32_t i = nodes[queue[done]].children; i < end; i++) {
            nodes[forest->children[i]].type = nodes[queue[done]].type;
            queue[len++] = forest->children[i];
        }
    }
    return len;
}

/* Nodes that no root reached hang on a faulty one or on a cycle. */
static void blame_unreached(sl_pack_forest *forest, uint32_t *queue)
{
    sl_pack_node *nodes = forest->nodes;
    uint32_t len = 0;

    for (uint32_t i = 0; i < forest->count; i++)
        if (nodes[i].fault != SL_PACK_SOUND)
            queue[len++] = i;
    for (uint32_t done = 0; done < len; done++) {
        uint32_t end = sl_pack_forest_end(forest, queue[done]);

        for (uint32_t i = nodes[queue[done]].children; i < end; i++) {
            nodes[forest->children[i]].fault = SL_PACK_BASE_LOST;
            queue[len++] = forest->children[i];
        }
    }
    for (uint32_t i = 0; i < forest->count; i++)
        if (nodes[i].type == SL_OBJ_NONE && nodes[i].fault == SL_PACK_SOUND)
            nodes[i].fault = SL_PACK_CYCLE;
}

/* queue holds parents before their children. */
static void put_heaviest_last(sl_pack_forest *forest, const uint32_t *queue,
                              uint32_t len, uint32_t *weight)
{
    for (uint32_t i = len; i-- > 0;) {
        uint32_t base = forest->nodes[queue[i]].base;

        if (i > AHEAD)
            __builtin_prefetch(&forest->nodes[queue[i - AHEAD]]);
        weight[queue[i]]++;
        if (base != SL_PACK_NO_NODE)
            weight[base] += weight[queue[i]];
    }
    for (uint32_t i = 0; i < len; i++) {
        uint32_t start = forest->nodes[queue[i]].children;
        uint32_t end = sl_pack_forest_end(forest, queue[i]);
        uint32_t heaviest = end, *child = forest->children;

        if (len - i > AHEAD)
            __builtin_prefetch(&forest->nodes[queue[i + AHEAD]]);
        for (uint32_t j = start; j < end; j++)
            if (heaviest == end || weight[child[j]] >= weight[child[heaviest]])
                heaviest = j;
        for (uint32_t j = heaviest; j + 1 < end; j++) {
            uint32_t moved = child[j];

            child[j] = child[j + 1];
            child[j + 1] = moved;
        }
    }
}

void sl_pack_forest_build(const sl_pack *pack, unsigned threads, sl_pack_forest *out)
{
    size_t count = pack->index.count;
    builder me = {.forest = out, .node_of = sl_calloc(count, sizeof(uint32_t))};
    uint32_t *queue = me.node_of, *weight, len;

    *out = (sl_pack_forest){
        .pack = pack, .count = pack->index.count, .twice = holds_twice(&pack->index)};
    out->nodes = sl_calloc(count + 1, sizeof *out->nodes);
    out->children = sl_calloc(count, sizeof *out->children);
    place_nodes(&me);
    fill_first(&me);
    sl_pool_run(threads, (count + CHUNK - 1) / CHUNK, read_chunk, &me);
    free(me.first);
    link_children(out);
    /* node_of has served: its memory becomes the queue. */
    len = hand_down_types(out, queue);
    weight = sl_calloc(count, sizeof *weight);
    put_heaviest_last(out, queue, len, weight);
    free(weight);
    blame_unreached(out, queue);
    free(queue);
}

void sl_pack_forest_free(sl_pack_forest *forest)
{
    free(forest->nodes);
    free(forest->children);
    *forest = (sl_pack_forest){0};
}
