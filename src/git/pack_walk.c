#include "git/pack_walk.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/pool.h"
#include "base/vec.h"
#include "git/delta.h"
#include "git/pack_needs.h"
#include "git/pack_rebuild.h"
#include "git/similar.h"

#include <stdlib.h>
#include <string.h>

/* A frame is pushed for a child that is not its parent's last; such a child has
 * at most half of its parent's descendants, and a pack has under 2^32 objects. */
enum { CHUNK = 8, FRAMES = 34 };

SL_VEC(node_vec, uint32_t);

/* An object whose children are being visited. */
typedef struct frame {
    sl_block bytes; /* empty: given up, and to be made again */
    uint32_t node;
    void *legacy;  /* of the visitor */
    uint32_t next; /* in forest->children */
    uint32_t end;
} frame;

typedef struct hand {
    sl_inflate *inflate;
    sl_stock stock;
    frame frames[FRAMES];
    unsigned depth;
    sl_copies copies;   /* of the object at hand */
    sl_similar similar; /* objects that are no deltas, and on which none are */
    node_vec lost;      /* a subtree that is being given up */
} hand;

typedef struct walk {
    const sl_pack_walk *in;
    sl_pack_forest forest;
    size_t roots;   /* of the wanted types */
    bool twice;     /* the index holds some id twice, which git does not write */
    uint8_t *needs; /* by node, an sl_pack_need; NULL: all are needed */
    hand **hands;   /* by worker; each on its own, so that they share no cache line */
} walk;

static const sl_pack_node *node_of(const walk *me, uint32_t node)
{
    return &me->forest.nodes[node];
}

static bool skipped(const walk *me, uint32_t node)
{
    return (me->in->skip && me->in->skip[node_of(me, node)->position]) ||
           (me->needs && me->needs[node] != SL_PACK_NEEDED);
}

/* Some way ahead, so that what it stands for is there when it comes. */
static void expect_node(const walk *me, uint32_t node)
{
    if (node != SL_PACK_NO_NODE)
        __builtin_prefetch(node_of(me, node));
}

static void expect_bytes(const walk *me, uint32_t node)
{
    if (node == SL_PACK_NO_NODE)
        return;
    sl_pack_expect(me->in->pack, node_of(me, node)->offset);
    __builtin_prefetch(
        sl_pack_index_id(&me->in->pack->index, node_of(me, node)->position));
}

static bool leaf(const walk *me, uint32_t node)
{
    return node_of(me, node)->children == sl_pack_forest_end(&me->forest, node);
}

static void report(const walk *me, unsigned worker, uint32_t node, sl_pack_fault fault)
{
    const sl_odb_visitor *visitor = me->in->visitor;
    sl_oid oid = sl_pack_forest_id(&me->forest, node);
    sl_err err;

    if (skipped(me, node))
        return;
    sl_pack_fail(me->in->pack, &oid, fault, me->in->max_size, &err);
    visitor->lost(visitor->ctx, worker, &oid, &err);
}

/* Reports the node and all that descends from it. told: the node itself has
 * been reported, or needs no report. */
static void give_up(const walk *me, unsigned worker, uint32_t node, sl_pack_fault fault,
                    bool told)
{
    node_vec *lost = &me->hands[worker]->lost;
    sl_pack_fault of_children =
        fault == SL_PACK_BUDGET ? SL_PACK_BUDGET : SL_PACK_BASE_LOST;

    if (!told)
        report(me, worker, node, fault);
    *sl_vec_push(lost) = node;
    while (lost->len > 0) {
        uint32_t base = lost->at[--lost->len];
        uint32_t end = sl_pack_forest_end(&me->forest, base);

        for (uint32_t i = node_of(me, base)->children; i < end; i++) {
            report(me, worker, me->forest.children[i], of_children);
            *sl_vec_push(lost) = me->forest.children[i];
        }
    }
}

/* Does the visitor take an object of this size? One that is too large is
 * reported here. */
static bool wanted(const walk *me, unsigned worker, uint32_t node, uint64_t size)
{
    const sl_odb_visitor *visitor = me->in->visitor;
    sl_oid oid;

    if (skipped(me, node))
        return false;
    if (size > me->in->max_size) {
        report(me, worker, node, SL_PACK_SIZE);
        return false;
    }
    if (!visitor->wanted)
        return true;
    oid = sl_pack_forest_id(&me->forest, node);
    return visitor->wanted(visitor->ctx, worker, &oid,
                           (sl_object_type)node_of(me, node)->type, size);
}

/* Of an id that an index holds twice either may be found. */
static size_t number_of(const walk *me, uint32_t node)
{
    return me->twice ? 0 : me->in->first + node_of(me, node)->position;
}

/* base_legacy: NULL for a root. Returns what the visitor leaves with the object. */
static void *deliver(const walk *me, unsigned worker, uint32_t node,
                     const sl_block *bytes, const void *base_legacy)
{
    const sl_odb_visitor *visitor = me->in->visitor;
    hand *my = me->hands[worker];
    bool alone = node_of(me, node)->base == SL_PACK_NO_NODE && leaf(me, node);
    void *legacy = NULL;
    sl_object object = {.oid = sl_pack_forest_id(&me->forest, node),
                        .number = number_of(me, node),
                        .type = (sl_object_type)node_of(me, node)->type,
                        .bytes = {(const char *)bytes->ptr, bytes->len},
                        .copies = &my->copies,
                        .base_legacy = base_legacy};

    if (visitor->discard && (alone || !leaf(me, node)))
        object.legacy = &legacy;
    if (object.legacy && alone)
        sl_similar_find(&my->similar, &object, &my->copies);
    visitor->object(visitor->ctx, worker, &object);
    return legacy && alone ? sl_similar_keep(&my->similar, object.bytes, legacy)
                           : legacy;
}

static void discard(const walk *me, unsigned worker, void *legacy)
{
    if (legacy)
        me->in->visitor->discard(me->in->visitor->ctx, worker, legacy);
}

static void push(const walk *me, hand *my, uint32_t node, sl_block bytes, void *legacy)
{
    my->frames[my->depth++] = (frame){.bytes = bytes,
                                      .node = node,
                                      .legacy = legacy,
                                      .next = node_of(me, node)->children,
                                      .end = sl_pack_forest_end(&me->forest, node)};
}

/* Which comes behind a child of the topmost frame: its first child, or the next one of
 * the nearest frame that has one. */
static uint32_t next_of(const walk *me, const hand *my, uint32_t node)
{
    const uint32_t *children = me->forest.children;

    if (!leaf(me, node))
        return children[node_of(me, node)->children];
    for (unsigned i = my->depth; i-- > 0;)
        if (my->frames[i].next < my->frames[i].end)
            return children[my->frames[i].next];
    return SL_PACK_NO_NODE;
}

static void pop(hand *my)
{
    sl_stock_give(&my->stock, &my->frames[--my->depth].bytes);
}

/* Hands on the bytes of a node that could be made, to the visitor if it wants
 * them and to the children if there are any. */
static void finish(const walk *me, unsigned worker, uint32_t node, bool want,
                   sl_block *bytes, const void *base_legacy)
{
    hand *my = me->hands[worker];
    void *legacy = want ? deliver(me, worker, node, bytes, base_legacy) : NULL;

    if (leaf(me, node))
        sl_stock_give(&my->stock, bytes);
    else
        push(me, my, node, *bytes, legacy);
}

/* Gives up the bytes of the parent farthest up that has any. The topmost one, whose child
 * is being made, keeps them. */
static bool give_back(hand *my)
{
    for (unsigned i = 0; i + 1 < my->depth; i++) {
        if (!my->frames[i].bytes.ptr)
            continue;
        sl_stock_give(&my->stock, &my->frames[i].bytes);
        return true;
    }
    return false;
}

static bool take(hand *my, uint64_t size, sl_block *out)
{
    if (size > my->stock.budget)
        return false;
    while (!sl_stock_take(&my->stock, size, out))
        if (!give_back(my))
            return false;
    return true;
}

static void visit_root(const walk *me, unsigned worker, uint32_t node)
{
    hand *my = me->hands[worker];
    sl_pack_entry entry;
    sl_block bytes = {0};
    sl_pack_fault fault;
    bool want;

    fault = sl_pack_entry_at(me->in->pack, node_of(me, node)->offset, &entry);
    want = fault == SL_PACK_SOUND && wanted(me, worker, node, entry.size);
    if (fault == SL_PACK_SOUND && !want && leaf(me, node))
        return;
    if (fault == SL_PACK_SOUND && !take(my, entry.size, &bytes))
        fault = SL_PACK_BUDGET;
    if (fault == SL_PACK_SOUND &&
        !sl_pack_inflate(me->in->pack, &entry, my->inflate, &bytes))
        fault = SL_PACK_STREAM;
    if (fault == SL_PACK_SOUND) {
        finish(me, worker, node, want, &bytes, NULL);
        return;
    }
    sl_stock_give(&my->stock, &bytes);
    give_up(me, worker, node, fault, !want);
}

/* Inflates the delta of a node. */
static sl_pack_fault inflate_delta(const walk *me, hand *my, uint32_t node,
                                   sl_block *packed, sl_delta *delta)
{
    sl_pack_entry entry;
    sl_pack_fault fault =
        sl_pack_entry_at(me->in->pack, node_of(me, node)->offset, &entry);

    if (fault != SL_PACK_SOUND)
        return fault;
    if (!take(my, entry.size, packed))
        return SL_PACK_BUDGET;
    if (!sl_pack_inflate(me->in->pack, &entry, my->inflate, packed))
        return SL_PACK_STREAM;
    if (!sl_delta_parse((sl_str){(const char *)packed->ptr, packed->len}, delta))
        return SL_PACK_DELTA;
    return SL_PACK_SOUND;
}

/* Sees to it that the topmost frame has its bytes. */
static sl_pack_fault have_base(const walk *me, hand *my, sl_str *base)
{
    frame *top = &my->frames[my->depth - 1];
    sl_pack_fault fault = SL_PACK_SOUND;

    if (!top->bytes.ptr)
        do
            fault = sl_pack_rebuild(&me->forest, top->node, my->inflate, &my->stock,
                                    &top->bytes);
        while (fault == SL_PACK_BUDGET && give_back(my));
    *base = sl_str_make((const char *)top->bytes.ptr, top->bytes.len);
    return fault;
}

/* Makes the bytes of a child, if anybody asks for them. */
static sl_pack_fault make_child(const walk *me, unsigned worker, uint32_t node,
                                sl_block *bytes, bool *asked, bool *want)
{
    hand *my = me->hands[worker];
    uint32_t next = next_of(me, my, node);
    sl_block packed = {0};
    sl_delta delta;
    sl_str base;
    sl_pack_fault fault = have_base(me, my, &base);

    expect_node(me, next);
    if (fault == SL_PACK_SOUND)
        fault = inflate_delta(me, my, node, &packed, &delta);
    expect_bytes(me, next);
    if (fault == SL_PACK_SOUND && delta.base_size != base.len)
        fault = SL_PACK_DELTA;
    if (fault == SL_PACK_SOUND) {
        *want = wanted(me, worker, node, delta.result_size);
        *asked = true;
        if (*want || !leaf(me, node)) {
            if (!take(my, delta.result_size, bytes))
                fault = SL_PACK_BUDGET;
            else if (!sl_delta_apply(&delta, base, bytes->ptr, &my->copies))
                fault = SL_PACK_DELTA;
        }
    }
    sl_stock_give(&my->stock, &packed);
    return fault;
}

/* Visits the next child of the topmost frame, which goes with its last child. */
static void visit_child(const walk *me, unsigned worker)
{
    hand *my = me->hands[worker];
    frame *top = &my->frames[my->depth - 1];
    uint32_t node = me->forest.children[top->next++];
    void *legacy = top->legacy;
    bool last = top->next == top->end;
    sl_block bytes = {0};
    bool want = false, asked = false;
    sl_pack_fault fault = SL_PACK_SOUND;

    if (!me->needs || me->needs[node] != SL_PACK_NOT_NEEDED)
        fault = make_child(me, worker, node, &bytes, &asked, &want);
    if (last)
        pop(my);
    if (fault == SL_PACK_SOUND && bytes.ptr)
        finish(me, worker, node, want, &bytes, legacy);
    else
        sl_stock_give(&my->stock, &bytes);
    if (fault != SL_PACK_SOUND)
        give_up(me, worker, node, fault, asked && !want);
    if (last)
        discard(me, worker, legacy);
}

static void visit_chunk(void *ctx, unsigned worker, size_t item)
{
    const walk *me = ctx;
    hand *my = me->hands[worker];

    for (size_t i = item * CHUNK; i < (item + 1) * CHUNK && i < me->roots; i++) {
        uint32_t root = sl_pack_forest_root(&me->forest, me->in->types, i);

        if (me->needs && me->needs[root] == SL_PACK_NOT_NEEDED)
            continue;
        if (i + 1 < me->roots)
            expect_bytes(me, sl_pack_forest_root(&me->forest, me->in->types, i + 1));
        visit_root(me, worker, root);
        while (my->depth > 0)
            visit_child(me, worker);
    }
}

/* Objects that belong to no tree. */
static void report_faulty(const walk *me)
{
    uint32_t left = me->forest.faulty;

    for (uint32_t i = 0; left > 0; i++)
        if (node_of(me, i)->fault != SL_PACK_SOUND) {
            report(me, 0, i, (sl_pack_fault)node_of(me, i)->fault);
            left--;
        }
}

void sl_pack_walk_run(const sl_pack_walk *in)
{
    walk me = {.in = in, .hands = sl_calloc(in->threads, sizeof *me.hands)};

    if (in->forest)
        me.forest = *in->forest;
    if (!me.forest.nodes)
        sl_pack_forest_build(in->pack, in->threads, &me.forest);
    me.forest.pack = in->pack; /* which may have moved */
    for (unsigned i = 0; i < in->threads; i++) {
        me.hands[i] = sl_calloc(1, sizeof **me.hands);
        me.hands[i]->inflate = sl_inflate_new();
        me.hands[i]->stock.budget = in->budget;
        me.hands[i]->similar = (sl_similar){.visitor = in->visitor, .worker = i};
    }
    /* Ids that stand twice have one to skip. */
    me.twice = in->skip && sl_pack_index_holds_twice(&in->pack->index);
    me.needs = sl_pack_needs(&me.forest, in->visitor);
    report_faulty(&me);
    me.roots = sl_pack_forest_roots(&me.forest, in->types);
    sl_pool_run(in->threads, (me.roots + CHUNK - 1) / CHUNK, visit_chunk, &me);
    for (unsigned i = 0; i < in->threads; i++) {
        sl_inflate_free(me.hands[i]->inflate);
        sl_similar_free(&me.hands[i]->similar);
        sl_stock_free(&me.hands[i]->stock);
        sl_vec_free(&me.hands[i]->copies);
        sl_vec_free(&me.hands[i]->lost);
        free(me.hands[i]);
    }
    free(me.hands);
    free(me.needs);
    if (in->forest)
        *in->forest = me.forest;
    else
        sl_pack_forest_free(&me.forest);
}
