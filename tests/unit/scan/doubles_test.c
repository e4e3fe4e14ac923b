/* doubles_test.c - which findings of a content that was read several times are one. */
#include "scan/doubles.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const sl_level OFF = SL_LEVEL_OFF, TOLD = SL_LEVEL_ERROR;
enum { LINE = 3 };

static const sl_rule rule;

static sl_finding finding(const char *path, size_t inner)
{
    sl_finding out = {.rule = &rule, .level = TOLD};

    out.place.path = sl_str_of(path);
    out.place.inner = inner;
    out.place.start.line = out.place.end.line = LINE;
    return out;
}

static void drop(sl_sink *sink, const sl_double *first, const sl_double *second)
{
    sl_double_vec all = {0};

    *sl_vec_push(&all) = *first;
    *sl_vec_push(&all) = *second;
    all.at[0].sink = all.at[1].sink = sink;
    all.at[0].finding = 0;
    all.at[1].finding = 1;
    sl_doubles_drop(&all);
    sl_vec_free(&all);
}

static void test_that_what_counts_more_stays(void **state)
{
    sl_double old = {.name = sl_lit("a.md"), .fits = true, .worth = 1, .rank = 0};
    sl_double grave = {.name = sl_lit("b.env"), .fits = true, .worth = 2, .rank = 1};
    sl_double late = {.name = sl_lit("b.env"), .fits = true, .worth = 1, .rank = 1};

    (void)state;
    for (size_t grows = 0; grows < 2; grows++) {
        sl_sink sink = {0};

        *sl_vec_push(&sink.findings) = finding("a.md", 0);
        *sl_vec_push(&sink.findings) = finding("b.env", 0);
        drop(&sink, &old, grows ? &grave : &late);
        assert_int_equal(sink.findings.at[0].level, grows ? OFF : TOLD);
        assert_int_equal(sink.findings.at[1].level, grows ? TOLD : OFF);
        sl_vec_free(&sink.findings);
    }
}

static void test_that_members_of_an_archive_are_two(void **state)
{
    sl_double one = {.name = sl_lit("a.zip"), .fits = true, .worth = 2};
    sl_double two = {.name = sl_lit("b.jar"), .fits = true, .worth = 1};
    sl_sink sink = {0};

    (void)state;
    *sl_vec_push(&sink.findings) = finding("a.zip!x.env", 5);
    *sl_vec_push(&sink.findings) = finding("b.jar!y.env", 5);
    drop(&sink, &one, &two);
    assert_int_equal(sink.findings.at[0].level, TOLD);
    assert_int_equal(sink.findings.at[1].level, TOLD);
    sink.findings.at[1] = finding("b.jar!x.env", 5);
    drop(&sink, &one, &two);
    assert_int_equal(sink.findings.at[0].level, TOLD);
    assert_int_equal(sink.findings.at[1].level, OFF);
    sl_vec_free(&sink.findings);
}

static void test_that_one_reading_keeps_all(void **state)
{
    sl_double one = {.name = sl_lit("a.env"), .fits = true, .worth = 2};
    sl_sink sink = {0};

    (void)state;
    *sl_vec_push(&sink.findings) = finding("a.env", 0);
    *sl_vec_push(&sink.findings) = finding("a.env", 0);
    drop(&sink, &one, &one);
    assert_int_equal(sink.findings.at[0].level, TOLD);
    assert_int_equal(sink.findings.at[1].level, TOLD);
    sl_vec_free(&sink.findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_that_what_counts_more_stays),
        cmocka_unit_test(test_that_members_of_an_archive_are_two),
        cmocka_unit_test(test_that_one_reading_keeps_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
