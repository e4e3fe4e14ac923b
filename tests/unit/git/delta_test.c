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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deltas_are_applied_or_refused),
        cmocka_unit_test(a_size_of_0_copies_64_kib),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
