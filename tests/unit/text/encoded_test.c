/* encoded_test.c - what is taken for encoded text, and what is not. */
#include "base/buf.h"
#include "text/dense.h"
#include "text/encoded.h"
#include "text/encoding.h"
#include "text/escaped.h"
#include "text/offsets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The same digits on every machine. */
static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static void fill(sl_buf *out, size_t len, bool text, uint32_t *state)
{
    sl_buf_clear(out);
    for (size_t i = 0; i < len; i++)
        sl_buf_char(out, text ? (char)(' ' + next_random(state) % 95)
                              : (char)next_random(state));
}

static void a_digit_of_base64_has_the_value_that_the_encoder_gave_it(void **unused)
{
    sl_buf digits = {0};
    char bytes[48];
    size_t known = 0;

    (void)unused;
    for (size_t i = 0; i < 16; i++) { /* the values 0 to 63, six bits each */
        uint32_t bits = (uint32_t)(4 * i) << 18 | (uint32_t)(4 * i + 1) << 12 |
                        (uint32_t)(4 * i + 2) << 6 | (uint32_t)(4 * i + 3);

        for (size_t k = 0; k < 3; k++)
            bytes[3 * i + k] = (char)(bits >> (16 - 8 * k) & 0xff);
    }
    for (int url = 0; url < 2; url++) {
        sl_buf_clear(&digits);
        sl_base64_encode(sl_str_make(bytes, sizeof bytes), url, &digits);
        for (int i = 0; i < 64; i++)
            assert_int_equal(sl_base64_digit(digits.ptr[i]), i);
    }
    for (int c = 0; c < 256; c++)
        known += sl_base64_values[c] >= 0;
    assert_int_equal(known, 66); /* 62 and 63 have two digits each */
    sl_buf_free(&digits);
}

/* The first run of letters, digits and slashes from at on, by looking at every byte. */
static bool plainly_dense(sl_str text, size_t at, sl_span *run)
{
    for (size_t end = at; at < text.len; at = end + 1) {
        for (end = at; end < text.len; end++) {
            char c = text.ptr[end];

            if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') &&
                !(c >= '0' && c <= '9') && c != '/')
                break;
        }
        *run = (sl_span){at, end};
        if (end - at >= SL_DENSE_RUN)
            return true;
    }
    return false;
}

/* Every byte beside those that count, runs of all lengths, and texts that end anywhere. */
static void a_dense_run_is_found_whole(void **unused)
{
    static const char letters[] = "abczAXYZ0189/+-_ .\n{@[`:";
    uint32_t state = 7;
    sl_buf text = {0};
    size_t found = 0;

    (void)unused;
    for (size_t i = 0; i < 20000; i++) {
        size_t dense = next_random(&state) % (i % 50 ? 40 : 300);
        sl_span plain, run, portable;
        bool is;

        while (dense-- > 0)
            sl_buf_char(&text, letters[next_random(&state) % 13]);
        sl_buf_char(&text, letters[next_random(&state) % (sizeof letters - 1)]);
        is = plainly_dense(sl_buf_str(&text), i % 7, &plain);
        assert_int_equal(sl_dense_next(sl_buf_str(&text), i % 7, &run), is);
        assert_int_equal(sl_dense_next_portable(sl_buf_str(&text), i % 7, &portable),
                         is);
        if (is) {
            assert_true(plain.start == run.start && plain.end == run.end);
            assert_true(plain.start == portable.start && plain.end == portable.end);
            found++;
        }
        if (text.len > 400 || (is && i % 3 == 0))
            sl_buf_clear(&text);
    }
    assert_true(found > 1000 && found < 19000);
    sl_buf_free(&text);
}

/* What is found in text, as "code:start-end". */
static const char *found_in(const char *text, char *out, size_t size)
{
    static const char *const names[] = {"base64", "wide", "gzip", "hex"};
    sl_str s = sl_str_of(text);
    sl_encoded found;
    size_t at = 0, len = 0;

    out[0] = '\0';
    while (sl_encoded_next(s, &at, &found)) {
        len += (size_t)snprintf(out + len, size - len, "%s%s:%zu-%zu", len ? " " : "",
                                names[found.code], found.span.start, found.span.end);
        assert_true(at >= found.span.end && len < size);
    }
    return out;
}

#define HELLO "SGVsbG8sIHRoaXMgaXMgYSB0ZXh0IG9mIHNvbWUgbGVuZ3Ro" /* 48 digits */
#define HEX   "48656c6c6f2c2074686973206973206120746578742e2e2e"

static void an_encoded_stretch_is_found_where_it_begins_and_ends(void **unused)
{
    static const struct {
        const char *text;
        const char *found;
    } cases[] = {
        {"", ""},
        {HELLO, "base64:0-48"},
        {"x = \"" HELLO "\";", "base64:5-53"},
        {"x = " HELLO "Lg==;", "base64:4-56"},
        {"/v1/Basic/" HELLO " ", "base64:10-58"},
        {"data: |\n  " HELLO HELLO "\n  " HELLO "\nmore: 1\n", "base64:10-157"},
        {HELLO "\n" HELLO "\n" HELLO "\n", "base64:0-146"},
        {HELLO "\nThis line is none\n", "base64:0-48"},
        {HELLO "\r\n" HELLO "\r\n", "base64:0-98"},
        {"key: " HEX "\n", "hex:5-53"},
        {"key: " HEX "f\n", ""}, /* an odd number of digits */
        {"H4sIAAAAAAAAA0vOSMzJVyjPL8pJAQBWsRdKCwAAAA==", "gzip:0-44"},
        {"-enc UwB0AGEAcgB0AC0AUAByAG8AYwBlAHMAcwA=", "wide:5-41"},
        /* SHA-512 of something, an image, an identifier, a path, a ruler, an UUID */
        {"sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvU"
         "dBeoGlODJ6+SfaPg==",
         ""},
        {"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk", ""},
        {"internationalizationOfEverythingThatExistsInTheWorld", ""},
        {"src/main/java/com/example/project/controller/Handler", ""},
        {"===============================================", ""},
        {"------------------------------------------------", ""},
        {"0123456789012345678901234567890123456789012345678", ""},
        {"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", ""},
        {"da39a3ee5e6b4b0d3255bfef95601890afd80709", ""},
    };
    char out[200];

    (void)unused;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(found_in(cases[i].text, out, sizeof out), cases[i].found);
}

static void encoded_text_is_found_and_random_bytes_are_not(void **unused)
{
    uint32_t state = 42;
    sl_buf bytes = {0}, text = {0};
    sl_encoded found;
    size_t false_finds = 0;

    (void)unused;
    for (size_t i = 0; i < 4000; i++) {
        size_t at = 0;
        bool plain = i % 2 == 0;

        fill(&bytes, 30 + next_random(&state) % 300, plain, &state);
        sl_buf_clear(&text);
        sl_buf_add(&text, sl_lit("value: '"));
        sl_base64_encode(sl_buf_str(&bytes), i % 3 == 0, &text);
        sl_buf_char(&text, '\'');
        if (!plain) {
            false_finds += sl_encoded_next(sl_buf_str(&text), &at, &found);
            continue;
        }
        if (sl_encoded_next(sl_buf_str(&text), &at, &found)) {
            sl_buf back = {0};

            assert_int_equal(found.span.start, 8);
            assert_int_equal(found.span.end, text.len - 1);
            assert_true(sl_base64_decode(sl_str_sub(sl_buf_str(&text), 8, text.len - 1),
                                         &back));
            assert_true(sl_str_eq(sl_buf_str(&back), sl_buf_str(&bytes)));
            sl_buf_free(&back);
        } else {
            assert_true(bytes.len < 60); /* '+' may keep a short one from being seen */
        }
    }
    assert_true(false_finds <= 1);
    sl_buf_free(&bytes);
    sl_buf_free(&text);
}

static void a_long_run_costs_as_much_as_its_length(void **unused)
{
    uint32_t state = 1;
    sl_buf bytes = {0}, text = {0};
    sl_encoded found;
    size_t at = 0;

    (void)unused;
    fill(&bytes, 3u << 20, false, &state);
    sl_base64_encode(sl_buf_str(&bytes), false, &text);
    while (sl_encoded_next(sl_buf_str(&text), &at, &found))
        ;
    assert_int_equal(at, text.len);
    /* Every line is one that another could continue. */
    for (size_t i = 64; i < text.len; i += 65)
        text.ptr[i] = '\n';
    at = 0;
    while (sl_encoded_next(sl_buf_str(&text), &at, &found))
        ;
    assert_int_equal(at, text.len);
    sl_buf_free(&bytes);
    sl_buf_free(&text);
}

static void unescape(sl_str text, sl_escape_kind kind, sl_buf *out)
{
    sl_span span;
    size_t at = 0, len;

    while (sl_escaped_next(text, kind, &at, &span)) {
        if (out->len > 0)
            sl_buf_char(out, '|');
        for (size_t i = span.start; i < span.end; i += len)
            sl_utf8_add(sl_escaped_read(sl_str_sub(text, i, span.end), kind, &len),
                        out);
    }
}

static void a_stretch_with_escapes_is_read_without_them(void **unused)
{
    static const struct {
        sl_escape_kind kind;
        const char *text;
        const char *decoded;
    } cases[] = {
        {SL_ESCAPE_PERCENT, "a=%67%68%70_x b", "a=ghp_x"},
        {SL_ESCAPE_PERCENT, "u=http%3A%2F%2Fx%40y", "u=http://x@y"},
        {SL_ESCAPE_PERCENT, "100% of 20%a and %zz%4", ""},
        {SL_ESCAPE_PERCENT, "%C3%A9%20%20", ""}, /* no printable ASCII */
        {SL_ESCAPE_PERCENT, "%41%42%43\n%44%45%46", "ABC|DEF"},
        {SL_ESCAPE_BACKSLASH, "s = \"\\u0041\\u0042\\x43\\n\"", "ABC\n"},
        {SL_ESCAPE_BACKSLASH, "\\u{41}\\u{042}\\u{43} d", "ABC d"},
        {SL_ESCAPE_BACKSLASH, "\\u00e9\\u00e8 \\n\\n\\n\\n", ""},
        {SL_ESCAPE_BACKSLASH, "\\u004", ""},
        {SL_ESCAPE_BACKSLASH, "\\", ""},
        {SL_ESCAPE_ENTITY, "<p>&#65;&#x42;&#67;&amp;d</p>", "ABC&d"},
        {SL_ESCAPE_ENTITY, "a && b & c &lt; &#; &#x; &#1", ""},
        {SL_ESCAPE_JOINT, "t = \"ab_\" + \"cdefghijklmnop\";", "ab_cdefghijklmnop"},
        {SL_ESCAPE_JOINT, "'ab_' . 'cdefghijk' . 'lmnop'", "ab_cdefghijklmnop"},
        {SL_ESCAPE_JOINT, "'ab_' ..\n  'cdefghijklmnop'", "ab_cdefghijklmnop"},
        {SL_ESCAPE_JOINT, "f(\"ab_\" \"cdefghijklmnop\")", "ab_cdefghijklmnop"},
        {SL_ESCAPE_JOINT, "'ab_'+'cdefghijklmnop' + x", "ab_cdefghijklmnop"},
        {SL_ESCAPE_JOINT, "\"x\" & \"abcdefghijklmnop\"", "xabcdefghijklmnop"},
        {SL_ESCAPE_JOINT, "f('abcdefghijklmnop', 'abcdefghijklmnop')", ""},
        {SL_ESCAPE_JOINT, "a + ' + ' + 'abcdefghijklmnopqrst'", ""},
        {SL_ESCAPE_JOINT, "'two words ' + 'abcdefghijklmnop'", ""},
        {SL_ESCAPE_JOINT, "'abcdefgh' + 'short'", ""},
        {SL_ESCAPE_JOINT, "'abcdefgh' + 'never closed", ""},
        {SL_ESCAPE_JOINT, "'abcdefgh' + '", ""},
        {SL_ESCAPE_JOINT, "'abcdefgh' ... 'abcdefghijklmnop'", ""},
    };

    (void)unused;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf out = {0};

        sl_buf_add(&out, sl_lit(""));
        unescape(sl_str_of(cases[i].text), cases[i].kind, &out);
        assert_string_equal(out.ptr, cases[i].decoded);
        sl_buf_free(&out);
    }
}

/* A picture in a program, with a token behind it. */
static void escapes_of_binary_data_are_passed_over(void **unused)
{
    static const char token[] = "\\x67\\x68\\x70";
    uint32_t state = 7;
    sl_buf bytes = {0}, text = {0}, decoded = {0};

    (void)unused;
    fill(&bytes, 4096, false, &state);
    for (size_t i = 0; i < bytes.len; i++)
        sl_buf_printf(&text, i % 100 ? "\\x%02x" : "\\\"\\x%02x",
                      (unsigned)(uint8_t)bytes.ptr[i]);
    sl_buf_printf(&text, "%s\" + \"%s\"", token, token);
    unescape(sl_buf_str(&text), SL_ESCAPE_BACKSLASH, &decoded);
    assert_string_equal(decoded.ptr, "ghp"); /* the second token alone */

    sl_buf_clear(&text); /* few control characters, and many among more of text */
    sl_buf_clear(&decoded);
    for (size_t i = 0; i < 60; i++)
        sl_buf_printf(&text, "\\x01");
    sl_buf_printf(&text, "%s ", token);
    for (size_t i = 0; i < 2000; i++)
        sl_buf_printf(&text, i % 20 ? "\\x41" : "\\x01");
    unescape(sl_str_sub(sl_buf_str(&text), 0, 4 * 63), SL_ESCAPE_BACKSLASH, &decoded);
    unescape(sl_str_skip(sl_buf_str(&text), 4 * 63), SL_ESCAPE_BACKSLASH, &decoded);
    assert_int_equal(decoded.len, 63 + 1 + 1 + 2000);
    sl_buf_free(&bytes);
    sl_buf_free(&text);
    sl_buf_free(&decoded);
}

#define FIVE    "\\x41\\x41\\x41\\x41\\x41"
#define FIFTEEN FIVE FIVE FIVE

/* Where binary data begin and end, and what is none. */
static void text_round_binary_data_is_read(void **unused)
{
    static const struct {
        const char *before, *byte, *behind;
        const char *decoded;
    } cases[] = {
        {"", "\\x01", "\r\\x41\\x42\\x43", "ABC"},
        {"", "\\u0002", "\\\r\\x41\\x42\\x43", "ABC"},
        {"", "\\x01", "`\\x41\\x42\\x43", "ABC"},
        {"", "\\x01", "\\\"\\x41\\x42\\x43", ""},
        {"", "\\x01", "\\\\\"\\x41\\x42\\x43", "ABC"},
        {"", "\\x01", "\\\\\\'\\x41\\x42\\x43", ""},
        {"k=" FIFTEEN "\\x41", "\\x01", "\n\\x44\\x45\\x46", "k=AAAAAAAAAAAAAAAA|DEF"},
        {FIFTEEN, "\\x01", "\n\\x44\\x45\\x46", "DEF"},
        {"", "\\x1b", "", ""}, /* a log with colours is text */
    };
    sl_buf text = {0}, decoded = {0};

    (void)unused;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_buf_clear(&text);
        sl_buf_clear(&decoded);
        sl_buf_printf(&text, "%s", cases[i].before);
        for (size_t k = 0; k < 64 + i * 50; k++)
            sl_buf_printf(&text, "%s", cases[i].byte);
        sl_buf_printf(&text, "%s", cases[i].behind);
        unescape(sl_buf_str(&text), SL_ESCAPE_BACKSLASH, &decoded);
        assert_string_equal(sl_buf_str(&decoded).ptr ? decoded.ptr : "",
                            cases[i].decoded);
    }
    sl_buf_printf(&text, "\\x41\\x42\\x43");
    unescape(sl_buf_str(&text), SL_ESCAPE_BACKSLASH, &decoded);
    assert_true(sl_str_ends(sl_buf_str(&decoded), sl_lit("ABC")));
    sl_buf_free(&text);
    sl_buf_free(&decoded);
}

static void a_span_is_mapped_to_the_bytes_that_hold_its_bits(void **unused)
{
    sl_offset_pieces pieces = {0};
    static const struct {
        sl_span span, mapped;
    } cases[] = {
        {{0, 1}, {10, 14}},   {{2, 4}, {10, 18}}, {{3, 6}, {14, 18}},
        {{6, 8}, {20, 24}},   {{5, 7}, {14, 24}}, {{8, 9}, {30, 32}},
        {{10, 12}, {40, 99}},
    };

    (void)unused;
    sl_offsets_add(&pieces, &(sl_offset_piece){0, {10, 14}, 3, 4});
    sl_offsets_add(&pieces, &(sl_offset_piece){3, {14, 18}, 3, 4}); /* goes on */
    assert_int_equal(pieces.len, 1);
    sl_offsets_add(&pieces, &(sl_offset_piece){6, {20, 24}, 3, 4});
    sl_offsets_add(&pieces, &(sl_offset_piece){8, {30, 34}, 1, 2});
    sl_offsets_add(&pieces, &(sl_offset_piece){10, {40, 99}, 0, 0});
    assert_int_equal(pieces.len, 4);
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_span out = sl_offsets_map(&pieces, cases[i].span);

        assert_int_equal(out.start, cases[i].mapped.start);
        assert_int_equal(out.end, cases[i].mapped.end);
    }
    sl_vec_free(&pieces);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_digit_of_base64_has_the_value_that_the_encoder_gave_it),
        cmocka_unit_test(a_dense_run_is_found_whole),
        cmocka_unit_test(an_encoded_stretch_is_found_where_it_begins_and_ends),
        cmocka_unit_test(encoded_text_is_found_and_random_bytes_are_not),
        cmocka_unit_test(a_long_run_costs_as_much_as_its_length),
        cmocka_unit_test(a_stretch_with_escapes_is_read_without_them),
        cmocka_unit_test(escapes_of_binary_data_are_passed_over),
        cmocka_unit_test(text_round_binary_data_is_read),
        cmocka_unit_test(a_span_is_mapped_to_the_bytes_that_hold_its_bits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
