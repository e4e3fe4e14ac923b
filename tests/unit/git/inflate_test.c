#include "git/inflate.h"

#include "git/libdeflate.h"

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

/* Text with words, and with bytes of any value. */
static void make_text(uint8_t *out, size_t len, uint32_t seed)
{
    for (size_t i = 0; i < len; i++) {
        seed = seed * 1664525 + 1013904223;
        if (seed >> 30 == 0 && i > 300)
            out[i] = out[i - (seed >> 8) % 300 - 1];
        else
            out[i] = (uint8_t)(seed >> 24 & (len % 2 ? 0xff : 0x0f));
    }
}

/* A zlib stream of it: libdeflate is only asked for gzip, which has the same within. */
static sl_str compress(sl_str text, int effort, char *out, size_t cap)
{
    enum { GZIP_HEAD = 10, GZIP_TAIL = 8, HEAD = 2, TAIL = 4 };
    const sl_libdeflate *lib = sl_libdeflate_get();
    struct libdeflate_compressor *deflate = lib->libdeflate_alloc_compressor(effort);
    uint32_t low = 1, high = 0;
    size_t len = lib->libdeflate_gzip_compress(deflate, text.ptr, text.len, out, cap);

    lib->libdeflate_free_compressor(deflate);
    assert_in_range(len, GZIP_HEAD + GZIP_TAIL, cap);
    len -= GZIP_HEAD + GZIP_TAIL;
    memmove(out + HEAD, out + GZIP_HEAD, len);
    memcpy(out, "\x78\x9c", HEAD);
    for (size_t i = 0; i < text.len; i++) {
        low = (low + (uint8_t)text.ptr[i]) % 65521;
        high = (high + low) % 65521;
    }
    for (unsigned i = 0; i < TAIL; i++)
        out[HEAD + len + i] = (char)((high << 16 | low) >> (24 - 8 * i));
    return sl_str_make(out, HEAD + len + TAIL);
}

/* What the small decoder says, libdeflate says too; it may leave more to libdeflate. */
static bool agrees(struct libdeflate_decompressor *tables, sl_str stream, size_t size)
{
    const sl_libdeflate *lib = sl_libdeflate_get();
    uint8_t ours[6000], theirs[6000];
    size_t used, end, len;
    bool told = sl_inflate_small(stream, ours, size, &used);
    bool right = lib->libdeflate_zlib_decompress_ex(tables, stream.ptr, stream.len,
                                                    theirs, sizeof theirs, &end,
                                                    &len) == LIBDEFLATE_SUCCESS &&
                 len == size;

    if (told && (!right || used != end || memcmp(ours, theirs, size) != 0))
        fail_msg("a stream of %zu bytes for %zu", stream.len, size);
    if (told !=
            (sl_inflate_short(stream, ours, sizeof ours, &len, &used) && len == size) ||
        (told && (used != end || memcmp(ours, theirs, size) != 0)))
        fail_msg("a short stream of %zu bytes for %zu", stream.len, size);
    if (told && size > 0 && sl_inflate_short(stream, ours, size - 1, &len, &used))
        fail_msg("a stream of %zu bytes that is longer than it may", stream.len);
    return told;
}

static void the_small_decoder_agrees_with_libdeflate(void **state)
{
    const sl_libdeflate *lib = sl_libdeflate_get();
    struct libdeflate_decompressor *tables = lib->libdeflate_alloc_decompressor();
    size_t told = 0;

    (void)state;
    for (unsigned i = 0; i < 400; i++) {
        static char text[5000], bytes[6000];
        size_t size = i < 100 ? i : i * 37 % 5000;
        sl_str stream;

        make_text((uint8_t *)text, size, i);
        stream = compress(sl_str_make(text, size), (int)(i % 13), bytes, sizeof bytes);
        told += agrees(tables, stream, size);
        assert_false(agrees(tables, stream, size + 1));
        assert_false(agrees(tables, sl_str_sub(stream, 0, stream.len - 1), size));
        for (unsigned k = 0; k < 40; k++) {
            size_t at = (k < 20 ? k : k * 7919 + i) % stream.len;

            bytes[at] ^= (char)(1u << (k + i) % 8);
            agrees(tables, stream, size);
            bytes[at] ^= (char)(1u << (k + i) % 8);
        }
    }
    lib->libdeflate_free_decompressor(tables);
    assert_in_range(told, 200,
                    400); /* of the shortest, many have codes that are not complete */
}

/* First by our own decoder, then by libdeflate, stored and with codes of both kinds. */
static void one_stream_after_the_other_is_inflated(void **state)
{
    sl_inflate *inflate = sl_inflate_new();

    (void)state;
    for (unsigned i = 0; i < 400; i++) {
        static char text[5000], bytes[6000];
        static uint8_t out[6000];
        size_t size = i % 2 ? i / 4 : i * 37 % 5000, used;
        sl_str stream;

        make_text((uint8_t *)text, size, i);
        stream = compress(sl_str_make(text, size), (int)(i % 13), bytes, sizeof bytes);
        assert_true(
            sl_inflate_exact(inflate, stream, out, size, size + i % 400, &used));
        assert_int_equal(used, stream.len);
        assert_memory_equal(out, text, size);
    }
    sl_inflate_free(inflate);
}

typedef struct writer {
    char bytes[300];
    size_t bits;
} writer;

/* The lowest bit comes first, but the highest of a code. */
static void put(writer *to, unsigned value, unsigned count)
{
    for (unsigned i = 0; i < count; i++, to->bits++)
        to->bytes[to->bits / 8] |= (char)((value >> i & 1) << to->bits % 8);
}

static void put_code(writer *to, unsigned code, unsigned count)
{
    while (count-- > 0)
        put(to, code >> count & 1, 1);
}

static void put_adler(writer *to, sl_str text)
{
    unsigned low = 1, high = 0;

    for (size_t i = 0; i < text.len; i++) {
        low += (unsigned char)text.ptr[i];
        high += low;
    }
    to->bits = (to->bits + 7) / 8 * 8;
    for (unsigned i = 0; i < 4; i++)
        put(to, (high << 16 | low) >> (24 - 8 * i), 8);
}

/* How a block with codes of its own that says "a" is written. */
typedef struct odd {
    unsigned head; /* of the stream: its two bytes */
    unsigned literals, distances;
    unsigned second; /* length of the code of 'b', beside those of 'a' and the end */
    bool gap;        /* the code of lengths has bits without a meaning */
    bool accepted;
} odd;

static writer write_odd(const odd *how)
{
    enum { LENGTHS = 19, NO_RUNS = 3, FIFTEEN = 18 /* its place among them */ };
    writer to = {0};

    put(&to, how->head, 16);
    put(&to, 5, 3); /* the last block, with codes of its own */
    put(&to, how->literals - 257, 5);
    put(&to, how->distances - 1, 5);
    put(&to, LENGTHS - 4, 4);
    for (unsigned i = 0; i < LENGTHS; i++)
        put(&to, i < NO_RUNS || (how->gap && i == FIFTEEN) ? 0 : 4, 3);
    for (unsigned i = 0; i < how->literals; i++)
        put_code(&to, i == 'b' ? how->second : i == 'a' || i == 256, 4);
    for (unsigned i = 0; i < how->distances; i++)
        put_code(&to, i < 2, 4);
    put(&to, 0, 1); /* 'a' */
    put(&to, 1, 1); /* the end */
    put_adler(&to, sl_lit("a"));
    return to;
}

static void what_zlib_refuses_is_refused(void **state)
{
    static const odd odds[] = {
        {.head = 0x0178, .literals = 257, .distances = 2, .accepted = true},
        {.head = 0x0178, .literals = 286, .distances = 30, .accepted = true},
        {.head = 0x0178, .literals = 287, .distances = 2},
        {.head = 0x0178, .literals = 257, .distances = 31},
        {.head = 0x0178, .literals = 257, .distances = 2, .second = 1},
        {.head = 0x0178, .literals = 257, .distances = 2, .gap = true},
        {.head = 0x2078, .literals = 257, .distances = 2}, /* a dictionary */
        {.head = 0x1c88, .literals = 257, .distances = 2}, /* a window of 64 KiB */
    };

    (void)state;
    for (size_t i = 0; i < sizeof odds / sizeof *odds; i++) {
        writer to = write_odd(&odds[i]);
        uint8_t out[1];

        if (sl_inflate_small(sl_str_make(to.bytes, to.bits / 8), out, 1, NULL) !=
            odds[i].accepted)
            fail_msg("odd stream %zu", i);
    }
}

/* The sum is right for what fits. */
static void no_copy_goes_past_the_end(void **state)
{
    writer to = {0};
    uint8_t out[4];
    sl_str stream;

    (void)state;
    put(&to, 0x0178, 16);
    put(&to, 3, 3);               /* the last block, with the codes that all know */
    put_code(&to, 0x30 + 'a', 8); /* the byte */
    put_code(&to, 1, 7);          /* three bytes */
    put_code(&to, 0, 5);          /* from one before */
    put_code(&to, 0, 7);          /* the end */
    put_adler(&to, sl_lit("aa"));
    stream = sl_str_make(to.bytes, to.bits / 8);
    assert_false(sl_inflate_small(stream, out, 2, NULL));
    assert_int_equal(sl_inflate_head(stream, out, 2), 2);
    assert_int_equal(sl_inflate_head(stream, out, 4), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_head_is_the_start_of_the_text),
        cmocka_unit_test(a_stream_cut_short_gives_what_is_there),
        cmocka_unit_test(no_flipped_byte_leaves_the_buffer),
        cmocka_unit_test(exact_means_exact),
        cmocka_unit_test(the_small_decoder_agrees_with_libdeflate),
        cmocka_unit_test(one_stream_after_the_other_is_inflated),
        cmocka_unit_test(what_zlib_refuses_is_refused),
        cmocka_unit_test(no_copy_goes_past_the_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
