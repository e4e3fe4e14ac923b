/* regex_test.c - groups, ranges, limits, and patterns compiled by many threads. */
#include "match/regex.h"

#include "base/limits.h"
#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static void a_match_has_a_whole_and_a_secret(void **state)
{
    static const struct {
        const char *pattern;
        bool ignore_case;
        const char *subject;
        sl_match_result result;
        sl_span whole, secret;
    } cases[] = {
        {"k=\\w+", false, "x k=abc", SL_MATCH_FOUND, {2, 7}, {2, 7}},
        {"k=(\\w+)", false, "x k=abc", SL_MATCH_FOUND, {2, 7}, {4, 7}},
        {"(k)=(?<secret>\\w+)", false, "x k=abc", SL_MATCH_FOUND, {2, 7}, {4, 7}},
        {"k=(?:(?<secret>\\d+)|\\w+)", false, "k=abc", SL_MATCH_FOUND, {0, 5}, {0, 5}},
        {"K=\\w+", false, "k=abc", SL_MATCH_NONE, {0, 0}, {0, 0}},
        {"K=\\w+", true, "k=abc", SL_MATCH_FOUND, {0, 5}, {0, 5}},
        {"(?-i:K)=\\w+", true, "k=abc", SL_MATCH_NONE, {0, 0}, {0, 0}},
        {".", false, "\xff", SL_MATCH_FOUND, {0, 1}, {0, 1}},
        {"", false, "", SL_MATCH_FOUND, {0, 0}, {0, 0}},
        {"(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)(l)(m)(n)(o)(p)(q)",
         false,
         "abcdefghijklmnopq",
         SL_MATCH_FOUND,
         {0, 17},
         {0, 1}},
    };
    sl_matcher *matcher = sl_matcher_new();

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_str subject = sl_str_of(cases[i].subject);
        sl_regex *regex =
            sl_regex_compile(sl_str_of(cases[i].pattern), cases[i].ignore_case, NULL);
        sl_match match = {0};

        assert_non_null(regex);
        assert_int_equal(
            sl_regex_match(regex, matcher, subject, 0, subject.len, &match),
            cases[i].result);
        assert_int_equal(match.whole.start, cases[i].whole.start);
        assert_int_equal(match.whole.end, cases[i].whole.end);
        assert_int_equal(match.secret.start, cases[i].secret.start);
        assert_int_equal(match.secret.end, cases[i].secret.end);
        sl_regex_free(regex);
    }
    sl_matcher_free(matcher);
}

static void a_match_starts_in_the_range(void **state)
{
    static const struct {
        const char *pattern;
        size_t from, last;
        size_t start; /* SIZE_MAX: no match */
    } cases[] = {
        {"ab", 0, 8, 0},        {"ab", 1, 8, 3},           {"ab", 1, 3, 3},
        {"ab", 1, 2, SIZE_MAX}, {"ab", 4, 6, 6},           {"ab", 7, 8, SIZE_MAX},
        {"(?<=c)ab", 3, 3, 3},  {"\\bab", 3, 3, SIZE_MAX},
    };
    sl_str subject = sl_lit("abcabcab");
    sl_matcher *matcher = sl_matcher_new();

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_regex *regex = sl_regex_compile(sl_str_of(cases[i].pattern), false, NULL);
        sl_match match = {0};
        bool found = sl_regex_match(regex, matcher, subject, cases[i].from,
                                    cases[i].last, &match) == SL_MATCH_FOUND;

        assert_int_equal(found, cases[i].start != SIZE_MAX);
        if (found)
            assert_int_equal(match.whole.start, cases[i].start);
        sl_regex_free(regex);
    }
    sl_matcher_free(matcher);
}

static void a_costly_pattern_hits_a_limit(void **state)
{
    sl_regex *regex = sl_regex_compile(sl_lit("^(?:a|aa|aaa)+[bc]"), false, NULL);
    sl_matcher *matcher = sl_matcher_new();
    char subject[200];
    sl_match match;

    (void)state;
    memset(subject, 'a', sizeof subject);
    assert_int_equal(sl_regex_match(regex, matcher,
                                    sl_str_make(subject, sizeof subject), 0,
                                    sizeof subject, &match),
                     SL_MATCH_LIMIT);
    sl_matcher_free(matcher);
    sl_regex_free(regex);
}

static void a_wrong_pattern_is_told(void **state)
{
    static const struct {
        const char *pattern;
        const char *at;
    } cases[] = {{"a(b", "offset 3"}, {"[z-a]", "offset 3"}, {"\\C", "offset 2"}};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        sl_err err = {0};

        assert_null(sl_regex_compile(sl_str_of(cases[i].pattern), false, &err));
        assert_int_equal(err.code, SL_EFORMAT);
        assert_non_null(strstr(err.text, cases[i].at));
    }
}

enum { THREADS = 8, PATTERNS = 50 };

typedef struct race {
    sl_lazy_regex lazy[PATTERNS];
    const sl_regex *got[THREADS][PATTERNS];
} race;

static void get_all(void *ctx, unsigned worker, size_t item)
{
    race *r = ctx;

    (void)worker;
    for (size_t i = 0; i < PATTERNS; i++)
        r->got[item][i] = sl_lazy_regex_get(&r->lazy[i], NULL);
}

static void threads_get_the_same_lazy_regex(void **state)
{
    race *r = calloc(1, sizeof *r);

    (void)state;
    assert_non_null(r);
    for (size_t i = 0; i < PATTERNS; i++)
        r->lazy[i].pattern = sl_lit("(?<secret>[a-z]{3,40})=[0-9]+");
    sl_pool_run(THREADS, THREADS, get_all, r);
    for (size_t i = 0; i < PATTERNS; i++) {
        assert_non_null(r->got[0][i]);
        for (size_t k = 1; k < THREADS; k++)
            assert_ptr_equal(r->got[k][i], r->got[0][i]);
        sl_lazy_regex_free(&r->lazy[i]);
    }
    free(r);
}

static void a_wrong_lazy_pattern_is_told_each_time(void **state)
{
    sl_lazy_regex lazy = {.pattern = sl_lit("(")};

    (void)state;
    for (int i = 0; i < 2; i++) {
        sl_err err = {0};

        assert_null(sl_lazy_regex_get(&lazy, &err));
        assert_int_equal(err.code, SL_EFORMAT);
    }
    sl_lazy_regex_free(&lazy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_match_has_a_whole_and_a_secret),
        cmocka_unit_test(a_match_starts_in_the_range),
        cmocka_unit_test(a_costly_pattern_hits_a_limit),
        cmocka_unit_test(a_wrong_pattern_is_told),
        cmocka_unit_test(threads_get_the_same_lazy_regex),
        cmocka_unit_test(a_wrong_lazy_pattern_is_told_each_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
