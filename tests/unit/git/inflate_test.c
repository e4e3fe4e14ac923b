#include "git/inflate.h"

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

/* What zlib 1.2.13 made of each text. */
static const struct {
    const char *name;
    sl_str stream;
    sl_str text;
} streams[] = {
    {"fixed codes with a copy",
     BYTES("\x78\x01\x4b\xca\xc9\x4f\x52\x30\x34\x62\xc8\x48\xcd\xc9\xc9\x57\x00\x93"
           "\x8a\x00\x43\x9a\x06\x8c"),
     BYTES("blob 12\0hello hello!")},
    {"stored",
     BYTES("\x78\x01\x01\x0a\x00\xf5\xff\x62\x6c\x6f\x62\x20\x33\x00\x61\x62\x63\x11"
           "\xd9\x03\x19"),
     BYTES("blob 3\0abc")},
    {"dynamic codes",
     BYTES("\x78\xda\x0d\x8f\xb9\x11\x00\x31\x08\x03\x1b\x52\x60\x3e\x3f\xe5\x98\x33"
           "\x78\xc6\xfd\x17\x70\xc4\x2c\xd2\x6a\xef\x06\x77\xc2\x17\x8c\xf3\x04\x91"
           "\x8a\x3c\x86\x7b\x3a\x76\x0e\xf8\x9b\x75\x5b\x38\x4e\x0d\xb1\x89\x90\x4e"
           "\x8c\x1b\x24\xd8\x8f\x14\x9e\x64\xf8\x0e\x75\x9c\x43\xa3\xfe\x69\x22\x1f"
           "\xad\x42\xb8\x61\x3b\x13\x7c\x33\xe3\x73\x16\x9c\x60\x45\x3c\x36\x64\x72"
           "\xaf\x12\x1e\xd8\x87\x67\xa5\xf0\xc2\xf7\xa4\x15\x22\x84\x70\x61\xe4\x16"
           "\xc1\x75\x51\xec\x10\x2b\x13\xe9\xf8\x52\x46\x15\xc9\x44\x1c\x59\x95\xa2"
           "\x0d\xf7\x29\x15\xa2\x5c\x43\x54\xf0\x6d\xd5\xd2\x55\x43\x84\xf6\x72\xd1"
           "\x81\x9b\x3a\xab\x48\x17\xfc\x58\xab\x14\xa3\x5a\x6b\x5c\x88\x49\x2d\x32"
           "\xc5\xdd\x66\xa5\x6b\x1d\x1e\x36\xca\xc5\x26\x4e\xda\xc2\x0f\xa9\x3d\x4f"
           "\xaa"),
     BYTES("aa0,bb1,ce2,dj3,ef4,fd5,gd6,af7,bj8,ce9,db10,ea11,fb12,ge13,aj14,bf15,"
           "cd16,dd17,ef18,fj19,ge20,ab21,ba22,cb23,de24,ej25,ff26,gd27,ad28,bf29,"
           "cj30,de31,eb32,fa33,gb34,ae35,bj36,cf37,dd38,ed39,ff40,gj41,ae42,bb43,"
           "ca44,db45,ee46,fj47,gf48,ad49,bd50,cf51,dj52,ee53,fb54,ga55,ab56,be57,"
           "cj58,df59,")},
    {"nothing at all", BYTES("\x78\x9c\x03\x00\x00\x00\x00\x01"), BYTES("")},
};

enum { STREAMS = sizeof streams / sizeof *streams };

static void a_head_is_the_start_of_the_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < STREAMS; i++) {
        for (size_t cap = 0; cap <= streams[i].text.len + 1; cap++) {
            uint8_t out[512];
            size_t len = sl_inflate_head(streams[i].stream, out, cap);

            if (len != (cap < streams[i].text.len ? cap : streams[i].text.len))
                fail_msg("%s: %zu of %zu", streams[i].name, len, cap);
            assert_memory_equal(out, streams[i].text.ptr, len);
        }
    }
}

static void a_stream_cut_short_gives_what_is_there(void **state)
{
    (void)state;
    for (size_t i = 0; i < STREAMS; i++) {
        sl_str stream = streams[i].stream;
        size_t before = 0;

        for (stream.len = 0; stream.len < streams[i].stream.len; stream.len++) {
            uint8_t out[512];
            size_t len = sl_inflate_head(stream, out, sizeof out);

            assert_in_range(len, before, streams[i].text.len);
            assert_memory_equal(out, streams[i].text.ptr, len);
            before = len;
        }
    }
}

static void no_flipped_byte_leaves_the_buffer(void **state)
{
    (void)state;
    for (size_t i = 0; i < STREAMS; i++) {
        for (size_t at = 0; at < streams[i].stream.len * 256; at++) {
            char stream[256];
            uint8_t out[300];

            memcpy(stream, streams[i].stream.ptr, streams[i].stream.len);
            stream[at / 256] = (char)at;
            assert_in_range(sl_inflate_head(sl_str_make(stream, streams[i].stream.len),
                                            out, sizeof out),
                            0, sizeof out);
        }
    }
}

static void exact_means_exact(void **state)
{
    sl_inflate *inflate = sl_inflate_new();

    (void)state;
    for (size_t i = 0; i < STREAMS; i++) {
        sl_str stream = streams[i].stream;
        size_t len = streams[i].text.len, used = 0;
        uint8_t out[512];

        for (size_t room = len; room < sizeof out; room += 100) {
            memset(out, '*', sizeof out);
            assert_true(sl_inflate_exact(inflate, stream, out, len, room, &used));
            assert_int_equal(used, stream.len);
            assert_memory_equal(out, streams[i].text.ptr, len);
            assert_int_equal(out[room], '*');
            assert_false(
                sl_inflate_exact(inflate, stream, out, len + 1, room + 1, NULL));
            assert_false(len > 0 && sl_inflate_exact(inflate, stream, out, len - 1,
                                                     room - 1, NULL));
        }
        stream.len--;
        assert_false(sl_inflate_exact(inflate, stream, out, len, len, NULL));
    }
    sl_inflate_free(inflate);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_head_is_the_start_of_the_text),
        cmocka_unit_test(a_stream_cut_short_gives_what_is_there),
        cmocka_unit_test(no_flipped_byte_leaves_the_buffer),
        cmocka_unit_test(exact_means_exact),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
