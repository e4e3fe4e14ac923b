#include "report/quote.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

typedef struct quote_case {
    const char *text;
    sl_span mark;
    size_t room;
    const char *ellipsis;
    const char *expected;
    sl_quote carets;
} quote_case;

static const quote_case cases[] = {
    {"abc", {1, 2}, 40, "...", "abc", {1, 1}},
    {"abc", {1, 1}, 40, "...", "abc", {1, 1}},
    {"abc", {3, 3}, 40, "...", "abc", {3, 1}},
    {"abc", {7, 9}, 40, "...", "abc", {3, 1}},
    {"", {0, 0}, 40, "...", "", {0, 1}},
    {"\xe9\x8d\xb5=x", {4, 5}, 40, "...", "\xe9\x8d\xb5=x", {3, 1}},
    {"e\xcc\x81=x", {4, 5}, 40, "...", "e\xcc\x81=x", {2, 1}},
    {"\x1b=x", {2, 3}, 40, "...", "\\x1b=x", {5, 1}},
    {"0123456789abcdefghijklmnopqrst", {0, 2}, 20, "...", "0123456789abcd...", {0, 2}},
    {"0123456789abcdefghijklmnopqrst",
     {28, 30},
     20,
     "...",
     "...ghijklmnopqrst",
     {15, 2}},
    {"0123456789abcdefghijklmnopqrst",
     {14, 16},
     20,
     "...",
     "...89abcdefghijkl...",
     {9, 2}},
    {"0123456789abcdefghijklmnopqrst",
     {2, 28},
     20,
     "...",
     "0123456789abcd...",
     {2, 12}},
    {"0123456789abcdefghijklmnopqrst",
     {5, 28},
     20,
     "...",
     "...56789abcdefghi...",
     {3, 14}},
    {"0123456789abcdefghijklmnopqrst",
     {14, 16},
     1,
     "\xe2\x80\xa6",
     "\xe2\x80\xa6"
     "6789abcdefghijklmn\xe2\x80\xa6",
     {9, 2}},
};

static void the_carets_stand_below_the_mark(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sl_buf out = {0};
        sl_quote carets = sl_quote_draw(sl_str_of(cases[i].text), cases[i].mark,
                                        cases[i].room, cases[i].ellipsis, &out);

        assert_string_equal(out.ptr ? out.ptr : "", cases[i].expected);
        assert_int_equal(carets.caret_at, cases[i].carets.caret_at);
        assert_int_equal(carets.caret_len, cases[i].carets.caret_len);
        sl_buf_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_carets_stand_below_the_mark),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
