#include "git/pack_index.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { COUNT = 3, OID_LEN = 20, FANOUT = 256 };

/* First bytes of the ids; the other bytes are 0. */
static const uint8_t firsts[COUNT] = {0x00, 0x7f, 0xff};
static const uint32_t narrow[COUNT] = {12, 0x7fffffff, 0x80000000};
static const uint64_t wide = UINT64_C(0x0123456789abcdef);

static void add32(sl_buf *out, uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        sl_buf_char(out, (char)(value >> shift));
}

static void add_id(sl_buf *out, uint8_t first)
{
    uint8_t id[OID_LEN] = {first};

    sl_buf_add(out, (sl_str){(const char *)id, sizeof id});
}

static void add_fanout(sl_buf *out)
{
    for (unsigned byte = 0; byte < FANOUT; byte++)
        add32(out, byte < 0x7f ? 1 : byte < 0xff ? 2 : 3);
}

static sl_buf make(unsigned version)
{
    sl_buf out = {0};

    if (version == 2) {
        sl_buf_add(&out, sl_lit("\377tOc"));
        add32(&out, 2);
    }
    add_fanout(&out);
    for (unsigned i = 0; version == 1 && i < COUNT; i++) {
        add32(&out, narrow[i]);
        add_id(&out, firsts[i]);
    }
    for (unsigned i = 0; version == 2 && i < COUNT; i++)
        add_id(&out, firsts[i]);
    for (unsigned i = 0; version == 2 && i < COUNT; i++)
        add32(&out, 0xdeadbeef); /* CRC */
    for (unsigned i = 0; version == 2 && i < COUNT; i++)
        add32(&out, narrow[i]);
    if (version == 2) {
        add32(&out, (uint32_t)(wide >> 32));
        add32(&out, (uint32_t)wide);
    }
    add_id(&out, 0xaa); /* of the pack */
    add_id(&out, 0xbb); /* of the index */
    return out;
}

static bool parse(sl_buf *bytes, sl_pack_index *index)
{
    return sl_pack_index_parse(sl_buf_str(bytes), OID_LEN, "pack-1.idx", index, NULL);
}

static void both_versions_give_ids_and_offsets(void **state)
{
    (void)state;
    for (unsigned version = 1; version <= 2; version++) {
        sl_buf bytes = make(version);
        sl_pack_index index;
        uint32_t position;

        assert_true(parse(&bytes, &index));
        assert_int_equal(index.version, version);
        assert_int_equal(index.count, COUNT);
        assert_int_equal(index.pack_checksum[0], 0xaa);
        for (uint32_t i = 0; i < COUNT; i++) {
            uint8_t id[OID_LEN] = {firsts[i]};

            assert_memory_equal(sl_pack_index_id(&index, i), id, OID_LEN);
            assert_true(sl_pack_index_find(&index, id, &position));
            assert_int_equal(position, i);
            id[OID_LEN - 1] = 1;
            assert_false(sl_pack_index_find(&index, id, &position));
        }
        assert_int_equal(sl_pack_index_offset(&index, 0), 12);
        assert_int_equal(sl_pack_index_offset(&index, 1), 0x7fffffff);
        assert_int_equal(sl_pack_index_offset(&index, 2),
                         version == 1 ? 0x80000000 : wide);
        assert_int_equal(sl_pack_index_bucket(&index, 0x7f), 1);
        assert_int_equal(sl_pack_index_bucket(&index, FANOUT), COUNT);
        sl_buf_free(&bytes);
    }
}

/* Every third id asked for is none. */
static void all_are_found_at_once(const sl_pack_index *index)
{
    for (uint32_t i = 0; i < index->count; i += SL_PACK_INDEX_AT_ONCE) {
        uint8_t ids[SL_PACK_INDEX_AT_ONCE][OID_LEN];
        const uint8_t *raw[SL_PACK_INDEX_AT_ONCE];
        uint32_t positions[SL_PACK_INDEX_AT_ONCE];
        size_t len = 0;

        for (; len < SL_PACK_INDEX_AT_ONCE && i + len < index->count; len++) {
            memcpy(ids[len], sl_pack_index_id(index, i + (uint32_t)len), OID_LEN);
            ids[len][OID_LEN - 1] = len % 3 == 2;
            raw[len] = ids[len];
        }
        sl_pack_index_find_all(index, raw, len, positions);
        for (size_t k = 0; k < len; k++)
            assert_int_equal(positions[k],
                             k % 3 == 2 ? SL_PACK_INDEX_NONE : i + (uint32_t)k);
    }
}

/* All ids of one first byte: spread evenly, as hashes are, or all at one end, as somebody
 * may make them. */
static void many_ids_are_found_however_they_are_spread(void **state)
{
    enum { MANY = 5000 };

    (void)state;
    for (unsigned spread = 0; spread < 3; spread++) {
        sl_buf bytes = {0};
        sl_pack_index index;
        uint32_t position;

        sl_buf_add(&bytes, sl_lit("\377tOc"));
        add32(&bytes, 2);
        for (unsigned byte = 0; byte < FANOUT; byte++)
            add32(&bytes, byte < 0x42 ? 0 : MANY);
        for (uint32_t i = 0; i < MANY; i++) {
            uint32_t second = spread == 0   ? i * (UINT32_MAX / MANY)
                              : spread == 1 ? i * 2
                                            : UINT32_MAX - 2 * (MANY - i);
            uint8_t id[OID_LEN] = {0x42, (uint8_t)(second >> 24),
                                   (uint8_t)(second >> 16), (uint8_t)(second >> 8),
                                   (uint8_t)second};

            sl_buf_add(&bytes, (sl_str){(const char *)id, sizeof id});
        }
        for (uint32_t i = 0; i < 2 * MANY; i++)
            add32(&bytes, 12); /* CRC, then offsets */
        add_id(&bytes, 0xaa);
        add_id(&bytes, 0xbb);
        assert_true(parse(&bytes, &index));
        for (uint32_t i = 0; i < MANY; i++) {
            uint8_t id[OID_LEN];

            memcpy(id, sl_pack_index_id(&index, i), OID_LEN);
            assert_true(sl_pack_index_find(&index, id, &position));
            assert_int_equal(position, i);
            id[OID_LEN - 1] = 1;
            assert_false(sl_pack_index_find(&index, id, &position));
        }
        all_are_found_at_once(&index);
        sl_buf_free(&bytes);
    }
}

/* One byte changed at a place from the start, or from the end if negative. */
static const struct {
    const char *name;
    unsigned version;
    int at;
    uint8_t value;
} bad_bytes[] = {
    {"an unknown version", 2, 7, 3},
    {"a fanout that falls", 2, 8 + 4 * 100, 1},
    {"a fanout that falls, version 1", 1, 4 * 100, 1},
    {"a count that is too large", 2, 8 + 1020, 1},
    {"a count that is too large, version 1", 1, 1020, 1},
    {"a count that is one too small, version 1", 1, 1023, 2},
};

static void bytes_that_make_no_sense_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad_bytes / sizeof *bad_bytes; i++) {
        sl_buf bytes = make(bad_bytes[i].version);
        sl_pack_index index;

        bytes.ptr[bad_bytes[i].at] = (char)bad_bytes[i].value;
        if (parse(&bytes, &index))
            fail_msg("%s was taken", bad_bytes[i].name);
        sl_buf_free(&bytes);
    }
}

/* Cut inside the wide offsets the length still makes sense: one offset fewer. */
static void every_other_length_is_refused(void **state)
{
    (void)state;
    for (unsigned version = 1; version <= 2; version++) {
        sl_buf bytes = make(version);
        size_t whole = bytes.len;
        sl_pack_index index;

        for (bytes.len = 0; bytes.len < whole; bytes.len++) {
            bool without_wide = version == 2 && bytes.len == whole - 8;

            if (parse(&bytes, &index) != without_wide)
                fail_msg("version %u, %zu bytes", version, bytes.len);
            if (without_wide)
                assert_true(sl_pack_index_offset(&index, 2) == UINT64_MAX);
        }
        sl_buf_free(&bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_versions_give_ids_and_offsets),
        cmocka_unit_test(many_ids_are_found_however_they_are_spread),
        cmocka_unit_test(bytes_that_make_no_sense_are_refused),
        cmocka_unit_test(every_other_length_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
