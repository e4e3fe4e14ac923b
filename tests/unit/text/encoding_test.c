/* encoding_test.c - decoders against the vectors of their RFCs. */
#include "text/encoding.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void assert_str(sl_str got, sl_str want)
{
    assert_int_equal(got.len, want.len);
    if (want.len > 0)
        assert_memory_equal(got.ptr, want.ptr, want.len);
}

static void base64_follows_the_vectors_of_rfc_4648(void **state)
{
    static const struct {
        const char *plain, *standard, *url;
    } cases[] = {
        {"", "", ""},
        {"f", "Zg==", "Zg"},
        {"fo", "Zm8=", "Zm8"},
        {"foo", "Zm9v", "Zm9v"},
        {"foob", "Zm9vYg==", "Zm9vYg"},
        {"fooba", "Zm9vYmE=", "Zm9vYmE"},
        {"foobar", "Zm9vYmFy", "Zm9vYmFy"},
        {"\xfb\xff\xbf", "+/+/", "-_-_"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf out = {0};

        sl_base64_encode(sl_str_of(cases[i].plain), false, &out);
        assert_str(sl_buf_str(&out), sl_str_of(cases[i].standard));
        sl_buf_clear(&out);
        sl_base64_encode(sl_str_of(cases[i].plain), true, &out);
        assert_str(sl_buf_str(&out), sl_str_of(cases[i].url));
        sl_buf_clear(&out);
        assert_true(sl_base64_decode(sl_str_of(cases[i].standard), &out));
        assert_str(sl_buf_str(&out), sl_str_of(cases[i].plain));
        sl_buf_clear(&out);
        assert_true(sl_base64_decode(sl_str_of(cases[i].url), &out));
        assert_str(sl_buf_str(&out), sl_str_of(cases[i].plain));
        sl_buf_free(&out);
    }
}

typedef bool decoder(sl_str text, sl_buf *out);

static void what_is_not_wholly_encoded_leaves_no_trace(void **state)
{
    static const struct {
        decoder *decode;
        const char *text;
        const char *want; /* NULL: refused */
    } cases[] = {
        {sl_base64_decode, "Zm9v\r\n YmFy", "foobar"},
        {sl_base64_decode, "Zm9vY", NULL},
        {sl_base64_decode, "Zm9v*mFy", NULL},
        {sl_base64_decode, "Zg=", NULL},
        {sl_base64_decode, "Zg===", NULL},
        {sl_base64_decode, "Zg==Zg==", NULL},
        {sl_base64_decode, "=", NULL},
        {sl_hex_decode, "", ""},
        {sl_hex_decode, "666F6f", "foo"},
        {sl_hex_decode, "666", NULL},
        {sl_hex_decode, "666g", NULL},
        {sl_hex_decode, "6 66", NULL},
        {sl_percent_decode, "a%20b%2fc", "a b/c"},
        {sl_percent_decode, "plain", "plain"},
        {sl_percent_decode, "100%", NULL},
        {sl_percent_decode, "a%2", NULL},
        {sl_percent_decode, "ab%zz", NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf out = {0};
        bool ok;

        sl_buf_add(&out, sl_lit("before"));
        ok = cases[i].decode(sl_str_of(cases[i].text), &out);
        assert_int_equal(ok, cases[i].want != NULL);
        assert_str(sl_str_skip(sl_buf_str(&out), 6), sl_str_of(cases[i].want));
        sl_buf_free(&out);
    }
}

static void decoding_stops_at_the_ceiling_of_the_buffer(void **state)
{
    sl_buf out = {.max = 4};

    (void)state;
    assert_true(sl_base64_decode(sl_lit("Zm9vYmFy"), &out));
    assert_str(sl_buf_str(&out), sl_lit("foob"));
    assert_true(out.truncated);
    sl_buf_free(&out);
}

static void utf16_is_known_by_its_mark_or_its_nul_bytes(void **state)
{
    static const struct {
        sl_str bytes;
        sl_utf16 order;
        const char *text;
    } cases[] = {
        {{"\xff\xfe"
          "a\0b\0",
          6},
         SL_UTF16_LE,
         "ab"},
        {{"\xfe\xff\0a\0b", 6}, SL_UTF16_BE, "ab"},
        {{"k\0=\0v\0\r\0\n\0", 10}, SL_UTF16_LE, "k=v\r\n"},
        {{"\0k\0=\0v\0", 7}, SL_UTF16_BE, "k=v"},
        {{"k\0=\0\xfc\0", 6}, SL_UTF16_LE, "k=\xc3\xbc"},
        {{"k=v!", 4}, SL_UTF16_NONE, ""},
        {{"\0\0\0\0", 4}, SL_UTF16_NONE, ""},
        {{"\1\0\2\0\3\0", 6}, SL_UTF16_NONE, ""},
        {{"a\0", 2}, SL_UTF16_NONE, ""},
        {{"", 0}, SL_UTF16_NONE, ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf out = {0};

        assert_int_equal(sl_utf16_detect(cases[i].bytes), cases[i].order);
        if (cases[i].order != SL_UTF16_NONE) {
            sl_utf16_decode(cases[i].bytes, cases[i].order, &out);
            assert_str(sl_buf_str(&out), sl_str_of(cases[i].text));
        }
        sl_buf_free(&out);
    }
}

static void surrogates_are_joined_or_replaced(void **state)
{
    static const struct {
        sl_str bytes; /* big-endian */
        const char *text;
    } cases[] = {
        {{"\xd8\x3d\xdd\x11", 4}, "\xf0\x9f\x94\x91"},
        {{"\xd8\x3d", 2}, "\xef\xbf\xbd"},
        {{"\xd8\x3d\0a", 4},
         "\xef\xbf\xbd"
         "a"},
        {{"\xdd\x11\0a", 4},
         "\xef\xbf\xbd"
         "a"},
        {{"\xd8\x3d\xd8\x3d\xdd\x11", 6}, "\xef\xbf\xbd\xf0\x9f\x94\x91"},
        {{"\x20\xac", 2}, "\xe2\x82\xac"},
        {{"\0a\0", 3}, "a"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf out = {0};

        sl_utf16_decode(cases[i].bytes, SL_UTF16_BE, &out);
        assert_str(sl_buf_str(&out), sl_str_of(cases[i].text));
        sl_buf_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base64_follows_the_vectors_of_rfc_4648),
        cmocka_unit_test(what_is_not_wholly_encoded_leaves_no_trace),
        cmocka_unit_test(decoding_stops_at_the_ceiling_of_the_buffer),
        cmocka_unit_test(utf16_is_known_by_its_mark_or_its_nul_bytes),
        cmocka_unit_test(surrogates_are_joined_or_replaced),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
