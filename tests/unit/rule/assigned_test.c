/* assigned_test.c - over how many lines a value lies that a name is given. */
#include "rule/assigned.h"

#include "match/regex.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

/* Names, what stands round values, and those. */
enum { NAMES = 3, VALUES = 3 };
static const char *const pieces[] = {"acme",
                                     "acme_key",
                                     "AcmeSecret",
                                     " = ",
                                     ": ",
                                     "\"",
                                     "\n",
                                     "\r\n",
                                     "\t",
                                     "\n    ",
                                     "value: ",
                                     "</key>",
                                     "<string>",
                                     ",",
                                     "client(",
                                     "->",
                                     "%3d",
                                     "token ",
                                     "x",
                                     " > \n",
                                     "(\"abc\",",
                                     "0123456789abcdef",
                                     "0123456789abcdef\n",
                                     "fedcba9876543210;"};

static unsigned next(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16 & 0x7fff;
}

static size_t add(char *out, size_t len, const char *piece)
{
    memcpy(out + len, piece, strlen(piece));
    return len + strlen(piece);
}

/* A name, a few pieces, a value, a few pieces: 160 bytes at most. */
static size_t compose(unsigned *seed, char *out)
{
    unsigned all = sizeof pieces / sizeof *pieces;
    size_t len = add(out, 0, pieces[next(seed) % NAMES]);

    for (unsigned i = next(seed) % 4; i > 0; i--)
        len = add(out, len, pieces[next(seed) % all]);
    len = add(out, len, pieces[all - 1 - next(seed) % VALUES]);
    for (unsigned i = next(seed) % 4; i > 0; i--)
        len = add(out, len, pieces[next(seed) % all]);
    return len;
}

/* Behind so many line ends, or the whole. */
static size_t end_of_lines(sl_str text, unsigned lines)
{
    size_t at = 0;

    for (; lines > 0 && at < text.len; lines--) {
        size_t end = sl_str_chr(sl_str_skip(text, at), '\n');

        at = end == SIZE_MAX ? text.len : at + end + 1;
    }
    return at;
}

static void a_value_ends_on_the_next_line_at_most(void **state)
{
    static const sl_str names[] = {{"acme", 4}};
    sl_assigned assigned = {.names = {names, 1}, .value = sl_lit("[0-9a-f]{16}(?!x)")};
    sl_arena arena = {0};
    sl_regex *regex =
        sl_regex_compile(sl_assigned_regex(&assigned, &arena), true, NULL);
    sl_matcher *matcher = sl_matcher_new();
    unsigned seed = 5, found = 0, below = 0;

    (void)state;
    assert_non_null(regex);
    for (int i = 0; i < 100000; i++) {
        char bytes[SL_ASSIGNED_AFTER];
        sl_str text = {bytes, compose(&seed, bytes)};
        sl_str lines = sl_str_sub(text, 0, end_of_lines(text, SL_ASSIGNED_LINES));
        sl_match all, cut;
        sl_match_result whole = sl_regex_match(regex, matcher, text, 0, 0, &all);

        assert_int_equal(sl_regex_match(regex, matcher, lines, 0, 0, &cut), whole);
        if (whole != SL_MATCH_FOUND)
            continue;
        assert_int_equal(all.secret.start, cut.secret.start);
        assert_int_equal(all.whole.end, cut.whole.end);
        below += all.secret.start > end_of_lines(text, 1);
        found++;
    }
    assert_true(found > 500 && below > 50); /* or nothing was tested */
    sl_matcher_free(matcher);
    sl_regex_free(regex);
    sl_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_ends_on_the_next_line_at_most),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
