#include "git/odb.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { OID_LEN = 20, MAX_SIZE = 1 << 20 };

/* Object number n has an id of n in every byte (nobody hashes) and the text
 * "object n". */
typedef struct store {
    char path[64];
} store;

static sl_oid id(uint8_t n)
{
    uint8_t raw[OID_LEN];

    memset(raw, n, sizeof raw);
    return sl_oid_make(raw, sizeof raw);
}

static void add_be(sl_buf *out, uint32_t value, int bytes)
{
    while (bytes-- > 0)
        sl_buf_char(out, (char)(bytes < 4 ? value >> 8 * bytes : 0));
}

/* A zlib stream of one stored block. */
static void add_stream(sl_buf *out, sl_str text)
{
    uint32_t low = 1, high = 0;

    sl_buf_add(out, sl_lit("\x78\x01\x01"));
    sl_buf_char(out, (char)text.len);
    sl_buf_char(out, 0);
    sl_buf_char(out, (char)~text.len);
    sl_buf_char(out, (char)0xff);
    sl_buf_add(out, text);
    for (size_t i = 0; i < text.len; i++) {
        low = (low + (uint8_t)text.ptr[i]) % 65521;
        high = (high + low) % 65521;
    }
    add_be(out, high << 16 | low, 4);
}

static void save(const store *at, const char *name, sl_buf *bytes)
{
    char path[160];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", at->path, name);
    file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes->ptr, 1, bytes->len, file), bytes->len);
    fclose(file);
    sl_buf_free(bytes);
}

static const char *loose_name(uint8_t n, char out[80])
{
    char hex[SL_OID_HEX_MAX + 1];
    sl_oid oid = id(n);

    sl_oid_hex(&oid, hex);
    snprintf(out, 80, "%.2s/%s", hex, hex + 2);
    return out;
}

static void add_loose(const store *at, uint8_t n)
{
    sl_buf content = {0}, packed = {0};
    char name[80], dir[160];

    snprintf(dir, sizeof dir, "%s/%02x", at->path, n);
    mkdir(dir, 0700);
    sl_buf_printf(&content, "blob 8");
    sl_buf_char(&content, 0);
    sl_buf_printf(&content, "object %u", n);
    add_stream(&packed, sl_buf_str(&content));
    save(at, loose_name(n, name), &packed);
    sl_buf_free(&content);
}

static void remove_file(const store *at, const char *name)
{
    char path[160];

    snprintf(path, sizeof path, "%s/%s", at->path, name);
    assert_int_equal(unlink(path), 0);
}

/* pack-<first>.pack: blobs first to last, the first as it is, each other as a
 * delta on the one before. */
static void add_pack(const store *at, uint8_t first, uint8_t last)
{
    sl_buf pack = {0}, index = {0};
    uint32_t offsets[10] = {0};
    char name[64];

    sl_buf_add(&pack, sl_lit("PACK"));
    add_be(&pack, 2, 4);
    add_be(&pack, (uint32_t)(last - first + 1), 4);
    for (uint8_t n = first; n <= last; n++) {
        /* base 8, result 8, copy 7 from the start, insert 1 */
        char whole[] = "object n", delta[] = "\x08\x08\x90\x07\x01n";

        whole[7] = delta[5] = (char)('0' + n);
        offsets[n] = (uint32_t)pack.len;
        sl_buf_char(&pack, n == first ? 0x38 : 0x66);
        if (n > first)
            sl_buf_char(&pack, (char)(offsets[n] - offsets[n - 1]));
        add_stream(&pack, sl_str_of(n > first ? delta : whole));
    }
    add_be(&pack, 0xfeed, OID_LEN);

    sl_buf_add(&index, sl_lit("\377tOc"));
    add_be(&index, 2, 4);
    for (uint32_t byte = 0; byte < 256; byte++)
        add_be(&index,
               byte < first  ? 0
               : byte < last ? byte - first + 1
                             : (uint32_t)(last - first + 1),
               4);
    for (uint8_t n = first; n <= last; n++)
        sl_buf_add(&index, sl_str_make((const char *)id(n).raw, OID_LEN));
    for (uint8_t n = first; n <= last; n++)
        add_be(&index, 0, 4);
    for (uint8_t n = first; n <= last; n++)
        add_be(&index, offsets[n], 4);
    add_be(&index, 0xfeed, OID_LEN);
    add_be(&index, 0, OID_LEN);

    snprintf(name, sizeof name, "pack/pack-%u.pack", first);
    save(at, name, &pack);
    snprintf(name, sizeof name, "pack/pack-%u.idx", first);
    save(at, name, &index);
}

static int set_up(void **state)
{
    store *at = sl_calloc(1, sizeof *at);
    char dir[160];

    strcpy(at->path, "/tmp/seclint-odb.XXXXXX");
    assert_non_null(mkdtemp(at->path));
    snprintf(dir, sizeof dir, "%s/pack", at->path);
    assert_int_equal(mkdir(dir, 0700), 0);
    *state = at;
    return 0;
}

static int tear_down(void **state)
{
    store *at = *state;
    char command[160];

    snprintf(command, sizeof command, "rm -rf '%s'", at->path);
    assert_int_equal(system(command), 0);
    free(at);
    return 0;
}

typedef struct seen {
    unsigned times[10];
    unsigned lost[10];
    sl_err_code why[10];
    unsigned whole; /* packs or directories that were lost */
    unsigned refuse;
} seen;

static bool wanted(void *ctx, unsigned worker, const sl_oid *oid, sl_object_type type,
                   uint64_t size)
{
    const seen *me = ctx;

    (void)worker;
    assert_int_equal(type, SL_OBJ_BLOB);
    assert_int_equal(size, 8);
    return oid->raw[0] != me->refuse;
}

static void object(void *ctx, unsigned worker, const sl_object *found)
{
    seen *me = ctx;
    char text[16];

    (void)worker;
    snprintf(text, sizeof text, "object %u", found->oid.raw[0]);
    assert_true(sl_str_eq(found->bytes, sl_str_of(text)));
    me->times[found->oid.raw[0]]++;
}

static void lost(void *ctx, unsigned worker, const sl_oid *oid, const sl_err *err)
{
    seen *me = ctx;

    (void)worker;
    if (oid->len == 0) {
        me->whole++;
        return;
    }
    me->lost[oid->raw[0]]++;
    me->why[oid->raw[0]] = err->code;
}

static seen walk(sl_odb *odb, unsigned refuse, uint64_t max_size)
{
    seen out = {.refuse = refuse};
    sl_odb_visitor visitor = {
        .ctx = &out, .wanted = wanted, .object = object, .lost = lost};

    sl_odb_walk(odb, 1u << SL_OBJ_BLOB, 1, max_size, &visitor);
    return out;
}

static sl_odb *open_store(const store *at)
{
    sl_err err = {0};
    sl_odb *odb = sl_odb_open(at->path, NULL, 0, OID_LEN, &err);

    if (!odb)
        fail_msg("%s", err.text);
    return odb;
}

static sl_err_code read_one(sl_odb *odb, uint8_t n, uint64_t max_size)
{
    sl_object_type type = SL_OBJ_NONE;
    sl_oid oid = id(n);
    sl_buf out = {0};
    sl_err err = {0};
    char text[16];

    snprintf(text, sizeof text, "object %u", n);
    if (sl_odb_read(odb, &oid, max_size, &type, &out, &err)) {
        assert_int_equal(type, SL_OBJ_BLOB);
        assert_true(sl_str_eq(sl_buf_str(&out), sl_str_of(text)));
    }
    sl_buf_free(&out);
    return err.code;
}

/* Objects 1 to 3 in one pack, 3 to 5 in another, 5 and 6 loose. */
static sl_odb *open_mixed(const store *at)
{
    add_pack(at, 1, 3);
    add_pack(at, 3, 5);
    add_loose(at, 5);
    add_loose(at, 6);
    return open_store(at);
}

static void every_object_can_be_read(void **state)
{
    sl_odb *odb = open_mixed(*state);

    assert_int_equal(sl_odb_count(odb), 8);
    for (uint8_t n = 1; n <= 6; n++) {
        sl_oid oid = id(n);

        assert_int_equal(read_one(odb, n, MAX_SIZE), SL_OK);
        assert_int_equal(read_one(odb, n, 8), SL_OK);
        assert_int_equal(read_one(odb, n, 7), SL_ELIMIT);
        assert_true(sl_odb_has(odb, &oid));
    }
    assert_int_equal(read_one(odb, 7, MAX_SIZE), SL_ENOTFOUND);
    sl_odb_close(odb);
}

static void a_walk_delivers_each_object_once(void **state)
{
    sl_odb *odb = open_mixed(*state);
    seen all = walk(odb, 0, MAX_SIZE);
    seen small = walk(odb, 0, 7);

    assert_int_equal(all.whole, 0);
    for (uint8_t n = 1; n <= 6; n++) {
        seen without = walk(odb, n, MAX_SIZE);

        assert_int_equal(all.times[n], 1);
        assert_int_equal(all.lost[n], 0);
        assert_int_equal(small.times[n], 0);
        assert_int_equal(small.lost[n], 1);
        assert_int_equal(small.why[n], SL_ELIMIT);
        for (uint8_t other = 1; other <= 6; other++)
            assert_int_equal(without.times[other], other != n);
    }
    sl_odb_close(odb);
}

static void packs_that_gc_removes_stay_readable(void **state)
{
    sl_odb *odb = open_mixed(*state);
    seen all;

    remove_file(*state, "pack/pack-1.pack");
    remove_file(*state, "pack/pack-1.idx");
    all = walk(odb, 0, MAX_SIZE);
    for (uint8_t n = 1; n <= 6; n++)
        assert_int_equal(all.times[n], 1);
    assert_int_equal(read_one(odb, 1, MAX_SIZE), SL_OK);
    sl_odb_close(odb);
}

/* What gc does: a pack comes, the loose files go. */
static void objects_that_gc_packs_are_found(void **state)
{
    sl_odb *odb;
    char name[80];
    seen all;

    add_loose(*state, 7);
    add_loose(*state, 8);
    odb = open_store(*state);
    usleep(20000); /* directory times may tick as slowly as every 10 ms */
    add_pack(*state, 7, 8);
    remove_file(*state, loose_name(7, name));
    remove_file(*state, loose_name(8, name));
    assert_int_equal(read_one(odb, 8, MAX_SIZE), SL_OK);
    all = walk(odb, 0, MAX_SIZE);
    assert_int_equal(all.times[7] + all.times[8], 2);
    assert_int_equal(all.lost[7] + all.lost[8] + all.whole, 0);
    sl_odb_close(odb);
}

/* The visitor plays gc: it packs what the walk has listed and not yet read. */
typedef struct gc {
    seen seen;
    const store *at;
    bool done;
} gc;

static void object_and_gc(void *ctx, unsigned worker, const sl_object *found)
{
    gc *me = ctx;
    char name[80];

    object(&me->seen, worker, found);
    if (me->done)
        return;
    me->done = true;
    add_pack(me->at, 7, 9);
    for (uint8_t n = 8; n <= 9; n++)
        remove_file(me->at, loose_name(n, name));
}

static void loose_objects_that_vanish_during_a_walk_are_found(void **state)
{
    gc ctx = {.at = *state};
    sl_odb_visitor visitor = {.ctx = &ctx, .object = object_and_gc, .lost = lost};
    sl_odb *odb;

    for (uint8_t n = 7; n <= 9; n++)
        add_loose(*state, n);
    odb = open_store(*state);
    sl_odb_walk(odb, 1u << SL_OBJ_BLOB, 1, MAX_SIZE, &visitor);
    for (uint8_t n = 7; n <= 9; n++) {
        assert_int_equal(ctx.seen.times[n], 1);
        assert_int_equal(ctx.seen.lost[n], 0);
    }
    sl_odb_close(odb);
}

static void a_directory_that_is_not_there_is_an_error(void **state)
{
    const store *at = *state;
    const char *extra[] = {"/nowhere/extra"};
    sl_err err = {0};
    sl_odb *odb;

    assert_null(sl_odb_open("/nowhere/objects", NULL, 0, OID_LEN, &err));
    assert_int_equal(err.code, SL_EIO);
    assert_null(strstr(err.text, "/nowhere"));
    odb = sl_odb_open(at->path, extra, 1, OID_LEN, &err);
    assert_non_null(odb);
    assert_int_equal(walk(odb, 0, MAX_SIZE).whole, 1);
    sl_odb_close(odb);
}

#define ODB_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ODB_TEST(every_object_can_be_read),
        ODB_TEST(a_walk_delivers_each_object_once),
        ODB_TEST(packs_that_gc_removes_stay_readable),
        ODB_TEST(objects_that_gc_packs_are_found),
        ODB_TEST(loose_objects_that_vanish_during_a_walk_are_found),
        ODB_TEST(a_directory_that_is_not_there_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
