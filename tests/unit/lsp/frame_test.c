/* frame_test.c - messages out of a stream, however it is cut. */
#include "lsp/frame.h"

#include "base/limits.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* All that comes out, as text: bodies in brackets, one letter for what is wrong. */
static void drain(sl_frames *frames, sl_buf *said)
{
    sl_str body;

    for (;;) {
        switch (sl_frames_next(frames, &body)) {
        case SL_FRAME_NONE: return;
        case SL_FRAME_MESSAGE: sl_buf_printf(said, "[%.*s]", sl_fmt(body)); break;
        case SL_FRAME_BAD: sl_buf_char(said, 'B'); break;
        case SL_FRAME_HUGE: sl_buf_char(said, 'H'); break;
        case SL_FRAME_LOST: sl_buf_char(said, 'L'); return;
        }
    }
}

static const struct {
    const char *stream;
    const char *said;
} cases[] = {
    {"", ""},
    {"Content-Length: 2\r\n\r\n{}", "[{}]"},
    {"Content-Length: 2\r\n\r\n{", ""},
    {"Content-Length: 0\r\n\r\nContent-Length: 1\r\n\r\nx", "[][x]"},
    {"content-length:1\r\nContent-Type: a; b=c\r\n\r\nxContent-Length: 1\r\n\r\ny",
     "[x][y]"},
    {"Content-Length: 1\r\nContent-Length: 1\r\n\r\nx", "[x]"},
    {"Content-Length: 1\r\nContent-Length: 2\r\n\r\n", "B"},
    {"Content-Length: 1x\r\n\r\n", "B"},
    {"Content-Length: -1\r\n\r\n", "B"},
    {"Content-Length: +1\r\n\r\n", "B"},
    {"Content-Length: 0x1\r\n\r\n", "B"},
    {"Content-Length: 1 1\r\n\r\n", "B"},
    {"Content-Length:\r\n\r\n", "B"},
    {"Content-Type: x\r\n\r\n", "B"},
    {"nothing\r\n\r\nContent-Length: 1\r\n\r\nx", "B[x]"},
    {"\r\n\r\nContent-Length: 1\r\n\r\nx", "B[x]"},
    {"Content-Length: 99999999999999999999999999999999\r\n\r\nxyz", "H"},
    {"Content-Length: 67108865\r\n\r\nContent-Length: 1\r\n\r\nx", "H"},
    {"Content-Length: 1\n\nx", ""},
};

static void every_stream_says_the_same_however_it_is_cut(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_str stream = sl_str_of(cases[i].stream);

        for (size_t step = 1; step <= stream.len + 1; step++) {
            sl_frames frames = {0};
            sl_buf said = {0};

            for (size_t at = 0; at < stream.len; at += step) {
                sl_frames_add(&frames, sl_str_sub(stream, at, at + step));
                drain(&frames, &said);
            }
            sl_buf_char(&said, '.');
            said.ptr[--said.len] = '\0';
            if (strcmp(said.ptr, cases[i].said) != 0)
                fail_msg("case %zu in steps of %zu: %s", i, step, said.ptr);
            sl_buf_free(&said);
            sl_frames_free(&frames);
        }
    }
}

static void a_body_that_is_too_large_goes_by_without_memory(void **state)
{
    sl_frames frames = {0};
    sl_buf said = {0};
    size_t left = SL_MAX_LSP_MESSAGE + 1;
    char *chunk = sl_calloc(SL_MIB, 1);

    (void)state;
    sl_frames_add(&frames, sl_lit("Content-Length: 67108865\r\n\r\n"));
    assert_int_equal(SL_MAX_LSP_MESSAGE + 1, 67108865);
    drain(&frames, &said);
    for (; left > 0; left -= left < SL_MIB ? left : SL_MIB) {
        sl_frames_add(&frames, sl_str_make(chunk, left < SL_MIB ? left : SL_MIB));
        drain(&frames, &said);
        assert_true(frames.bytes.len < 100);
    }
    sl_frames_add(&frames, sl_lit("Content-Length: 1\r\n\r\nx"));
    drain(&frames, &said);
    assert_string_equal(said.ptr, "H[x]");
    free(chunk);
    sl_buf_free(&said);
    sl_frames_free(&frames);
}

static void headers_have_a_ceiling(void **state)
{
    sl_frames frames = {0};
    sl_buf said = {0};

    (void)state;
    for (size_t i = 0; i + 1 < SL_MAX_LSP_HEADERS; i++)
        sl_frames_add(&frames, sl_lit("x"));
    drain(&frames, &said);
    assert_int_equal(said.len, 0);
    sl_frames_add(&frames, sl_lit("x"));
    drain(&frames, &said);
    assert_string_equal(said.ptr, "L");
    sl_buf_free(&said);
    sl_frames_free(&frames);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_stream_says_the_same_however_it_is_cut),
        cmocka_unit_test(a_body_that_is_too_large_goes_by_without_memory),
        cmocka_unit_test(headers_have_a_ceiling),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
