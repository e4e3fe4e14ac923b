/* pack_walk_test.c - a walk with too little memory for all parents gives some up, makes
 * them again, and delivers what a walk with plenty delivers. What a visitor left with an
 * object is given to those that were made from it, and to those that are like it. */
#include "git/pack_walk.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A full binary tree of deltas: node n has the children 2n + 1 and 2n + 2. */
enum {
    NODES = 63,
    SIZE = 200,
    OID_LEN = 20,
    BLOCK = SIZE + SIZE / 4 + SL_INFLATE_ROOM
};

typedef struct seen {
    unsigned times[NODES];
    unsigned lost[NODES];
} seen;

/* Byte k of node n: its own number in the last place, in the others what the nodes on the
 * way to it left there. */
static void text_of(unsigned n, char *out)
{
    unsigned way[16];
    unsigned depth = 0;

    memset(out, '.', SIZE);
    for (;; n = (n - 1) / 2) {
        way[depth++] = n;
        if (n == 0)
            break;
    }
    for (unsigned i = depth; i-- > 0;)
        out[depth - 1 - i] = (char)('0' + way[i]);
}

static void add_be(sl_buf *out, uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        sl_buf_char(out, (char)(value >> shift));
}

/* A zlib stream of one stored block. */
static void add_stream(sl_buf *out, sl_str text)
{
    uint32_t low = 1, high = 0;

    sl_buf_add(out, sl_lit("\x78\x01\x01"));
    sl_buf_char(out, (char)text.len);
    sl_buf_char(out, (char)(text.len >> 8));
    sl_buf_char(out, (char)~text.len);
    sl_buf_char(out, (char)(~text.len >> 8));
    sl_buf_add(out, text);
    for (size_t i = 0; i < text.len; i++) {
        low = (low + (uint8_t)text.ptr[i]) % 65521;
        high = (high + low) % 65521;
    }
    add_be(out, high << 16 | low);
}

/* Type and size: one byte for sizes up to 15, else two. */
static void add_head(sl_buf *out, unsigned type, size_t size)
{
    sl_buf_char(out, (char)(type << 4 | (size & 15) | (size > 15 ? 0x80 : 0)));
    if (size > 15)
        sl_buf_char(out, (char)(size >> 4));
}

static void add_node(sl_buf *pack, uint32_t *offsets, unsigned n)
{
    char text[SIZE];
    uint8_t delta[32] = {(SIZE & 0x7f) | 0x80, SIZE >> 7, (SIZE & 0x7f) | 0x80,
                         SIZE >> 7};
    size_t len = 4;
    unsigned depth = 0;
    uint32_t back;

    text_of(n, text);
    offsets[n] = (uint32_t)pack->len;
    if (n == 0) {
        add_head(pack, SL_OBJ_BLOB, SIZE);
        add_stream(pack, sl_str_make(text, SIZE));
        return;
    }
    for (unsigned up = n; up > 0; up = (up - 1) / 2)
        depth++;
    delta[len++] = 0x91; /* copy what stands in front of the byte, */
    delta[len++] = 0;
    delta[len++] = (uint8_t)depth;
    delta[len++] = 1; /* the byte, */
    delta[len++] = (uint8_t)text[depth];
    delta[len++] = 0x91; /* and what stands behind it */
    delta[len++] = (uint8_t)(depth + 1);
    delta[len++] = (uint8_t)(SIZE - depth - 1);
    add_head(pack, SL_ENTRY_OFS, len);
    back = offsets[n] - offsets[(n - 1) / 2];
    if (back > 127)
        sl_buf_char(pack, (char)(0x80 | ((back >> 7) - 1)));
    sl_buf_char(pack, (char)(back & 0x7f));
    add_stream(pack, sl_str_make((const char *)delta, len));
}

static void save(const char *dir, const char *name, sl_buf *bytes)
{
    char path[96];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", dir, name);
    file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes->ptr, 1, bytes->len, file), bytes->len);
    fclose(file);
    sl_buf_free(bytes);
}

typedef void add_object(sl_buf *pack, uint32_t *offsets, unsigned n);

static void make_pack(const char *dir, add_object *add)
{
    uint32_t offsets[NODES];
    sl_buf pack = {0}, index = {0};

    sl_buf_add(&pack, sl_lit("PACK"));
    add_be(&pack, 2);
    add_be(&pack, NODES);
    for (unsigned n = 0; n < NODES; n++)
        add(&pack, offsets, n);
    sl_buf_add(&index, sl_lit("\377tOc"));
    add_be(&index, 2);
    for (unsigned byte = 0; byte < 256; byte++)
        add_be(&index, byte < NODES ? byte + 1 : NODES);
    for (unsigned n = 0; n < NODES; n++)
        for (unsigned i = 0; i < OID_LEN; i++)
            sl_buf_char(&index, (char)n);
    for (unsigned n = 0; n < NODES; n++)
        add_be(&index, 0);
    for (unsigned n = 0; n < NODES; n++)
        add_be(&index, offsets[n]);
    for (unsigned i = 0; i < OID_LEN; i++) {
        sl_buf_char(&pack, 7);
        sl_buf_char(&index, 7);
    }
    for (unsigned i = 0; i < OID_LEN; i++)
        sl_buf_char(&index, 0);
    save(dir, "pack-1.pack", &pack);
    save(dir, "pack-1.idx", &index);
}

static void object(void *ctx, unsigned worker, const sl_object *found)
{
    seen *s = ctx;
    unsigned n = found->oid.raw[0];
    char text[SIZE];

    (void)worker;
    text_of(n, text);
    assert_int_equal(found->bytes.len, SIZE);
    assert_memory_equal(found->bytes.ptr, text, SIZE);
    s->times[n]++;
}

static void lost(void *ctx, unsigned worker, const sl_oid *oid, const sl_err *err)
{
    seen *s = ctx;

    (void)worker;
    assert_int_equal(err->code, SL_ELIMIT);
    s->lost[oid->raw[0]]++;
}

static void parents_are_given_up_and_made_again(void **state)
{
    char path[] = "/tmp/seclint-walk.XXXXXX";
    char command[64];
    sl_pack pack;
    sl_err err = {0};
    int dir;

    (void)state;
    assert_non_null(mkdtemp(path));
    make_pack(path, add_node);
    dir = open(path, O_RDONLY | O_DIRECTORY);
    if (!sl_pack_open(dir, "pack-1.idx", OID_LEN, &pack, &err))
        fail_msg("%s", err.text);
    assert_null(pack.flaw);
    /* From plenty down to what two objects and a delta need. */
    for (size_t budget = 40 * BLOCK; budget >= 3 * BLOCK; budget -= BLOCK / 2) {
        seen s = {0};
        sl_odb_visitor visitor = {.ctx = &s, .object = object, .lost = lost};

        sl_pack_walk_run(&(sl_pack_walk){.pack = &pack,
                                         .types = 1u << SL_OBJ_BLOB,
                                         .threads = 1,
                                         .max_size = SIZE,
                                         .budget = budget,
                                         .visitor = &visitor});
        for (unsigned n = 0; n < NODES; n++) {
            assert_int_equal(s.times[n], 1);
            assert_int_equal(s.lost[n], 0);
        }
    }
    for (size_t budget = SIZE / 2; budget <= SIZE + SIZE / 2; budget += SIZE) {
        seen s = {0};
        sl_odb_visitor visitor = {.ctx = &s, .object = object, .lost = lost};

        sl_pack_walk_run(&(sl_pack_walk){.pack = &pack,
                                         .types = 1u << SL_OBJ_BLOB,
                                         .threads = 1,
                                         .max_size = SIZE,
                                         .budget = budget,
                                         .visitor = &visitor});
        for (unsigned n = 0; n < NODES; n++)
            assert_int_equal(s.times[n] + s.lost[n], 1);
        assert_int_equal(s.lost[NODES - 1], 1);
    }
    sl_pack_close(&pack);
    close(dir);
    snprintf(command, sizeof command, "rm -rf '%s'", path);
    assert_int_equal(system(command), 0);
}

enum { LONG = 600, CHANGED = LONG / 2 };

/* Versions of one text, none of them a delta, which differ in one byte. */
static void version_of(unsigned n, char *out)
{
    for (unsigned i = 0; i < LONG; i++)
        out[i] = (char)('a' + i * i / 7 % 26);
    out[CHANGED] = (char)('0' + n);
}

static void add_version(sl_buf *pack, uint32_t *offsets, unsigned n)
{
    char text[LONG];

    version_of(n, text);
    offsets[n] = (uint32_t)pack->len;
    add_head(pack, SL_OBJ_BLOB, LONG);
    add_stream(pack, sl_str_make(text, LONG));
}

/* Leaves the count of its version with each. */
static void leave(void *ctx, unsigned worker, const sl_object *found)
{
    seen *s = ctx;
    unsigned n = found->oid.raw[0];

    (void)worker;
    s->times[n]++;
    assert_non_null(found->legacy);
    *found->legacy = &s->times[n];
    assert_int_equal(found->similar, n > 0);
    if (n == 0) {
        assert_null(found->base_legacy);
        return;
    }
    assert_ptr_equal(found->base_legacy, &s->times[n - 1]);
    assert_int_equal(found->copies->len, 2);
    assert_int_equal(found->copies->at[0].len, CHANGED);
    assert_int_equal(found->copies->at[1].at, CHANGED + 1);
    assert_int_equal(found->copies->at[1].len, LONG - CHANGED - 1);
}

static void discard(void *ctx, unsigned worker, void *legacy)
{
    seen *s = ctx;

    (void)worker;
    s->lost[(unsigned *)legacy - s->times]++;
}

static void a_version_knows_the_one_before(void **state)
{
    char path[] = "/tmp/seclint-walk.XXXXXX";
    char command[64];
    sl_pack pack;
    sl_err err = {0};
    seen s = {0};
    sl_odb_visitor visitor = {
        .ctx = &s, .object = leave, .discard = discard, .lost = lost};
    int dir;

    (void)state;
    assert_non_null(mkdtemp(path));
    make_pack(path, add_version);
    dir = open(path, O_RDONLY | O_DIRECTORY);
    if (!sl_pack_open(dir, "pack-1.idx", OID_LEN, &pack, &err))
        fail_msg("%s", err.text);
    sl_pack_walk_run(&(sl_pack_walk){.pack = &pack,
                                     .types = 1u << SL_OBJ_BLOB,
                                     .threads = 1,
                                     .max_size = LONG,
                                     .budget = 4 * (LONG + LONG / 4 + SL_INFLATE_ROOM),
                                     .visitor = &visitor});
    for (unsigned n = 0; n < NODES; n++) {
        assert_int_equal(s.times[n], 1);
        assert_int_equal(s.lost[n], 1); /* discarded */
    }
    sl_pack_close(&pack);
    close(dir);
    snprintf(command, sizeof command, "rm -rf '%s'", path);
    assert_int_equal(system(command), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parents_are_given_up_and_made_again),
        cmocka_unit_test(a_version_knows_the_one_before),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
