#include "git/delta.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define BYTES(literal)               \
    {                                \
        literal, sizeof(literal) - 1 \
    }

typedef struct delta_case {
    const char *name;
    sl_str bytes;
    const char *result; /* NULL: refused */
} delta_case;

/* All are on the base "0123456789". */
static const delta_case cases[] = {
    {"an insert", BYTES("\x0a\x03\x03xyz"), "xyz"},
    {"two inserts", BYTES("\x0a\x03\x01x\x02yz"), "xyz"},
    {"a copy from the start", BYTES("\x0a\x04\x90\x04"), "0123"},
    {"a copy from the middle", BYTES("\x0a\x04\x91\x06\x04"), "6789"},
    {"a copy of everything twice", BYTES("\x0a\x14\x90\x0a\x90\x0a"),
     "01234567890123456789"},
    {"a copy with every byte present", BYTES("\x0a\x02\xff\x01\0\0\0\x02\0\0"), "12"},
    {"copies around an insert", BYTES("\x0a\x05\x91\x09\x01\x03-+-\x90\x01"), "9-+-0"},
    {"an empty result", BYTES("\x0a\x00"), ""},
    {"no bytes", BYTES(""), NULL},
    {"one size only", BYTES("\x0a"), NULL},
    {"a size cut short", BYTES("\x0a\x80"), NULL},
    {"a size of 70 bits", BYTES("\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"), NULL},
    {"the reserved instruction", BYTES("\x0a\x00\x00"), NULL},
    {"another base size", BYTES("\x0b\x03\x03xyz"), NULL},
    {"a result shorter than declared", BYTES("\x0a\x04\x03xyz"), NULL},
    {"a result longer than declared", BYTES("\x0a\x02\x03xyz"), NULL},
    {"an insert cut short", BYTES("\x0a\x03\x03xy"), NULL},
    {"a copy cut short", BYTES("\x0a\x04\x91\x06"), NULL},
    {"a copy beyond the base", BYTES("\x0a\x04\x91\x07\x04"), NULL},
    {"a copy that starts beyond the base", BYTES("\x0a\x01\x91\x0b\x01"), NULL},
    {"a copy from 4 GiB less one", BYTES("\x0a\x01\x9f\xff\xff\xff\xff\x01"), NULL},
    {"a copy of 64 KiB, written as 0", BYTES("\x0a\x80\x80\x04\x80"), NULL},
    {"a copy of 16 MiB", BYTES("\x0a\xff\xff\xff\x07\xf0\xff\xff\xff"), NULL},
};

static void deltas_are_applied_or_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const delta_case *c = &cases[i];
        uint8_t out[64] = {0};
        sl_delta delta = {0};
        bool ok = sl_delta_parse(c->bytes, &delta);

        /* The callers make room for what is declared; here there is less. */
        if (ok && delta.result_size > sizeof out)
            delta.result_size = sizeof out;
        ok = ok && sl_delta_apply(&delta, sl_lit("0123456789"), out, NULL);
        if (ok != (c->result != NULL))
            fail_msg("%s: %s", c->name, ok ? "applied" : "refused");
        if (ok)
            assert_memory_equal(out, c->result, strlen(c->result));
    }
}

/* Bytes of offset and size may be there or not, each; so may bytes behind them. */
static void every_copy_instruction_is_read_the_same_wherever_it_stands(void **state)
{
    static const uint8_t value[7] = {3, 1, 1, 1, 2, 1, 1};
    static char base[0x01010103 + 0x10102];
    static uint8_t out[0x10102 + 8];

    (void)state;
    for (size_t i = 0; i < sizeof base; i++)
        base[i] = (char)(i * 7 + (i >> 8) + (i >> 16) * 3 + (i >> 24) * 5);
    for (unsigned op = 0; op < 128; op++)
        for (size_t behind = 0; behind <= 8; behind += 8) {
            char bytes[32] = {(char)(op | 0x80)};
            size_t len = 1, from = 0, size = 0;
            sl_delta delta = {.base_size = sizeof base};

            for (unsigned i = 0; i < 7; i++) {
                if (!(op >> i & 1))
                    continue;
                bytes[len++] = (char)value[i];
                *(i < 4 ? &from : &size) |= (size_t)value[i] << 8 * (i % 4);
            }
            size = size ? size : 0x10000;
            for (size_t i = 0; i < behind; i++) { /* inserts of one byte each */
                bytes[len++] = 1;
                bytes[len++] = 'x';
            }
            delta.ops = (sl_str){bytes, len};
            delta.result_size = size + behind;
            assert_true(sl_delta_apply(&delta, (sl_str){base, sizeof base}, out, NULL));
            assert_memory_equal(out, base + from, size);
            for (size_t i = 0; i < behind; i++)
                assert_int_equal(out[size + i], 'x');
        }
}

static void a_size_of_0_copies_64_kib(void **state)
{
    static char base[0x10000 + 1];
    static uint8_t out[0x10000];
    sl_delta delta;

    (void)state;
    memset(base, 'a', sizeof base);
    base[1] = 'b';
    assert_true(sl_delta_parse(sl_lit("\x81\x80\x04\x80\x80\x04\x81\x01"), &delta));
    assert_int_equal(delta.base_size, sizeof base);
    assert_true(sl_delta_apply(&delta, (sl_str){base, sizeof base}, out, NULL));
    assert_memory_equal(out, base + 1, sizeof out);
}

/* 300 bytes of the base: from 0 and on from 150 (one stretch, as git would cut it), a
 * stretch that is too short to be told of, an insert, and from 20. */
static void copies_are_told_of(void **state)
{
    static const char ops[] = "\xac\x02\xd1\x02" /* 300 to 337 */
                              "\x91\x00\x96"     /* copy 0, 150 */
                              "\x91\x96\x32"     /* copy 150, 50 */
                              "\x91\x05\x3f"     /* copy 5, 63 */
                              "\x02xy"           /* insert */
                              "\x91\x14\x48";    /* copy 20, 72 */
    char base[300];
    uint8_t out[337];
    sl_copies copies = {0};
    sl_delta delta;

    (void)state;
    for (size_t i = 0; i < sizeof base; i++)
        base[i] = (char)(i * i / 7);
    assert_true(sl_delta_parse(sl_str_make(ops, sizeof ops - 1), &delta));
    assert_true(sl_delta_apply(&delta, (sl_str){base, sizeof base}, out, &copies));
    assert_int_equal(copies.len, 2);
    assert_int_equal(copies.at[0].at, 0);
    assert_int_equal(copies.at[0].from, 0);
    assert_int_equal(copies.at[0].len, 200);
    assert_int_equal(copies.at[1].at, 265);
    assert_int_equal(copies.at[1].from, 20);
    assert_int_equal(copies.at[1].len, 72);
    for (size_t i = 0; i < copies.len; i++)
        assert_memory_equal(out + copies.at[i].at, base + copies.at[i].from,
                            copies.at[i].len);
    /* Those of the delta before are forgotten. */
    assert_true(sl_delta_parse(sl_lit("\x03\x01\x01x"), &delta));
    assert_true(sl_delta_apply(&delta, sl_lit("abc"), out, &copies));
    assert_int_equal(copies.len, 0);
    sl_vec_free(&copies);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deltas_are_applied_or_refused),
        cmocka_unit_test(every_copy_instruction_is_read_the_same_wherever_it_stands),
        cmocka_unit_test(a_size_of_0_copies_64_kib),
        cmocka_unit_test(copies_are_told_of),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
