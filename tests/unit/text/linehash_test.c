#include "text/linehash.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

enum { MOST = 4 };

typedef struct hash_case {
    const char *text;
    const char *expected[MOST + 1];
} hash_case;

/* What github/codeql-action computes. */
static const hash_case cases[] = {
    {"", {"c129715d7a2bc9a3:1"}},
    {" a\nb\n  \t\tc\n d",
     {"271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1",
      "a23a3dc5e078b07b:1"}},
    {" a\r\nb\r\n  \t\tc\r\n d",
     {"271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1",
      "a23a3dc5e078b07b:1"}},
    {" a\rb\r  \t\tc\r d",
     {"271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1",
      "a23a3dc5e078b07b:1"}},
};

static void lines_have_the_hashes_of_code_scanning(void **unused)
{
    sl_arena arena = {0};

    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t len;
        const sl_line_hash *hashes =
            sl_line_hashes(&arena, sl_str_of(cases[i].text), &len);

        for (size_t line = 0; line < len; line++) {
            assert_true(line < MOST);
            assert_string_equal(sl_line_hash_text(&arena, hashes[line]).ptr,
                                cases[i].expected[line]);
        }
        assert_null(cases[i].expected[len]);
    }
    sl_arena_free(&arena);
}

/* Cut from a long text at every place: what stands far behind has no say. */
static void the_first_line_alone_has_the_same_hash(void **unused)
{
    static const char units[] = "ab \t\r\n\xc3\xa9\xf0\x9f\x94\x91\xff";
    sl_arena arena = {0};
    char text[600];

    (void)unused;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = units[(i * i / 7 + i) % (sizeof units - 1)];
    for (size_t i = 0; i <= sizeof text; i++) {
        for (size_t from = 0; from < 3 && from <= i; from++) {
            sl_str part = sl_str_make(text + from, i - from);
            size_t len;

            assert_true(sl_line_hash_first(part) ==
                        sl_line_hashes(&arena, part, &len)[0].hash);
        }
        sl_arena_reset(&arena);
    }
    sl_arena_free(&arena);
}

/* Of texts whose lines are often alike, or begin alike, asked for in any order: many, and
 * so few that not all are worked out. */
static void a_line_has_the_hash_that_it_has_among_all(void **unused)
{
    static const char *const lines[] = {
        "x\n",
        "\n",
        "a = 1\r\n",
        "\ty\r",
        "  pass word: more is alike than what is compared before the hash\n",
        "caf\xc3\xa9 \xf0\x9f\x94\x91\n",
        "[\xff]\r \n",
        "no end, "};
    sl_arena arena = {0};
    sl_buf text = {0};
    uint32_t seed = 1;

    (void)unused;
    for (size_t i = 0; i < 400; i++) {
        seed = seed * 1664525 + 1013904223;
        sl_buf_add(&text, sl_str_of(lines[seed >> 29]));
    }
    for (size_t cut = 0; cut <= text.len; cut += 97) {
        sl_str part = sl_str_sub(sl_buf_str(&text), 0, cut);
        sl_lines index = sl_lines_index(&arena, part);
        sl_line_hasher many = {.arena = &arena, .lines = &index};
        size_t len;
        const sl_line_hash *all = sl_line_hashes(&arena, part, &len);

        assert_int_equal(index.len, len);
        for (size_t i = 0; i < len; i++) {
            sl_line_hasher one = {.arena = &arena, .lines = &index};
            size_t some = i * 7 % len;
            sl_line_hash alone = sl_line_hash_at(&one, i + 1);
            sl_line_hash hash = sl_line_hash_at(&many, some + 1);

            assert_true(alone.hash == all[i].hash && alone.count == all[i].count);
            assert_true(hash.hash == all[some].hash && hash.count == all[some].count);
        }
        assert_true(many.all || len < 10);
        sl_arena_reset(&arena);
    }
    sl_buf_free(&text);
    sl_arena_free(&arena);
}

/* Each of the lines before it has the same window, which holds a hundred of them. */
static void a_line_among_many_alike_is_no_dearer_than_all(void **unused)
{
    enum { LINES = 1000, ASKED = 800 };
    sl_arena arena = {0};
    sl_buf text = {0};
    sl_lines index;
    sl_line_hasher hasher = {.arena = &arena, .lines = &index};

    (void)unused;
    for (size_t i = 0; i < LINES; i++)
        sl_buf_add(&text, sl_lit("x\n"));
    index = sl_lines_index(&arena, sl_buf_str(&text));
    assert_true(sl_line_hash_at(&hasher, ASKED).count == ASKED);
    assert_true(hasher.spent < 2 * text.len);
    sl_buf_free(&text);
    sl_arena_free(&arena);
}

static void a_byte_order_mark_is_part_of_the_first_line(void **unused)
{
    sl_arena arena = {0};
    size_t len;
    const sl_line_hash *hashes =
        sl_line_hashes(&arena, sl_lit("\xef\xbb\xbfkey = 1\nx\n"), &len);

    (void)unused;
    assert_int_equal(len, 3);
    assert_string_equal(sl_line_hash_text(&arena, hashes[0]).ptr, "d09ef0dd22195fad:1");
    sl_arena_free(&arena);
}

static void equal_windows_are_counted(void **unused)
{
    sl_arena arena = {0};
    char text[600];
    size_t len;
    const sl_line_hash *hashes;

    (void)unused;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = i % 2 ? '\n' : 'x';
    hashes = sl_line_hashes(&arena, sl_str_make(text, sizeof text), &len);
    assert_int_equal(len, 301);
    assert_int_equal(hashes[0].count, 1);
    assert_int_equal(hashes[1].count, 2);
    assert_int_equal(hashes[2].count, 3);
    sl_arena_free(&arena);
}

/* One replacement character for a truncated sequence, as the decoder of the
 * Encoding Standard; a byte that begins nothing is one by itself. */
static void invalid_bytes_hash_as_replacement_characters(void **unused)
{
    static const struct {
        const char *bytes, *same_as;
    } pairs[] = {
        {"a\xffz", "a\xef\xbf\xbdz"},
        {"a\xe2\x82z", "a\xef\xbf\xbdz"},
        {"a\xf0\x9f\x94", "a\xef\xbf\xbd"},
        {"\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
        {"\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd"},
        {"\xf4\x90\x80\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
    };
    sl_arena arena = {0};

    (void)unused;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        size_t len, same;
        const sl_line_hash *a = sl_line_hashes(&arena, sl_str_of(pairs[i].bytes), &len);
        const sl_line_hash *b =
            sl_line_hashes(&arena, sl_str_of(pairs[i].same_as), &same);

        assert_int_equal(a[0].hash, b[0].hash);
    }
    sl_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_have_the_hashes_of_code_scanning),
        cmocka_unit_test(the_first_line_alone_has_the_same_hash),
        cmocka_unit_test(a_line_has_the_hash_that_it_has_among_all),
        cmocka_unit_test(a_line_among_many_alike_is_no_dearer_than_all),
        cmocka_unit_test(a_byte_order_mark_is_part_of_the_first_line),
        cmocka_unit_test(equal_windows_are_counted),
        cmocka_unit_test(invalid_bytes_hash_as_replacement_characters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
