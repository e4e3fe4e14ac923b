/* pack_forest_test.c - the forest of random packs, with damage and without, is what a slow
 * reader of the same headers finds, for every number of threads. */
#include "git/pack_forest.h"

#include "base/buf.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

enum { OID_LEN = 20, HEADER = 12, NO_TYPE = 5 /* of an object: reserved */ };

/* How a pack is made, in shares of a hundred. */
typedef struct recipe {
    uint32_t count;
    unsigned deltas;
    unsigned refs;   /* of the deltas: by id, also of what comes later */
    unsigned damage; /* headers without sense, bases that are not there */
    unsigned gaps;   /* long stretches without an object */
} recipe;

/* An object, in pack order; what it was made as, and what a slow reader makes of it. */
typedef struct made {
    uint64_t offset;
    uint32_t rank; /* decides its id, and is its position in the index */
    uint32_t base; /* the object, or SL_PACK_NO_NODE */
    unsigned kind;
    sl_pack_fault fault;
    unsigned type;
    uint32_t descendants;
} made;

typedef struct random_pack {
    made *objects;
    uint32_t count;
    sl_buf bytes;
    sl_buf index;
    sl_pack pack;
} random_pack;

static uint32_t next_random(uint64_t *state, uint32_t below)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((*state >> 33) % below);
}

static void add_be(sl_buf *out, uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        sl_buf_char(out, (char)(value >> shift));
}

/* Evenly spread, in the order of the ranks. */
static void id_of(uint32_t rank, uint32_t count, uint8_t id[OID_LEN])
{
    uint32_t top = (uint32_t)(((uint64_t)rank << 32) / count);

    memset(id, 0, OID_LEN);
    for (unsigned i = 0; i < 4; i++) {
        id[i] = (uint8_t)(top >> (24 - 8 * i));
        id[4 + i] = (uint8_t)(rank >> (24 - 8 * i));
    }
}

static void add_distance(sl_buf *out, uint64_t distance)
{
    uint8_t bytes[10];
    size_t len = 0;

    bytes[len++] = distance & 0x7f;
    while (distance >>= 7)
        bytes[len++] = (uint8_t)(0x80 | (--distance & 0x7f));
    while (len > 0)
        sl_buf_char(out, (char)bytes[--len]);
}

static void add_object(random_pack *p, const recipe *how, uint32_t i, uint64_t *state)
{
    made *o = &p->objects[i];
    uint8_t id[OID_LEN];
    bool broken = next_random(state, 100) < how->damage;

    o->offset = p->bytes.len;
    o->base = SL_PACK_NO_NODE;
    o->kind = 1 + next_random(state, 4);
    if (i > 0 && next_random(state, 100) < how->deltas)
        o->kind = next_random(state, 100) < how->refs ? SL_ENTRY_REF : SL_ENTRY_OFS;
    else if (broken)
        o->kind = NO_TYPE;
    sl_buf_char(&p->bytes, (char)(o->kind << 4));
    if (o->kind == SL_ENTRY_OFS) {
        /* Often near, as git puts them. */
        uint32_t near = i < 8 ? i : 8;

        o->base = next_random(state, 2) ? next_random(state, i)
                                        : i - 1 - next_random(state, near);
        add_distance(&p->bytes, o->offset - p->objects[o->base].offset - broken);
    } else if (o->kind == SL_ENTRY_REF) {
        o->base = next_random(state, p->count);
        id_of(p->objects[o->base].rank, p->count, id);
        id[OID_LEN - 1] = broken;
        sl_buf_add(&p->bytes, sl_str_make((const char *)id, OID_LEN));
    }
    if (broken)
        o->base = SL_PACK_NO_NODE;
    for (uint32_t more = 1 + next_random(state, 20); more > 0; more--)
        sl_buf_char(&p->bytes, 0);
    for (uint32_t more = next_random(state, 100) < how->gaps ? 3000 : 0; more > 0;
         more--)
        sl_buf_char(&p->bytes, 0);
}

static void make_index(random_pack *p)
{
    uint32_t *object = sl_calloc(p->count, sizeof *object); /* by rank */
    uint8_t id[OID_LEN];
    uint32_t rank = 0;

    for (uint32_t i = 0; i < p->count; i++)
        object[p->objects[i].rank] = i;
    sl_buf_add(&p->index, sl_lit("\377tOc"));
    add_be(&p->index, 2);
    for (unsigned byte = 0; byte < 256; byte++) {
        for (; rank < p->count; rank++) {
            id_of(rank, p->count, id);
            if (id[0] > byte)
                break;
        }
        add_be(&p->index, rank);
    }
    for (uint32_t i = 0; i < p->count; i++) {
        id_of(i, p->count, id);
        sl_buf_add(&p->index, sl_str_make((const char *)id, OID_LEN));
    }
    for (uint32_t i = 0; i < p->count; i++)
        add_be(&p->index, 0);
    for (uint32_t i = 0; i < p->count; i++)
        add_be(&p->index, (uint32_t)p->objects[object[i]].offset);
    for (unsigned i = 0; i < 2 * OID_LEN; i++)
        sl_buf_char(&p->index, 0);
    free(object);
}

static void make_pack(random_pack *p, const recipe *how, uint64_t *state)
{
    sl_err err = {0};

    *p = (random_pack){.count = how->count,
                       .objects = sl_calloc(how->count, sizeof *p->objects)};
    for (uint32_t i = 0; i < p->count; i++) {
        uint32_t other = next_random(state, i + 1);

        p->objects[i].rank = p->objects[other].rank;
        p->objects[other].rank = i;
    }
    for (unsigned i = 0; i < HEADER; i++)
        sl_buf_char(&p->bytes, 0);
    for (uint32_t i = 0; i < p->count; i++)
        add_object(p, how, i, state);
    make_index(p);
    p->pack = (sl_pack){.objects.bytes = sl_buf_str(&p->bytes), .end = p->bytes.len};
    if (!sl_pack_index_parse(sl_buf_str(&p->index), OID_LEN, "idx", &p->pack.index,
                             &err))
        fail_msg("%s", err.text);
}

static void free_pack(random_pack *p)
{
    free(p->objects);
    sl_buf_free(&p->bytes);
    sl_buf_free(&p->index);
}

/* From the object up to where its chain ends, or goes round. */
static void climb(random_pack *p, uint32_t i)
{
    made *o = &p->objects[i];
    const made *at = o;
    uint32_t steps = 0;

    while (at->base != SL_PACK_NO_NODE && steps++ <= p->count)
        at = &p->objects[at->base];
    if (at->base != SL_PACK_NO_NODE)
        o->fault = SL_PACK_CYCLE;
    else if (at->kind >= SL_ENTRY_OFS)
        o->fault = at == o ? SL_PACK_NO_BASE : SL_PACK_BASE_LOST;
    else if (at->kind == NO_TYPE)
        o->fault = at == o ? SL_PACK_HEADER : SL_PACK_BASE_LOST;
    else
        o->type = at->kind;
    if (o->type == SL_OBJ_NONE)
        return;
    for (uint32_t base = o->base; base != SL_PACK_NO_NODE; base = p->objects[base].base)
        p->objects[base].descendants++;
}

/* Of a node that hangs on a root: all its children, in pack order, but behind them the
 * heaviest, of equal ones the last. */
static void check_children(const random_pack *p, const sl_pack_forest *f, uint32_t node)
{
    uint32_t start = f->nodes[node].children, end = sl_pack_forest_end(f, node);
    const uint32_t *children = f->children;
    uint32_t heaviest = end > start ? p->objects[children[end - 1]].descendants : 0;

    for (uint32_t i = start; i < end; i++) {
        uint32_t weight = p->objects[children[i]].descendants;

        assert_int_equal(p->objects[children[i]].base, node);
        assert_true(i == start || i + 1 == end || children[i - 1] < children[i]);
        assert_true(weight < heaviest ||
                    (weight == heaviest && children[i] <= children[end - 1]));
    }
}

static void check_roots(const random_pack *p, const sl_pack_forest *f)
{
    uint32_t at = 0;

    for (unsigned type = SL_OBJ_COMMIT; type <= SL_OBJ_TAG; type++) {
        assert_int_equal(f->first_root[type], at);
        for (uint32_t i = 0; i < p->count; i++)
            if (p->objects[i].kind == type)
                assert_int_equal(f->roots[at++], i);
    }
    assert_int_equal(f->first_root[SL_OBJ_TAG + 1], at);
}

static void check_forest(const random_pack *p, unsigned threads)
{
    sl_pack_forest f;
    uint32_t faulty = 0, children = 0;

    sl_pack_forest_build(&p->pack, threads, &f);
    assert_int_equal(f.count, p->count);
    for (uint32_t i = 0; i < p->count; i++) {
        const made *o = &p->objects[i];

        assert_int_equal(f.nodes[i].offset, o->offset);
        assert_int_equal(f.nodes[i].position, o->rank);
        assert_int_equal(f.nodes[i].base, o->base);
        assert_int_equal(f.nodes[i].fault, o->fault);
        assert_int_equal(f.nodes[i].type, o->type);
        faulty += o->fault != SL_PACK_SOUND;
        assert_int_equal(f.nodes[i].children, children);
        children = sl_pack_forest_end(&f, i);
        if (o->type != SL_OBJ_NONE)
            check_children(p, &f, i);
    }
    for (uint32_t i = 0; i < p->count; i++)
        children -= p->objects[i].base != SL_PACK_NO_NODE;
    assert_int_equal(children, 0);
    assert_int_equal(f.faulty, faulty);
    check_roots(p, &f);
    sl_pack_forest_free(&f);
}

static void forests_are_what_a_slow_reader_finds(void **state)
{
    static const recipe recipes[] = {
        {.count = 1},
        {.count = 7, .deltas = 90, .refs = 100},
        {.count = 300, .deltas = 60},
        {.count = 300, .deltas = 60, .refs = 3},
        {.count = 300, .deltas = 60, .refs = 50, .damage = 5},
        {.count = 3000, .deltas = 80, .damage = 1, .gaps = 1},
        {.count = 3000, .deltas = 80, .refs = 1, .gaps = 1},
        {.count = 50000, .deltas = 60, .damage = 1},
        {.count = 50000, .deltas = 60, .refs = 1, .damage = 1},
    };
    uint64_t seed = 20261123;

    (void)state;
    for (size_t r = 0; r < sizeof recipes / sizeof *recipes; r++)
        for (unsigned round = 0; round < (recipes[r].count < 1000 ? 50 : 1); round++) {
            random_pack p;

            make_pack(&p, &recipes[r], &seed);
            for (uint32_t i = 0; i < p.count; i++)
                climb(&p, i);
            for (unsigned threads = 1; threads <= 3; threads++)
                check_forest(&p, threads);
            free_pack(&p);
        }
}

/* What an index says of offsets behind the end is a fault of each of them. */
static void offsets_behind_the_end_are_faults(void **state)
{
    static const recipe how = {.count = 5000, .deltas = 50};
    uint64_t seed = 7;
    sl_pack_forest f;
    random_pack p;

    (void)state;
    make_pack(&p, &how, &seed);
    p.pack.end = p.objects[3000].offset;
    for (unsigned threads = 1; threads <= 2; threads++) {
        sl_pack_forest_build(&p.pack, threads, &f);
        for (uint32_t i = 0; i < p.count; i++) {
            if (i < 3000)
                assert_int_equal(f.nodes[i].position, p.objects[i].rank);
            assert_int_equal(f.nodes[i].fault == SL_PACK_BEYOND, i >= 3000);
            assert_int_equal(f.nodes[i].fault == SL_PACK_SOUND, i < 3000);
        }
        assert_int_equal(f.faulty, 2000);
        sl_pack_forest_free(&f);
    }
    free_pack(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forests_are_what_a_slow_reader_finds),
        cmocka_unit_test(offsets_behind_the_end_are_faults),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
